"""How the outbox stands: for the command line, the metrics and the console."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.tables import Outbox
from store.words import OutboxState

_WAITING = (OutboxState.QUEUED.value, OutboxState.SENDING.value, OutboxState.UNSURE.value)


@dataclass(frozen=True)
class OutboxCounts:
    """Rows by state; `oldest_waiting`: since when the oldest row that is still to be sent exists."""

    by_state: Mapping[OutboxState, int]
    oldest_waiting: datetime | None


def counts(session: Session) -> OutboxCounts:
    """Rows by state, states without rows included."""
    grouped = select(Outbox.state, func.count()).group_by(col(Outbox.state))
    found = {OutboxState(state): number for state, number in session.exec(grouped).all()}
    oldest = select(func.min(col(Outbox.created_at))).where(col(Outbox.state).in_(_WAITING))
    return OutboxCounts(
        by_state={state: found.get(state, 0) for state in OutboxState},
        oldest_waiting=session.exec(oldest).one(),
    )
