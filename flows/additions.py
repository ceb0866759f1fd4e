"""What comes after filing: more words and pictures for a ticket, and answers to an agency's open question.

Rule: an agency's question takes the next free message; anything else is added only after the citizen says to what.
"""

from dataclasses import replace

from flows import matter, report, words
from flows.choices import Choice, chosen, labels
from flows.state import AddTo, AgencyAsks, AnswerOrNew, Held, State
from flows.status import ticket_choices
from flows.turn import Step, Turn
from flows.types import AddToTicket, AnswerAgency, Ref, Reply
from flows.verdict import is_newer, is_unread
from knowledge.types import Matter, Outcome

MOST = 7
SURE = 0.6  # a report below it may as well be the answer that an agency waits for
ONE = (
    Choice("add", Ref("choice.yes"), ("yes",)),
    Choice("new", Ref("choice.new_matter"), ("no", "none_of_these")),
)
ANSWER_OR_NEW = (
    Choice("answer", Ref("choice.it_answers"), ("yes",)),
    Choice("new", Ref("choice.it_is_new"), ("no", "none_of_these")),
)


def hear_asked(state: State, turn: Turn, only_newer: bool) -> Step | None:
    """The next free message answers the agency's open question."""
    asked = [t for t in turn.world.tickets if t.asked and not is_unread(t, turn)]
    asked = [t for t in asked if not only_newer or is_newer(t, state, turn)]
    quoted = [t for t in asked if t.code == turn.inbound.quoted_code]
    if not asked or not turn.has_content:
        return None
    ticket = (quoted or asked)[0]
    if turn.text and not quoted and _is_other_matter(turn):
        question = AnswerOrNew(ticket.code, turn.hold())
        opened = state.rest().ask(question)
        return Step(opened, (ask_answer_or_new(question, opened, turn),))
    if _is_courtesy(turn):
        return None
    return answered(state, turn, ticket.code, turn.ids)


def answered(state: State, turn: Turn, code: str, messages: tuple[str, ...]) -> Step:
    ticket = turn.ticket(code)
    reply = Reply("asked.answered", {"code": code, "agency": ticket.agency if ticket else None})
    rested = state if state.draft is not None else state.rest()
    return Step(rested, (reply,), (AnswerAgency(code, messages),))


def ask_agency_asks(question: AgencyAsks, state: State, turn: Turn) -> Reply:
    return Reply("asked.again", {"code": question.code})


def hear_agency_asks(question: AgencyAsks, state: State, turn: Turn) -> Step | None:
    ticket = turn.ticket(question.code)
    if ticket is None or not ticket.asked or not turn.has_content or _is_courtesy(turn):
        return None
    if turn.text and _is_other_matter(turn):
        asked = AnswerOrNew(question.code, turn.hold())
        opened = state.ask(asked)
        return Step(opened, (ask_answer_or_new(asked, opened, turn),))
    return answered(state, turn, question.code, turn.ids)


def ask_answer_or_new(question: AnswerOrNew, state: State, turn: Turn) -> Reply:
    return Reply("asked.which", {"code": question.code, "choices": labels(ANSWER_OR_NEW)})


def hear_answer_or_new(question: AnswerOrNew, state: State, turn: Turn) -> Step | None:
    if turn.is_file or turn.is_place:
        more = AnswerOrNew(question.code, _with(question.held, turn))
        return Step(state.amend(more), (ask_answer_or_new(more, state, turn),))
    value = chosen(turn.text, ANSWER_OR_NEW)
    if value is None and not words.is_short(turn.text):
        more = AnswerOrNew(question.code, _with(question.held, turn))
        return Step(state.amend(more), (ask_answer_or_new(more, state, turn),))
    ticket = turn.ticket(question.code)
    if value == "answer" and ticket is not None and ticket.asked:
        return answered(state, turn, question.code, question.held.messages)
    if value == "answer" and turn.is_open(question.code):
        return _added(state, question.code, question.held.messages)
    return matter.begin(state, turn.resume(question.held)) if value == "new" else None


def offer(state: State, turn: Turn) -> Step | None:
    """A picture, a place, or words that are no matter of their own: added to an open ticket, if the citizen says so."""
    tickets = turn.open_tickets[:MOST]
    if not tickets or not turn.has_content or (turn.text and not _is_loose(turn)):
        return None
    quoted = turn.inbound.quoted_code
    codes = (quoted,) if quoted in [t.code for t in tickets] and quoted else tuple(t.code for t in tickets)
    question = AddTo(codes, turn.hold())
    opened = state.rest().ask(question)
    return Step(opened, (ask_add_to(question, opened, turn),), joinable=bool(turn.text))


def ask_add_to(question: AddTo, state: State, turn: Turn) -> Reply:
    if len(question.codes) == 1:
        ticket = turn.ticket(question.codes[0])
        title = words.excerpt(ticket.title, 60) if ticket else None
        return Reply("add.to_one", {"code": question.codes[0], "title": title, "choices": labels(ONE)})
    return Reply("add.to_which", {"choices": labels(_many(question, turn))})


def _many(question: AddTo, turn: Turn) -> tuple[Choice, ...]:
    return (*ticket_choices(question.codes, turn), Choice("new", Ref("choice.new_matter"), ("no", "none_of_these")))


def hear_add_to(question: AddTo, state: State, turn: Turn) -> Step | None:
    held = question.held
    if turn.is_file or turn.is_place:
        more = AddTo(question.codes, _with(held, turn))
        opened = state.amend(more)
        return Step(opened, (ask_add_to(more, opened, turn),))
    value = chosen(turn.text, ONE if len(question.codes) == 1 else _many(question, turn))
    if value is None:
        return None
    if value == "new":
        return _as_new(state, turn.resume(held))
    code = question.codes[0] if value == "add" else value
    return _added(state, code, held.messages) if turn.is_open(code) else None


def _added(state: State, code: str, messages: tuple[str, ...]) -> Step:
    return Step(state.rest(), (Reply("add.done", {"code": code}),), (AddToTicket(code, messages),))


def _with(held: Held, turn: Turn) -> Held:
    text = f"{held.text}\n{turn.text}".strip()
    return replace(held, text=text, messages=(*held.messages, *turn.ids), shared=turn.inbound.place or held.shared)


def _as_new(state: State, turn: Turn) -> Step:
    """Not for any ticket: then it is a matter of its own, of which nothing need be sent again."""
    if turn.text and turn.understood.outcome is not Outcome.REPORT:
        return matter.begin(state, turn)
    return report.begin(state, turn) if turn.text else report.begin_blank(state, turn)


def _is_other_matter(turn: Turn) -> bool:
    """Clear by itself and surely so: "kira-kira 20 meter" resembles some report, yet answers what was asked."""
    sure = turn.understood.outcome is not Outcome.REPORT or turn.understood.category_confidence >= SURE
    return sure and matter.is_clear(turn)


def _is_courtesy(turn: Turn) -> bool:
    """Thanks and greetings answer nothing."""
    return not turn.is_file and (words.says(turn.text, "thanks") or words.says(turn.text, "greeting"))


def _is_loose(turn: Turn) -> bool:
    """Words that stand for no matter of their own: neither a question nor a report that says what is wrong."""
    understood = turn.understood
    if words.says(turn.text, "report") or understood.emergency:
        return False
    if understood.outcome is Outcome.REPORT:
        return not understood.has_detail
    return understood.outcome is Outcome.HANDOVER and not _asks(turn)


def _asks(turn: Turn) -> bool:
    return turn.understood.kind is Matter.QUESTION or words.looks_like_question(turn.text)
