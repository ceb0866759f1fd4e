"""What comes after filing: more words and pictures for a ticket.

Rule: they are added only after the citizen says to what; words that sound like danger are offered as well, after the
numbers to call.
"""

from dataclasses import replace

from flows import matter, report, report_hearing, words
from flows.choices import Choice, chosen, labels
from flows.danger import emergency
from flows.state import AddDetail, AddTo, AgencyAsks, Held, ReportDetail, State, TicketDetail, VerdictAsked, VerdictWhy
from flows.status import ticket_choices
from flows.turn import Step, Turn
from flows.types import AddToTicket, Ref, Reply
from knowledge.types import Matter, Outcome

MOST = 7
ASKING = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.HANDOVER)
ONE = (
    Choice("add", Ref("choice.yes"), ("yes",)),
    Choice("new", Ref("choice.new_matter"), ("no", "none_of_these", "not_that")),
)
DANGER = (
    Choice("add", Ref("choice.yes"), ("yes",)),
    Choice("none", Ref("choice.not_this"), ("no", "none_of_these", "not_that")),
)


def offer(state: State, turn: Turn) -> Step | None:
    """A picture, a place, or words that are no matter of their own: added to an open ticket, if the citizen says so."""
    tickets = turn.open_tickets[:MOST]
    if not tickets or not turn.has_content or (turn.text and not _is_loose(turn)):
        return None
    quoted = turn.inbound.quoted_code
    codes = (quoted,) if quoted in [t.code for t in tickets] and quoted else tuple(t.code for t in tickets)
    return _asked(state, turn, codes, joinable=bool(turn.text))


def in_danger(state: State, turn: Turn) -> Step:
    """The numbers first; then the words are offered to the ticket they may belong to, outside of a report."""
    said = emergency(state, turn)
    code = _at_hand(state, turn)
    if state.draft is not None or code is None:
        return said
    offered = danger_for(state, turn, code)
    return replace(offered, replies=(*said.replies, *offered.replies))


def danger_for(state: State, turn: Turn, code: str) -> Step:
    """Words that sound like danger, offered to one ticket."""
    return _asked(state, turn, (code,))


def _at_hand(state: State, turn: Turn) -> str | None:
    """The ticket that is spoken of, else the one that an agency asks about, else the newest."""
    codes = [ticket.code for ticket in turn.open_tickets if ticket.asked]
    if isinstance(state.question, (AddDetail, AgencyAsks, TicketDetail, VerdictAsked, VerdictWhy)):
        codes = [state.question.code, *codes]
    codes += [ticket.code for ticket in turn.open_tickets]
    return next((code for code in codes if turn.is_open(code)), None)


def _asked(state: State, turn: Turn, codes: tuple[str, ...], joinable: bool = False) -> Step:
    question = AddTo(codes, _held(state, turn))
    opened = state.rest().ask(question)
    return Step(opened, (ask_add_to(question, opened, turn),), joinable=joinable)


def _held(state: State, turn: Turn) -> Held:
    """Pictures about which nothing was said yet stay with the words that come now."""
    said = turn.hold()
    if not isinstance(state.question, AddTo) or state.question.held.text:
        return said
    return replace(turn.join(state.question.held), understood=said.understood)


def ask_add_to(question: AddTo, state: State, turn: Turn) -> Reply:
    if len(question.codes) == 1:
        ticket = turn.ticket(question.codes[0])
        title = words.excerpt(ticket.title, 60) if ticket else None
        params = {"code": question.codes[0], "title": title, "choices": labels(_choices(question, turn))}
        return Reply("add.to_one", params)
    return Reply("add.to_which", {"choices": labels(_choices(question, turn))})


def _choices(question: AddTo, turn: Turn) -> tuple[Choice, ...]:
    if len(question.codes) == 1:
        return DANGER if _is_alarm(question.held) else ONE
    new = Choice("new", Ref("choice.new_matter"), ("no", "none_of_these", "not_that"))
    return (*ticket_choices(question.codes, turn), new)


def hear_add_to(question: AddTo, state: State, turn: Turn) -> Step | None:
    held = question.held
    if turn.is_file or turn.is_place:
        more = AddTo(question.codes, turn.join(held))
        opened = state.amend(more)
        return Step(opened, (ask_add_to(more, opened, turn),))
    value = chosen(turn.text, _choices(question, turn))
    if value is None:
        return _with_words(question, state, turn)
    if value == "none":
        return Step(state.rest(), (Reply("add.nothing"),))
    if value == "new":
        return _as_new(state, turn.resume(held))
    code = question.codes[0] if value == "add" else value
    return added(state, code, held.messages) if turn.is_open(code) else None


def _with_words(question: AddTo, state: State, turn: Turn) -> Step | None:
    """Words beside pictures that stood alone: loose words join them, a matter of its own takes them along."""
    held = question.held
    if held.text or not turn.text or words.is_short(turn.text):
        return None
    if _is_loose(turn):
        return _asked(state, turn, question.codes)
    if turn.understood.outcome is Outcome.REPORT and not turn.understood.outside_agency:
        begun = report.begin_blank(state.rest(), turn.resume(held)).state
        return report_hearing.hear_detail(ReportDetail(), begun, turn)
    if turn.understood.outcome not in ASKING:
        return None
    earlier = (*held.messages, *turn.inbound.earlier)
    return matter.begin(state.rest(), replace(turn, inbound=replace(turn.inbound, earlier=earlier)))


def added(state: State, code: str, messages: tuple[str, ...]) -> Step:
    return Step(state.rest(), (Reply("add.done", {"code": code}),), (AddToTicket(code, messages),))


def _as_new(state: State, turn: Turn) -> Step:
    """Not for any ticket: then it is a matter of its own, of which nothing need be sent again."""
    if turn.text and turn.understood.outcome is not Outcome.REPORT:
        return matter.begin(state, turn)
    return report.begin(state, turn) if turn.text else report.begin_blank(state, turn)


def _is_alarm(held: Held) -> bool:
    """Nothing but danger: there is no matter of its own to begin with."""
    return held.understood is not None and held.understood.outcome is Outcome.EMERGENCY


def _is_loose(turn: Turn) -> bool:
    """Words that stand for no matter of their own, or that sound like danger beside one of the citizen's tickets."""
    understood = turn.understood
    if words.says(turn.text, "report"):
        return False
    if understood.outcome is Outcome.REPORT:
        return not understood.has_detail or (understood.emergency is not None and understood.place is None)
    return understood.outcome is Outcome.HANDOVER and not understood.emergency and not _asks(turn)


def _asks(turn: Turn) -> bool:
    return turn.understood.kind is Matter.QUESTION or words.looks_like_question(turn.text)
