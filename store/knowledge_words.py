"""Words of the articles' life, and the shapes in which article texts and editors come to the store.

Rule: the store keeps an article's text whole and never reads it; whoever calls has read it and says what it holds.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from tickets.vocabulary import Role

BY_FILE = "berkas"  # stands where an officer's name would


class VersionState(StrEnum):
    """A version's text never changes after `draft`."""

    DRAFT = "draft"
    CHECKING = "checking"  # waits for, or is in, the worker's check
    REFUSED = "refused"  # its check found harm; kept to be read and corrected
    PUBLISHED = "published"  # what citizens are told; at most one of an article
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    SEED = "seed"  # came with a release of the program and was not touched since
    FILE = "file"  # `kepo knowledge import`
    CONSOLE = "console"


class Counted(StrEnum):
    """What an article's day counts."""

    ANSWERED = "answered"
    HELPED_YES = "helped_yes"
    HELPED_NO = "helped_no"
    NOT_THAT = "not_that"  # "bukan itu": another article was meant
    TICKET = "ticket"  # the citizen went on to an officer


class ArticleText(Protocol):
    """An article that was read and found good: its own form in `content`, and what lists need of it."""

    @property
    def slug(self) -> str: ...
    @property
    def owner(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def review(self) -> date: ...
    @property
    def expires(self) -> date | None: ...
    @property
    def content(self) -> str: ...
    @property
    def content_hash(self) -> str: ...


@dataclass(frozen=True)
class Editor:
    """Who acts in the console."""

    id: str
    name: str
    role: Role
    agency: str | None


def may_edit(who: Editor, owner: str) -> bool:
    """Officers and heads their own agency's articles, coordinators all, a jury none."""
    if who.role is Role.COORDINATOR:
        return True
    return who.role in (Role.OFFICER, Role.AGENCY_HEAD) and who.agency == owner


class KnowledgeError(Exception):
    """An act on an article is not possible; the console has a sentence for each class."""


class NotYours(KnowledgeError):
    """The article belongs to another agency."""


class StaleBase(KnowledgeError):
    """Somebody changed the article since it was opened."""


class NoSuchArticle(KnowledgeError):
    """There is no such article or version, or not in the state that the act needs."""


class NothingChanged(KnowledgeError):
    """The text equals the one that is published."""


class LastArticle(KnowledgeError):
    """The only published article cannot be withdrawn: a desk without any answer cannot be trained."""
