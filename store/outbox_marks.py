"""What became of a claimed row. Each returns whether the row moved: a row that has ended stays as it ended."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from store.outbox_rows import FINAL, locked_row, locked_rows, move, moves_forward, state_of
from store.tables import Outbox
from store.words import OutboxState

_UNSENT = frozenset({OutboxState.QUEUED, OutboxState.PARKED})


def freeze_body(session: Session, outbox_id: str, body: str, template: str | None = None) -> None:
    """Keep what is about to be sent, before it is: a look-up at the provider compares with it."""
    row = locked_row(session, outbox_id)
    row.body = body
    row.template = template or row.template
    session.add(row)
    session.flush()


def mark_sent(session: Session, outbox_id: str, *, provider_id: str | None, now: datetime) -> bool:
    """The provider accepted it, under its own id. A receipt may have been here first."""
    row = locked_row(session, outbox_id)
    row.provider_id = provider_id or row.provider_id
    session.add(row)
    return _move(session, row, OutboxState.SENT, now)


def mark_unsure(session: Session, outbox_id: str, *, look_up_at: datetime, now: datetime) -> bool:
    """It may have been accepted (a time-out): look it up at that time."""
    return _move(session, locked_row(session, outbox_id), OutboxState.UNSURE, now, next_try_at=look_up_at)


def retry_later(session: Session, outbox_id: str, *, at: datetime, now: datetime) -> bool:
    """It was certainly not accepted: send it again at that time."""
    row = locked_row(session, outbox_id)
    if state_of(row) in (OutboxState.DELIVERED, *FINAL):
        return False
    move(session, row, OutboxState.QUEUED, now, next_try_at=at)
    return True


def mark_failed(session: Session, outbox_id: str, *, reason: str, code: str | None = None, now: datetime) -> bool:
    """Given up, with the reason that officers read and the provider's code."""
    row = locked_row(session, outbox_id)
    if not moves_forward(state_of(row), OutboxState.FAILED):
        return False
    row.reason, row.error_code = reason, code
    move(session, row, OutboxState.FAILED, now)
    return True


def mark_unsendable(session: Session, outbox_id: str, *, reason: str, now: datetime) -> bool:
    """There is no lawful way to send it; the officer sees why."""
    row = locked_row(session, outbox_id)
    if not _is_open(row):
        return False
    row.reason = reason
    move(session, row, OutboxState.UNSENDABLE, now)
    return True


def park(session: Session, outbox_id: str, *, now: datetime) -> bool:
    """Outside the window: keep it until the citizen asks for it."""
    return _move(session, locked_row(session, outbox_id), OutboxState.PARKED, now)


def release(session: Session, outbox_ids: Sequence[str], *, inbound_id: str, now: datetime) -> tuple[str, ...]:
    """Parked notices that the reply to this message carries; they share its fate. Their announcements are dropped."""
    released = [row for row in locked_rows(session, outbox_ids) if state_of(row) is OutboxState.PARKED]
    for row in released:
        row.inbound_id = inbound_id
        move(session, row, OutboxState.INLINE, now)
        _cancel_announcements(session, row.id, now)
    return tuple(row.id for row in released)


def cancel(session: Session, outbox_ids: Sequence[str], *, now: datetime) -> int:
    """Overtaken by events: rows that nobody has begun to send, and what announces them. How many it were."""
    cancelled = 0
    for row in locked_rows(session, outbox_ids):
        if state_of(row) in _UNSENT:
            move(session, row, OutboxState.CANCELLED, now)
            _cancel_announcements(session, row.id, now)
            cancelled += 1
    return cancelled


def _cancel_announcements(session: Session, outbox_id: str, now: datetime) -> None:
    query = select(Outbox).where(col(Outbox.announces) == outbox_id, col(Outbox.state) == OutboxState.QUEUED.value)
    for row in session.exec(query).all():
        move(session, row, OutboxState.CANCELLED, now)


def _move(
    session: Session, row: Outbox, state: OutboxState, now: datetime, next_try_at: datetime | None = None
) -> bool:
    if not _is_open(row):
        session.flush()
        return False
    move(session, row, state, now, next_try_at)
    return True


def _is_open(row: Outbox) -> bool:
    """Only a row whose fate is open moves: one that the provider confirmed needs no second opinion."""
    return state_of(row) not in (OutboxState.SENT, OutboxState.DELIVERED, *FINAL)
