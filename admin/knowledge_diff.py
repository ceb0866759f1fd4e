"""Two texts of an article, compared field by field and line by line, for people.

Rule: what did not change is left out, so that a change of one word is not looked for in a whole article.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from admin import spoken
from admin.context import ConsoleContext
from admin.texts import say
from knowledge.article_file import HEADINGS
from knowledge.types import Article


class Fate(StrEnum):
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Piece:
    fate: Fate
    words: str


@dataclass(frozen=True)
class FieldChange:
    name: str
    pieces: tuple[Piece, ...]


def changes_between(old: Article | None, new: Article | None, context: ConsoleContext) -> tuple[FieldChange, ...]:
    """The fields that differ; of a text that has no other beside it, all of them."""
    before, after = _fields(old, context), _fields(new, context)
    return tuple(
        FieldChange(name, tuple(_pieces(before.get(name, []), after.get(name, []))))
        for name in dict.fromkeys([*after, *before])
        if before.get(name, []) != after.get(name, [])
    )


def _fields(article: Article | None, context: ConsoleContext) -> dict[str, list[str]]:
    """Lines under the name of their field."""
    if article is None:
        return {}
    parts = {heading: article.parts.get(heading, "").split("\n") for heading in HEADINGS if article.parts.get(heading)}
    return {
        say("article_field.title"): [article.title],
        say("article_field.owner"): [context.agency_name(article.owner)],
        say("article_field.portal"): [context.portal_name(article.portal)],
        say("article_field.answer"): article.answer.split("\n"),
        **parts,
        say("article_field.own_case"): article.own_case.split("\n") if article.own_case else [],
        say("article_field.questions"): list(article.questions),
        say("article_field.sources"): [f"{source.title}, {source.url}" for source in article.sources],
        say("article_field.checked"): [spoken.date_words(article.checked)],
        say("article_field.review"): [spoken.date_words(article.review)],
        say("article_field.expires"): [spoken.date_words(article.expires)] if article.expires else [],
    }


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    """Only lines that came or went; blank ones say nothing."""
    for kind, start, end, other, until in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        yield from (Piece(Fate.REMOVED, line) for line in before[start:end] if line.strip())
        yield from (Piece(Fate.ADDED, line) for line in after[other:until] if line.strip())
