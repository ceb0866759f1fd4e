"""What the passing of time asks for: resolutions on which a citizen is silent, and each agency's morning load."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.clauses import AT_WORK, due_by, past_due, present_leg
from store.tables import LegRow, Officer, Outbox, TicketRow
from tickets.vocabulary import Role, Status


@dataclass(frozen=True)
class AgencyLoad:
    """Open tickets of an agency: how many, past their time, and due until the end that was asked for."""

    agency: str
    open: int
    late: int
    due_today: int


def resolved_until(session: Session, until: datetime) -> tuple[str, ...]:
    """Ids of tickets resolved until then and still without a verdict, oldest first."""
    query = (
        select(TicketRow.id)
        .where(col(TicketRow.status) == Status.RESOLVED.value, col(TicketRow.resolved_at) <= until)
        .order_by(col(TicketRow.resolved_at), col(TicketRow.id))
    )
    return tuple(session.exec(query).all())


def agency_loads(session: Session, now: datetime, end_of_today: datetime) -> tuple[AgencyLoad, ...]:
    """The load of each agency that owes something, by slug."""
    query = (
        select(
            TicketRow.agency,
            func.count(),
            func.count().filter(past_due(now)),
            func.count().filter(due_by(now, end_of_today)),
        )
        .join(LegRow, present_leg())
        .where(col(TicketRow.status).in_([s.value for s in AT_WORK]), col(TicketRow.agency).is_not(None))
        .group_by(col(TicketRow.agency))
        .order_by(col(TicketRow.agency))
    )
    return tuple(AgencyLoad(str(agency), *numbers) for agency, *numbers in session.exec(query).all())


def mail_addresses(session: Session, agency: str) -> tuple[tuple[str, str], ...]:
    """Id and address of an agency's active officers."""
    query = (
        select(Officer.id, Officer.email)
        .where(col(Officer.active), col(Officer.agency) == agency, col(Officer.role) == Role.OFFICER.value)
        .order_by(col(Officer.email))
    )
    return tuple((officer_id, email) for officer_id, email in session.exec(query).all())


def has_outbox(session: Session, unique_key: str) -> bool:
    """Whether something was queued under this key before."""
    return session.exec(select(Outbox.id).where(col(Outbox.unique_key) == unique_key)).first() is not None
