"""Filing a matter: what is still missing is asked, one question at a time, and nothing is filed without a yes.

Rule: `advance` alone decides which question comes next, from the draft. A first message that says what and where needs
three more: is this right, with your name or without, send.
"""

from dataclasses import replace

from flows.report_asking import ASKING
from flows.report_draft import attach, kind, read
from flows.state import (
    Draft,
    Question,
    ReportConfirm,
    ReportDetail,
    ReportName,
    ReportPlace,
    ReportPlacePick,
    ReportSummary,
    State,
)
from flows.turn import Step, Turn
from flows.types import Ref, Reply
from knowledge.types import PlaceGuess
from tickets.vocabulary import Kind

MOST_PLACES = 7


def begin(state: State, turn: Turn) -> Step:
    """A matter in the citizen's own words. Another unsent draft goes to the shelf."""
    draft = read(Draft(kind(turn.understood)), turn)
    return advance(replace(state.shelve(), trail=()), turn, draft, joinable=True)


def begin_blank(state: State, turn: Turn) -> Step:
    """The wish to report, or a picture or place without words: what it is about is asked first."""
    draft = Draft(Kind.COMPLAINT)
    if turn.is_file or turn.is_place:
        draft = attach(draft, turn)
    return advance(replace(state.shelve(), trail=()), turn, draft)


def advance(state: State, turn: Turn, draft: Draft, joinable: bool = False, lead: str | None = None) -> Step:
    """Open the next question that the draft still needs."""
    question = _next_question(draft, turn)
    opened = replace(state, draft=draft).ask(question)
    reply = ASKING[type(question)](question, opened, turn)
    params = {**reply.params, "lead": Ref(lead)} if lead else reply.params
    return Step(opened, (Reply(reply.key, params),), joinable=joinable)


def ask(state: State, question: Question, turn: Turn, joinable: bool = False) -> Step:
    """Open a question of the report out of its order."""
    opened = state.ask(question)
    return Step(opened, (ASKING[type(question)](question, opened, turn),), joinable=joinable)


def _next_question(draft: Draft, turn: Turn) -> Question:
    if not draft.text or not draft.detail_done:
        return ReportDetail()
    if (draft.needs_place or draft.kind is Kind.SUPERVISION) and not draft.place_done:
        guess = turn.understood.place
        if guess is not None and len(guess.places) > 1:
            return place_pick(guess)
        return ReportPlace()
    if not draft.confirmed:
        return ReportConfirm()
    return ReportSummary() if draft.named else ReportName()


def place_pick(guess: PlaceGuess) -> ReportPlacePick:
    shown = guess.places[:MOST_PLACES]
    return ReportPlacePick(guess.text, tuple(p.code for p in shown), tuple(p.label for p in shown))
