"""How many articles of an agency wait for it: for the sign that stands on every page of the console."""

from datetime import date

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from store.knowledge_words import VersionState
from store.tables import ArticleRow, ArticleVersion


def count_waiting(session: Session, owner: str, today: date) -> int:
    """Articles whose review date has passed, or whose newest text was refused. Each counts once."""
    told = col(ArticleVersion.number) == col(ArticleRow.published)
    newest = col(ArticleVersion.number) == col(ArticleRow.last_number)
    waits = or_(
        and_(told, col(ArticleVersion.review) < today),
        and_(newest, col(ArticleVersion.state) == VersionState.REFUSED.value),
    )
    query = (
        select(func.count(func.distinct(col(ArticleRow.slug))))
        .join(ArticleVersion, col(ArticleVersion.slug) == col(ArticleRow.slug))
        .where(col(ArticleRow.owner) == owner, waits)
    )
    return session.exec(query).one()
