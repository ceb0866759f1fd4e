"""Checks before publishing, as the worker takes them: claimed under a lease, settled once, given up after three tries.

A claim is a lease by time: a worker that dies leaves a version that comes due again, and the third death ends it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from store.knowledge_rows import hash_of, publish, published_version, the_article
from store.knowledge_state import lock_content
from store.knowledge_words import VersionState
from store.tables import ArticleVersion

LEASE = timedelta(minutes=5)  # longer than a candidate may take
MOST_TRIES = 3
STALE = {"problem": "stale"}  # another text was published since this one was begun
GAVE_UP = {"problem": "gave_up"}  # the check itself failed three times; the text is not to blame


@dataclass(frozen=True)
class CheckTask:
    """A text to check. `attempt` tells this claim from a later one; `content` is the number of the content in force."""

    id: str
    slug: str
    owner: str
    text: str
    text_hash: str
    attempt: int
    content: int


def waiting_checks(session: Session, now: datetime) -> tuple[str, ...]:
    """Versions whose check is due, oldest first."""
    query = select(ArticleVersion.id).where(*_due(now)).order_by(col(ArticleVersion.submitted_at))
    return tuple(session.exec(query).all())


def claim_check(session: Session, version_id: str, now: datetime) -> CheckTask | None:
    """Take the check; None if somebody else has it, or it is settled. Its last try used up, it is refused here."""
    content = lock_content(session, now)
    query = select(ArticleVersion).where(col(ArticleVersion.id) == version_id, *_due(now))
    version = session.exec(query.execution_options(populate_existing=True)).first()
    if version is None:
        return None
    if version.attempts >= MOST_TRIES:
        _refuse(session, version, GAVE_UP, now)
        return None
    if hash_of(published_version(session, the_article(session, version.slug))) != version.based_on:
        _refuse(session, version, STALE, now)
        return None
    version.attempts += 1
    version.lease_until = now + LEASE
    session.add(version)
    session.flush()
    return CheckTask(
        version.id, version.slug, version.owner, version.content, version.content_hash, version.attempts, content
    )


def release_check(session: Session, task: CheckTask, now: datetime) -> None:
    """Give a claim back untried, because the worker was told to stop."""
    lock_content(session, now)
    version = _mine(session, task)
    if version is not None:
        _untried(session, version)


def refuse_checked(session: Session, task: CheckTask, result: Mapping[str, Any], now: datetime) -> bool:
    """Keep it from citizens, with what was found. False if the claim is no longer ours."""
    lock_content(session, now)
    version = _mine(session, task)
    if version is None:
        return False
    _refuse(session, version, result, now)
    return True


def publish_checked(session: Session, task: CheckTask, result: Mapping[str, Any], now: datetime) -> bool:
    """Publish what was checked. False if the claim is no longer ours, or other content was published meanwhile:
    then what was checked is not what would be served, and it is checked again."""
    content = lock_content(session, now)
    version = _mine(session, task)
    if version is None:
        return False
    if content != task.content:
        _untried(session, version)
        return False
    version.result, version.checked_at = dict(result), now
    publish(session, version, now)
    return True


def _due(now: datetime) -> tuple[Any, ...]:
    free = or_(col(ArticleVersion.lease_until).is_(None), col(ArticleVersion.lease_until) <= now)
    return (col(ArticleVersion.state) == VersionState.CHECKING.value, free)


def _mine(session: Session, task: CheckTask) -> ArticleVersion | None:
    query = select(ArticleVersion).where(
        col(ArticleVersion.id) == task.id,
        col(ArticleVersion.state) == VersionState.CHECKING.value,
        col(ArticleVersion.attempts) == task.attempt,
    )
    return session.exec(query.execution_options(populate_existing=True)).first()


def _untried(session: Session, version: ArticleVersion) -> None:
    version.lease_until, version.attempts = None, version.attempts - 1
    session.add(version)
    session.flush()


def _refuse(session: Session, version: ArticleVersion, result: Mapping[str, Any], now: datetime) -> None:
    version.state, version.checked_at, version.lease_until = VersionState.REFUSED.value, now, None
    version.result = dict(result)
    session.add(version)
    session.flush()
