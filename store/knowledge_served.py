"""What citizens are told on a day: the published texts that have not expired, with who confirmed them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, true
from sqlmodel import Session, col, select

from store.tables import ArticleConfirmation, ArticleRow, ArticleVersion


@dataclass(frozen=True)
class ServedText:
    """A published text. The last confirmation of exactly this version, if there is one."""

    slug: str
    number: int
    content: str
    content_hash: str
    review: date
    expires: date | None
    confirmed_by: str
    confirmed_at: datetime | None


def served_texts(session: Session, day: date) -> tuple[ServedText, ...]:
    """What is told on the day, by slug. `expires` is the last day on which a text is told."""
    return tuple(text for text in published_texts(session) if text.expires is None or day <= text.expires)


def published_texts(session: Session, slugs: Sequence[str] | None = None) -> tuple[ServedText, ...]:
    """Every published text, expired ones too, by slug."""
    newest = (
        select(func.max(col(ArticleConfirmation.id)))
        .where(col(ArticleConfirmation.version_id) == col(ArticleVersion.id))
        .correlate(ArticleVersion)
        .scalar_subquery()
    )
    query = (
        select(ArticleVersion, ArticleConfirmation)
        .join(
            ArticleRow,
            and_(
                col(ArticleRow.slug) == col(ArticleVersion.slug),
                col(ArticleRow.published) == col(ArticleVersion.number),
            ),
        )
        .join(ArticleConfirmation, col(ArticleConfirmation.id) == newest, isouter=True)
        .where(true() if slugs is None else col(ArticleVersion.slug).in_(slugs))
        .order_by(col(ArticleVersion.slug))
    )
    return tuple(_served(version, confirmed) for version, confirmed in session.exec(query).all())


def _served(version: ArticleVersion, confirmed: ArticleConfirmation | None) -> ServedText:
    return ServedText(
        slug=version.slug,
        number=version.number,
        content=version.content,
        content_hash=version.content_hash,
        review=version.review,
        expires=version.expires,
        confirmed_by=confirmed.name if confirmed else "",
        confirmed_at=confirmed.at if confirmed else None,
    )
