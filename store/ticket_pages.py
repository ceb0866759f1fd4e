"""One ticket as an officer sees it: its own messages only, never the citizen's other chats, and no address.

Rule: what the asker may not see is not there; a foreign ticket and a missing one look the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from store.clauses import Scope, visible
from store.ledger import events_of, legs_of
from store.tables import Media, Message, Officer, Outbox, TicketRow
from store.words import Act, Direction, MediaState, OutboxChannel, OutboxState
from tickets.facts import Event, Leg, Ticket
from tickets.lifecycle import fold
from tickets.vocabulary import Audience, Channel, Role


@dataclass(frozen=True)
class MediaView:
    """A picture or file. `sha256` names it in the media folder once it is stored."""

    id: str
    message_id: str
    state: MediaState
    content_type: str | None
    sha256: str | None
    size: int | None
    reason: str | None


@dataclass(frozen=True)
class MessageView:
    """What the citizen or an officer wrote on this ticket. `officer`: name or address of the one who wrote."""

    id: str
    position: int
    direction: Direction
    kind: str
    text: str
    masked: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    place_label: str
    officer: str | None
    agency: str | None
    act: Act | None
    at: datetime
    media: tuple[MediaView, ...]


@dataclass(frozen=True)
class NoticeView:
    """What became of a notice. `announced`: state of the template that announces a parked one."""

    id: str
    audience: Audience
    channel: OutboxChannel
    recipient: str | None
    key: str
    params: Mapping[str, Any]
    message_id: str | None
    state: OutboxState
    reason: str | None
    error_code: str | None
    created_at: datetime
    state_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    read_at: datetime | None
    announced: OutboxState | None


@dataclass(frozen=True)
class TicketPage:
    """Everything of one ticket. `reporter_name` is empty when hidden, except for the coordinator."""

    ticket: Ticket
    channel: Channel
    citizen_id: str | None
    text: str
    place_text: str
    place_code: str | None
    latitude: float | None
    longitude: float | None
    reporter_name: str | None
    hide_name: bool
    hide_content: bool
    emergency: str | None
    suggested_agency: str | None
    confidence: float
    external_system: str | None
    external_code: str | None
    is_test: bool
    events: tuple[Event, ...]
    legs: tuple[Leg, ...]
    messages: tuple[MessageView, ...]
    notices: tuple[NoticeView, ...]


def ticket_page(session: Session, scope: Scope, code: str) -> TicketPage | None:
    """A ticket by its normalised code, or None if there is none that the asker may see."""
    query = select(TicketRow).where(col(TicketRow.code) == code, visible(scope))
    row = session.exec(query).first()
    if row is None:
        return None
    events = events_of(session, row.id)
    return TicketPage(
        ticket=fold(row.id, row.code, events),
        channel=Channel(row.channel),
        citizen_id=row.citizen_id,
        text=row.text,
        place_text=row.place_text,
        place_code=row.place_code,
        latitude=row.latitude,
        longitude=row.longitude,
        reporter_name=_name(row, scope),
        hide_name=row.hide_name,
        hide_content=row.hide_content,
        emergency=row.emergency,
        suggested_agency=row.suggested_agency,
        confidence=row.category_confidence,
        external_system=row.external_system,
        external_code=row.external_code,
        is_test=row.is_test,
        events=events,
        legs=legs_of(session, row.id),
        messages=_messages(session, row.id),
        notices=_notices(session, row.id),
    )


def media_file(session: Session, scope: Scope, media_id: str) -> MediaView | None:
    """A stored file of a ticket that the asker may see."""
    query = (
        select(Media)
        .join(Message, col(Message.id) == col(Media.message_id))
        .join(TicketRow, col(TicketRow.id) == col(Message.ticket_id))
        .where(col(Media.id) == media_id, col(Media.state) == MediaState.STORED.value, visible(scope))
    )
    row = session.exec(query).first()
    return None if row is None else _media(row)


def _name(row: TicketRow, scope: Scope) -> str | None:
    hidden = row.hide_name and scope.role is not Role.COORDINATOR
    return None if hidden else row.reporter_name


def _messages(session: Session, ticket_id: str) -> tuple[MessageView, ...]:
    query = (
        select(Message, Officer)
        .outerjoin(Officer, col(Officer.id) == col(Message.officer_id))
        .where(col(Message.ticket_id) == ticket_id)
        .order_by(col(Message.position), col(Message.at))
    )
    rows = session.exec(query).all()
    media = _media_of(session, [message.id for message, _ in rows])
    return tuple(_message(message, officer, media.get(message.id, ())) for message, officer in rows)


def _message(row: Message, officer: Officer | None, media: tuple[MediaView, ...]) -> MessageView:
    return MessageView(
        id=row.id,
        position=row.position,
        direction=Direction(row.direction),
        kind=row.kind,
        text=row.text,
        masked=tuple(kind for kind in row.masked.split(",") if kind),
        latitude=row.latitude,
        longitude=row.longitude,
        place_label=row.place_label,
        officer=None if officer is None else officer.name or officer.email,
        agency=row.agency,
        act=None if row.act is None else Act(row.act),
        at=row.at,
        media=media,
    )


def _media_of(session: Session, message_ids: Sequence[str]) -> dict[str, tuple[MediaView, ...]]:
    query = select(Media).where(col(Media.message_id).in_(list(message_ids))).order_by(col(Media.id))
    found: dict[str, tuple[MediaView, ...]] = {}
    for row in session.exec(query).all():
        found[row.message_id] = (*found.get(row.message_id, ()), _media(row))
    return found


def _media(row: Media) -> MediaView:
    return MediaView(
        id=row.id,
        message_id=row.message_id,
        state=MediaState(row.state),
        content_type=row.content_type,
        sha256=row.sha256,
        size=row.size,
        reason=row.reason,
    )


def _notices(session: Session, ticket_id: str) -> tuple[NoticeView, ...]:
    query = select(Outbox).where(col(Outbox.ticket_id) == ticket_id).order_by(col(Outbox.created_at), col(Outbox.id))
    rows = session.exec(query).all()
    announced = {row.announces: OutboxState(row.state) for row in rows if row.announces}
    return tuple(_notice(row, announced.get(row.id)) for row in rows if not row.announces)


def _notice(row: Outbox, announced: OutboxState | None) -> NoticeView:
    return NoticeView(
        id=row.id,
        audience=Audience(row.audience),
        channel=OutboxChannel(row.channel),
        recipient=row.recipient,
        key=row.key,
        params=row.params,
        message_id=row.message_id,
        state=OutboxState(row.state),
        reason=row.reason,
        error_code=row.error_code,
        created_at=row.created_at,
        state_at=row.state_at,
        sent_at=row.sent_at,
        delivered_at=row.delivered_at,
        read_at=row.read_at,
        announced=announced,
    )
