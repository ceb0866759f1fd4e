"""Legs as scores read them: plain rows without a person in them, all columns of the legs file that the store knows.

Left out: test tickets, our own unanswered-question queue (never scored), and imported copies of the desk's own tickets.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, not_, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.tables import LegRow, TicketRow
from tickets.vocabulary import Channel, Closing, Kind


@dataclass(frozen=True)
class LegLine:
    """One leg. `root` and `leg` are opaque ids: a code would open the public tracking page."""

    leg: str
    root: str
    agency: str
    category: str
    kind: Kind
    disposed_at: datetime
    answer_wd: int
    resolve_wd: int
    answer_due: datetime
    resolve_due: datetime
    answered_at: datetime | None
    resolved_at: datetime | None
    reopened_at: datetime | None
    reopening_upheld: bool | None
    transferred_at: datetime | None
    returned_at: datetime | None
    closed_at: datetime | None
    paused_answer_min: int
    paused_resolve_min: int
    closing: Closing | None  # of the leg in which the ticket ended


def score_legs(
    session: Session, *, disposed_before: datetime | None = None, due_from: datetime | None = None
) -> tuple[LegLine, ...]:
    """Legs in the order of their disposition; the limits narrow what a period can need, not what it counts."""
    query = (
        select(LegRow, TicketRow)
        .join(TicketRow, col(TicketRow.id) == col(LegRow.ticket_id))
        .where(*_counted())
        .order_by(col(LegRow.disposed_at), col(LegRow.ticket_id), col(LegRow.number))
    )
    if disposed_before is not None:
        query = query.where(col(LegRow.disposed_at) < disposed_before)
    if due_from is not None:
        query = query.where(or_(col(LegRow.answer_due) >= due_from, col(LegRow.resolve_due) >= due_from))
    return tuple(_line(leg, ticket) for leg, ticket in session.exec(query).all())


def _counted() -> tuple[ColumnElement[bool], ...]:
    ours = aliased(TicketRow)
    copied = and_(col(TicketRow.channel) == Channel.IMPORTED.value, col(TicketRow.external_code).in_(select(ours.code)))
    return (
        col(TicketRow.is_test).is_(False),
        col(LegRow.kind) != Kind.QUESTION.value,
        or_(col(TicketRow.external_code).is_(None), not_(copied)),
    )


def _line(leg: LegRow, ticket: TicketRow) -> LegLine:
    ended_here = leg.closed_at is not None and ticket.closing is not None
    return LegLine(
        leg=f"{ticket.id}:{leg.number}",
        root=ticket.id,
        agency=leg.agency,
        category=leg.category,
        kind=Kind(leg.kind),
        disposed_at=leg.disposed_at,
        answer_wd=leg.answer_wd,
        resolve_wd=leg.resolve_wd,
        answer_due=leg.answer_due,
        resolve_due=leg.resolve_due,
        answered_at=leg.answered_at,
        resolved_at=leg.resolved_at,
        reopened_at=leg.reopened_at,
        reopening_upheld=leg.reopening_upheld,
        transferred_at=leg.transferred_at,
        returned_at=leg.returned_at,
        closed_at=leg.closed_at,
        paused_answer_min=leg.paused_answer_min,
        paused_resolve_min=leg.paused_resolve_min,
        closing=Closing(str(ticket.closing)) if ended_here else None,
    )
