"""One article as a file: front matter, short answer, parts. Read strictly, because a citizen reads every word of it.

Rule: no article without a source, without an owner, or too long for a chat. What is written reads back as the same.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from knowledge.fields import ContentError, Entry, parse_toml
from knowledge.types import Agency, Article, Source

HEADINGS = ("Syarat", "Biaya", "Lama", "Tempat", "Alur")
LONGEST_TITLE = 120
LONGEST_ANSWER = 600
LONGEST_PART = 800
FENCE = "+++"
FROM = "from_hash"  # what an exported file started from; see docs/content.md
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_KEYS = (
    "slug", "title", "owner", "portal", "checked", "review", "expires", "confirmed_by", "confirmed_at", FROM,
    "questions", "own_case", "source",
)  # fmt: skip


def read_article(file: Path, shown: str, agencies: Mapping[str, Agency]) -> Article:
    """The article in a file, which bears its slug as its name."""
    article = parse_article(file_text(file, shown), shown, agencies)
    if article.slug != file.stem:
        advice = f"the slug is {article.slug!r} but the file is called {file.name}; make them the same"
        raise ContentError(shown, "", advice)
    return article


def file_text(file: Path, shown: str) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ContentError(shown, "", "save this file as UTF-8") from None


def parse_article(text: str, shown: str, agencies: Mapping[str, Agency]) -> Article:
    """The article in a text. Raises ContentError at the first mistake."""
    front, body = _split(text, shown)
    entry = parse_toml(front, shown)
    entry.only(*_KEYS)
    slug, title, owner = entry.text("slug"), entry.text("title"), entry.text("owner")
    if not _SLUG.fullmatch(slug) or len(slug) > 80:
        raise entry.wrong(f"write the slug {slug!r} in lower case letters, digits and single hyphens, at most 80")
    if len(title) > LONGEST_TITLE:
        raise entry.wrong(f"the title has {len(title)} characters; at most {LONGEST_TITLE}")
    if owner not in agencies:
        raise entry.wrong(f"owner {owner!r} is not in agencies.toml")
    answer, parts = _body(body, shown)
    checked, review, expires = _days(entry)
    return Article(
        slug=slug,
        title=title,
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
        expires=expires,
    )


def origin_of(text: str, shown: str) -> str | None:
    """The hash of the text that an exported file started from; None if it was not exported."""
    front, _ = _split(text, shown)
    return parse_toml(front, shown).text(FROM, "") or None


def write_article(article: Article, from_hash: str | None = None) -> str:
    """The article in its file's own form."""
    lines = [FENCE]
    pairs: dict[str, str | date | None] = {
        "slug": article.slug,
        "title": article.title,
        "owner": article.owner,
        "portal": article.portal,
        "checked": article.checked,
        "review": article.review,
        "expires": article.expires,
        "confirmed_by": article.confirmed_by,
        "confirmed_at": article.confirmed_at,
        FROM: from_hash,
        "own_case": article.own_case or None,
    }
    lines += [f"{key} = {_value(value)}" for key, value in pairs.items() if value is not None]
    lines += ["questions = [", *(f"  {_value(question)}," for question in article.questions), "]"]
    for source in article.sources:
        lines += ["[[source]]", f"title = {_value(source.title)}", f"url = {_value(source.url)}"]
    lines += [FENCE, article.answer]
    for heading, part in article.parts.items():
        lines += ["", f"## {heading}", part]
    return "\n".join(lines) + "\n"


def text_hash(article: Article) -> str:
    """Equal for equal content, however the file is laid out. Who confirmed it is not part of the text."""
    written = write_article(replace(article, confirmed_by="", confirmed_at=""))
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def _value(value: str | date) -> str:
    """A TOML value; JSON's escapes are TOML's too."""
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _days(entry: Entry) -> tuple[date, date, date | None]:
    checked, review = entry.day("checked"), entry.day("review")
    expires = entry.day("expires") if "expires" in entry.values else None
    if review <= checked:
        raise entry.wrong("`review` must be a later day than `checked`")
    if expires is not None and expires < checked:
        raise entry.wrong("`expires` must not be before `checked`")
    return checked, review, expires


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
