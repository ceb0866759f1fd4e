"""Which legs are due in a period, and which of them are met: nothing is left out for looking bad."""

from typing import Any

import pytest

from scores.cohort import due_cohort
from scores.legs import ScoreLeg
from scores.period import Period
from tests.scores.worked import Weekdays, at, leg
from tickets.vocabulary import Closing, Kind

SEPTEMBER = Period.parse("2026-09")
FROZEN = at(14, "16:00", month=10)


def met(*legs: ScoreLeg) -> list[bool]:
    return [due.met for due in due_cohort(legs, SEPTEMBER, Weekdays(), FROZEN)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"answered_at": at(9)}, [True]),
        ({"answered_at": at(14, "16:00")}, [True]),  # the last moment of the fifth working day
        ({"answered_at": at(14, "16:01")}, [False]),
        ({}, [False]),  # never answered
        ({"answered_at": at(15), "paused_answer_min": 1}, [True]),  # a begun day of pause
        ({"answered_at": at(18), "paused_answer_min": 9999}, [False]),  # the cap is three days
        ({"answered_at": at(17), "paused_answer_min": 9999}, [True]),
        ({"answered_at": at(9), "transferred_at": at(10)}, [True]),  # C5: it said who takes over
        ({"transferred_at": at(10)}, [False]),
        ({"transferred_at": at(8), "answered_at": at(9)}, [False]),  # answered by somebody else
        ({"returned_at": at(8, "09:59")}, []),  # C4: 449 minutes, void
        ({"returned_at": at(8, "10:01")}, [False]),  # 451 minutes: a transfer
        ({"closed_at": at(9)}, [False]),  # C9: a miss at the deadline
        ({"closed_at": at(9), "resolved_at": at(9)}, [False]),  # C12: no answer was recorded
        ({"closed_at": at(9), "closing": Closing.WITHDRAWN}, []),
        ({"closed_at": at(15), "closing": Closing.WITHDRAWN}, [False]),  # too late to undo the miss
        ({"disposed_at": None, "answered_at": at(9)}, [False]),  # C12
        ({"kind": Kind.QUESTION, "answered_at": at(9)}, []),
        ({"kind": Kind.INFORMATION, "answered_at": at(9)}, [True]),
        ({"disposed_at": at(25)}, []),  # due in October
        ({"disposed_at": at(25, month=8), "answered_at": at(26, month=8)}, [True]),  # due on 1 September
    ],
)
def test_a_leg_is_due_when_its_deadline_lies_in_the_period_and_met_when_answered_by_it(
    changes: dict[str, Any], expected: list[bool]
) -> None:
    assert met(leg(**changes)) == expected


def test_a_leg_passed_on_counts_for_both_agencies() -> None:
    passed = leg(root="R1", transferred_at=at(9))
    fresh = leg(root="R1", agency="dishub", disposed_at=at(9), answered_at=at(10))
    cohort = due_cohort([passed, fresh], SEPTEMBER, Weekdays(), FROZEN)
    assert [(due.agency, due.met) for due in cohort] == [("dishub", True), ("dpupr", False)]


def test_duplicates_and_splits_count_once_and_are_met_when_all_parts_are() -> None:
    assert met(leg(root="R1", answered_at=at(9)), leg(root="R1", answered_at=at(10))) == [True]
    assert met(leg(root="R1", answered_at=at(9)), leg(root="R1")) == [False]


def test_before_the_freeze_a_leg_that_is_not_yet_due_is_left_out() -> None:
    assert due_cohort([leg()], SEPTEMBER, Weekdays(), at(14, "15:59")) == ()


def test_the_cohort_does_not_depend_on_the_order_of_the_legs() -> None:
    legs = [leg(agency=agency) for agency in ("c", "a", "b")]
    assert due_cohort(legs, SEPTEMBER, Weekdays(), FROZEN) == due_cohort(legs[::-1], SEPTEMBER, Weekdays(), FROZEN)
