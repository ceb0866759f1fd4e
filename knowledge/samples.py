"""The labelled messages from which the index learns: the region's own and those that hold anywhere.

Rule: a sample says what a message is, never what to answer; answers live in the region.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.emergency import EmergencySigns
from knowledge.labels import CALM, GENERAL, MINE, NOW
from knowledge.normalise import normalise
from knowledge.types import Region
from knowledge.wordings import FOLDER, FREE, PLAIN, Wording, asked_wordings, other_wordings, own_wordings

Key = tuple[str, str | None, str | None]
OTHER_HAND = "hand_"
QUESTION = "question"
COMPLAINT = "complaint"
SHORTEST_SENTENCE = 12
AUTHOR = "author"  # who wrote the article's own questions
OWN = {"yes": MINE, "no": GENERAL}
OTHERS = {"unknown": QUESTION, "nonsense": "smalltalk"}  # what a row of no article is, where its name differs


@dataclass(frozen=True)
class Sample:
    """One text with what is known about it. `told`: a citizen's wording, not a title or a sentence of an answer."""

    text: str
    kind: str  # a Matter, or smalltalk, outside, menu; empty where only the danger is known
    article: str | None = None
    category: str | None = None
    agency: str | None = None
    danger: str | None = CALM
    own: str | None = None  # whether it asks about the writer's own case
    told: bool = True
    title: bool = False  # the title of an article
    style: str = ""
    hand: str = ""

    @property
    def plain(self) -> bool:
        """Worded on purpose as simply as can be."""
        return self.style == PLAIN


def samples_of(region: Region, history: Sequence[tuple[str, str]] = ()) -> list[Sample]:
    """Everything to learn from, without repeats, in a fixed order. A history of (text, agency) replaces the region's
    own teaching of offices, because it shows where such messages really went."""
    found: dict[Key, Sample] = {}
    for sample in [
        *_questions(region),
        *_topics(region),
        *_reports(region),
        *_names(region),
        *_common(),
        *_dangers(),
        *_places(region),
    ]:
        found.setdefault((normalise(sample.text), sample.article, sample.category), _with_agency(sample, region))
    found = _with_own_cases(_without_doubt(found, region))
    if not history:
        return list(found.values())
    past = [Sample(text, COMPLAINT, agency=agency) for text, agency in dict(history).items()]
    return [replace(sample, agency=None) for sample in found.values()] + past


def _without_doubt(found: dict[Key, Sample], region: Region) -> dict[Key, Sample]:
    """A message about something else that sounds like danger teaches neither danger nor calm."""
    signs = EmergencySigns(region)
    return {
        key: replace(sample, danger=None) if sample.kind and signs.find(sample.text) else sample
        for key, sample in found.items()
    }


def _with_own_cases(found: dict[Key, Sample]) -> dict[Key, Sample]:
    """Questions are general unless a row says that they are about the writer's own case; other such rows are added."""
    rows = {normalise(row.text): row for row in own_wordings()}
    marked = {key: replace(sample, own=_own(sample, rows.pop(key[0], None))) for key, sample in found.items()}
    for text, row in rows.items():
        marked[text, None, None] = Sample(row.text, "", danger=None, own=OWN[row.about], style=row.style, hand=row.hand)
    return marked


def _own(sample: Sample, row: Wording | None) -> str | None:
    if row is not None:
        return OWN[row.about]
    return GENERAL if sample.told and sample.article else None


def _dangers() -> list[Sample]:
    """Danger that is present, and wordings that only look like it."""
    found: list[Sample] = []
    for name, lines, hand in _by_slug("danger"):
        danger = NOW if name == NOW else CALM
        found.extend(Sample(text, "", danger=danger, style=_style(hand), hand=hand) for text in lines)
    return found


def _with_agency(sample: Sample, region: Region) -> Sample:
    """The office that owns the article or works on the category."""
    if sample.article is not None:
        return replace(sample, agency=region.articles[sample.article].owner)
    if sample.category is not None:
        return replace(sample, agency=region.categories[sample.category].agency)
    return sample


def _names(region: Region) -> list[Sample]:
    """What offices and matters are called: no citizen's wording, but words that tell where a message belongs."""
    found: list[Sample] = []
    for agency in region.agencies.values():
        for text in (agency.name, agency.short, *agency.words):
            found.append(Sample(text, QUESTION, agency=agency.slug, told=False))
    for leaf in region.leaves:
        found.extend(Sample(text, leaf.kind.value, category=leaf.slug, told=False) for text in leaf.words)
    return found


def _places(region: Region) -> list[Sample]:
    """Names that are spelt as they are: they teach nothing but that they are no slips."""
    return [Sample(place.name, "", danger=None, told=False) for place in region.places]


def _questions(region: Region) -> list[Sample]:
    found: list[Sample] = []
    for article in region.articles.values():
        found.append(Sample(article.title, QUESTION, article=article.slug, told=False, title=True))
        found.extend(Sample(text, QUESTION, article=article.slug, hand=AUTHOR) for text in article.questions)
        for text in (article.answer, article.own_case, *article.parts.values()):
            if len(text) >= SHORTEST_SENTENCE:
                found.append(Sample(text, QUESTION, article=article.slug, told=False))
    return found


def _topics(region: Region) -> list[Sample]:
    """Ways to ask about a topic and to report a matter that hold anywhere, for those that the region has."""
    found = [
        Sample(row.text, QUESTION, article=row.about, style=row.style, hand=row.hand)
        for row in asked_wordings()
        if row.about in region.articles
    ]
    leaves = {leaf.slug: leaf.kind.value for leaf in region.leaves}
    for slug, lines, hand in _by_slug("reports"):
        if slug in leaves:
            found.extend(Sample(text, leaves[slug], category=slug, style=_style(hand), hand=hand) for text in lines)
    return found


def _reports(region: Region) -> list[Sample]:
    found: list[Sample] = []
    for leaf in region.leaves:
        found.append(Sample(leaf.name, leaf.kind.value, category=leaf.slug, told=False))
        found.extend(Sample(text, leaf.kind.value, category=leaf.slug) for text in leaf.examples)
    return found


def _common() -> list[Sample]:
    """Small talk, outside matters, menu words, spam, praise and the like."""
    rows = other_wordings()
    found = [Sample(row.text, OTHERS.get(row.about, row.about), style=row.style, hand=row.hand) for row in rows]
    for file in sorted(FOLDER.glob("*.toml")):
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found.extend(Sample(text, table["kind"], style=PLAIN) for text in _lines(table["lines"]))
    return found


def _style(hand: str) -> str:
    """A file by a hand of its own is worded as freely as citizens write; the others are plain."""
    return FREE if hand else PLAIN


def _by_slug(folder: str) -> list[tuple[str, list[str], str]]:
    """Slug, lines, and the hand that wrote them, if the file names one."""
    found: list[tuple[str, list[str], str]] = []
    for file in sorted((FOLDER / folder).glob("*.toml")):
        hand = file.stem.removeprefix(OTHER_HAND) if file.stem.startswith(OTHER_HAND) else ""
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        found.extend((slug, _lines(lines), hand) for slug, lines in table.items())
    return found


def _lines(block: str) -> list[str]:
    return [line.strip() for line in block.splitlines() if line.strip()]
