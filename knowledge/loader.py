"""Loads a region's folder into plain values, once, at the start of a process.

Rule: all or nothing. A folder with one mistake is refused with a `ContentError` that says where and what to do.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from knowledge.article_file import read_article
from knowledge.fields import ContentError, Entry, read_toml
from knowledge.portals import check_portals, read_portals
from knowledge.region_tables import (
    read_agencies,
    read_categories,
    read_emergencies,
    read_places,
    read_staff,
    read_templates,
)
from knowledge.types import Agency, Article, Category, Region

PACKAGE = Path(__file__).parent
TEACHES_NOTHING = frozenset({"templates.toml", "holidays.toml", "staff.toml", "portals.toml"})


def load_region(folder: Path) -> Region:
    """The region in `folder`; raises `ContentError` at the first mistake."""
    if not (folder / "region.toml").is_file():
        raise ContentError(str(folder), "", "this is no region: it has no region.toml")

    def table(name: str) -> Entry:
        return read_toml(folder / name, f"{folder.name}/{name}")

    head, holidays = table("region.toml"), table("holidays.toml")
    agencies = read_agencies(table("agencies.toml"))
    categories = read_categories(table("categories.toml"), agencies)
    articles = _read_articles(folder, agencies)
    portals = read_portals(table("portals.toml"))
    check_portals(portals, articles, table("portals.toml"))
    _refuse_shared_examples(folder.name, categories, articles)
    if not holidays.values.get("year"):
        raise holidays.wrong("write at least one [[year]]")
    return Region(
        slug=_slug(head, folder),
        name=head.text("name"),
        desk=head.text("desk"),
        timezone=head.text("timezone"),
        coordinator=_own_agency(head, "coordinator", agencies),
        oversight=_own_agency(head, "oversight", agencies),
        emergency_number=head.text("emergency_number"),
        auto_dispose_confidence=head.share("auto_dispose_confidence"),
        agencies=agencies,
        categories=categories,
        places=read_places(table("places.toml"), agencies),
        articles=articles,
        emergencies=read_emergencies(head),
        templates=read_templates(table("templates.toml")),
        staff=read_staff(table("staff.toml"), agencies),
        portals=portals,
        raw={"region": head.values, "holidays": holidays.values},
    )


def load_region_named(slug: str) -> Region:
    """The region of that name that ships with the program."""
    folder = PACKAGE / slug
    if not slug.replace("-", "").isalnum() or not (folder / "region.toml").is_file():
        known = ", ".join(sorted(file.parent.name for file in PACKAGE.glob("*/region.toml")))
        raise ContentError(slug, "", f"there is no such region; known: {known}")
    return load_region(folder)


def content_hash(folder: Path, articles: Iterable[Article]) -> str:
    """Changes with what is learned from: the region's tables, the articles in force, and the words and rules by which
    messages are read.

    A template's id, a holiday, a demo account or a date of an article teaches nothing, so none asks for new training.
    """
    digest = hashlib.sha256(_hash_of_files(folder).encode())
    for article in sorted(articles, key=lambda article: article.slug):
        told = [article.slug, article.title, article.owner, article.answer, article.own_case, *article.parts.values()]
        digest.update(json.dumps([told, article.questions]).encode() + b"\0")
    return digest.hexdigest()[:16]


@cache
def _hash_of_files(folder: Path) -> str:
    """Of the files that a process reads once and keeps."""
    digest = hashlib.sha256()
    own = [*PACKAGE.glob("*.py"), *PACKAGE.glob("lexicon/*"), *PACKAGE.glob("examples/**/*")]
    tables = [file for file in folder.glob("*.toml") if file.name not in TEACHES_NOTHING]
    for root, files in ((PACKAGE, own), (folder, tables)):
        for file in sorted(file for file in files if file.is_file()):
            digest.update(file.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _slug(head: Entry, folder: Path) -> str:
    slug = head.text("slug")
    if slug != folder.name:
        raise head.wrong(f"slug {slug!r} must be the folder's name, {folder.name!r}")
    return slug


def _own_agency(head: Entry, key: str, agencies: Mapping[str, Agency]) -> str:
    slug = head.text(key)
    if slug not in agencies or agencies[slug].outside:
        raise head.wrong(f"{key} {slug!r} must be an agency of the region in agencies.toml")
    return slug


def _read_articles(folder: Path, agencies: Mapping[str, Agency]) -> dict[str, Article]:
    files = sorted((folder / "articles").glob("*.md"))
    if not files:
        raise ContentError(f"{folder.name}/articles", "", "write at least one article")
    found = (read_article(file, f"{folder.name}/articles/{file.name}", agencies) for file in files)
    return {article.slug: article for article in found}


def _refuse_shared_examples(region: str, categories: Mapping[str, Category], articles: Mapping[str, Article]) -> None:
    """One wording under two answers would teach that both are right."""
    owned: list[tuple[str, Iterable[str]]] = [
        *((f"{region}/articles/{slug}.md", article.questions) for slug, article in articles.items()),
        *((f"{region}/categories.toml: category {slug}", leaf.examples) for slug, leaf in categories.items()),
    ]
    first: dict[str, str] = {}
    for where, examples in owned:
        for example in examples:
            key = " ".join(example.casefold().split())
            if key in first and first[key] != where:
                raise ContentError(where, "", f"the example {example!r} stands in {first[key]} as well; keep it in one")
            first[key] = where
