"""An article together with its text, as it goes into the database; and whether it fits beside the others.

Rule: whatever is kept was read by the same reader that reads files, and no wording teaches two answers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from knowledge.article_file import parse_article, text_hash, write_article
from knowledge.fields import ContentError
from knowledge.types import Article, Region


@dataclass(frozen=True)
class ArticleCopy:
    """An article and its own form. Who confirmed it is kept beside the text, never in it."""

    article: Article
    content: str
    content_hash: str

    @property
    def slug(self) -> str:
        return self.article.slug

    @property
    def owner(self) -> str:
        return self.article.owner

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def review(self) -> date:
        return self.article.review

    @property
    def expires(self) -> date | None:
        return self.article.expires


def copy_of(article: Article) -> ArticleCopy:
    bare = replace(article, confirmed_by="", confirmed_at="")
    return ArticleCopy(bare, write_article(bare), text_hash(bare))


def read_copy(text: str, shown: str, region: Region, beside: Mapping[str, Article]) -> ArticleCopy:
    """The article in the text, if it is good by itself and beside the others. Raises ContentError."""
    article = parse_article(text, shown, region.agencies)
    lasting = [portal.slug for portal in region.portals if not portal.seasonal]
    if article.portal not in lasting:
        raise ContentError(shown, "", f"portal {article.portal!r} is none of {', '.join(lasting)}")
    refuse_shared_examples(article, shown, region, beside.values())
    return copy_of(article)


def refuse_shared_examples(article: Article, shown: str, region: Region, beside: Iterable[Article]) -> None:
    """One wording under two answers would teach that both are right."""
    taken = {_key(example): leaf.name for leaf in region.leaves for example in leaf.examples}
    for other in beside:
        if other.slug != article.slug:
            taken.update({_key(question): other.title for question in other.questions})
    for question in article.questions:
        where = taken.get(_key(question))
        if where is not None:
            raise ContentError(shown, "", f"the example {question!r} stands in {where} as well; keep it in one")


def _key(example: str) -> str:
    return " ".join(example.casefold().split())
