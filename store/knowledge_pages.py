"""What the console shows of articles: the list, and one article with its versions. Frozen values, no rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from store.knowledge_days import ArticleCounts, counts_since
from store.knowledge_drafts import edit_token
from store.knowledge_rows import the_article
from store.knowledge_served import ServedText, published_texts
from store.knowledge_words import Origin, VersionState
from store.tables import ArticleConfirmation, ArticleRow, ArticleVersion

COUNTED_FOR = timedelta(days=90)
_PENDING = (VersionState.CHECKING, VersionState.DRAFT, VersionState.REFUSED)


@dataclass(frozen=True)
class ArticleLine:
    """One row of the list. `number` None: nothing is told. `pending`: the newest version, if it is not published."""

    slug: str
    title: str
    owner: str
    number: int | None
    review: date | None
    review_past: bool
    expires: date | None
    expired: bool
    confirmed_by: str
    confirmed_at: datetime | None
    pending: VersionState | None
    counts: ArticleCounts


@dataclass(frozen=True)
class VersionFacts:
    """A version. `result` is what its check found; see docs/content.md."""

    id: str
    number: int
    state: VersionState
    origin: Origin
    owner: str
    title: str
    review: date
    expires: date | None
    content: str
    content_hash: str
    based_on: str | None
    note: str
    made_by: str
    made_at: datetime
    submitted_at: datetime | None
    checked_at: datetime | None
    published_at: datetime | None
    ended_at: datetime | None
    result: Mapping[str, Any] | None


@dataclass(frozen=True)
class ConfirmationFacts:
    number: int
    name: str
    at: datetime


@dataclass(frozen=True)
class ArticlePage:
    """One article, its versions from newest to oldest. `token` goes into the form."""

    line: ArticleLine
    token: str
    versions: tuple[VersionFacts, ...]
    confirmations: tuple[ConfirmationFacts, ...]

    @property
    def published(self) -> VersionFacts | None:
        return next((v for v in self.versions if v.state is VersionState.PUBLISHED), None)

    @property
    def draft(self) -> VersionFacts | None:
        return next((v for v in self.versions if v.state is VersionState.DRAFT), None)


def article_lines(session: Session, today: date, *, owner: str | None = None) -> tuple[ArticleLine, ...]:
    """All articles, or an agency's, by owner and title."""
    mine = true() if owner is None else col(ArticleRow.owner) == owner
    return _lines(session, today, mine)


def article_page(session: Session, slug: str, today: date) -> ArticlePage:
    """Raises NoSuchArticle."""
    the_article(session, slug)
    query = select(ArticleVersion).where(col(ArticleVersion.slug) == slug).order_by(col(ArticleVersion.number).desc())
    versions = session.exec(query).all()
    confirmed = (
        select(ArticleVersion, ArticleConfirmation)
        .join(ArticleConfirmation, col(ArticleConfirmation.version_id) == col(ArticleVersion.id))
        .where(col(ArticleVersion.slug) == slug)
        .order_by(col(ArticleConfirmation.id).desc())
    )
    return ArticlePage(
        line=_lines(session, today, col(ArticleRow.slug) == slug)[0],
        token=edit_token(session, slug),
        versions=tuple(_facts(version) for version in versions),
        confirmations=tuple(ConfirmationFacts(v.number, c.name, c.at) for v, c in session.exec(confirmed).all()),
    )


def _lines(session: Session, today: date, chosen: ColumnElement[bool]) -> tuple[ArticleLine, ...]:
    rows = session.exec(select(ArticleRow).where(chosen).order_by(col(ArticleRow.owner), col(ArticleRow.title))).all()
    slugs = [row.slug for row in rows]
    served = {text.slug: text for text in published_texts(session, slugs)}
    pending = _pending(session, slugs)
    counts = counts_since(session, today - COUNTED_FOR)
    return tuple(_line(row, served.get(row.slug), pending.get(row.slug), counts, today) for row in rows)


def _line(
    row: ArticleRow,
    served: ServedText | None,
    pending: VersionState | None,
    counts: Mapping[str, ArticleCounts],
    today: date,
) -> ArticleLine:
    return ArticleLine(
        slug=row.slug,
        title=row.title,
        owner=row.owner,
        number=row.published,
        review=served.review if served else None,
        review_past=served is not None and served.review < today,
        expires=served.expires if served else None,
        expired=served is not None and served.expires is not None and served.expires < today,
        confirmed_by=served.confirmed_by if served else "",
        confirmed_at=served.confirmed_at if served else None,
        pending=pending,
        counts=counts.get(row.slug, ArticleCounts()),
    )


def _pending(session: Session, slugs: list[str]) -> dict[str, VersionState]:
    """The state of each article's newest version, where something is still to be done about it."""
    query = (
        select(ArticleVersion.slug, ArticleVersion.state)
        .join(ArticleRow, col(ArticleRow.slug) == col(ArticleVersion.slug))
        .where(
            col(ArticleVersion.number) == col(ArticleRow.last_number),
            col(ArticleVersion.state).in_([state.value for state in _PENDING]),
            col(ArticleVersion.slug).in_(slugs),
        )
    )
    return {slug: VersionState(state) for slug, state in session.exec(query).all()}


def _facts(version: ArticleVersion) -> VersionFacts:
    return VersionFacts(
        id=version.id,
        number=version.number,
        state=VersionState(version.state),
        origin=Origin(version.origin),
        owner=version.owner,
        title=version.title,
        review=version.review,
        expires=version.expires,
        content=version.content,
        content_hash=version.content_hash,
        based_on=version.based_on,
        note=version.note,
        made_by=version.made_by,
        made_at=version.made_at,
        submitted_at=version.submitted_at,
        checked_at=version.checked_at,
        published_at=version.published_at,
        ended_at=version.ended_at,
        result=version.result,
    )
