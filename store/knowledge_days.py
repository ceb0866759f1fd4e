"""How articles fare, counted by local day: enough to see what helps, too little to tell who asked.

Rule: traffic of tests is not counted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from store.insert import insert_if_absent
from store.knowledge_words import Counted
from store.tables import ArticleDay


@dataclass(frozen=True)
class ArticleCounts:
    answered: int = 0
    helped_yes: int = 0
    helped_no: int = 0
    not_that: int = 0
    ticket: int = 0


def count_article(session: Session, slug: str, what: Counted, day: date, *, is_test: bool) -> None:
    """One more on that local day."""
    if is_test:
        return
    none = {counted.value: 0 for counted in Counted}
    insert_if_absent(session, ArticleDay, {"slug": slug[:80], "day": day, **none}, ("slug", "day"))
    column = getattr(ArticleDay, what.value)
    mine = (col(ArticleDay.slug) == slug[:80], col(ArticleDay.day) == day)
    session.exec(update(ArticleDay).where(*mine).values({what.value: column + 1}))


def counts_since(session: Session, first: date) -> Mapping[str, ArticleCounts]:
    """Sums by article from that day on; an article that nobody asked about is not in it."""
    sums = [func.sum(getattr(ArticleDay, counted.value)) for counted in Counted]
    query = select(col(ArticleDay.slug), *sums).where(col(ArticleDay.day) >= first).group_by(col(ArticleDay.slug))
    names = [counted.value for counted in Counted]
    found = session.execute(query).all()
    return {row[0]: ArticleCounts(**dict(zip(names, map(int, row[1:]), strict=True))) for row in found}
