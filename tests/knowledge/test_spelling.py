"""Slips of the thumb are mended beside what was written; names and rare words are left as they are."""

import pytest

from knowledge.spelling import Speller

SEEN = {"kartu": 9, "keluarga": 9, "hilang": 9, "sertifikat": 9, "tanah": 9, "dibetulkan": 1, "cimalaka": 2}
SPELLER = Speller(SEEN)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("kelaurga", ["kelaurga", "keluarga"]),
        ("hilagn", ["hilagn", "hilang"]),
        ("sertifkt", ["sertifkt", "sertifikat"]),
        ("kartukeluarga", ["kartukeluarga", "kartu", "keluarga"]),
        ("cimalka", ["cimalka", "cimalaka"]),
    ],
)
def test_a_slip_is_followed_by_the_word_that_was_meant(written: str, mended: list[str]) -> None:
    assert SPELLER.words(written) == mended


@pytest.mark.parametrize("word", ["tanah", "tnh2", "rt", "dibetulkan", "zulkarnaen", "kartunya"])
def test_a_word_that_is_right_short_or_like_nothing_stays_alone(word: str) -> None:
    assert len(SPELLER.words(word)) == 1


def test_a_word_seen_once_is_no_pattern_for_others() -> None:
    assert SPELLER.words("dibetulkam") == ["dibetulkam"]
