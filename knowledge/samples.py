"""The labelled messages from which the index learns: the region's own and those that hold anywhere.

Rule: a sample says what a message is, never what to answer; answers live in the region.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from knowledge.normalise import normalise
from knowledge.types import Region

FOLDER = Path(__file__).parent / "examples"
QUESTION = "question"
SHORTEST_SENTENCE = 12


@dataclass(frozen=True)
class Sample:
    """One text with what is known about it. `told` marks a citizen's wording, not a title or a sentence of an answer."""

    text: str
    kind: str  # a Matter, or smalltalk, outside, menu
    article: str | None = None
    category: str | None = None
    told: bool = True
    ours: bool = False  # written for every region, not by the writer of the article


def samples_of(region: Region) -> list[Sample]:
    """Everything to learn from, without repeats, in a fixed order."""
    found: dict[tuple[str, str | None, str | None], Sample] = {}
    for sample in [*_questions(region), *_topics(region), *_reports(region), *_common()]:
        found.setdefault((normalise(sample.text), sample.article, sample.category), sample)
    return list(found.values())


def _questions(region: Region) -> list[Sample]:
    found: list[Sample] = []
    for article in region.articles.values():
        found.append(Sample(article.title, QUESTION, article=article.slug, told=False))
        found.extend(Sample(text, QUESTION, article=article.slug) for text in article.questions)
        for text in (article.answer, article.own_case, *article.parts.values()):
            if len(text) >= SHORTEST_SENTENCE:
                found.append(Sample(text, QUESTION, article=article.slug, told=False))
    return found


def _topics(region: Region) -> list[Sample]:
    """Plain ways to ask about a topic and to report a matter, for those that the region has."""
    found: list[Sample] = []
    for slug, lines in _by_slug("topics"):
        if slug in region.articles:
            found.extend(Sample(text, QUESTION, article=slug, ours=True) for text in lines)
    leaves = {leaf.slug: leaf.kind.value for leaf in region.leaves}
    for slug, lines in _by_slug("reports"):
        if slug in leaves:
            found.extend(Sample(text, leaves[slug], category=slug, ours=True) for text in lines)
    return found


def _reports(region: Region) -> list[Sample]:
    found: list[Sample] = []
    for leaf in region.leaves:
        found.append(Sample(leaf.name, leaf.kind.value, category=leaf.slug, told=False))
        found.extend(Sample(text, leaf.kind.value, category=leaf.slug) for text in leaf.examples)
    return found


def _common() -> list[Sample]:
    """Small talk, outside matters, menu words, spam, praise and the like."""
    found: list[Sample] = []
    for file in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found.extend(Sample(text, table["kind"], ours=True) for text in _lines(table["lines"]))
    return found


def _by_slug(folder: str) -> list[tuple[str, list[str]]]:
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in sorted((FOLDER / folder).glob("*.toml"))]
    return [(slug, _lines(lines)) for table in tables for slug, lines in table.items()]


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]
