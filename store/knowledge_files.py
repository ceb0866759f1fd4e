"""Files and database: who wins. A release seeds an empty database and renews what nobody touched; an import brings
edited files in; where both sides changed, neither is touched and the conflict is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from store.knowledge_rows import add_version, find_article, hash_of, publish, published_version, the_article
from store.knowledge_state import lock_content
from store.knowledge_words import BY_FILE, ArticleText, Origin
from store.tables import ArticleRow, ArticleVersion


class Fate(StrEnum):
    """What became of a file."""

    UNCHANGED = "unchanged"
    ADDED = "added"
    TAKEN = "taken"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class FileText:
    """An article file that was read. `from_hash`: the text it was exported from; None in a release's own files."""

    text: ArticleText
    from_hash: str | None = None


@dataclass(frozen=True)
class FileFate:
    slug: str
    fate: Fate


def take_release(session: Session, texts: Sequence[ArticleText], now: datetime) -> tuple[FileFate, ...]:
    """Seed with a release's files; a repeat changes nothing. Conflicts are left as they are."""
    lock_content(session, now)
    found = []
    for text in texts:
        fate = _fate(session, FileText(text))
        if fate in (Fate.ADDED, Fate.TAKEN):
            _publish(session, text, Origin.SEED, now)
        if fate is not Fate.CONFLICT:
            _settled(session, text)
        found.append(FileFate(text.slug, fate))
    return tuple(found)


def take_files(session: Session, files: Sequence[FileText], now: datetime) -> tuple[FileFate, ...]:
    """Bring edited files in as new published versions; conflicts are left as they are."""
    lock_content(session, now)
    found = []
    for file in files:
        fate = _fate(session, file)
        if fate in (Fate.ADDED, Fate.TAKEN):
            _publish(session, file.text, Origin.FILE, now)
        found.append(FileFate(file.text.slug, fate))
    return tuple(found)


def release_fates(session: Session, texts: Sequence[ArticleText]) -> tuple[FileFate, ...]:
    """What seeding would do, without doing it."""
    return tuple(FileFate(text.slug, _fate(session, FileText(text))) for text in texts)


def keep_present(session: Session, text: ArticleText, now: datetime) -> None:
    """Settle a conflict with a release's file for the database: this file's text is not spoken of again."""
    lock_content(session, now)
    _settled(session, text)


def _fate(session: Session, file: FileText) -> Fate:
    row = find_article(session, file.text.slug)
    if row is None:
        return Fate.ADDED
    published = published_version(session, row)
    present = hash_of(published)
    if file.text.content_hash == present:
        return Fate.UNCHANGED
    if file.from_hash is None:
        return _without_origin(row, published, file.text)
    if file.from_hash == file.text.content_hash:
        return Fate.UNCHANGED  # not edited since it was exported; the database moved on
    return Fate.TAKEN if file.from_hash == present else Fate.CONFLICT


def _without_origin(row: ArticleRow, published: ArticleVersion | None, text: ArticleText) -> Fate:
    if row.seed_hash == text.content_hash:
        return Fate.UNCHANGED  # the file is the old one; the database moved on
    untouched = published is not None and published.origin == Origin.SEED.value
    return Fate.TAKEN if untouched else Fate.CONFLICT


def _publish(session: Session, text: ArticleText, origin: Origin, now: datetime) -> None:
    present = hash_of(published_version(session, find_article(session, text.slug)))
    publish(session, add_version(session, text, origin=origin, made_by=BY_FILE, now=now, based_on=present), now)


def _settled(session: Session, text: ArticleText) -> None:
    row = the_article(session, text.slug)
    row.seed_hash = text.content_hash
    session.add(row)
    session.flush()
