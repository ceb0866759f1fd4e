"""Questions that the world has overtaken: the ticket was closed or answered while the citizen was away.

Rule: the citizen is told where the ticket stands now, instead of being asked something that no answer can serve.
"""

from flows import matter, reopening, status
from flows.state import AddDetail, AgencyAsks, AnswerOrNew, State, VerdictAsked, VerdictWhy, WithdrawConfirm
from flows.turn import Step, Turn
from flows.types import Reply, TicketSummary
from tickets.vocabulary import Status


def hear(state: State, turn: Turn) -> Step | None:
    question = state.question
    if not isinstance(question, (AddDetail, AgencyAsks, AnswerOrNew, VerdictAsked, VerdictWhy, WithdrawConfirm)):
        return None
    ticket = turn.ticket(question.code)
    if ticket is not None and _still_open(question, ticket):
        return None
    if isinstance(question, VerdictAsked) and ticket is not None and reopening.is_unsolved(ticket, turn):
        return reopening.again(state, turn, ticket)
    if turn.text and matter.is_clear(turn):
        return matter.begin(state.rest(), turn)
    if ticket is None:
        return Step(state.rest(), (Reply("status.unknown"),))
    return status.detail(state.rest(), turn, ticket)


def _still_open(question: object, ticket: TicketSummary) -> bool:
    if isinstance(question, VerdictAsked):
        return ticket.awaits_verdict
    if isinstance(question, AgencyAsks):
        return ticket.asked
    return ticket.status is not Status.CLOSED
