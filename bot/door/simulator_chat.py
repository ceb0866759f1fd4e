"""What the simulator shows: citizens who use it, and one citizen's chat in the order of a phone.

A chat is what the citizen sent and what the outbox gave to the simulator; an officer's words that have not been sent
are not in it. Looking at a message is what gives its receipts.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.outbox import apply_receipt
from store.session import Database
from store.tables import CitizenAddress, Media, Message, Outbox
from store.words import Direction, MediaState, OutboxChannel, OutboxState
from tickets.vocabulary import Audience, Channel

PEOPLE_LIMIT = 40
CHAT_LIMIT = 200
NAME_END = " #"  # an address is the name for the list, this mark, and something that makes it unique
SIMULATED = "simulator:"
_AFTER_TURNS = sys.maxsize  # news that answers no message comes after the turns of its moment

_GIVEN = (OutboxState.INLINE, OutboxState.SENT, OutboxState.DELIVERED, OutboxState.READ)
_UNREAD = tuple(state.value for state in _GIVEN[:3])


@dataclass(frozen=True)
class Person:
    """A citizen in the list. `unread`: messages of the desk that were not looked at."""

    id: str
    name: str
    address: str
    unread: int
    wrote_at: datetime | None


@dataclass(frozen=True)
class Bubble:
    """One message of a chat. `ticks`: 1 stored, 2 read by the desk, 0 for the desk's own."""

    id: str
    text: str
    at: datetime
    ticks: Literal[0, 1, 2] = 0
    photos: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    place_label: str = ""

    @property
    def mine(self) -> bool:
        return self.ticks > 0


@dataclass(frozen=True)
class _Turn:
    """Where a bubble stands: by time, then by the turn, question before answer."""

    at: datetime
    position: int
    step: str


def people(session: Session) -> tuple[Person, ...]:
    """Who has used the simulator, the last one first."""
    query = (
        select(CitizenAddress)
        .where(col(CitizenAddress.channel) == Channel.SIMULATOR.value)
        .order_by(col(CitizenAddress.last_inbound_at).desc().nulls_last(), col(CitizenAddress.id).desc())
        .limit(PEOPLE_LIMIT)
    )
    rows = session.exec(query).all()
    unread = _unread(session, [row.citizen_id for row in rows])
    return tuple(_person(row, unread.get(row.citizen_id, 0)) for row in rows)


def person(session: Session, citizen_id: str) -> Person | None:
    """One citizen of the simulator; None for anybody else."""
    query = select(CitizenAddress).where(
        col(CitizenAddress.channel) == Channel.SIMULATOR.value, col(CitizenAddress.citizen_id) == citizen_id
    )
    row = session.exec(query.order_by(col(CitizenAddress.id))).first()
    return None if row is None else _person(row, 0)


def _person(row: CitizenAddress, unread: int) -> Person:
    return Person(row.citizen_id, row.value.rsplit(NAME_END, 1)[0], row.value, unread, row.last_inbound_at)


def _unread(session: Session, citizens: Sequence[str]) -> dict[str, int]:
    query = (
        select(Outbox.citizen_id, func.count())
        .where(
            col(Outbox.citizen_id).in_(citizens),
            col(Outbox.channel) == OutboxChannel.SIMULATOR.value,
            col(Outbox.state).in_(_UNREAD),
        )
        .group_by(col(Outbox.citizen_id))
    )
    return {owner: count for owner, count in session.exec(query).all() if owner is not None}


def chat(session: Session, citizen_id: str) -> tuple[Bubble, ...]:
    """The last messages of one citizen, oldest first."""
    sent = _sent(session, citizen_id)
    given = _given(session, citizen_id)
    photos = _photos(session, [row.id for row in sent])
    turns = {row.id: _Turn(row.at, row.position, "") for row in sent}
    bubbles = [(turns[row.id], _own(row, photos.get(row.id, []))) for row in sent]
    for row in given:
        turn = turns.get(row.inbound_id or "")
        if turn is None:
            place = _Turn(row.sent_at or row.created_at, _AFTER_TURNS, row.unique_key)
        else:
            place = _Turn(turn.at, turn.position, row.unique_key)
        bubbles.append((place, Bubble(f"o{row.id}", row.body or "", row.sent_at or row.created_at)))
    bubbles.sort(key=lambda pair: (pair[0].at, pair[0].position, pair[0].step))
    return tuple(bubble for _, bubble in bubbles)


def _sent(session: Session, citizen_id: str) -> list[Message]:
    query = (
        select(Message)
        .where(
            col(Message.citizen_id) == citizen_id,
            col(Message.channel) == Channel.SIMULATOR.value,
            col(Message.direction) == Direction.IN.value,
        )
        .order_by(col(Message.position).desc())
        .limit(CHAT_LIMIT)
    )
    return list(session.exec(query).all())


def _given(session: Session, citizen_id: str) -> list[Outbox]:
    query = (
        select(Outbox)
        .where(
            col(Outbox.citizen_id) == citizen_id,
            col(Outbox.channel) == OutboxChannel.SIMULATOR.value,
            col(Outbox.audience) == Audience.CITIZEN.value,
            col(Outbox.state).in_([state.value for state in _GIVEN]),
            col(Outbox.body).is_not(None),
        )
        .order_by(col(Outbox.created_at).desc())
        .limit(CHAT_LIMIT)
    )
    return list(session.exec(query).all())


def _photos(session: Session, messages: Sequence[str]) -> dict[str, list[Media]]:
    query = select(Media).where(col(Media.message_id).in_(messages)).order_by(col(Media.id))
    found: dict[str, list[Media]] = {}
    for row in session.exec(query).all():
        found.setdefault(row.message_id, []).append(row)
    return found


def _own(row: Message, media: Sequence[Media]) -> Bubble:
    """A text is read when it is stored, for the turn is one; a photo only when the worker has fetched it."""
    waits = any(item.state == MediaState.WAITING.value for item in media)
    return Bubble(
        id=f"m{row.id}",
        text=row.text,
        at=row.at,
        ticks=1 if waits else 2,
        photos=tuple(item.provider_url.removeprefix(SIMULATED) for item in media),
        latitude=row.latitude,
        longitude=row.longitude,
        place_label=row.place_label,
    )


def has_photo(session: Session, citizen_id: str, name: str) -> bool:
    """Whether the citizen sent the photo: nobody else's page may show it."""
    query = (
        select(Media.id)
        .join(Message, col(Message.id) == col(Media.message_id))
        .where(col(Message.citizen_id) == citizen_id, col(Media.provider_url) == f"{SIMULATED}{name}")
    )
    return session.exec(query).first() is not None


def note_seen(database: Database, citizen_id: str, now: datetime) -> None:
    """Delivered, then read: the receipts that a phone would give for what is on its screen."""
    with database.read() as session:
        unseen = [row.id for row in _given(session, citizen_id) if row.state in _UNREAD]
    if not unseen:
        return
    with database.write() as session:
        for outbox_id in unseen:
            for state in (OutboxState.DELIVERED, OutboxState.READ):
                apply_receipt(session, outbox_id=outbox_id, state=state, at=now)
