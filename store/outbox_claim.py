"""Handing out due rows, each to one worker and one at a time for each citizen.

On SQLite the writer's lock keeps claimers apart; on PostgreSQL an advisory lock does, because two workers that skip
each other's rows could still take two rows of the same citizen. A claim is a transaction of its own, and short.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, text
from sqlmodel import Session, col, select, update

from store.outbox_rows import OutboxItem, item_from
from store.tables import Outbox
from store.words import OutboxChannel, OutboxState

CONFIRM_WITHIN = timedelta(minutes=5)
_CLAIMS = 0x6B65706F + 1  # advisory lock beside that of migrations
_DUE = (OutboxState.QUEUED.value, OutboxState.UNSURE.value)


def claim(
    session: Session,
    now: datetime,
    limit: int,
    lease: timedelta,
    *,
    confirm_within: timedelta = CONFIRM_WITHIN,
    channels: Sequence[OutboxChannel] = tuple(OutboxChannel),
) -> tuple[OutboxItem, ...]:
    """Up to `limit` due rows, urgent first, leased until `now + lease`.

    Before that it puts in doubt what is: an expired lease, and an inline reply that must arrive but was not confirmed
    within `confirm_within`.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CLAIMS})
    doubt_expired(session, now, confirm_within)
    rows = _due_rows(session, now, limit, channels)
    claimed = []
    for row in rows:
        look_up_first = row.state == OutboxState.UNSURE.value
        row.state = OutboxState.SENDING.value
        row.state_at = now
        row.lease_until = now + lease
        row.attempts += 1
        session.add(row)
        claimed.append(item_from(row, look_up_first=look_up_first))
    session.flush()
    return tuple(claimed)


def doubt_expired(session: Session, now: datetime, confirm_within: timedelta) -> None:
    """Rows of which nobody can say whether they were accepted become `unsure`, due at once."""
    unsure = {"state": OutboxState.UNSURE.value, "state_at": now, "next_try_at": now, "lease_until": None}
    expired = (col(Outbox.state) == OutboxState.SENDING.value, col(Outbox.lease_until) <= now)
    unconfirmed = (
        col(Outbox.state) == OutboxState.INLINE.value,
        col(Outbox.must_arrive),
        col(Outbox.state_at) <= now - confirm_within,
    )
    for doubtful in (expired, unconfirmed):
        statement = update(Outbox).where(*doubtful).values(**unsure)
        session.exec(statement.execution_options(synchronize_session=False))


def _due_rows(session: Session, now: datetime, limit: int, channels: Sequence[OutboxChannel]) -> Sequence[Outbox]:
    due = (
        col(Outbox.state).in_(_DUE),
        or_(col(Outbox.next_try_at).is_(None), col(Outbox.next_try_at) <= now),
        col(Outbox.channel).in_([channel.value for channel in channels]),
    )
    busy = select(Outbox.citizen_id).where(
        col(Outbox.state) == OutboxState.SENDING.value, col(Outbox.citizen_id).is_not(None)
    )
    turn = func.row_number().over(
        partition_by=func.coalesce(col(Outbox.citizen_id), col(Outbox.id)),
        order_by=(col(Outbox.urgent).desc(), col(Outbox.created_at), col(Outbox.id)),
    )
    free = or_(col(Outbox.citizen_id).is_(None), col(Outbox.citizen_id).not_in(busy))
    queue = select(col(Outbox.id), turn.label("turn")).where(*due, free).subquery()
    query = (
        select(Outbox)
        .where(col(Outbox.id).in_(select(queue.c.id).where(queue.c.turn == 1)), col(Outbox.state).in_(_DUE))
        .order_by(col(Outbox.urgent).desc(), col(Outbox.next_try_at), col(Outbox.created_at), col(Outbox.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return session.exec(query.execution_options(populate_existing=True)).all()
