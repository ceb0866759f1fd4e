"""Receipts of the provider, in whatever order and however often they come.

Rule: a row only moves forward (sent, delivered, read), what has ended stays ended, and the first error is kept.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from store.outbox_rows import locked_row, locked_rows, move, moves_forward, state_of
from store.tables import Outbox
from store.words import OutboxState

_STATES = frozenset({OutboxState.SENT, OutboxState.DELIVERED, OutboxState.READ, OutboxState.FAILED})
_BEING_TRIED_AGAIN = frozenset({OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNSURE})
PROVIDER_FAILED = "provider_failed"


class NotAReceipt(ValueError):
    """A state that no provider reports."""


def apply_receipt(
    session: Session,
    *,
    state: OutboxState,
    at: datetime,
    outbox_id: str | None = None,
    provider_id: str | None = None,
    error_code: str | None = None,
    reason: str | None = None,
) -> bool:
    """Whether the receipt was news. Found by our own id, which the callback carries, else by the provider's."""
    if state not in _STATES:
        raise NotAReceipt(f"{state} is not a state that a provider reports")
    row = _find(session, outbox_id, provider_id)
    if row is None or _of_an_earlier_attempt(row, state, provider_id):
        return False
    if not moves_forward(state_of(row), state):
        return False
    row.provider_id = provider_id or row.provider_id
    if state is OutboxState.FAILED:
        row.error_code = row.error_code or error_code
        row.reason = row.reason or reason or PROVIDER_FAILED
    move(session, row, state, at)
    return True


def attempt_to_repeat(session: Session, *, outbox_id: str | None, provider_id: str | None) -> tuple[str, int] | None:
    """The row and its attempts so far, if the provider holds it and nothing newer is under way."""
    row = _find(session, outbox_id, provider_id)
    if row is None or state_of(row) not in (OutboxState.SENT, OutboxState.INLINE):
        return None
    row.provider_id = provider_id or row.provider_id
    session.add(row)
    return row.id, row.attempts


def _find(session: Session, outbox_id: str | None, provider_id: str | None) -> Outbox | None:
    if outbox_id is not None:
        found = locked_rows(session, [outbox_id])
        return found[0] if found else None
    if provider_id is None:
        return None
    known = session.exec(select(Outbox.id).where(col(Outbox.provider_id) == provider_id)).first()
    return None if known is None else locked_row(session, known)


def _of_an_earlier_attempt(row: Outbox, state: OutboxState, provider_id: str | None) -> bool:
    """A row that is being tried again keeps the id of the attempt before until it has a new one.

    Late news of that attempt are dropped, unless it arrived after all.
    """
    arrived = state in (OutboxState.DELIVERED, OutboxState.READ)
    same = provider_id is not None and row.provider_id == provider_id
    return same and not arrived and state_of(row) in _BEING_TRIED_AGAIN
