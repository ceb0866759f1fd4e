"""Pictures and files of messages on their way into the house: claimed, fetched by the worker, stored or refused.

A claim is a lease by time alone: it moves `next_try_at` ahead, so a worker that dies leaves a row that comes due again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from store.tables import Media
from store.words import MediaState

LEASE = timedelta(minutes=2)  # longer than a slow download


@dataclass(frozen=True)
class MediaItem:
    """A file to fetch. `attempts` includes this one."""

    id: str
    message_id: str
    provider_url: str
    declared_type: str
    attempts: int


def claim_media(session: Session, now: datetime, limit: int, lease: timedelta = LEASE) -> tuple[MediaItem, ...]:
    """Up to `limit` files that are due, oldest first, kept from others until `now + lease`."""
    query = (
        select(Media)
        .where(col(Media.state) == MediaState.WAITING.value, col(Media.next_try_at) <= now)
        .order_by(col(Media.next_try_at), col(Media.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = session.exec(query.execution_options(populate_existing=True)).all()
    for row in rows:
        row.attempts += 1
        row.next_try_at = now + lease
        session.add(row)
    session.flush()
    return tuple(MediaItem(r.id, r.message_id, r.provider_url, r.declared_type, r.attempts) for r in rows)


def media_stored(session: Session, media_id: str, *, sha256: str, size: int, content_type: str) -> bool:
    """It is in the house, under its hash; the type is that of its first bytes."""
    return _settle(
        session, media_id, state=MediaState.STORED.value, sha256=sha256, size=size, content_type=content_type
    )


def media_refused(session: Session, media_id: str, *, reason: str) -> bool:
    """It will not be taken; the officer sees the reason."""
    return _settle(session, media_id, state=MediaState.REFUSED.value, reason=reason)


def media_retry(session: Session, media_id: str, *, at: datetime) -> bool:
    """It could not be fetched now: try again at that time."""
    return _settle(session, media_id, next_try_at=at)


def _settle(session: Session, media_id: str, **values: object) -> bool:
    """Whether the row was still waiting: of two workers that fetched the same file the first one counts."""
    waiting = (col(Media.id) == media_id, col(Media.state) == MediaState.WAITING.value)
    return session.exec(update(Media).where(*waiting).values(**values)).rowcount == 1
