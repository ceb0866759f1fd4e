"""What citizens ask about the desk itself in the middle of anything: who sees me, when, delete my data; and curses.

Rule: the truth in one reply, then the question that was open. None of it is taken for an answer, an address or a name.
"""

from flows import handover, status, words
from flows.catalogue import plain
from flows.conversations import Manner, ask, manner
from flows.state import Idle, State, StatusList, TicketDetail
from flows.turn import Step, Turn
from flows.types import Ref, Reply, TicketSummary
from knowledge.types import Outcome
from tickets.vocabulary import Kind, Status

BRIEF = 6  # words; so short a question is about the one who writes
LONGEST = 10  # words; a longer text tells of something
UNANSWERED = (Status.SCREENING, Status.HANDED_OVER)


def hear(state: State, turn: Turn) -> Step | None:
    text = turn.text
    if not text or turn.is_file or len(text.split()) > LONGEST or turn.understood.emergency:
        return None
    if _asks_who_sees(text) and not _is_about_another_desk(state, turn):
        return _told(state, turn, _who_sees(state, turn))
    if words.holds(text, "erase_ask"):
        return _erase(state, turn)
    if words.is_made_of(text, "when_ask"):
        return _when(state, turn)
    return _calm(state, turn) if _is_curse(turn) else None


def _told(state: State, turn: Turn, reply: Reply) -> Step:
    """The open question comes again, unless nothing has to be answered."""
    loose = manner(state) is Manner.LOOSE
    return Step(state, (reply,) if loose else (reply, ask(state, turn)))


def _asks_who_sees(text: str) -> bool:
    asks = words.looks_like_question(text) or words.holds(text, "whether")
    return asks and words.holds(text, "oneself") and words.holds(text, "seen_ask")


def _is_about_another_desk(state: State, turn: Turn) -> bool:
    """Outside of a report an article may know better: who sees a caller of 112, what an application keeps."""
    own = words.holds(turn.text, "first_person") and len(turn.text.split()) <= BRIEF
    return state.draft is None and turn.understood.outcome is Outcome.ANSWER and not own


def _who_sees(state: State, turn: Turn) -> Reply:
    protected = state.draft is not None and state.draft.kind is Kind.SUPERVISION
    return Reply("about.who_sees", {"supervision": protected, "link": turn.world.privacy_link})


def _erase(state: State, turn: Turn) -> Step:
    """No machine deletes here: a person is asked to, with the sentence filled in."""
    text = plain("about.erase_text")
    step = handover.to_person(state.rest(), turn, turn.region.coordinator, text, turn.ids)
    return Step(step.state, (Reply("about.erase"), *step.replies))


def _when(state: State, turn: Turn) -> Step | None:
    """Of the one ticket that is open or shown; elsewhere the word belongs to what is open."""
    if not isinstance(state.question, (Idle, StatusList, TicketDetail)):
        return None
    shown = turn.ticket(state.question.code) if isinstance(state.question, TicketDetail) else None
    tickets = turn.open_tickets if shown is None or shown.status is Status.CLOSED else (shown,)
    if len(tickets) != 1:
        return status.listing(state, turn) if tickets else None
    return Step(state, (_due(tickets[0]),)) if _is_due(tickets[0]) else status.detail(state, turn, tickets[0])


def _is_due(ticket: TicketSummary) -> bool:
    return ticket.status in (*UNANSWERED, Status.ANSWERED) and ticket.due_on is not None


def _due(ticket: TicketSummary) -> Reply:
    params = {
        "code": ticket.code,
        "agency": ticket.agency,
        "due": ticket.due_on,
        "late": Ref("status.late") if ticket.late else None,
        "answered": ticket.status is Status.ANSWERED,
    }
    return Reply("about.when", params)


def _is_curse(turn: Turn) -> bool:
    """Nothing but a curse: with a matter in it the matter is heard."""
    understood = turn.understood
    if understood.outcome is Outcome.REPORT and understood.has_detail:
        return False
    return words.holds(turn.text, "curse") and words.is_only(turn.text, "curse", "around_curse")


def _calm(state: State, turn: Turn) -> Step:
    if manner(state) is Manner.LOOSE:
        return Step(state, (Reply("about.calm"),))
    return Step(state, (Reply("about.calm_open"), ask(state, turn)))
