"""The console's bell: what came to an agency, or to the coordinator, and what of it a person has seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_
from sqlmodel import Session, col, select, update

from store.clauses import Scope, visible
from store.tables import Bell, Officer, TicketRow
from tickets.vocabulary import Kind, Role


@dataclass(frozen=True)
class BellLine:
    """One ring. `key` is a NoticeKey; ids grow with time."""

    id: int
    key: str
    at: datetime
    code: str
    kind: Kind
    category: str | None
    agency: str | None  # that owns the ticket now
    seen: bool


def list_bells(session: Session, scope: Scope, seen_until: int, limit: int = 50) -> tuple[BellLine, ...]:
    """The newest rings for this person, newest first. `seen_until`: the officer's `bell_seen`."""
    query = (
        select(Bell, TicketRow)
        .join(TicketRow, col(TicketRow.id) == col(Bell.ticket_id))
        .where(_for(scope), visible(scope))
        .order_by(col(Bell.id).desc())
        .limit(limit)
    )
    return tuple(_line(bell, ticket, seen_until) for bell, ticket in session.exec(query).all())


def count_unseen(session: Session, scope: Scope, seen_until: int) -> int:
    """How many rings the person has not seen."""
    query: Any = (
        select(func.count())
        .select_from(Bell)
        .join(TicketRow, col(TicketRow.id) == col(Bell.ticket_id))
        .where(_for(scope), visible(scope), col(Bell.id) > seen_until)
    )
    return int(session.exec(query).one())


def mark_seen(session: Session, officer_id: str, until: int) -> None:
    """The person has seen the rings up to this id; never moves back."""
    behind = (col(Officer.id) == officer_id, col(Officer.bell_seen) < until)
    session.exec(update(Officer).where(*behind).values(bell_seen=until))


def _for(scope: Scope) -> ColumnElement[bool]:
    if scope.role is Role.JURY:
        return false()
    own = col(Bell.agency) == scope.agency if scope.agency is not None else false()
    return or_(col(Bell.agency).is_(None), own) if scope.role is Role.COORDINATOR else own


def _line(bell: Bell, ticket: TicketRow, seen_until: int) -> BellLine:
    number = bell.id or 0
    return BellLine(
        id=number,
        key=bell.key,
        at=bell.at,
        code=ticket.code,
        kind=Kind(ticket.kind),
        category=ticket.category,
        agency=ticket.agency,
        seen=number <= seen_until,
    )
