"""The golden set is large, complete and foreign to what the search learned from."""

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from knowledge.loader import load_region_named
from knowledge.samples import samples_of
from knowledge.types import Region
from tests.knowledge.test_wordings import likeness, trigrams

FOLDER = Path(__file__).parent.parent.parent / "knowledge" / "sumedang" / "golden"
LEAST_ROWS = 600
MOST_ALIKE = 0.6


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region_named("sumedang")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, object]]:
    files = sorted(FOLDER.glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_the_set_covers_every_topic_and_every_other_outcome(region: Region, rows: list[dict[str, object]]) -> None:
    assert len(rows) >= LEAST_ROWS
    topics = Counter(row["expect"].get("article") for row in rows if row["group"] == "topic")  # type: ignore[attr-defined]
    assert set(topics) == set(region.articles)
    groups = Counter(row["group"] for row in rows)
    assert set(groups) >= {
        "topic", "outside", "untold", "smalltalk", "own-case", "complaint", "emergency", "no-emergency",
    }  # fmt: skip


def test_two_hands_wrote_it_and_neither_wrote_examples(region: Region, rows: list[dict[str, object]]) -> None:
    hands = {str(row["hand"]) for row in rows}
    assert len(hands) >= 2
    assert not hands & {sample.hand for sample in samples_of(region)}


def test_no_message_echoes_anything_learned(region: Region, rows: list[dict[str, object]]) -> None:
    learned = [trigrams(sample.text) for sample in samples_of(region) if sample.told]
    holders: dict[str, list[int]] = defaultdict(list)
    for at, marks in enumerate(learned):
        for mark in marks:
            holders[mark].append(at)
    for row in rows:
        marks = trigrams(str(row["text"]))
        shared = Counter(at for mark in marks for at in holders.get(mark, ()))
        near = max((likeness(marks, learned[at]) for at, _ in shared.most_common(50)), default=0.0)
        assert near <= MOST_ALIKE, row["text"]
