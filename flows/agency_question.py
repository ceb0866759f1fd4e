"""An agency's open question and what the citizen writes next: it is the answer, unless it is clearly another thing.

Rule: in doubt the words are passed on, because an agency that waits for nothing costs days; the citizen is told to
what they went and takes them back with one word.
"""

from dataclasses import replace

from flows import matter, report, words
from flows.additions import added, danger_for
from flows.choices import Choice, chosen, labels
from flows.resuming import resumed
from flows.state import AgencyAsks, AnswerOrNew, Passed, State
from flows.turn import Step, Turn
from flows.types import AnswerAgency, Ref, Reply, TakeBack, TicketSummary
from flows.verdict import is_newer, is_unread
from knowledge.types import Matter, Outcome
from tickets.vocabulary import Kind

SURE = 0.6  # a reading below it may as well be the answer that an agency waits for
LIKELY = 0.3  # enough to keep words about an officer from the officer's own agency
ANSWER_OR_NEW = (
    Choice("answer", Ref("choice.it_answers"), ("yes",)),
    Choice("new", Ref("choice.it_is_new"), ("no", "none_of_these", "not_that")),
)


def hear_asked(state: State, turn: Turn, only_newer: bool) -> Step | None:
    """The next free message answers the agency's open question."""
    asked = [t for t in turn.world.tickets if t.asked and not is_unread(t, turn)]
    asked = [t for t in asked if not only_newer or is_newer(t, state, turn)]
    quoted = [t for t in asked if t.code == turn.inbound.quoted_code]
    if not asked or not turn.has_content:
        return None
    ticket = (quoted or asked)[0]
    if _is_courtesy(turn):
        return None
    return _passed_or_not(state, turn, ticket, quoted=bool(quoted))


def ask_agency_asks(question: AgencyAsks, state: State, turn: Turn) -> Reply:
    return Reply("asked.again", {"code": question.code})


def hear_agency_asks(question: AgencyAsks, state: State, turn: Turn) -> Step | None:
    ticket = turn.ticket(question.code)
    if ticket is None or not ticket.asked or not turn.has_content or _is_courtesy(turn):
        return None
    return _passed_or_not(state, turn, ticket, quoted=False)


def _passed_or_not(state: State, turn: Turn, ticket: TicketSummary, quoted: bool) -> Step | None:
    if turn.text and not quoted:
        if turn.understood.emergency:
            return danger_for(state, turn, ticket.code)
        if _is_question(turn):
            return _answered_beside(state, turn, ticket)
        if _is_elsewhere(turn, ticket):
            question = AnswerOrNew(ticket.code, turn.hold())
            opened = state.rest().ask(question)
            return Step(opened, (ask_answer_or_new(question, opened, turn),))
    return answered(state, turn, ticket.code, turn.ids)


def answered(state: State, turn: Turn, code: str, messages: tuple[str, ...]) -> Step:
    ticket = turn.ticket(code)
    reply = Reply("asked.answered", {"code": code, "agency": ticket.agency if ticket else None})
    back, asked = resumed(state, turn)
    passed = Passed(code, replace(turn.hold(), messages=messages))
    return Step(replace(back, passed=passed), (reply, *asked), (AnswerAgency(code, messages),))


def hear_not_that(state: State, turn: Turn) -> Step | None:
    """Right after an answer was passed on: it was none, and begins a matter of its own."""
    passed = state.passed
    if passed is None or not turn.text or not words.is_made_of(turn.text, "not_that"):
        return None
    begun = _as_report(state.rest(), turn.resume(passed.held))
    if not turn.is_open(passed.code):
        return begun
    back = Reply("asked.taken_back", {"code": passed.code})
    effect = TakeBack(passed.code, passed.held.messages, turn.ids)
    return replace(begun, replies=(back, *begun.replies), effects=(effect, *begun.effects))


def _as_report(state: State, turn: Turn) -> Step:
    if not turn.text:
        return report.begin_blank(state, turn)
    if turn.understood.outcome in (Outcome.ANSWER, Outcome.OUTSIDE) or words.looks_like_question(turn.text):
        return matter.begin(state, turn)
    return report.begin(state, turn)


def ask_answer_or_new(question: AnswerOrNew, state: State, turn: Turn) -> Reply:
    return Reply("asked.which", {"code": question.code, "choices": labels(ANSWER_OR_NEW)})


def hear_answer_or_new(question: AnswerOrNew, state: State, turn: Turn) -> Step | None:
    value = None if turn.is_file or turn.is_place else chosen(turn.text, ANSWER_OR_NEW)
    longer = value is None and not words.is_short(turn.text)
    if turn.is_file or turn.is_place or longer:
        more = AnswerOrNew(question.code, turn.join(question.held))
        return Step(state.amend(more), (ask_answer_or_new(more, state, turn),))
    ticket = turn.ticket(question.code)
    if value == "answer" and ticket is not None and ticket.asked:
        return answered(state, turn.resume(question.held), question.code, question.held.messages)
    if value == "answer" and turn.is_open(question.code):
        return added(state, question.code, question.held.messages)
    return matter.begin(state, turn.resume(question.held)) if value == "new" else None


def _is_question(turn: Turn) -> bool:
    """A plain question that an article surely answers; anything less sure may be what the agency waits for."""
    return turn.asks_known and turn.understood.confidence >= SURE and not words.is_short(turn.text)


def _answered_beside(state: State, turn: Turn, ticket: TicketSummary) -> Step:
    step = matter.begin(state, turn)
    return replace(step, replies=(*step.replies, Reply("asked.still_waits", {"code": ticket.code})))


def _is_elsewhere(turn: Turn, ticket: TicketSummary) -> bool:
    """Another category at another place; or words about an officer, which no accused agency may read."""
    understood = turn.understood
    if understood.outcome is not Outcome.REPORT or not understood.has_detail:
        return False
    if understood.kind is Matter.SUPERVISION and ticket.kind is not Kind.SUPERVISION:
        return understood.category_confidence >= LIKELY
    other = understood.category != ticket.category_slug and understood.category_confidence >= SURE
    return other and is_other_place(turn, ticket)


def is_other_place(turn: Turn, ticket: TicketSummary) -> bool:
    """Whether the message names a place, and surely not the ticket's."""
    guess = turn.understood.place
    if guess is None or not ticket.place:
        return False
    codes = [place.code for place in guess.places]
    if ticket.place_code and any(_within(ticket.place_code, code) for code in codes):
        return False
    near = set(words.group("near"))
    known = set(words.tokens(f"{ticket.place} {ticket.title}")) - near
    return not known & (set(words.tokens(guess.text)) - near)


def _within(one: str, other: str) -> bool:
    """A village's code begins with that of its kecamatan."""
    return one.startswith(other) or other.startswith(one)


def _is_courtesy(turn: Turn) -> bool:
    """Thanks and greetings answer nothing, with or without an "alright" before them."""
    polite = any(words.holds(turn.text, name) for name in ("thanks", "greeting"))
    return polite and not turn.is_file and words.is_only(turn.text, "thanks", "greeting", "alright")
