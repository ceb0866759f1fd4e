"""An article as one row of the list: what state it is in, what its owner owes it, and how it helped.

Rule: an article whose review date has passed is still told; it is the owner who is reminded, in words and first.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from admin import spoken
from admin.clocks import Chip, Tone
from admin.context import ConsoleContext
from admin.texts import say
from store.knowledge_days import ArticleCounts
from store.knowledge_pages import ArticleLine
from store.knowledge_words import VersionState


class ArticleState(StrEnum):
    """What a reader of the list asks for; an article that is told may have a draft besides."""

    TOLD = "told"
    DRAFT = "draft"
    CHECKING = "checking"
    REFUSED = "refused"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


_TONES = {
    ArticleState.TOLD: Tone.GOOD,
    ArticleState.DRAFT: Tone.CALM,
    ArticleState.CHECKING: Tone.CALM,
    ArticleState.REFUSED: Tone.LATE,
    ArticleState.EXPIRED: Tone.LATE,
    ArticleState.WITHDRAWN: Tone.PLAIN,
}


@dataclass(frozen=True)
class ArticleRow:
    slug: str
    title: str
    owner: str
    states: tuple[Chip, ...]
    review: str
    waits: bool
    confirmation: str
    usage: str
    tone: Tone


def states_of(line: ArticleLine) -> tuple[ArticleState, ...]:
    """What is told, then what is under way."""
    found: list[ArticleState] = []
    if line.number is not None:
        found.append(ArticleState.EXPIRED if line.expired else ArticleState.TOLD)
    elif line.pending is None:
        found.append(ArticleState.WITHDRAWN)
    if line.pending is not None:
        found.append(ArticleState(line.pending.value))
    return tuple(found)


def waits(line: ArticleLine) -> bool:
    """Whether its owner should look at it."""
    return line.review_past or line.pending is VersionState.REFUSED


def state_chip(state: ArticleState) -> Chip:
    return Chip(say(f"article_state.{state}"), _TONES[state])


def article_row(line: ArticleLine, context: ConsoleContext, today: date) -> ArticleRow:
    states = states_of(line)
    return ArticleRow(
        slug=line.slug,
        title=line.title,
        owner=context.agency_short(line.owner),
        states=tuple(state_chip(state) for state in states),
        review=review_words(line, today),
        waits=waits(line),
        confirmation=confirmation_words(line, context),
        usage=usage_words(line.counts),
        tone=Tone.SOON if waits(line) else Tone.PLAIN,
    )


def review_words(line: ArticleLine, today: date) -> str:
    if line.review is None:
        return ""
    day = spoken.date_words(line.review)
    if line.review_past:
        return say("article.review_past", day=day, n=(today - line.review).days)
    return say("article.review", day=day)


def confirmation_words(line: ArticleLine, context: ConsoleContext) -> str:
    if line.confirmed_at is None:
        return say("article.not_confirmed")
    return say("article.confirmed", name=line.confirmed_by, day=spoken.short_day(line.confirmed_at, context.zone))


def usage_words(counts: ArticleCounts) -> str:
    if counts == ArticleCounts():
        return say("article.not_used")
    return say(
        "article.used",
        answered=counts.answered,
        yes=counts.helped_yes,
        no=counts.helped_no,
        other=counts.not_that,
        ticket=counts.ticket,
    )
