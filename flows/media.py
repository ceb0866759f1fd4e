"""What is not text: pictures, files, places, voices, and the kinds that a desk can do nothing with.

Rule: whatever comes while a report is open is kept with it; nothing is thrown away without a word.
"""

from dataclasses import replace

from flows.conversations import ask, hear
from flows.report import advance
from flows.report_draft import attach
from flows.state import AddDetail, AddTo, AgencyAsks, OfferOfficer, PersonAsk, State, VerdictWhy
from flows.turn import Step, Turn
from flows.types import InboundKind, Reply

USELESS = frozenset({InboundKind.STICKER, InboundKind.CONTACT, InboundKind.UNKNOWN})
SPOKEN = frozenset({InboundKind.AUDIO, InboundKind.VIDEO})
TAKES_FILES = (AddDetail, AddTo, AgencyAsks, OfferOfficer, VerdictWhy)


def listen(state: State, turn: Turn) -> Step | None:
    """`None` for plain text and for what the open question or an agency's question takes."""
    kind = turn.inbound.kind
    if kind in USELESS and not turn.text:
        return _useless(state, turn)
    if not (turn.is_file or turn.is_place):
        return None
    if state.draft is not None and not isinstance(state.question, VerdictWhy):
        return _attached(state, turn)
    if kind in SPOKEN and not turn.text and not isinstance(state.question, TAKES_FILES):
        return None if any(ticket.asked for ticket in turn.world.tickets) else _spoken(state, turn)
    return None


def _useless(state: State, turn: Turn) -> Step:
    reply = Reply(f"media.{turn.inbound.kind.value}")
    if state.draft is None:
        return Step(state, (reply,))
    return Step(state, (reply, ask(state, turn)))


def _spoken(state: State, turn: Turn) -> Step:
    asks = isinstance(state.question, PersonAsk)
    reply = Reply(f"media.{turn.inbound.kind.value}")
    return Step(state, (reply, ask(state, turn)) if asks else (reply,))


def _attached(state: State, turn: Turn) -> Step:
    """Kept with the draft; a caption is heard as an answer, and a place may answer the open question itself."""
    draft = attach(state.draft, turn) if state.draft else None
    kept = replace(state, draft=draft)
    if turn.text:
        heard = hear(kept, turn)
        if heard is not None:
            return heard
    if turn.is_place and draft is not None:
        step = advance(kept, turn, draft)
        return replace(step, replies=(Reply("report.place_added"), *step.replies))
    added = Reply("report.file_added", {"files": draft.files if draft else None})
    return Step(kept, (added, ask(kept, turn)))
