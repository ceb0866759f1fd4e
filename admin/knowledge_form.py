"""What stands in the fields of the editor, as typed, and the article that it makes.

Rule: whatever was typed comes back to the page as it was; what is wrong is said beside its field.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from werkzeug.datastructures import MultiDict

from admin.cleaning import one_line, plain_text
from knowledge.article_file import HEADINGS
from knowledge.types import Article, Source

LONGEST_SLUG = 80
MOST_SOURCES = 20
RESERVED = frozenset({"baru"})  # stands in the console's own addresses
NEW = "baru"  # stands for the slug of an article that has none yet
_READ_TODAY = "ya"


@dataclass(frozen=True)
class Typed:
    """The fields. `sources`: pairs of title and address; `questions`: one a line."""

    title: str = ""
    portal: str = ""
    owner: str = ""
    answer: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    own_case: str = ""
    questions: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    read_today: bool = False
    review: str = ""
    expires: str = ""
    note: str = ""

    @property
    def given_sources(self) -> tuple[tuple[str, str], ...]:
        return tuple(pair for pair in self.sources if any(pair))

    @property
    def asked(self) -> tuple[str, ...]:
        """The example questions without blank lines."""
        lines = (" ".join(line.split()) for line in self.questions.split("\n"))
        return tuple(line for line in lines if line)

    def with_room(self) -> "Typed":
        """With one more pair of empty fields for a source."""
        return replace(self, sources=(*self.sources, ("", ""))[:MOST_SOURCES])


def typed_in(form: MultiDict[str, str]) -> Typed:
    """What a browser sent; a field that is missing counts as empty."""
    titles, addresses = (form.getlist(name)[:MOST_SOURCES] for name in ("sumber_judul", "sumber_alamat"))
    return Typed(
        title=one_line(form.get("judul")),
        portal=one_line(form.get("layanan")),
        owner=one_line(form.get("dinas")),
        answer=plain_text(form.get("jawaban")),
        parts={heading: plain_text(form.get(f"bagian_{heading.lower()}")) for heading in HEADINGS},
        own_case=plain_text(form.get("berkas_sendiri")),
        questions=plain_text(form.get("pertanyaan")),
        sources=tuple((one_line(title), one_line(url)) for title, url in zip(titles, addresses, strict=False)),
        read_today=form.get("dibaca_hari_ini") == _READ_TODAY,
        review=one_line(form.get("tinjau")),
        expires=one_line(form.get("berlaku")),
        note=one_line(form.get("catatan")),
    )


def typed_of(article: Article, note: str = "") -> Typed:
    """The fields as they stand when an article is opened."""
    return Typed(
        title=article.title,
        portal=article.portal,
        owner=article.owner,
        answer=article.answer,
        parts={heading: article.parts.get(heading, "") for heading in HEADINGS},
        own_case=article.own_case,
        questions="\n".join(article.questions),
        sources=tuple((source.title, source.url) for source in article.sources),
        review=article.review.isoformat(),
        expires=article.expires.isoformat() if article.expires else "",
        note=note,
    )


def article_from(typed: Typed, slug: str, owner: str, checked: date) -> Article:
    """The article that the fields make, good or not: a preview shows unfinished work too."""
    return Article(
        slug=slug,
        title=typed.title,
        owner=owner,
        portal=typed.portal,
        answer=typed.answer,
        checked=checked,
        review=day_in(typed.review) or checked,
        sources=tuple(Source(title, url) for title, url in typed.given_sources),
        questions=typed.asked,
        parts={heading: words for heading, words in typed.parts.items() if words},
        own_case=typed.own_case,
        expires=day_in(typed.expires),
    )


def day_in(text: str) -> date | None:
    """A date field's value, if it is one."""
    if not re.fullmatch(r"2\d{3}-\d{2}-\d{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def slug_for(title: str, taken: Collection[str]) -> str:
    """A name for addresses from the title's words; it never changes afterwards."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "jawaban"
    stem = words[: LONGEST_SLUG - 4].strip("-")
    number, slug = 1, stem
    while slug in taken or slug in RESERVED:
        number += 1
        slug = f"{stem}-{number}"
    return slug
