"""Messages as they came in, once each: a repeated delivery finds its row and the answer that was given.

Rule: a position is assigned with the citizen's row locked, so positions count from 1 without gaps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select, update

from store.base import new_id
from store.outbox_replies import StoredReply, replies_to
from store.tables import Citizen, EmergencyReferral, Media, Message
from store.words import Act, Direction
from tickets.vocabulary import Channel


@dataclass(frozen=True)
class StoredTurn:
    """A message that was answered before. `replies` in the order in which they were given."""

    message_id: str
    citizen_id: str
    replies: tuple[StoredReply, ...]


@dataclass(frozen=True)
class IncomingMedia:
    url: str
    declared_type: str = ""


@dataclass(frozen=True)
class IncomingMessage:
    """What came in, personal numbers already masked. `id` may be minted at the edge."""

    channel: Channel
    provider_id: str | None
    kind: str  # flows.types.InboundKind
    text: str
    at: datetime
    masked: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place_label: str = ""
    media: tuple[IncomingMedia, ...] = ()
    id: str | None = None


@dataclass(frozen=True)
class StoredMessage:
    id: str
    position: int


@dataclass(frozen=True)
class MessageFacts:
    """A message of a chat, as much as a turn may need of the ones before it."""

    id: str
    position: int
    direction: Direction
    kind: str
    text: str
    at: datetime
    ticket_id: str | None
    act: Act | None


def already_answered(session: Session, channel: Channel, provider_id: str) -> StoredTurn | None:
    """The turn of a message that was stored before, by the provider's id; ask with the citizen locked."""
    query = select(Message).where(col(Message.channel) == channel.value, col(Message.provider_id) == provider_id)
    row = session.exec(query).first()
    if row is None or row.citizen_id is None:
        return None
    return StoredTurn(row.id, row.citizen_id, replies_to(session, row.id))


def store_message(session: Session, citizen_id: str, message: IncomingMessage) -> StoredMessage:
    """Store a citizen's message and its media, which the worker fetches."""
    row = Message(
        id=message.id or new_id(),
        citizen_id=citizen_id,
        position=take_position(session, citizen_id),
        direction=Direction.IN.value,
        channel=message.channel.value,
        provider_id=message.provider_id,
        kind=message.kind,
        text=message.text,
        masked=",".join(message.masked),
        latitude=message.latitude,
        longitude=message.longitude,
        place_label=message.place_label[:300],
        at=message.at,
    )
    session.add(row)
    session.flush()
    for media in message.media:
        session.add(
            Media(
                message_id=row.id,
                provider_url=media.url,
                declared_type=media.declared_type[:80],
                next_try_at=message.at,
            )
        )
    session.flush()
    return StoredMessage(row.id, row.position)


def take_position(session: Session, citizen_id: str) -> int:
    """The next position in the citizen's chat; the update itself locks the row."""
    raised = (
        update(Citizen)
        .where(col(Citizen.id) == citizen_id)
        .values(next_position=col(Citizen.next_position) + 1)
        .returning(col(Citizen.next_position))
    )
    return int(session.exec(raised).scalar_one()) - 1


def link_messages(session: Session, ticket_id: str, message_ids: Sequence[str]) -> None:
    """Messages that make or add to a ticket: these are what an officer sees. A link stays, unless it is taken back."""
    unlinked = (col(Message.id).in_(list(message_ids)), col(Message.ticket_id).is_(None))
    session.exec(update(Message).where(*unlinked).values(ticket_id=ticket_id))


def unlink_messages(session: Session, ticket_id: str, message_ids: Sequence[str]) -> None:
    """Words that were never meant for a ticket: its officers see them no more, the ledger keeps that something came."""
    linked = (col(Message.id).in_(list(message_ids)), col(Message.ticket_id) == ticket_id)
    session.exec(update(Message).where(*linked).values(ticket_id=None))


def recent_messages(session: Session, citizen_id: str, limit: int = 10) -> tuple[MessageFacts, ...]:
    """The last messages of a chat, oldest first."""
    query = (
        select(Message).where(col(Message.citizen_id) == citizen_id).order_by(col(Message.position).desc()).limit(limit)
    )
    return tuple(_facts(row) for row in reversed(session.exec(query).all()))


def _facts(row: Message) -> MessageFacts:
    return MessageFacts(
        id=row.id,
        position=row.position,
        direction=Direction(row.direction),
        kind=row.kind,
        text=row.text,
        at=row.at,
        ticket_id=row.ticket_id,
        act=None if row.act is None else Act(row.act),
    )


def log_emergency(session: Session, message_id: str, slug: str, at: datetime) -> None:
    """The citizen was given emergency numbers with this message."""
    session.add(EmergencyReferral(message_id=message_id, slug=slug, at=at))
    session.flush()
