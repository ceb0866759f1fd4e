"""What a turn of the chat may know of a citizen's own matters: their tickets and the notices that wait for a word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from store.tables import LegRow, Message, Outbox, TicketRow
from store.words import OutboxState
from tickets.vocabulary import Channel, Closing, Kind, Status


@dataclass(frozen=True)
class CitizenTicket:
    """A citizen's own ticket. `due_at`: what the agency is held to now, else the date that was promised."""

    id: str
    code: str
    kind: Kind
    category: str | None
    agency: str | None
    status: Status
    closing: Closing | None
    text: str
    place_text: str
    place_code: str | None
    opened_at: datetime
    promised_due: datetime
    due_at: datetime
    waiting_since: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class ParkedNotice:
    """A notice that waits outside the window. `words` and `words_*`: what an officer wrote, in whose name, when."""

    id: str
    code: str
    key: str
    params: Mapping[str, Any]
    words: str
    words_agency: str | None
    words_at: datetime | None
    queued_at: datetime


def citizen_tickets(session: Session, citizen_id: str, limit: int = 50) -> tuple[CitizenTicket, ...]:
    """A citizen's own tickets, newest first."""
    query = (
        select(TicketRow)
        .where(col(TicketRow.citizen_id) == citizen_id)
        .order_by(col(TicketRow.opened_at).desc(), col(TicketRow.code))
        .limit(limit)
    )
    rows = session.exec(query).all()
    legs = select(LegRow).where(col(LegRow.ticket_id).in_([row.id for row in rows])).order_by(col(LegRow.number))
    last = {leg.ticket_id: leg for leg in session.exec(legs).all()}
    return tuple(_ticket(row, last.get(row.id)) for row in rows)


def owner_of(session: Session, code: str) -> str | None:
    """The citizen whose ticket it is; None for a foreign code and for an imported ticket alike."""
    return session.exec(select(TicketRow.citizen_id).where(col(TicketRow.code) == code)).first()


def _ticket(row: TicketRow, leg: LegRow | None) -> CitizenTicket:
    return CitizenTicket(
        id=row.id,
        code=row.code,
        kind=Kind(row.kind),
        category=row.category,
        agency=row.agency,
        status=Status(row.status),
        closing=None if row.closing is None else Closing(row.closing),
        text=row.text,
        place_text=row.place_text,
        place_code=row.place_code,
        opened_at=row.opened_at,
        promised_due=row.promised_due,
        due_at=_due(row, leg),
        waiting_since=row.waiting_since,
        resolved_at=row.resolved_at,
        closed_at=row.closed_at,
    )


def _due(row: TicketRow, leg: LegRow | None) -> datetime:
    if leg is None or row.agency is None:
        return row.promised_due
    return leg.answer_due if leg.answered_at is None else leg.resolve_due


def parked_notices(session: Session, citizen_id: str, channel: Channel) -> tuple[ParkedNotice, ...]:
    """The notices that wait for the citizen's word on this channel, oldest first."""
    query = (
        select(Outbox, TicketRow.code, Message)
        .join(TicketRow, col(TicketRow.id) == col(Outbox.ticket_id))
        .outerjoin(Message, col(Message.id) == col(Outbox.message_id))
        .where(
            col(Outbox.citizen_id) == citizen_id,
            col(Outbox.channel) == channel.value,
            col(Outbox.state) == OutboxState.PARKED.value,
        )
        .order_by(col(Outbox.created_at), col(Outbox.id))
    )
    return tuple(_parked(outbox, code, message) for outbox, code, message in session.exec(query).all())


def _parked(outbox: Outbox, code: str, message: Message | None) -> ParkedNotice:
    return ParkedNotice(
        id=outbox.id,
        code=code,
        key=outbox.key,
        params=outbox.params,
        words="" if message is None else message.text,
        words_agency=None if message is None else message.agency,
        words_at=None if message is None else message.at,
        queued_at=outbox.created_at,
    )
