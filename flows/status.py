"""Where the citizen's own tickets stand. Somebody else's code is answered like one that does not exist."""

import re

from flows import words
from flows.choices import Choice, chosen, labels
from flows.state import AddDetail, State, StatusList, TicketDetail, WithdrawConfirm
from flows.turn import Step, Turn
from flows.types import AddToTicket, ParamValue, Ref, Reply, TicketSummary, Withdraw
from tickets.codes import find_codes
from tickets.vocabulary import Closing, Kind, Status

MOST = 5
TITLE = 40
_ATTEMPT = re.compile(r"\bLP[\s-]*[0-9A-Z]{3,}", re.IGNORECASE)


def named_code(text: str) -> str | None:
    """The first ticket code in a text; a misspelt one counts as it was written."""
    codes = find_codes(text)
    if codes:
        return codes[0]
    attempt = _ATTEMPT.search(text)
    return attempt[0].upper() if attempt and any(c.isdigit() for c in attempt[0]) else None


def without_code(text: str) -> str:
    return _ATTEMPT.sub(" ", text).strip()


def listing(state: State, turn: Turn) -> Step:
    """The newest tickets; a single one is shown whole."""
    tickets = turn.world.tickets[:MOST]
    if not tickets:
        return Step(state.rest(), (Reply("status.none"),))
    if len(tickets) == 1:
        return detail(state, turn, tickets[0])
    question = StatusList(tuple(ticket.code for ticket in tickets))
    opened = state.rest().ask(question)
    return Step(opened, (ask_list(question, opened, turn),))


def ask_list(question: StatusList, state: State, turn: Turn) -> Reply:
    return Reply("status.list", {"choices": labels(ticket_choices(question.codes, turn)), "hint": Ref("status.pick")})


def rows(reply: Reply) -> Reply:
    """The same facts without anything to choose: for a look aside while another question is open."""
    choices = reply.params.get("choices")
    lines = "\n".join(choices) if reply.key == "status.list" and isinstance(choices, tuple) else None
    return Reply(reply.key, {**reply.params, "choices": None, "hint": None, "rows": lines})


def ticket_choices(codes: tuple[str, ...], turn: Turn) -> tuple[Choice, ...]:
    known = [(code, turn.ticket(code)) for code in codes]
    return tuple(Choice(code, f"{code} {words.excerpt(t.title, TITLE)}" if t else code) for code, t in known)


def hear_list(question: StatusList, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, ticket_choices(question.codes, turn))
    ticket = turn.ticket(value) if value else None
    return detail(state, turn, ticket) if ticket else None


def detail(state: State, turn: Turn, ticket: TicketSummary) -> Step:
    question = TicketDetail(ticket.code)
    opened = state.ask(question) if isinstance(state.question, StatusList) else state.rest().ask(question)
    return Step(opened, (ask_detail(question, opened, turn),))


def ask_detail(question: TicketDetail, state: State, turn: Turn) -> Reply:
    ticket = turn.ticket(question.code)
    return Reply("status.unknown") if ticket is None else facts(ticket, labels(detail_choices(ticket)))


def facts(ticket: TicketSummary, choices: tuple[str, ...]) -> Reply:
    """What a citizen wants to know of a ticket: where it is, by when, and what happens next."""
    params: dict[str, ParamValue] = {
        "code": ticket.code,
        "title": words.excerpt(ticket.title, 100),
        "status": Ref(f"status.is_{ticket.status.value}"),
        "agency": ticket.agency,
        "opened": ticket.opened_on,
        "due": ticket.due_on if ticket.status is not Status.CLOSED else None,
        "late": Ref("status.late") if ticket.late else None,
        "next": Ref(_next(ticket)),
        "choices": choices,
    }
    return Reply("status.detail", params)


def _next(ticket: TicketSummary) -> str:
    if ticket.closing is not None:
        return f"status.closed_{ticket.closing.value}"
    if ticket.kind is Kind.SUPERVISION and ticket.status is Status.SCREENING:
        return "status.next_supervision"
    return f"status.next_{ticket.status.value}"


def detail_choices(ticket: TicketSummary) -> tuple[Choice, ...]:
    if ticket.status is Status.CLOSED:
        back = (Choice("unsolved", Ref("choice.unsolved"), ("unsolved", "not_yet", "never")),)
        ended = ticket.closing in (Closing.CONFIRMED, Closing.UNCONFIRMED)
        return (*(back if ended else ()), Choice("menu", Ref("choice.menu"), ("menu",)))
    return (
        Choice("add", Ref("choice.add"), ("yes",)),
        Choice("withdraw", Ref("choice.withdraw"), ()),
    )


def hear_open_detail(question: TicketDetail, state: State, turn: Turn) -> Step | None:
    ticket = turn.ticket(question.code)
    value = chosen(turn.text, detail_choices(ticket)) if ticket else None
    if ticket is None or value not in ("add", "withdraw"):
        return None
    asked = AddDetail(ticket.code) if value == "add" else WithdrawConfirm(ticket.code)
    opened = state.ask(asked)
    reply = ask_add(asked, opened, turn) if isinstance(asked, AddDetail) else ask_withdraw(asked, opened, turn)
    return Step(opened, (reply,))


def ask_add(question: AddDetail, state: State, turn: Turn) -> Reply:
    return Reply("add.write", {"code": question.code})


def hear_add(question: AddDetail, state: State, turn: Turn) -> Step | None:
    if not turn.has_content or turn.asks_known:
        return None
    if words.says(turn.text, "no") or words.says(turn.text, "skip"):
        return Step(state.rest(), (Reply("add.nothing"),))
    if turn.text and words.is_bare(turn.text):
        return None
    return Step(state.rest(), (Reply("add.done", {"code": question.code}),), (AddToTicket(question.code, turn.ids),))


WITHDRAW = (
    Choice("yes", Ref("choice.yes_withdraw"), ("yes",)),
    Choice("no", Ref("choice.no"), ("no", "cancel")),
)


def ask_withdraw(question: WithdrawConfirm, state: State, turn: Turn) -> Reply:
    return Reply("status.withdraw", {"code": question.code, "choices": labels(WITHDRAW)})


def hear_withdraw(question: WithdrawConfirm, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, WITHDRAW)
    if value == "yes":
        return Step(state.rest(), (Reply("status.withdrawn", {"code": question.code}),), (Withdraw(question.code),))
    if value == "no":
        return Step(state.rest(), (Reply("status.not_withdrawn", {"code": question.code}),))
    return None
