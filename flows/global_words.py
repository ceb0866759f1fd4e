"""The few words that mean the same everywhere: menu, batal, kembali, bantuan, petugas, the status words, lihat, a code.

Rule: they are heard before the open question, except inside a longer text, which is never taken for a command.
"""

from collections.abc import Callable
from dataclasses import replace

from flows import answer, handover, menu, parked, reopening, status, verdict, words
from flows.conversations import ask
from flows.report_asking import ASKING
from flows.report_hearing import drop
from flows.state import (
    AddDetail,
    ArticleShown,
    Clarify,
    Idle,
    OfferOfficer,
    PersonAsk,
    Resume,
    State,
    Stuck,
    TicketDetail,
    UnhelpfulAnswer,
    VerdictWhy,
    WithdrawConfirm,
)
from flows.turn import Step, Turn
from flows.types import AddToTicket, AnswerAgency, Reply, TicketSummary

CODE_WORDS = 8  # words beside a code, at most, for the message to be about where it stands


def hear(state: State, turn: Turn) -> Step | None:
    """`None` if the message is none of the words."""
    text = turn.text
    if not text:
        return None
    code = status.named_code(text)
    if code and len(status.without_code(text).split()) <= CODE_WORDS:
        return _code(state, turn, code)
    if len(text.split()) > CODE_WORDS:
        return None
    for group, act in WORDS.items():
        if words.says(text, group):
            return act(state, turn)
    if words.holds(text, "status_ask"):
        return _aside(state, turn, status.listing)
    return None


def cancel(state: State, turn: Turn) -> Step:
    if isinstance(state.question, VerdictWhy):
        return verdict.without_why(state.question, state, turn)
    if state.draft is not None:
        return drop(state)
    if isinstance(state.question, Idle):
        return Step(state, (Reply("global.nothing_to_cancel"),))
    if isinstance(state.question, (TicketDetail, WithdrawConfirm)):
        return Step(state.rest(), (Reply("status.not_withdrawn", {"code": state.question.code}),))
    return Step(state.rest(), (Reply("global.cancelled"),))


def back(state: State, turn: Turn) -> Step:
    """One question back; at the beginning of a talk, the menu."""
    if isinstance(state.question, Stuck):
        opened = replace(state, question=state.question.before, misses=0)
        return Step(opened, (ask(opened, turn),))
    trail = state.trail
    if not trail:
        return menu.open_menu(state, turn)
    opened = replace(state, question=trail[-1], trail=trail[:-1], misses=0)
    if type(opened.question) in ASKING and opened.draft is None:
        return menu.open_menu(state, turn)
    return Step(opened, (ask(opened, turn),))


def help_(state: State, turn: Turn) -> Step:
    step = Step(state, (Reply("global.help", {"desk": turn.region.desk}),))
    return _repeat(step, turn) if state.draft is not None else step


def person(state: State, turn: Turn) -> Step:
    """The question that was just asked is filled in; an unsent draft is put aside."""
    question = state.question
    if isinstance(question, OfferOfficer):
        return Step(state, (handover.ask_offer(question, state, turn),))
    if isinstance(question, ArticleShown):
        return answer.to_person(question, state, turn)
    if isinstance(question, UnhelpfulAnswer):
        return answer.to_person(question.shown, state, turn)
    if isinstance(question, Clarify):
        return handover.for_held(state, turn, question.held)
    return handover.to_person(state.rest(), turn, None, "", ())


def start(state: State, turn: Turn) -> Step:
    return menu.open_menu(state, turn)


def draft(state: State, turn: Turn) -> Step | None:
    """The newest draft on the shelf; without one that is said, where nothing else is open."""
    if state.draft is not None and isinstance(state.question, Stuck):
        return back(state, turn)
    if state.draft is not None:
        return _repeat(Step(state, ()), turn)
    if not state.shelf:
        return Step(state, (Reply("report.no_draft"),)) if isinstance(state.question, Idle) else None
    opened = replace(state, draft=state.shelf[0], shelf=state.shelf[1:], question=Resume(), trail=(), misses=0)
    return Step(opened, (ask(opened, turn),))


def look(state: State, turn: Turn) -> Step | None:
    """Without anything waiting it is only a word, which the open question may understand."""
    if turn.world.parked:
        return parked.look(state, turn)
    return parked.look(state, turn) if isinstance(state.question, Idle) else None


def _listing(state: State, turn: Turn) -> Step:
    return _aside(state, turn, status.listing)


WORDS: dict[str, Callable[[State, Turn], Step | None]] = {
    "menu": start,
    "back": back,
    "help": help_,
    "person": person,
    "status": _listing,
    "look": look,
    "draft": draft,
    "cancel": cancel,
}


def _code(state: State, turn: Turn, code: str) -> Step:
    """A code with a verdict, an answer, or nothing but the wish to know."""
    waiting = parked.by_code(turn, code)
    ticket = turn.ticket(code)
    if ticket is not None and state.draft is None and reopening.is_unsolved(ticket, turn):
        return reopening.again(state, turn, ticket)
    if waiting:
        return parked.release(state, turn, waiting)
    if ticket is None:
        return _repeat_if_draft(Step(state, (Reply("status.unknown"),)), turn)
    rest = status.without_code(turn.text)
    if ticket.awaits_verdict:
        value = verdict.read(rest, ticket.kind) if rest else None
        if value:
            return verdict.give(state, turn, code, value)
    taking = isinstance(state.question, (AddDetail, VerdictWhy)) and state.question.code == code
    if taking and len(rest.split()) > 1 and turn.is_open(code):
        return Step(state.rest(), (Reply("add.done", {"code": code}),), (AddToTicket(code, turn.ids),))
    if ticket.asked and len(rest.split()) > words.SHORT and not words.looks_like_question(rest):
        reply = Reply("asked.answered", {"code": code, "agency": ticket.agency})
        return Step(state.rest(), (reply,), (AnswerAgency(code, turn.ids),))
    return _aside(state, turn, lambda s, t: _detail(s, t, ticket))


def _detail(state: State, turn: Turn, ticket: TicketSummary) -> Step:
    if ticket.awaits_verdict:
        return verdict.put(state, turn, ticket)
    return status.detail(state, turn, ticket)


def _aside(state: State, turn: Turn, act: Callable[[State, Turn], Step]) -> Step:
    """In the middle of a report the way to a ticket is a look aside: facts without choices, then the open question."""
    if state.draft is None:
        return act(state, turn)
    aside = act(replace(state, draft=None, question=Idle(), trail=()), turn)
    return _repeat(Step(state, tuple(status.rows(reply) for reply in aside.replies)), turn)


def _repeat_if_draft(step: Step, turn: Turn) -> Step:
    return _repeat(step, turn) if step.state.draft is not None else step


def _repeat(step: Step, turn: Turn) -> Step:
    if isinstance(step.state.question, (Idle, PersonAsk, Stuck)):
        return step
    return replace(step, replies=(*step.replies, ask(step.state, turn)))
