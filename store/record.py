"""Records a decision: events, the folded row, legs and notices, all in the caller's transaction or not at all.

Rule: the ledger is truth. The row and the legs are written from the fold of the events, never beside it.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from store.base import new_id
from store.inbox import take_position
from store.ledger import event_row, events_of, folded_values, write_legs
from store.notices import Routing, queue_notices
from store.session import may_lock
from store.tables import Message, TicketRow
from store.words import Act, Direction
from tickets.facts import Decision, Event, Ticket
from tickets.lifecycle import fold, numbered
from tickets.vocabulary import Channel, EventKind

__all__ = [
    "NewTicket",
    "Routing",
    "StaleTicket",
    "TicketMissing",
    "create_ticket",
    "load_ticket",
    "record",
    "store_officer_message",
    "ticket_by_code",
]


class StaleTicket(RuntimeError):
    """Somebody else recorded on this ticket since it was read; what was decided may no longer hold."""


class TicketMissing(LookupError):
    """No ticket with this id."""


@dataclass(frozen=True)
class NewTicket:
    """What a ticket's row holds beside the fold of its events; texts and places can be erased later."""

    id: str
    code: str
    channel: Channel
    text: str
    citizen_id: str | None = None
    suggested_agency: str | None = None
    category_confidence: float = 0.0
    place_text: str = ""
    place_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    reporter_name: str | None = None
    hide_name: bool = False
    hide_content: bool = False
    emergency: str | None = None
    external_system: str | None = None
    external_code: str | None = None
    is_test: bool = False
    messages: tuple[str, ...] = field(default=())  # ids of the messages that made it, linked here


def create_ticket(session: Session, new: NewTicket, decision: Decision, routing: Routing) -> Ticket:
    """Store a ticket that a decision opened. A code or external code that exists raises IntegrityError."""
    events = numbered(decision.events)
    ticket = fold(new.id, new.code, events)
    own = {name: value for name, value in vars(new).items() if name not in {"messages", "channel", "code"}}
    own["place_text"] = new.place_text[:300]
    session.add(TicketRow(**own, channel=new.channel.value, **folded_values(ticket)))
    session.flush()
    _append(session, ticket, events)
    _link(session, ticket.id, new.messages)
    queue_notices(session, ticket, decision.notices, routing, at=decision.events[-1].at)
    return ticket


def record(
    session: Session, ticket_id: str, decision: Decision, routing: Routing, *, expected_seq: int | None = None
) -> Ticket:
    """Append a decision to a ticket. `expected_seq`: the `last_seq` of the ticket that was decided upon.

    Without it the ticket must have been loaded for update in this transaction.
    """
    before = load_ticket(session, ticket_id)
    if expected_seq is not None and expected_seq != before.last_seq:
        raise StaleTicket(f"ticket {before.code} stands at event {before.last_seq}, decided at {expected_seq}")
    if not decision.events:
        return before
    events = numbered(decision.events, after=before.last_seq)
    ticket = fold(ticket_id, before.code, (*events_of(session, ticket_id), *events))
    _write_row(session, before, ticket, events)
    _append(session, ticket, events)
    queue_notices(session, ticket, decision.notices, routing, at=decision.events[-1].at)
    return ticket


def load_ticket(session: Session, ticket_id: str, *, for_update: bool = True) -> Ticket:
    """A ticket by its id, locked until the commit unless it is only read (a reading session never locks)."""
    return _folded(session, _row_by(session, TicketRow.id, ticket_id, for_update))


def ticket_by_code(session: Session, code: str, *, for_update: bool = True) -> Ticket | None:
    """A ticket by its normalised code; None if there is none."""
    try:
        return _folded(session, _row_by(session, TicketRow.code, code, for_update))
    except TicketMissing:
        return None


def _row_by(session: Session, column: Any, value: str, for_update: bool) -> TicketRow:
    query = select(TicketRow).where(col(column) == value)
    if for_update and may_lock(session):
        query = query.with_for_update()
    row = session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise TicketMissing(f"no ticket {value}")
    return row


def _folded(session: Session, row: TicketRow) -> Ticket:
    ticket = fold(row.id, row.code, events_of(session, row.id))
    if ticket.last_seq != row.last_seq:
        raise StaleTicket(f"ticket {row.code}: the row stands at {row.last_seq}, its events at {ticket.last_seq}")
    return ticket


def _write_row(session: Session, before: Ticket, after: Ticket, events: tuple[Event, ...]) -> None:
    values = folded_values(after)
    for event in events:
        if event.kind is EventKind.PRIVACY_CHANGED:
            values |= {name: event.data[name] for name in ("hide_name", "hide_content") if name in event.data}
    unchanged = (col(TicketRow.id) == before.id, col(TicketRow.last_seq) == before.last_seq)
    if session.exec(update(TicketRow).where(*unchanged).values(**values)).rowcount != 1:
        raise StaleTicket(f"ticket {before.code} is past event {before.last_seq}")


def _append(session: Session, ticket: Ticket, events: tuple[Event, ...]) -> None:
    session.add_all(event_row(ticket.id, event) for event in events)
    write_legs(session, ticket.id, ticket.legs)
    session.flush()


def _link(session: Session, ticket_id: str, messages: tuple[str, ...]) -> None:
    if messages:
        session.exec(update(Message).where(col(Message.id).in_(messages)).values(ticket_id=ticket_id))


def store_officer_message(
    session: Session, *, ticket_id: str, officer_id: str, agency: str | None, act: Act, text: str, at: datetime
) -> str:
    """An officer's words on a ticket; the id goes into the event and its notice."""
    row = _row_by(session, TicketRow.id, ticket_id, for_update=True)
    message = Message(
        id=new_id(),
        citizen_id=row.citizen_id,
        position=_position(session, row),
        ticket_id=ticket_id,
        direction=Direction.OUT.value,
        channel=Channel.CONSOLE.value,
        text=text,
        officer_id=officer_id,
        agency=agency,
        act=act.value,
        at=at,
    )
    session.add(message)
    session.flush()
    return message.id


def _position(session: Session, row: TicketRow) -> int:
    """In the citizen's chat; on an imported ticket, whose citizen is unknown, within the ticket."""
    if row.citizen_id is not None:
        return take_position(session, row.citizen_id)
    stored = session.exec(select(col(Message.position)).where(col(Message.ticket_id) == row.id)).all()
    return max(stored, default=0) + 1
