"""Articles and their versions. After the first seeding these rows, not the files, say what citizens are told.

Pins stand here too: by them an official puts a door of the menu first.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.base import UtcDateTime, new_id, one_of
from store.knowledge_words import Origin, VersionState


class ArticleRow(SQLModel, table=True):
    """One article through all its versions; owner and title are those of the published, else of the newest version."""

    __tablename__ = "article"

    slug: str = Field(primary_key=True, max_length=80)
    owner: str = Field(index=True, max_length=80)
    title: str = Field(max_length=200)
    published: int | None = Field(default=None)  # number of the version that is served
    last_number: int = Field(default=0)
    seed_hash: str | None = Field(default=None, max_length=32)  # the release's file that was last dealt with
    created_at: datetime = Field(sa_type=UtcDateTime)


class ArticleVersion(SQLModel, table=True):
    """A text of an article, whole and in the article file's own form."""

    __tablename__ = "article_version"
    __table_args__ = (
        UniqueConstraint("slug", "number"),
        one_of("state", VersionState),
        one_of("origin", Origin),
        Index("ix_article_version_state", "state"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    slug: str = Field(foreign_key="article.slug", max_length=80)
    number: int
    state: str = Field(max_length=16)
    origin: str = Field(max_length=16)
    owner: str = Field(max_length=80)
    title: str = Field(max_length=200)
    review: date
    expires: date | None = Field(default=None)
    content: str
    content_hash: str = Field(max_length=32)
    based_on: str | None = Field(default=None, max_length=32)  # hash of what was published when it was written
    note: str = Field(default="", max_length=300)  # what changed, in one line
    officer_id: str | None = Field(default=None, foreign_key="officer.id", max_length=32)
    made_by: str = Field(max_length=120)
    made_at: datetime = Field(sa_type=UtcDateTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = Field(default=0)
    result: dict[str, Any] | None = Field(default=None, sa_type=JSON(none_as_null=True))
    checked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class ArticleConfirmation(SQLModel, table=True):
    """An official's "saya sudah periksa" of one version; a new version needs a new one."""

    __tablename__ = "article_confirmation"

    id: int | None = Field(default=None, primary_key=True)
    version_id: str = Field(foreign_key="article_version.id", index=True, max_length=32)
    officer_id: str = Field(foreign_key="officer.id", max_length=32)
    name: str = Field(max_length=120)
    at: datetime = Field(sa_type=UtcDateTime)


class ArticleDay(SQLModel, table=True):
    """How an article fared on one local day. No reference to `article`: counting must never break a citizen's turn."""

    __tablename__ = "article_day"

    slug: str = Field(primary_key=True, max_length=80)
    day: date = Field(primary_key=True)
    answered: int = Field(default=0)
    helped_yes: int = Field(default=0)
    helped_no: int = Field(default=0)
    not_that: int = Field(default=0)
    ticket: int = Field(default=0)


class KnowledgeState(SQLModel, table=True):
    """One row: a number that grows with every change of what is served. No row: the database was never seeded."""

    __tablename__ = "knowledge_state"

    id: int = Field(default=1, primary_key=True)
    number: int = Field(default=0)
    changed_at: datetime = Field(sa_type=UtcDateTime)


class PortalPin(SQLModel, table=True):
    """A door of the menu that stands first from one local day until another, both included, or until it was ended."""

    __tablename__ = "portal_pin"
    __table_args__ = (CheckConstraint("until >= starts", name="days"),)

    id: int | None = Field(default=None, primary_key=True)
    portal: str = Field(max_length=80)
    starts: date
    until: date
    officer_id: str = Field(foreign_key="officer.id", max_length=32)
    made_by: str = Field(max_length=120)
    made_at: datetime = Field(sa_type=UtcDateTime)
    ended_by: str = Field(default="", max_length=120)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
