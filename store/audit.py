"""Compares what is stored twice: rows and legs with the fold of their events, sequences with their counts.

Rule: it only reads and only reports. A finding names the ticket or row, what was expected and what stands there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.ledger import event_from, folded_values, leg_from
from store.tables import Citizen, LegRow, Message, Outbox, TicketEvent, TicketRow
from tickets.errors import BrokenHistory
from tickets.facts import Event, Leg
from tickets.lifecycle import fold

BATCH = 500


@dataclass(frozen=True)
class Finding:
    """Something that does not add up. `subject`: a ticket's code, or the kind and id of a row."""

    subject: str
    problem: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.problem}"


def audit(session: Session) -> tuple[Finding, ...]:
    """All findings; none means that everything stored can be told from its events."""
    return (*_tickets(session), *_strays(session), *_positions(session), *_outbox(session))


def _tickets(session: Session) -> Iterator[Finding]:
    """In batches by id, so that a province's ledger needs not fit into memory."""
    after = ""
    while True:
        query = select(TicketRow).where(col(TicketRow.id) > after).order_by(col(TicketRow.id)).limit(BATCH)
        rows = session.exec(query).all()
        if not rows:
            return
        ids = [row.id for row in rows]
        events, legs = _events(session, ids), _legs(session, ids)
        for row in rows:
            yield from _ticket(row, events.get(row.id, []), legs.get(row.id, []))
        after = ids[-1]
        session.expunge_all()


def _events(session: Session, ids: Sequence[str]) -> dict[str, list[Event]]:
    query = select(TicketEvent).where(col(TicketEvent.ticket_id).in_(ids)).order_by(col(TicketEvent.seq))
    found: dict[str, list[Event]] = {}
    for row in session.exec(query).all():
        found.setdefault(row.ticket_id, []).append(event_from(row))
    return found


def _legs(session: Session, ids: Sequence[str]) -> dict[str, list[Leg]]:
    query = select(LegRow).where(col(LegRow.ticket_id).in_(ids)).order_by(col(LegRow.number))
    found: dict[str, list[Leg]] = {}
    for row in session.exec(query).all():
        found.setdefault(row.ticket_id, []).append(leg_from(row))
    return found


def _ticket(row: TicketRow, events: list[Event], legs: list[Leg]) -> Iterator[Finding]:
    numbers = [event.seq for event in events]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Finding(row.code, f"events are numbered {numbers}")
        return
    try:
        ticket = fold(row.id, row.code, events)
    except (BrokenHistory, ValueError) as broken:
        yield Finding(row.code, f"its events do not fold: {broken}")
        return
    for name, expected in folded_values(ticket).items():
        stored = getattr(row, name)
        if stored != expected:
            yield Finding(row.code, f"{name} is {stored!r}, its events say {expected!r}")
    if tuple(legs) != ticket.legs:
        yield Finding(row.code, f"{len(legs)} stored legs differ from the {len(ticket.legs)} of its events")


def _strays(session: Session) -> Iterator[Finding]:
    """Each code stands once and belongs to a ticket with events; constraints say so too, unless they were lost."""
    doubled = select(TicketRow.code).group_by(col(TicketRow.code)).having(func.count() > 1)
    for code in session.exec(doubled).all():
        yield Finding(code, "stands on more than one ticket")
    tickets = select(TicketRow.id)
    for table in (TicketEvent, LegRow):
        stray = select(func.count()).select_from(table).where(col(table.ticket_id).not_in(tickets))
        number = session.exec(stray).one()
        if number:
            yield Finding(str(table.__tablename__), f"{number} rows without their ticket")


def _positions(session: Session) -> Iterator[Finding]:
    """Messages of a citizen count from 1 without gaps up to the citizen's own counter."""
    counted: Any = (
        select(Citizen.id, Citizen.next_position, func.count(col(Message.id)), func.max(Message.position))
        .outerjoin(Message, col(Message.citizen_id) == col(Citizen.id))
        .group_by(col(Citizen.id), col(Citizen.next_position))
    )
    for citizen_id, following, number, last in session.exec(counted).all():
        if number != (last or 0) or following != number + 1:
            yield Finding(f"citizen {citizen_id}", f"{number} messages, last position {last}, next {following}")


def _outbox(session: Session) -> Iterator[Finding]:
    doubled = select(Outbox.unique_key).group_by(col(Outbox.unique_key)).having(func.count() > 1)
    for key in session.exec(doubled).all():
        yield Finding(f"outbox {key}", "stands more than once")
