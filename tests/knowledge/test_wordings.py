"""What the search learns from is varied: many hands, five styles, no echo of the title, no near-twins."""

import re
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from knowledge.loader import load_region_named
from knowledge.normalise import raw_words
from knowledge.types import Region
from knowledge.wordings import FIVE_STYLES, Wording, asked_wordings, other_wordings

LEAST_ROWS = 40
LEAST_HANDS = 3
LEAST_OF_STYLE = 5
MOST_ALIKE = 0.7
LEAST_FREE = 0.30
TITLE_SMALL = frozenset(["dan", "atau", "di", "ke", "untuk", "cara", "yang", "dulu", "baru", "non"])


def trigrams(text: str) -> frozenset[str]:
    """Letter triples with two blanks before each word and one after it."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    return frozenset(f"  {word} "[at : at + 3] for word in words for at in range(len(word) + 1))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared triples over all triples of the two."""
    return len(one & other) / (len(one | other) or 1)


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region_named("sumedang")


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = defaultdict(list)
    for row in asked_wordings():
        found[row.about].append(row)
    return found


def test_every_article_has_forty_wordings_of_three_hands_in_five_styles(
    region: Region, rows: dict[str, list[Wording]]
) -> None:
    for slug in region.articles:
        styles = Counter(row.style for row in rows[slug])
        assert len(rows[slug]) >= LEAST_ROWS, slug
        assert len({row.hand for row in rows[slug]}) >= LEAST_HANDS, slug
        assert all(styles[style] >= LEAST_OF_STYLE for style in FIVE_STYLES), (slug, styles)


def test_every_row_belongs_to_an_article(region: Region, rows: dict[str, list[Wording]]) -> None:
    assert set(rows) <= set(region.articles)


def test_no_two_wordings_of_an_article_are_near_twins(region: Region, rows: dict[str, list[Wording]]) -> None:
    for slug, article in region.articles.items():
        texts = [*(row.text for row in rows[slug]), *article.questions]
        marked = [(text, trigrams(text)) for text in texts]
        twins = [(a, b) for (a, one), (b, other) in combinations(marked, 2) if likeness(one, other) > MOST_ALIKE]
        assert twins == [], slug


def test_a_third_of_the_wordings_share_no_word_with_the_title(region: Region, rows: dict[str, list[Wording]]) -> None:
    for slug, article in region.articles.items():
        title = set(raw_words(article.title)) - TITLE_SMALL
        free = sum(not title & set(raw_words(row.text)) for row in rows[slug])
        assert free >= LEAST_FREE * len(rows[slug]), (slug, free, len(rows[slug]))


def test_what_no_article_answers_is_worded_too() -> None:
    kinds = Counter(row.about for row in other_wordings())
    assert set(kinds) == {"smalltalk", "outside", "unknown", "nonsense"}
    assert min(kinds.values()) >= 60
