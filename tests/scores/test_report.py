"""The published scores: the worked example end to end, ranks, and the same bytes every time."""

import json
import random
from typing import Any

import pytest

from scores.legs import ScoreLeg
from scores.period import Period
from scores.report import as_bytes, half_up, report
from tests.scores.test_share import WORKED
from tests.scores.worked import Weekdays, at, due_legs, leg

SEPTEMBER = Period.parse("2026-09")
FROZEN = at(14, "16:00", month=10)


def scored(legs: list[ScoreLeg], period: Period = SEPTEMBER) -> Any:
    return json.loads(as_bytes(report(legs, period, Weekdays(), FROZEN)))


def worked_legs() -> list[ScoreLeg]:
    return [
        leg
        for agency, categories in WORKED.items()
        for category, (met, due) in categories.items()
        for leg in due_legs(agency, category, met, due)
    ]


def test_the_worked_example_from_legs_to_ranks() -> None:
    [group] = scored(worked_legs())["group_results"]
    assert (group["group"], group["p"]) == ("dinas", 0.797122)
    assert [(a["agency"], a["rank"], a["score"], a["n"], a["met"]) for a in group["agencies"]] == [
        ("B", 1, 84.9, 200, 148),
        ("E", 2, 82.2, 12, 11),
        ("A", 3, 79.8, 400, 330),
        ("C", 4, 74.5, 80, 62),
        ("D", None, 81.2, 3, 3),
    ]


def test_below_the_minimum_own_numbers_are_shown_without_a_rank() -> None:
    [group] = scored(worked_legs())["group_results"]
    last = group["agencies"][-1]
    assert (last["agency"], last["ranked"], last["reasons"]) == ("D", False, ["few_tickets"])
    assert last["parts"] == {"A": pytest.approx(81.17, abs=5e-3), "R": None, "S": None, "Q": None, "C": None}
    assert (last["index"], last["rank_low"], last["rank_high"], last["p_top3"]) == (None, None, None, None)


def test_a_year_asks_for_thirty() -> None:
    [group] = scored(worked_legs(), Period.parse("2026"))["group_results"]
    assert [a["agency"] for a in group["agencies"] if not a["ranked"]] == ["D", "E"]


def test_equal_printed_scores_share_a_rank() -> None:
    legs = [
        *due_legs("a", "x", 10, 10),
        *due_legs("b", "x", 8, 10),
        *due_legs("c", "x", 8, 10),
        *due_legs("d", "x", 5, 10),
    ]
    [group] = scored(legs)["group_results"]
    assert [a["rank"] for a in group["agencies"]] == [1, 2, 2, 4]


def test_agencies_are_never_ranked_across_groups() -> None:
    legs = [*due_legs("a", "x", 5, 10), leg(agency="desa-b", group="desa")]
    assert [group["group"] for group in scored(legs)["group_results"]] == ["desa", "dinas"]


def test_the_same_legs_in_any_order_give_the_same_bytes() -> None:
    legs = worked_legs()
    shuffled = random.Random(1).sample(legs, len(legs))
    assert as_bytes(report(legs, SEPTEMBER, Weekdays(), FROZEN)) == as_bytes(
        report(shuffled, SEPTEMBER, Weekdays(), FROZEN)
    )


def test_another_leg_gives_another_snapshot() -> None:
    legs = due_legs("a", "x", 5, 10)
    assert scored(legs)["snapshot"] != scored(legs[1:])["snapshot"]


def test_nothing_due_gives_an_empty_report() -> None:
    assert scored([])["group_results"] == []


@pytest.mark.parametrize(
    ("value", "printed"), [(78.735, 78.7), (78.75, 78.8), (84.95, 85.0), (0.05, 0.1), (100.0, 100.0)]
)
def test_scores_are_printed_half_up(value: float, printed: float) -> None:
    assert half_up(value, 1) == printed
