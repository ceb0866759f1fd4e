"""Replies of a turn: outbox rows like everything that leaves the house.

Inline ones go out in the answer to the webhook and are kept so that a repeat of the message gets the same answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from store.base import new_id
from store.tables import Outbox
from store.words import OutboxChannel, OutboxState
from tickets.vocabulary import Audience, Channel

REPLY_KEY = "reply"


@dataclass(frozen=True)
class StoredReply:
    """A reply that was given. Only one whose `state` is inline belongs into the answer to a webhook."""

    id: str
    body: str
    state: OutboxState


def queue_inline(
    session: Session,
    *,
    citizen_id: str,
    channel: Channel,
    inbound_id: str,
    bodies: Sequence[str],
    now: datetime,
    must_arrive: bool = False,
) -> tuple[StoredReply, ...]:
    """Replies that leave in the answer to the webhook; `must_arrive`: looked up if never confirmed."""
    rows = _rows(citizen_id, channel, inbound_id, bodies, now)
    for row in rows:
        row.state = OutboxState.INLINE.value
        row.must_arrive = must_arrive
    return _store(session, rows)


def queue_reply(
    session: Session, *, citizen_id: str, channel: Channel, inbound_id: str, bodies: Sequence[str], now: datetime
) -> tuple[StoredReply, ...]:
    """Replies for a channel whose webhook takes no answer: sent by the worker before anything else."""
    rows = _rows(citizen_id, channel, inbound_id, bodies, now)
    for row in rows:
        row.urgent = True
        row.next_try_at = now
    return _store(session, rows)


def _rows(citizen_id: str, channel: Channel, inbound_id: str, bodies: Sequence[str], now: datetime) -> list[Outbox]:
    return [
        Outbox(
            id=new_id(),
            unique_key=f"reply:{inbound_id}:{number:02d}",
            channel=OutboxChannel(channel.value).value,
            audience=Audience.CITIZEN.value,
            citizen_id=citizen_id,
            inbound_id=inbound_id,
            key=REPLY_KEY,
            body=body,
            created_at=now,
            state_at=now,
        )
        for number, body in enumerate(bodies, start=1)
    ]


def _store(session: Session, rows: Sequence[Outbox]) -> tuple[StoredReply, ...]:
    session.add_all(rows)
    session.flush()
    return tuple(_reply(row) for row in rows)


def replies_to(session: Session, inbound_id: str) -> tuple[StoredReply, ...]:
    """What was replied to a message, in order."""
    query = (
        select(Outbox)
        .where(col(Outbox.inbound_id) == inbound_id, col(Outbox.key) == REPLY_KEY)
        .order_by(col(Outbox.unique_key))
    )
    return tuple(_reply(row) for row in session.exec(query).all())


def _reply(row: Outbox) -> StoredReply:
    return StoredReply(row.id, row.body or "", OutboxState(row.state))
