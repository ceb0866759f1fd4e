"""Steps in the life of a version that files, drafts and checks share. Rows stay in the store.

Rule: a text is published only here, under `lock_content`, and the one before it is superseded in the same act.
"""

from datetime import datetime

from sqlmodel import Session, col, select

from store.knowledge_state import content_changed
from store.knowledge_words import ArticleText, NoSuchArticle, Origin, VersionState
from store.tables import ArticleRow, ArticleVersion


def find_article(session: Session, slug: str) -> ArticleRow | None:
    query = select(ArticleRow).where(col(ArticleRow.slug) == slug)
    return session.exec(query.execution_options(populate_existing=True)).first()


def the_article(session: Session, slug: str) -> ArticleRow:
    row = find_article(session, slug)
    if row is None:
        raise NoSuchArticle(slug)
    return row


def find_version(session: Session, slug: str, number: int | None) -> ArticleVersion | None:
    if number is None:
        return None
    query = select(ArticleVersion).where(col(ArticleVersion.slug) == slug, col(ArticleVersion.number) == number)
    return session.exec(query.execution_options(populate_existing=True)).first()


def published_version(session: Session, row: ArticleRow | None) -> ArticleVersion | None:
    return None if row is None else find_version(session, row.slug, row.published)


def open_draft(session: Session, slug: str) -> ArticleVersion | None:
    """An article has at most one."""
    mine = (col(ArticleVersion.slug) == slug, col(ArticleVersion.state) == VersionState.DRAFT.value)
    return session.exec(select(ArticleVersion).where(*mine).execution_options(populate_existing=True)).first()


def hash_of(version: ArticleVersion | None) -> str | None:
    return None if version is None else version.content_hash


def add_version(
    session: Session,
    text: ArticleText,
    *,
    origin: Origin,
    made_by: str,
    now: datetime,
    officer_id: str | None = None,
    based_on: str | None = None,
    note: str = "",
) -> ArticleVersion:
    """The next version of the article, as a draft; the article is made if it is new."""
    row = find_article(session, text.slug)
    if row is None:
        row = ArticleRow(slug=text.slug, owner=text.owner, title=text.title, created_at=now)
        session.add(row)
        session.flush()
    row.last_number += 1
    version = ArticleVersion(
        slug=text.slug,
        number=row.last_number,
        state=VersionState.DRAFT.value,
        origin=origin.value,
        owner=text.owner,
        title=text.title,
        review=text.review,
        expires=text.expires,
        content=text.content,
        content_hash=text.content_hash,
        based_on=based_on,
        note=note,
        officer_id=officer_id,
        made_by=made_by,
        made_at=now,
    )
    session.add_all([row, version])
    session.flush()
    return version


def publish(session: Session, version: ArticleVersion, now: datetime) -> None:
    """Make it the text that citizens are told."""
    row = the_article(session, version.slug)
    before = published_version(session, row)
    if before is not None:
        before.state, before.ended_at = VersionState.SUPERSEDED.value, now
        session.add(before)
    version.state, version.published_at, version.lease_until = VersionState.PUBLISHED.value, now, None
    row.published, row.owner, row.title = version.number, version.owner, version.title
    session.add_all([row, version])
    session.flush()
    content_changed(session, now)


def withdraw_published(session: Session, row: ArticleRow, now: datetime) -> None:
    """Nothing is told of the article any more."""
    before = published_version(session, row)
    if before is None:
        raise NoSuchArticle(row.slug)
    before.state, before.ended_at = VersionState.WITHDRAWN.value, now
    row.published = None
    session.add_all([row, before])
    session.flush()
    content_changed(session, now)
