"""Conditions in SQL that several queries share: the present leg, what is due, what is late, who may see.

Rule: visibility is a condition of the query, never a filter after it, so that totals and pages cannot leak.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, false, func, literal, or_, true
from sqlmodel import col, select

from store.base import UtcDateTime
from store.tables import LegRow, TicketRow
from tickets.vocabulary import Kind, Role, Status

AT_WORK = (Status.HANDED_OVER, Status.WAITING_CITIZEN, Status.ANSWERED)  # the agency still owes something


@dataclass(frozen=True)
class Scope:
    """Who asks. `oversight`: the slug of the agency that alone may see supervision complaints (Inspektorat)."""

    role: Role
    agency: str | None
    oversight: str


def visible(scope: Scope) -> ColumnElement[bool]:
    """The rule of `tickets.desk.may_see` as a condition: what the agency holds or held, never another's supervision."""
    if scope.role is Role.COORDINATOR:
        return true()
    if scope.role is Role.JURY or scope.agency is None:
        return false()
    held = col(TicketRow.id).in_(select(LegRow.ticket_id).where(col(LegRow.agency) == scope.agency))
    if scope.agency == scope.oversight:
        return held
    return and_(held, col(TicketRow.kind) != Kind.SUPERVISION.value)


def present_leg() -> ColumnElement[bool]:
    """Joins a ticket with its last leg."""
    last = select(func.max(col(LegRow.number))).where(col(LegRow.ticket_id) == col(TicketRow.id))
    return and_(
        col(LegRow.ticket_id) == col(TicketRow.id), col(LegRow.number) == last.correlate(TicketRow).scalar_subquery()
    )


def due() -> ColumnElement[datetime]:
    """What the owner is held to now: the answer, after it the resolution; at the desk the promised date."""
    return case(
        (or_(col(LegRow.id).is_(None), col(TicketRow.agency).is_(None)), col(TicketRow.promised_due)),
        (col(LegRow.answered_at).is_(None), col(LegRow.answer_due)),
        else_=col(LegRow.resolve_due),
    )


def past_due(now: datetime) -> ColumnElement[bool]:
    """Late: work that is owed and past its time. While the citizen is asked, time stands at the question."""
    owed = col(TicketRow.status).in_([*(s.value for s in AT_WORK), Status.SCREENING.value])
    return and_(owed, due() < clock(now))


def due_by(now: datetime, end: datetime) -> ColumnElement[bool]:
    """Owed, not late, and due until `end`; a matter that waits for the citizen is not."""
    owed = col(TicketRow.status).in_([Status.HANDED_OVER.value, Status.ANSWERED.value, Status.SCREENING.value])
    return and_(owed, due() >= clock(now), due() <= moment(end))


def clock(now: datetime) -> ColumnElement[datetime]:
    return func.coalesce(col(TicketRow.waiting_since), moment(now))


def moment(at: datetime) -> ColumnElement[datetime]:
    """A time as a parameter of our own type; a plain one would lose its zone on PostgreSQL."""
    return literal(at, UtcDateTime())


def holds(text: str) -> ColumnElement[bool]:
    """Free search: in the code, the matter or the place, without regard to case; each word must occur."""
    columns = (TicketRow.code, TicketRow.text, TicketRow.place_text, TicketRow.external_code)
    words = text.lower().split()
    found = [or_(*(func.lower(col(c)).contains(word, autoescape=True) for c in columns)) for word in words]
    return and_(true(), *found)
