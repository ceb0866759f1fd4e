"""The worked example of the published method, and what must hold for any counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scores.share import AgencyShare, share_part

WORKED = {
    "A": {"easy": (270, 300), "hard": (60, 100)},
    "B": {"easy": (36, 40), "hard": (112, 160)},
    "C": {"easy": (51, 60), "hard": (11, 20)},
    "D": {"easy": (3, 3), "hard": (0, 0)},
    "E": {"easy": (10, 10), "hard": (1, 2)},
}


def _worked() -> dict[str, AgencyShare]:
    share = share_part(WORKED)
    assert share is not None
    return {agency.agency: agency for agency in share.agencies}


def test_the_group_level_is_that_of_the_worked_example() -> None:
    share = share_part(WORKED)
    assert share is not None
    assert share.p == pytest.approx(0.797122, abs=5e-7)


@pytest.mark.parametrize(
    ("agency", "n", "easy", "hard", "expected", "post", "score"),
    [
        ("A", 400, 0.8665, 0.6977, 0.8243, 0.8250, 79.78),
        ("B", 200, 0.8881, 0.6310, 0.6824, 0.7348, 84.95),
        ("C", 80, 0.8953, 0.6744, 0.8401, 0.7880, 74.50),
        ("D", 3, 0.8884, None, 0.8884, 0.9030, 81.17),
        ("E", 12, 0.8866, 0.6675, 0.8501, 0.8751, 82.21),
    ],
)
def test_each_agency_is_that_of_the_worked_example(
    agency: str, n: int, easy: float, hard: float | None, expected: float, post: float, score: float
) -> None:
    share = _worked()[agency]
    assert share.n == n
    assert share.benchmarks["easy"] == pytest.approx(easy, abs=5e-5)
    assert share.benchmarks.get("hard") == (None if hard is None else pytest.approx(hard, abs=5e-5))
    assert share.expected == pytest.approx(expected, abs=5e-5)
    assert share.post == pytest.approx(post, abs=5e-5)
    assert share.score == pytest.approx(score, abs=5e-3)


def test_the_hardest_mix_wins_and_three_of_three_does_not() -> None:
    ranked = sorted((share for share in _worked().values() if share.n >= 10), key=lambda share: -share.score)
    assert [share.agency for share in ranked] == ["B", "E", "A", "C"]


def test_an_agency_alone_with_its_category_is_compared_with_the_group() -> None:
    share = share_part({"A": {"own": (1, 10)}, "B": {"other": (9, 10)}})
    assert share is not None
    assert share.agencies[0].expected == pytest.approx(share.p)


def test_nothing_due_gives_no_part() -> None:
    assert share_part({}) is None
    assert share_part({"A": {"easy": (0, 0)}}) is None


COUNTS = st.dictionaries(
    st.sampled_from("ABCDE"),
    st.dictionaries(
        st.sampled_from("xyz"), st.integers(0, 50).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
    ),
)


@given(COUNTS)
def test_scores_stay_between_0_and_100_and_do_not_depend_on_the_order(
    counts: dict[str, dict[str, tuple[int, int]]],
) -> None:
    share = share_part(counts)
    assert share == share_part(dict(reversed(counts.items())))
    for agency in share.agencies if share is not None else ():
        assert 0 <= agency.score <= 100
        assert 0 <= agency.expected <= 1


@given(st.integers(1, 60), st.integers(0, 59))
def test_one_more_answer_in_time_never_lowers_the_score_of_who_gave_it(n: int, met: int) -> None:
    met = min(met, n - 1)
    others = {"B": {"x": (30, 60)}, "C": {"x": (10, 40)}}
    before, after = share_part({"A": {"x": (met, n)}, **others}), share_part({"A": {"x": (met + 1, n)}, **others})
    assert before is not None
    assert after is not None
    assert after.agencies[0].score >= before.agencies[0].score
