"""Article files and the database: seeding with the region's own, export for editing, import of what was edited.

Rule: files win only over what they were made from. An exported file carries the hash it started from, and after an
import that of what it became, so that it can be edited again.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from knowledge.article_file import FROM, file_text, origin_of, parse_article, text_hash, write_article
from knowledge.article_text import ArticleCopy, copy_of, read_copy
from knowledge.fields import ContentError
from knowledge.types import Article, Region
from store.knowledge_files import Fate, FileFate, FileText, keep_present, release_fates, take_files, take_release
from store.knowledge_served import published_texts
from store.session import Database


@dataclass(frozen=True)
class Imported:
    """What became of each file, and why others could not be read."""

    fates: tuple[FileFate, ...]
    bad: tuple[str, ...]

    @property
    def clean(self) -> bool:
        return not self.bad and all(found.fate is not Fate.CONFLICT for found in self.fates)


def seed_articles(database: Database, region: Region, now: datetime) -> tuple[FileFate, ...]:
    """Bring in the files that ship with the region: all into an empty database, later what nobody touched."""
    with database.write() as session:
        return take_release(session, _copies(region), now)


def release_conflicts(database: Database, region: Region) -> tuple[str, ...]:
    """Articles whose file changed with a release while the desk had its own text."""
    with database.read() as session:
        found = release_fates(session, _copies(region))
    return tuple(each.slug for each in found if each.fate is Fate.CONFLICT)


def keep_own(database: Database, region: Region, slugs: Sequence[str], now: datetime) -> None:
    """Settle such conflicts for the database."""
    with database.write() as session:
        for slug in slugs:
            keep_present(session, copy_of(region.articles[slug]), now)


def export_articles(database: Database, region: Region, folder: Path) -> tuple[list[Path], list[Path]]:
    """Write every published article; the files written, and those left because they hold an edit not imported yet."""
    with database.read() as session:
        texts = published_texts(session)
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    left: list[Path] = []
    for text in texts:
        file = folder / f"{text.slug}.md"
        if file.exists() and _is_edited(file, region, text.content_hash):
            left.append(file)
            continue
        article = parse_article(text.content, text.slug, region.agencies)
        at = text.confirmed_at.date().isoformat() if text.confirmed_at else ""
        confirmed = replace(article, confirmed_by=text.confirmed_by, confirmed_at=at)
        file.write_text(write_article(confirmed, text.content_hash), encoding="utf-8")
        written.append(file)
    return written, left


def import_articles(database: Database, region: Region, folder: Path, now: datetime) -> Imported:
    """Take edited files in. Conflicts and unreadable files are said and change nothing."""
    with database.read() as session:
        texts = published_texts(session)
    beside = {text.slug: parse_article(text.content, text.slug, region.agencies) for text in texts}
    good: list[tuple[Path, ArticleCopy, str | None]] = []
    bad: list[str] = []
    for file in sorted(folder.glob("*.md")):
        try:
            copy, origin = _read(file, region, beside)
        except ContentError as error:
            bad.append(str(error))
            continue
        beside[copy.slug] = copy.article
        good.append((file, copy, origin))
    with database.write() as session:
        fates = take_files(session, [FileText(copy, origin) for _, copy, origin in good], now)
    for (file, copy, _), found in zip(good, fates, strict=True):
        if found.fate in (Fate.ADDED, Fate.TAKEN):
            _mark_origin(file, copy.content_hash)
    return Imported(fates, tuple(bad))


def _read(file: Path, region: Region, beside: dict[str, Article]) -> tuple[ArticleCopy, str | None]:
    text = file_text(file, file.name)
    copy = read_copy(text, file.name, region, beside)
    if copy.slug != file.stem:
        raise ContentError(file.name, "", f"call this file {copy.slug}.md, as its slug says")
    return copy, origin_of(text, file.name)


def _is_edited(file: Path, region: Region, published: str) -> bool:
    """Whether the file holds work that would be lost: neither what it was exported as nor what is published."""
    try:
        text = file_text(file, file.name)
        present = text_hash(parse_article(text, file.name, region.agencies))
        return present not in (origin_of(text, file.name), published)
    except ContentError:
        return True


def _mark_origin(file: Path, text_hash_: str) -> None:
    """From now on the file starts from what it brought in; nothing else in it changes."""
    text = file.read_text(encoding="utf-8")
    line = f'{FROM} = "{text_hash_}"'
    marked, found = re.subn(rf"^{FROM} *=.*$", line, text, count=1, flags=re.MULTILINE)
    file.write_text(marked if found else text.replace("\n", f"\n{line}\n", 1), encoding="utf-8")


def _copies(region: Region) -> tuple[ArticleCopy, ...]:
    return tuple(copy_of(article) for article in region.articles.values())
