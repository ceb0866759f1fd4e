"""What is wrong in the editor's fields, by field, in the officer's words.

Rule: the limits are those of the reader of articles, which has the last word before anything is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from admin.knowledge_form import Typed, day_in
from admin.texts import say
from knowledge.article_faults import officers_sentence
from knowledge.article_file import HEADINGS, LONGEST_ANSWER, LONGEST_PART, LONGEST_TITLE
from knowledge.article_text import ArticleCopy, copy_of, read_copy, refuse_shared_examples
from knowledge.fields import ContentError
from knowledge.types import Article, Region

LONGEST_OWN_CASE = 500
LONGEST_QUESTION = 300
MOST_QUESTIONS = 80
LONGEST_NOTE = 200
LONGEST_SOURCE = 300
LONGEST_ADDRESS = 1000
LIMITS = {
    "judul": LONGEST_TITLE,
    "jawaban": LONGEST_ANSWER,
    **{f"bagian_{heading.lower()}": LONGEST_PART for heading in HEADINGS},
    "berkas_sendiri": LONGEST_OWN_CASE,
    "catatan": LONGEST_NOTE,
}


@dataclass(frozen=True)
class Surroundings:
    """What a text is checked against. `beside`: the articles that are published; `titles`: of all other articles."""

    region: Region
    beside: Mapping[str, Article]
    titles: Mapping[str, str]
    today: date
    submitted: bool


def faults_in(typed: Typed, around: Surroundings) -> dict[str, str]:
    """Names of fields with one sentence each."""
    lasting = {portal.slug for portal in around.region.portals if not portal.seasonal}
    found = {
        "judul": _length(typed.title, LONGEST_TITLE, "article_fault.title_missing") or _title_taken(typed, around),
        "layanan": "" if typed.portal in lasting else say("article_fault.portal_missing"),
        "jawaban": _length(typed.answer, LONGEST_ANSWER, "article_fault.answer_missing"),
        **{f"bagian_{name.lower()}": _length(words, LONGEST_PART) for name, words in typed.parts.items()},
        "berkas_sendiri": _length(typed.own_case, LONGEST_OWN_CASE),
        "pertanyaan": _questions(typed),
        "sumber": _sources(typed),
        **_days(typed, around.today),
        "catatan": _length(typed.note, LONGEST_NOTE, "article_fault.note_missing" if around.submitted else ""),
    }
    return {name: words for name, words in found.items() if words}


def read_back(article: Article, around: Surroundings) -> tuple[ArticleCopy | None, dict[str, str]]:
    """The text as it will be kept, read by the reader of articles; else what it says."""
    try:
        refuse_shared_examples(article, article.slug, around.region, around.beside.values())
    except ContentError as error:
        return None, {"pertanyaan": officers_sentence(error)}
    try:
        copy = read_copy(copy_of(article).content, article.slug, around.region, around.beside)
    except ContentError as error:
        return None, {"jawaban": officers_sentence(error)}
    if copy.article != article:  # a line of the answer was read as a heading
        return None, {"jawaban": say("article_fault.heading_inside")}
    return copy, {}


def _length(words: str, limit: int, missing: str = "") -> str:
    if not words:
        return say(missing) if missing else ""
    return say("article_fault.too_long", n=len(words), limit=limit) if len(words) > limit else ""


def _title_taken(typed: Typed, around: Surroundings) -> str:
    """A link opens an article by its title."""
    taken = {title.casefold() for title in around.titles.values()}
    return say("article_fault.title_taken") if typed.title.casefold() in taken else ""


def _questions(typed: Typed) -> str:
    asked = typed.asked
    if not asked:
        return say("article_fault.questions_missing")
    if len(asked) > MOST_QUESTIONS:
        return say("article_fault.questions_many", n=len(asked), limit=MOST_QUESTIONS)
    longest = max(asked, key=len)
    if len(longest) > LONGEST_QUESTION:
        return say("article_fault.question_long", question=f"{longest[:60]} ...", limit=LONGEST_QUESTION)
    repeated = next((one for one in asked if asked.count(one) > 1), None)
    return say("article_fault.question_twice", question=repeated) if repeated else ""


def _sources(typed: Typed) -> str:
    given = typed.given_sources
    if not given:
        return say("article_fault.source_missing")
    for number, (title, url) in enumerate(given, 1):
        if not title or not url:
            return say("article_fault.source_half", number=number)
        if len(title) > LONGEST_SOURCE or len(url) > LONGEST_ADDRESS:
            return say("article_fault.source_long", number=number)
        if not _is_address(url):
            return say("article_fault.source_address", number=number)
    return ""


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and "." in (parts.hostname or "") and not set(url) & set(' <>"')


def _days(typed: Typed, today: date) -> dict[str, str]:
    review, expires = day_in(typed.review), day_in(typed.expires)
    found = {}
    if review is None:
        found["tinjau"] = say("article_fault.review_missing")
    elif review <= today:
        found["tinjau"] = say("article_fault.review_past")
    if typed.expires and expires is None:
        found["berlaku"] = say("article_fault.day_wrong")
    elif expires is not None and expires < today:
        found["berlaku"] = say("article_fault.expires_past")
    return found
