"""Reads the tables of a region: offices, categories, places, emergency lines, templates, demo staff.

Rule: every reference must resolve, every slug is used once.
"""

import re
from collections.abc import Mapping

from knowledge.fields import Entry
from knowledge.types import Agency, Category, DemoStaff, EmergencyLine, Matter, Place, Template

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LEAF_KINDS = {"complaint", "supervision", "aspiration", "information"}
ROLES = {"officer", "agency_head", "coordinator", "jury"}


def _slug(entry: Entry, taken: Mapping[str, object]) -> str:
    slug = entry.text("slug")
    if not SLUG.fullmatch(slug):
        raise entry.wrong(f"write slug {slug!r} with lower case letters, digits and hyphens only")
    if slug in taken:
        raise entry.wrong(f"slug {slug!r} is used twice; keep one")
    return slug


def read_agencies(table: Entry) -> dict[str, Agency]:
    found: dict[str, Agency] = {}
    for entry in table.entries("agency", at_least=1):
        entry.only("slug", "name", "short", "group", "outside", "contact", "source", "words")
        slug = _slug(entry, found)
        agency = Agency(
            slug=slug,
            name=entry.text("name"),
            short=entry.text("short"),
            group=entry.text("group"),
            outside=entry.flag("outside", False),
            contact=entry.text("contact", ""),
            source=entry.text("source", ""),
            words=entry.texts("words"),
        )
        if agency.contact and not agency.source:
            raise entry.wrong("name the `source` of the contact, or leave the contact out")
        found[slug] = agency
    return found


def read_categories(table: Entry, agencies: Mapping[str, Agency]) -> dict[str, Category]:
    found: dict[str, Category] = {}
    entries = table.entries("category", at_least=1)
    for entry in entries:
        entry.only(
            "slug", "parent", "name", "agency", "kind", "answer_wd", "resolve_wd", "needs_place", "examples", "words"
        )
        slug = _slug(entry, found)
        found[slug] = _category(entry, slug, agencies)
    for entry in entries:
        _check_tree(entry, found)
    return found


def _category(entry: Entry, slug: str, agencies: Mapping[str, Agency]) -> Category:
    agency = entry.text("agency", "") or None
    if agency is not None and agency not in agencies:
        raise entry.wrong(f"agency {agency!r} is not in agencies.toml")
    kind = entry.text("kind", "complaint")
    if kind not in LEAF_KINDS:
        raise entry.wrong(f"kind {kind!r} is unknown; use one of {', '.join(sorted(LEAF_KINDS))}")
    return Category(
        slug=slug,
        name=entry.text("name"),
        parent=entry.text("parent", "") or None,
        agency=agency,
        kind=Matter(kind),
        answer_wd=entry.days("answer_wd"),
        resolve_wd=entry.days("resolve_wd"),
        needs_place=entry.flag("needs_place", False),
        examples=entry.texts("examples", at_least=1 if agency else 0),
        words=entry.texts("words"),
    )


def _check_tree(entry: Entry, found: Mapping[str, Category]) -> None:
    category = found[entry.text("slug")]
    seen = {category.slug}
    while category.parent is not None:
        if category.parent not in found:
            raise entry.wrong(f"parent {category.parent!r} is not a category")
        if category.parent in seen:
            raise entry.wrong("its parents go in a circle")
        category = found[category.parent]
        seen.add(category.slug)
        if category.agency is not None:
            raise entry.wrong(f"its parent {category.slug!r} has an agency, so it is a leaf and cannot have children")


def read_places(table: Entry, agencies: Mapping[str, Agency]) -> tuple[Place, ...]:
    found: dict[str, Place] = {}
    for entry in table.entries("kecamatan", at_least=1):
        entry.only("code", "name", "agency", "also", "villages")
        agency = entry.text("agency", "")
        if agency and agency not in agencies:
            raise entry.wrong(f"agency {agency!r} is not in agencies.toml")
        name = entry.text("name")
        _add_place(found, entry, Place(entry.text("code"), name, "kecamatan", name, entry.texts("also"), agency))
        for village in entry.entries("villages"):
            village.only("code", "name", "kind", "also")
            kind = village.text("kind", "desa")
            if kind not in {"desa", "kelurahan"}:
                raise village.wrong(f"kind {kind!r} is unknown; use desa or kelurahan")
            place = Place(village.text("code"), village.text("name"), kind, name, village.texts("also"), agency)
            _add_place(found, village, place)
    _read_landmarks(table, found)
    return tuple(found.values())


def _read_landmarks(table: Entry, found: dict[str, Place]) -> None:
    districts = {place.kecamatan: place.agency for place in found.values()}
    villages = {(place.kecamatan, place.name) for place in found.values() if place.kind in {"desa", "kelurahan"}}
    for entry in table.entries("landmark"):
        entry.only("code", "name", "kecamatan", "village", "also")
        kecamatan, village = entry.text("kecamatan"), entry.text("village", "")
        if kecamatan not in districts:
            raise entry.wrong(f"kecamatan {kecamatan!r} is not in this file")
        if village and (kecamatan, village) not in villages:
            raise entry.wrong(f"village {village!r} is not in kecamatan {kecamatan!r}")
        name, code = entry.text("name"), entry.text("code", "")
        place = Place(
            code or f"landmark:{name}", name, "landmark", kecamatan, entry.texts("also"), districts[kecamatan], village
        )
        _add_place(found, entry, place)


def _add_place(found: dict[str, Place], entry: Entry, place: Place) -> None:
    if place.code in found:
        raise entry.wrong(f"code {place.code} is used twice; keep one")
    found[place.code] = place


def read_emergencies(head: Entry) -> tuple[EmergencyLine, ...]:
    found: dict[str, EmergencyLine] = {}
    for entry in head.entries("emergency", at_least=1):
        entry.only("slug", "number", "line", "words")
        slug = _slug(entry, found)
        line = EmergencyLine(slug, entry.text("number"), entry.text("line"), entry.texts("words", at_least=1))
        found[slug] = line
    return tuple(found.values())


def read_templates(table: Entry) -> tuple[Template, ...]:
    found: dict[tuple[str, str], Template] = {}
    for entry in table.entries("template"):
        entry.only("purpose", "language", "category", "content_sid", "variables", "body")
        template = Template(
            purpose=entry.text("purpose"),
            language=entry.text("language"),
            category=entry.text("category"),
            content_sid=entry.text("content_sid", ""),
            variables=entry.texts("variables"),
            body=entry.text("body"),
        )
        key = (template.purpose, template.language)
        if key in found:
            raise entry.wrong(f"a template for {key[0]!r} in {key[1]!r} stands twice; keep one")
        found[key] = template
    return tuple(found.values())


def read_staff(table: Entry, agencies: Mapping[str, Agency]) -> tuple[DemoStaff, ...]:
    found: dict[str, DemoStaff] = {}
    for entry in table.entries("staff"):
        entry.only("email", "name", "role", "agency")
        person = DemoStaff(*(entry.text(key) for key in ("email", "name", "role", "agency")))
        if person.role not in ROLES:
            raise entry.wrong(f"role {person.role!r} is unknown; use one of {', '.join(sorted(ROLES))}")
        if person.agency not in agencies or agencies[person.agency].outside:
            raise entry.wrong(f"agency {person.agency!r} must be an agency of the region")
        if person.email in found:
            raise entry.wrong("this e-mail address stands twice; keep one")
        found[person.email] = person
    return tuple(found.values())
