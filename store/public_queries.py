"""All that public pages may read: counts, and legs for scores. No name, address, text, place or code passes here."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.score_queries import LegLine, score_legs
from store.tables import LegRow, TicketRow
from tickets.vocabulary import Kind, Status

__all__ = ["AgencyCounts", "DeskCounts", "LegLine", "agency_counts", "desk_counts", "score_legs"]


@dataclass(frozen=True)
class DeskCounts:
    """Tickets of the whole desk. `open` are those not closed; `answered` got an answer or were resolved, ever."""

    tickets: int
    open: int
    answered: int


@dataclass(frozen=True)
class AgencyCounts:
    """Tickets that an agency was given; its own unanswered-question queue included, supervision left out."""

    agency: str
    tickets: int
    answered: int
    resolved: int


def desk_counts(session: Session) -> DeskCounts:
    """Without test tickets."""
    answered = select(LegRow.ticket_id).where(col(LegRow.answered_at).is_not(None))
    query = select(
        func.count(),
        func.count().filter(col(TicketRow.status) != Status.CLOSED.value),
        func.count().filter(col(TicketRow.id).in_(answered)),
    ).where(col(TicketRow.is_test).is_(False))
    return DeskCounts(*session.exec(query).one())


def agency_counts(session: Session) -> tuple[AgencyCounts, ...]:
    """By agency, in the order of slugs; a ticket counts once for each agency that it was given to."""
    query = (
        select(
            LegRow.agency,
            func.count(func.distinct(col(LegRow.ticket_id))),
            func.count(func.distinct(col(LegRow.ticket_id))).filter(col(LegRow.answered_at).is_not(None)),
            func.count(func.distinct(col(LegRow.ticket_id))).filter(col(LegRow.resolved_at).is_not(None)),
        )
        .join(TicketRow, col(TicketRow.id) == col(LegRow.ticket_id))
        .where(
            col(TicketRow.is_test).is_(False),
            col(TicketRow.kind) != Kind.SUPERVISION.value,
            col(LegRow.returned_at).is_(None),
        )
        .group_by(col(LegRow.agency))
        .order_by(col(LegRow.agency))
    )
    return tuple(AgencyCounts(*row) for row in session.exec(query).all())
