"""How long people waited: the forgotten count at their age."""

from scores.waits import Waits, wait_min, waits
from tests.scores.worked import Weekdays, at, leg
from tickets.vocabulary import Closing, Kind

CALENDAR = Weekdays()
NOW = at(21)


def test_an_answered_leg_waited_from_its_disposition_without_its_pause() -> None:
    assert wait_min(leg(answered_at=at(9), paused_answer_min=100), CALENDAR, NOW) == 800


def test_an_open_leg_counts_at_its_age() -> None:
    assert wait_min(leg(), CALENDAR, NOW) == 10 * 450


def test_passed_on_without_an_answer_in_time_counts_twice_the_limit() -> None:
    assert wait_min(leg(transferred_at=at(9)), CALENDAR, NOW) == 2 * 5 * 450
    assert wait_min(leg(answered_at=at(8), transferred_at=at(9)), CALENDAR, NOW) == 450


def test_a_late_withdrawal_ends_the_wait_and_another_closing_does_not() -> None:
    assert wait_min(leg(closed_at=at(15), closing=Closing.WITHDRAWN), CALENDAR, NOW) == 6 * 450
    assert wait_min(leg(closed_at=at(15)), CALENDAR, NOW) == 10 * 450


def test_an_abandoned_tail_shows_in_the_ninetieth_percentile() -> None:
    answered = [leg(answered_at=at(8)) for _ in range(8)]
    assert waits([*answered, leg(), leg()], CALENDAR, NOW) == Waits(10, 2, 450, 4500)


def test_questions_and_void_legs_are_not_among_them_and_no_legs_have_no_median() -> None:
    unscored = [leg(kind=Kind.QUESTION), leg(returned_at=at(7, "11:00")), leg(disposed_at=at(25))]
    assert waits(unscored, CALENDAR, NOW) == Waits(0, 0, None, None)


def test_percentiles_are_waits_that_somebody_had() -> None:
    legs = [leg(answered_at=at(day)) for day in (8, 9, 10)]
    assert waits(legs, CALENDAR, NOW) == Waits(3, 0, 900, 1350)
