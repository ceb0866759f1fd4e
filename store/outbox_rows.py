"""One outbox row as the worker sees it, and the one way to move it between states."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from store.outbox_replies import REPLY_KEY
from store.session import may_lock
from store.tables import Outbox
from store.words import OutboxChannel, OutboxState
from tickets.vocabulary import Audience

FINAL = frozenset({OutboxState.READ, OutboxState.FAILED, OutboxState.UNSENDABLE, OutboxState.CANCELLED})
_RANKED = (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.READ)


class OutboxRowMissing(LookupError):
    """No outbox row with this id."""


@dataclass(frozen=True)
class OutboxItem:
    """A claimed row. `look_up_first`: it may have been accepted before; ask the provider before sending again."""

    id: str
    channel: OutboxChannel
    audience: Audience
    citizen_id: str | None
    recipient: str | None
    ticket_id: str | None
    inbound_id: str | None
    message_id: str | None
    key: str
    params: Mapping[str, Any]
    body: str | None
    template: str | None
    announces: str | None
    urgent: bool
    attempts: int  # this one included
    look_up_first: bool
    created_at: datetime


def item_from(row: Outbox, *, look_up_first: bool) -> OutboxItem:
    return OutboxItem(
        id=row.id,
        channel=OutboxChannel(row.channel),
        audience=Audience(row.audience),
        citizen_id=row.citizen_id,
        recipient=row.recipient,
        ticket_id=row.ticket_id,
        inbound_id=row.inbound_id,
        message_id=row.message_id,
        key=row.key,
        params=row.params,
        body=row.body,
        template=row.template,
        announces=row.announces,
        urgent=row.urgent,
        attempts=row.attempts,
        look_up_first=look_up_first,
        created_at=row.created_at,
    )


def locked_row(session: Session, outbox_id: str) -> Outbox:
    """The row, locked until the commit."""
    found = locked_rows(session, [outbox_id])
    if not found:
        raise OutboxRowMissing(f"no outbox row {outbox_id}")
    return found[0]


def locked_rows(session: Session, outbox_ids: Sequence[str]) -> Sequence[Outbox]:
    """Those of the rows that exist, locked in the order of their ids so that two lockers cannot cross."""
    query = select(Outbox).where(col(Outbox.id).in_(list(outbox_ids))).order_by(col(Outbox.id))
    if may_lock(session):
        query = query.with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).all()


def state_of(row: Outbox) -> OutboxState:
    return OutboxState(row.state)


def move(session: Session, row: Outbox, state: OutboxState, now: datetime, next_try_at: datetime | None = None) -> None:
    """Put the row into a state; leases end with it. Notices released into a reply share the reply's fate."""
    row.state = state.value
    row.state_at = now
    row.next_try_at = next_try_at
    row.lease_until = None
    if state in _RANKED:
        row.sent_at = row.sent_at or now
        row.delivered_at = row.delivered_at or (now if state is not OutboxState.SENT else None)
        row.read_at = now if state is OutboxState.READ else row.read_at
    session.add(row)
    session.flush()
    if row.key == REPLY_KEY and (state in _RANKED or state is OutboxState.FAILED):
        for rider in _riders(session, row):
            rider.reason, rider.error_code = row.reason, row.error_code
            move(session, rider, state, now)


def moves_forward(before: OutboxState, after: OutboxState) -> bool:
    """Whether a receipt's state is news: sent, delivered and read in this order, failed only before delivery."""
    if before in FINAL:
        return False
    if after is OutboxState.FAILED:
        return before is not OutboxState.DELIVERED
    return before not in _RANKED or _RANKED.index(after) > _RANKED.index(before)


def _riders(session: Session, reply: Outbox) -> list[Outbox]:
    query = select(Outbox).where(col(Outbox.inbound_id) == reply.inbound_id, col(Outbox.key) != REPLY_KEY)
    return [row for row in session.exec(query).all() if moves_forward(state_of(row), OutboxState(reply.state))]
