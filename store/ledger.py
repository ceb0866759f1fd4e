"""Between the ledger's rows and the facts that the rules read: events and legs both ways. No decisions, no commit."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlmodel import Session, col, select

from store.tables import LegRow, TicketEvent
from tickets.facts import Event, Leg, Ticket
from tickets.vocabulary import Actor, EventKind, Kind

_LEG_FIELDS = tuple(f.name for f in fields(Leg))


def events_of(session: Session, ticket_id: str) -> tuple[Event, ...]:
    """The recorded events of a ticket, in order."""
    query = select(TicketEvent).where(col(TicketEvent.ticket_id) == ticket_id).order_by(col(TicketEvent.seq))
    return tuple(event_from(row) for row in session.exec(query).all())


def event_from(row: TicketEvent) -> Event:
    return Event(
        seq=row.seq,
        kind=EventKind(row.kind),
        at=row.at,
        actor=Actor(row.actor),
        actor_id=row.actor_id,
        data=row.data,
        version=row.version,
    )


def event_row(ticket_id: str, event: Event) -> TicketEvent:
    return TicketEvent(
        ticket_id=ticket_id,
        seq=event.seq,
        kind=event.kind.value,
        version=event.version,
        at=event.at,
        actor=event.actor.value,
        actor_id=event.actor_id,
        data=dict(event.data),
    )


def leg_from(row: LegRow) -> Leg:
    values = {name: getattr(row, name) for name in _LEG_FIELDS}
    return Leg(**{**values, "kind": Kind(row.kind)})


def leg_values(leg: Leg) -> dict[str, Any]:
    return {**{name: getattr(leg, name) for name in _LEG_FIELDS}, "kind": leg.kind.value}


def legs_of(session: Session, ticket_id: str) -> tuple[Leg, ...]:
    """The stored legs of a ticket, in order."""
    query = select(LegRow).where(col(LegRow.ticket_id) == ticket_id).order_by(col(LegRow.number))
    return tuple(leg_from(row) for row in session.exec(query).all())


def write_legs(session: Session, ticket_id: str, legs: Sequence[Leg]) -> None:
    """Make the stored legs equal to the folded ones; a leg is never removed."""
    query = select(LegRow).where(col(LegRow.ticket_id) == ticket_id)
    stored = {row.number: row for row in session.exec(query).all()}
    for leg in legs:
        row = stored.get(leg.number)
        if row is None:
            session.add(LegRow(ticket_id=ticket_id, **leg_values(leg)))
            continue
        for name, value in leg_values(leg).items():
            setattr(row, name, value)
        session.add(row)


def folded_values(ticket: Ticket) -> dict[str, Any]:
    """The columns of the ticket's row that are the fold of its events."""
    return {
        "code": ticket.code,
        "kind": ticket.kind.value,
        "category": ticket.category,
        "status": ticket.status.value,
        "closing": None if ticket.closing is None else ticket.closing.value,
        "agency": ticket.agency,
        "opened_at": ticket.opened_at,
        "promised_due": ticket.promised_due,
        "resolved_at": ticket.resolved_at,
        "closed_at": ticket.closed_at,
        "waiting_since": ticket.waiting_since,
        "rule_version": ticket.rule_version,
        "calendar_version": ticket.calendar_version,
        "last_seq": ticket.last_seq,
    }
