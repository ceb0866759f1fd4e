"""The doors into what the desk knows, as the region's file gives them, and the words of a link that open one.

Rule: the text of a link opens exactly one thing, so that a poster, a QR code and a chat mean the same.
"""

from collections.abc import Mapping, Sequence

from knowledge.fields import Entry
from knowledge.types import LINK_WORD, Article, Portal, Region, Season


def read_portals(table: Entry) -> tuple[Portal, ...]:
    found: dict[str, Portal] = {}
    for entry in table.entries("portal", at_least=1):
        entry.only("slug", "name", "name_su", "also", "seasonal", "seasons")
        slug = entry.text("slug")
        if slug in found:
            raise entry.wrong(f"slug {slug!r} is used twice; keep one")
        found[slug] = Portal(
            slug,
            entry.text("name"),
            entry.text("name_su"),
            entry.texts("also"),
            entry.flag("seasonal", False),
            tuple(_season(item) for item in entry.entries("seasons")),
        )
    return tuple(found.values())


def _season(entry: Entry) -> Season:
    entry.only("from", "until")
    season = Season(entry.day("from"), entry.day("until"))
    if season.until < season.start:
        raise entry.wrong("`until` must not be before `from`")
    return season


def check_portals(portals: Sequence[Portal], articles: Mapping[str, Article], table: Entry) -> None:
    """Every article stands behind a door that the menu shows all year round."""
    lasting = {portal.slug for portal in portals if not portal.seasonal}
    for article in articles.values():
        if article.portal not in lasting:
            raise table.wrong(f"add a [[portal]] {article.portal!r} that is not seasonal: {article.slug} stands in it")


def opened_by(region: Region, text: str) -> tuple[str | None, str | None]:
    """(article, portal) that the text of a link opens; at most one of them is given."""
    word, colon, name = text.partition(":")
    if not colon or word.strip().casefold() != LINK_WORD.casefold():
        return None, None
    wanted = _squash(name)
    titles = {_squash(article.title): (article.slug, None) for article in region.articles.values()}
    names = {_squash(portal.name): (None, portal.slug) for portal in region.portals}
    slugs = {_squash(slug): (slug, None) for slug in region.articles}
    doors = {_squash(portal.slug): (None, portal.slug) for portal in region.portals}
    found: dict[str, tuple[str | None, str | None]] = {**names, **titles, **doors, **slugs}
    return found.get(wanted, (None, None))


def _squash(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
