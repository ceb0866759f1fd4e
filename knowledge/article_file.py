"""Reads one article: front matter, short answer, parts. Strict, because a citizen reads every word of it.

Rule: no article without a source, without an owner, or too long for a chat.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.fields import ContentError, Entry, parse_toml
from knowledge.types import Agency, Article, Source

HEADINGS = ("Syarat", "Biaya", "Lama", "Tempat", "Alur")
LONGEST_ANSWER = 600
LONGEST_PART = 800
FENCE = "+++"


def read_article(file: Path, shown: str, agencies: Mapping[str, Agency]) -> Article:
    text = file.read_text(encoding="utf-8")
    front, body = _split(text, shown)
    entry = parse_toml(front, shown)
    entry.only(
        "slug", "title", "owner", "portal", "checked", "review", "confirmed_by", "confirmed_at", "questions",
        "own_case", "source",
    )  # fmt: skip
    slug = entry.text("slug")
    if slug != file.stem:
        raise entry.wrong(f"the slug is {slug!r} but the file is called {file.name}; make them the same")
    owner = entry.text("owner")
    if owner not in agencies:
        raise entry.wrong(f"owner {owner!r} is not in agencies.toml")
    answer, parts = _body(body, shown)
    checked, review = entry.day("checked"), entry.day("review")
    if review <= checked:
        raise entry.wrong("`review` must be a later day than `checked`")
    return Article(
        slug=slug,
        title=entry.text("title"),
        owner=owner,
        portal=entry.text("portal"),
        answer=answer,
        checked=checked,
        review=review,
        sources=tuple(_source(item) for item in entry.entries("source", at_least=1)),
        questions=entry.texts("questions", at_least=1),
        parts=parts,
        own_case=entry.text("own_case", ""),
        confirmed_by=entry.text("confirmed_by", ""),
        confirmed_at=entry.text("confirmed_at", ""),
    )


def _split(text: str, shown: str) -> tuple[str, str]:
    pieces = re.split(rf"^{re.escape(FENCE)}[ \t]*$", text.replace("\r\n", "\n"), maxsplit=2, flags=re.MULTILINE)
    if len(pieces) != 3 or pieces[0].strip():
        raise ContentError(shown, "", f"begin with front matter between two lines of {FENCE}")
    return pieces[1], pieces[2]


def _source(entry: Entry) -> Source:
    entry.only("title", "url")
    url = entry.text("url")
    if not url.startswith(("https://", "http://")):
        raise entry.wrong("write `url` as a full address, https://...")
    return Source(entry.text("title"), url)


def _body(body: str, shown: str) -> tuple[str, dict[str, str]]:
    pieces = re.split(r"^##[ \t]+(.+?)[ \t]*$", body, flags=re.MULTILINE)
    answer = pieces[0].strip()
    if not answer:
        raise ContentError(shown, "", "write the short answer under the front matter")
    if len(answer) > LONGEST_ANSWER:
        raise ContentError(shown, "", f"the answer has {len(answer)} characters; at most {LONGEST_ANSWER}")
    parts: dict[str, str] = {}
    for heading, text in zip(pieces[1::2], (piece.strip() for piece in pieces[2::2]), strict=True):
        if heading not in HEADINGS:
            raise ContentError(shown, f"## {heading}", f"unknown heading; use one of {', '.join(HEADINGS)}")
        if heading in parts:
            raise ContentError(shown, f"## {heading}", "this heading stands twice; keep one")
        if not text:
            raise ContentError(shown, f"## {heading}", "write the part or remove its heading")
        if len(text) > LONGEST_PART:
            raise ContentError(shown, f"## {heading}", f"the part has {len(text)} characters; at most {LONGEST_PART}")
        parts[heading] = text
    return answer, parts
