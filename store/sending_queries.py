"""What the relay must know to send one outbox row: to whom, whether the window is open, and the officer's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from store.outbox_rows import OutboxItem
from store.people import Address, address_for, window_opened_at
from store.tables import Citizen, LegRow, Message, Outbox, TicketRow
from tickets.vocabulary import Channel


@dataclass(frozen=True)
class TicketAtHand:
    """What a message may say of its ticket."""

    code: str
    kind: str
    category: str | None
    due: datetime


@dataclass(frozen=True)
class ToCitizen:
    """A citizen as a recipient on one channel. `words` are an officer's own, with agency and time."""

    address: Address | None
    last_inbound_at: datetime | None
    language: str
    ticket: TicketAtHand | None  # what the message is about
    words: str = ""
    words_agency: str | None = None
    words_at: datetime | None = None

    @property
    def code(self) -> str:
        return self.ticket.code if self.ticket else ""


def to_citizen(session: Session, item: OutboxItem) -> ToCitizen:
    """Facts for a row whose `citizen_id` is set."""
    citizen_id = str(item.citizen_id)
    channel = Channel(item.channel.value)
    message = session.get(Message, item.message_id) if item.message_id else None
    return ToCitizen(
        address=address_for(session, citizen_id, channel),
        last_inbound_at=window_opened_at(session, citizen_id, channel),
        language=session.get_one(Citizen, citizen_id).language,
        ticket=ticket_at_hand(session, item.ticket_id) if item.ticket_id else None,
        words=message.text if message else "",
        words_agency=message.agency if message else None,
        words_at=message.at if message else None,
    )


def ticket_at_hand(session: Session, ticket_id: str) -> TicketAtHand:
    """The date is the answer date of the present leg, else the one promised to the citizen."""
    row = session.get_one(TicketRow, ticket_id)
    legs = select(LegRow).where(col(LegRow.ticket_id) == ticket_id).order_by(col(LegRow.number).desc()).limit(1)
    leg = session.exec(legs).first()
    return TicketAtHand(row.code, row.kind, row.category, leg.answer_due if leg else row.promised_due)


def ids_in_use(session: Session, provider_ids: Sequence[str], *, but: str) -> frozenset[str]:
    """Which of these provider ids belong to other rows of ours already."""
    query = select(Outbox.provider_id).where(col(Outbox.provider_id).in_(list(provider_ids)), col(Outbox.id) != but)
    return frozenset(found for found in session.exec(query).all() if found)
