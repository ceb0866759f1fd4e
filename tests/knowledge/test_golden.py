"""Golden questions are compared and never learned from."""

import json
from pathlib import Path

from knowledge.golden import GoldenAsk, compare, read_golden
from knowledge.loader import PACKAGE, load_region_named
from knowledge.samples import samples_of
from knowledge.types import Candidate, Language, Matter, Outcome, Understood


def understood(text: str, outcome: Outcome, article: str | None = None, *offered: str) -> Understood:
    candidates = tuple(Candidate(slug, 0.4) for slug in offered)
    return Understood(text, Language.INDONESIAN, outcome, Matter.QUESTION, article=article, candidates=candidates)


def test_region_without_golden_questions_has_none(tmp_path: Path) -> None:
    assert read_golden(tmp_path) == ()


def test_golden_files_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "golden").mkdir()
    row = {"text": "ktp ilang", "expect": {"article": "ktp-hilang"}, "group": "ktp", "style": "slang", "hand": "a"}
    (tmp_path / "golden" / "b.jsonl").write_text(json.dumps({"text": "halo", "expect": {}}) + "\n\n")
    (tmp_path / "golden" / "a.jsonl").write_text(json.dumps(row) + "\n")
    assert [ask.text for ask in read_golden(tmp_path)] == ["ktp ilang", "halo"]
    assert read_golden(tmp_path)[0] == GoldenAsk("ktp ilang", {"article": "ktp-hilang"}, "ktp", "slang", "a")


def test_changed_answers_are_told_with_before_after_and_right_or_wrong() -> None:
    before = {
        "a": understood("a", Outcome.ANSWER, "x"),
        "b": understood("b", Outcome.CLARIFY, None, "x", "y"),
        "c": understood("c", Outcome.ANSWER, "z"),
    }
    after = {
        "a": understood("a", Outcome.HANDOVER),
        "b": understood("b", Outcome.CLARIFY, None, "x", "z"),
        "c": before["c"],
    }
    asks = [GoldenAsk("a", {"article": "x"}), GoldenAsk("b", {"outcome": "clarify"}), GoldenAsk("c", {"article": "z"})]
    found = compare(asks, before.__getitem__, after.__getitem__)
    assert (found.asked, found.right_before, found.right_after) == (3, 3, 2)
    assert [(change.text, change.broken) for change in found.changes] == [("a", True), ("b", False)]
    assert found.changes[0].expected_article == "x"
    assert found.changes[0].as_json()["after"]["outcome"] == "handover"


def test_no_golden_question_is_learned_from() -> None:
    region = load_region_named("sumedang")
    asks = {" ".join(ask.text.casefold().split()) for ask in read_golden(PACKAGE / "sumedang")}
    learned = {" ".join(sample.text.casefold().split()) for sample in samples_of(region)}
    assert not asks & learned
