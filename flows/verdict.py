"""The citizen's word on a resolution: done, not yet, never handled. Closing by the agency is only provisional."""

from flows import words
from flows.catalogue import SIMPLE_KINDS
from flows.choices import Choice, chosen, labels
from flows.resuming import resumed
from flows.state import Idle, State, VerdictAsked, VerdictPick, VerdictWhy
from flows.status import facts, ticket_choices, without_code
from flows.turn import Step, Turn
from flows.types import AddToTicket, Effect, GiveVerdict, ParamValue, Ref, Reply, TicketSummary
from tickets.vocabulary import Kind, Verdict


def verdict_choices(kind: Kind) -> tuple[Choice, ...]:
    """A question is answered or not; nobody comes to repair it."""
    if kind in SIMPLE_KINDS:
        return (
            Choice(Verdict.SOLVED, Ref("choice.answered"), ("solved", "yes")),
            Choice(Verdict.NOT_YET, Ref("choice.not_yet"), ("not_yet", "no", "never")),
        )
    return (
        Choice(Verdict.SOLVED, Ref("choice.solved"), ("solved", "yes")),
        Choice(Verdict.NOT_YET, Ref("choice.not_yet"), ("not_yet", "no")),
        Choice(Verdict.NEVER_HANDLED, Ref("choice.never"), ("never",)),
    )


def ask_verdict(question: VerdictAsked, state: State, turn: Turn) -> Reply:
    ticket = turn.ticket(question.code)
    kind = ticket.kind if ticket else Kind.COMPLAINT
    params: dict[str, ParamValue] = {
        "code": question.code,
        "simple": kind in SIMPLE_KINDS,
        "choices": labels(verdict_choices(kind)),
    }
    return Reply("verdict.ask", params)


def hear_verdict(question: VerdictAsked, state: State, turn: Turn) -> Step | None:
    ticket = turn.ticket(question.code)
    if ticket is None:
        return None
    if turn.is_file or turn.is_place:
        replies = (Reply("add.done", {"code": ticket.code}), ask_verdict(question, state, turn))
        return Step(state, replies, (AddToTicket(ticket.code, turn.ids),))
    value = read(turn.text, ticket.kind)
    return give(state, turn, ticket.code, value) if value else None


def read(text: str, kind: Kind) -> Verdict | None:
    """A verdict in a number or word, or a sentence that begins with one ("belum pak, masih bocor di kiri")."""
    said = without_code(text)
    value = chosen(said, verdict_choices(kind))
    if value is not None:
        return Verdict(value)
    if words.looks_like_question(said):
        return None
    if words.begins(said, "never"):
        return Verdict.NOT_YET if kind in SIMPLE_KINDS else Verdict.NEVER_HANDLED
    if words.begins(said, "not_yet"):
        return Verdict.NOT_YET
    if words.begins(said, "solved") and not words.holds(said, "but"):
        return Verdict.SOLVED
    return None


def give(state: State, turn: Turn, code: str, verdict: Verdict) -> Step:
    """The verdict counts at once; the reason is asked for, never demanded."""
    long = not words.is_short(without_code(turn.text))
    effect = GiveVerdict(code, verdict, turn.ids)
    if verdict is Verdict.SOLVED:
        return _back(state, turn, Reply("verdict.solved", {"code": code}), effect)
    key = "verdict.never" if verdict is Verdict.NEVER_HANDLED else "verdict.not_yet"
    if long:
        return _back(state, turn, Reply(key, {"code": code, "why": None}), effect)
    reply = Reply(key, {"code": code, "why": Ref("verdict.why")})
    asking = state if state.draft is not None else state.rest()
    return Step(asking.ask(VerdictWhy(code)), (reply,), (effect,))


def _back(state: State, turn: Turn, reply: Reply, *effects: Effect) -> Step:
    """In the middle of a report its own question comes again."""
    back, asked = resumed(state, turn)
    return Step(back, (reply, *asked), effects)


def ask_why(question: VerdictWhy, state: State, turn: Turn) -> Reply:
    return Reply("verdict.why_again", {"code": question.code})


def hear_why(question: VerdictWhy, state: State, turn: Turn) -> Step | None:
    if not turn.has_content or turn.asks_known:
        return None
    if words.number(turn.text) == 1 or any(words.says(turn.text, name) for name in ("skip", "no", "thanks")):
        return without_why(question, state, turn)
    if turn.text and words.is_bare(turn.text):
        return None
    effect = AddToTicket(question.code, turn.ids)
    return _back(state, turn, Reply("verdict.why_added", {"code": question.code}), effect)


def without_why(question: VerdictWhy, state: State, turn: Turn) -> Step:
    return _back(state, turn, Reply("verdict.no_why", {"code": question.code}))


def waiting(turn: Turn) -> tuple[TicketSummary, ...]:
    return tuple(t for t in turn.world.tickets if t.awaits_verdict)


def hear_unasked(state: State, turn: Turn) -> Step | None:
    """A verdict on a notice that came after the last turn, or that was quoted."""
    tickets = waiting(turn)
    quoted = [t for t in tickets if t.code == turn.inbound.quoted_code]
    newer = quoted or [t for t in tickets if is_newer(t, state, turn)]
    if not newer or not turn.text:
        return None
    if any(is_unread(t, turn) for t in newer) and _is_ambiguous(turn.text):
        return None
    value = read(turn.text, newer[0].kind)
    return give_to(state, turn, tuple(newer), value) if value else None


def give_to(state: State, turn: Turn, tickets: tuple[TicketSummary, ...], value: Verdict) -> Step:
    """To the one ticket that waits for a verdict; of several, which one is asked."""
    if len(tickets) == 1:
        return give(state, turn, tickets[0].code, value)
    question = VerdictPick(tuple(t.code for t in tickets), value, turn.ids)
    opened = (state if state.draft is not None else state.rest()).ask(question)
    return Step(opened, (ask_pick(question, opened, turn),))


def is_unread(ticket: TicketSummary, turn: Turn) -> bool:
    """A notice about it still waits for the citizen's word: the citizen has not seen what is asked."""
    return any(notice.code == ticket.code for notice in turn.world.parked)


def _is_ambiguous(text: str) -> bool:
    """A number or a bare yes answers only what was seen."""
    return words.number(text) is not None or words.says(text, "yes") or words.says(text, "no")


def is_newer(ticket: TicketSummary, state: State, turn: Turn) -> bool:
    """Whether what was put to the citizen about a ticket stands below the last turn of the chat."""
    if isinstance(state.question, Idle) or state.at is None:
        return True
    return ticket.put_at is not None and ticket.put_at > state.at


def ask_pick(question: VerdictPick, state: State, turn: Turn) -> Reply:
    return Reply("verdict.which", {"choices": labels(ticket_choices(question.codes, turn))})


def hear_pick(question: VerdictPick, state: State, turn: Turn) -> Step | None:
    code = chosen(turn.text, ticket_choices(question.codes, turn))
    ticket = turn.ticket(code) if code else None
    return give(state, turn, ticket.code, question.verdict) if ticket and ticket.awaits_verdict else None


def put(state: State, turn: Turn, ticket: TicketSummary) -> Step:
    """The facts of a resolved ticket end in its question."""
    question = VerdictAsked(ticket.code)
    opened = state.rest().ask(question)
    return Step(opened, (facts(ticket, labels(verdict_choices(ticket.kind))),))
