"""`kepo knowledge ...`: the index, and articles between files and database, told to an operator line by line."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

from bot.compose import index_is_built, make_library, prepared_region, wanted_content
from bot.knowledge_child import FULL_LIMIT, in_child
from bot.knowledge_files import export_articles, import_articles, keep_own, seed_articles
from bot.settings import Settings
from knowledge.candidate import train_fully
from knowledge.fields import ContentError
from store.knowledge_files import Fate
from store.session import Database


def run(act: str, settings: Settings, given: str | None, kept: Sequence[str] | None, now: datetime, out: TextIO) -> int:
    """One of build, export and import; the exit code."""
    if act == "build":
        return build(settings, out)
    folder = Path(given) if given else settings.kepo_state_dir / "articles"
    if act == "export":
        return write_files(settings, folder, out)
    return keep(settings, kept, now) if kept else read_files(settings, folder, now, out)


def build(settings: Settings, out: TextIO) -> int:
    """Train the index of the content in force."""
    from knowledge.train import build_index  # scikit-learn takes a second and 120 MB, which no other command pays

    library, wanted = make_library(settings), wanted_content(settings)
    folder = build_index(replace(library.region, articles=wanted.articles), library.full_index(wanted.hash))
    out.write(f"{folder}\n")
    return 0


def seed(settings: Settings, now: datetime) -> None:
    """Bring the region's own files into the migrated database; a repeat changes nothing."""
    database = Database(settings.database)
    try:
        seed_articles(database, prepared_region(settings), now)
    finally:
        database.dispose()


def prepare(settings: Settings, now: datetime, out: TextIO) -> None:
    """What a desk needs before it starts: its articles and an index of them."""
    seed(settings, now)
    if not index_is_built(settings):
        out.write("Learning from the desk's content (once for each content) ...\n")
        out.flush()
        library, wanted = make_library(settings), wanted_content(settings)
        region = replace(library.region, articles=wanted.articles)
        # In a process of its own: what starts the desk lives as long as the desk and need not hold the trainer.
        in_child(train_fully, region, library.full_index(wanted.hash), limit=FULL_LIMIT)


def write_files(settings: Settings, folder: Path, out: TextIO) -> int:
    """Write the published articles; 1 if a file holds an edit that was not imported."""
    written, left = export_articles(Database(settings.database), prepared_region(settings), folder)
    for file in left:
        out.write(f"{file}: holds an edit that was not imported; import it or remove it\n")
    out.write(f"{len(written)} articles in {folder}\n")
    return 1 if left else 0


def read_files(settings: Settings, folder: Path, now: datetime, out: TextIO) -> int:
    """Take edited files in; 1 if one is in conflict or cannot be read."""
    if not folder.is_dir():
        raise ContentError(str(folder), "", "there is no such folder; run `kepo knowledge export` first")
    found = import_articles(Database(settings.database), prepared_region(settings), folder, now)
    for reason in found.bad:
        out.write(f"{reason}\n")
    for each in found.fates:
        if each.fate is Fate.CONFLICT:
            out.write(f"{each.slug}.md: conflict: the desk's text changed since this file was exported; not taken\n")
        elif each.fate is not Fate.UNCHANGED:
            out.write(f"{each.slug}.md: {each.fate}\n")
    out.write(f"{len(found.fates)} articles read\n")
    return 0 if found.clean else 1


def keep(settings: Settings, slugs: Sequence[str], now: datetime) -> int:
    """End conflicts with the region's own files for the database."""
    region = prepared_region(settings)
    unknown = [slug for slug in slugs if slug not in region.articles]
    if unknown:
        raise ContentError(region.slug, ", ".join(unknown), "the region has no file of that name")
    keep_own(Database(settings.database), region, slugs, now)
    return 0
