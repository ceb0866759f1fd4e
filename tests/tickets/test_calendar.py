"""Working time: the numbers of the published method, deadlines, and what must hold for any two moments."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.story import DAY_ZERO, HOURS, calendar, day
from tickets.calendar import WORKING_DAY, Calendar

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def _date(number: int) -> str:
    return (DAY_ZERO + timedelta(days=number)).date().isoformat()


@pytest.fixture
def worked() -> Calendar:
    """Day 0 a Monday, day 3 a holiday, Ramadan from day 14."""
    year = {
        "year": 2026,
        "days": [{"date": _date(3), "name": "Libur", "kind": "holiday"}],
        "ramadan": {"from": _date(14), "to": _date(43)},
    }
    return Calendar.from_parts(HOURS, {"version": "worked", "year": [year]}, "Asia/Jakarta")


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ((0, "15:00"), (1, "09:00"), 150),
        ((2, "14:30"), (4, "10:00"), 240),
        ((4, "20:00"), (7, "08:10"), 40),
        ((5, "09:00"), (6, "17:00"), 0),
        ((11, "11:00"), (11, "14:00"), 90),
        ((14, "10:00"), (15, "10:00"), 450),
        ((14, "08:00"), (14, "11:15"), 225),
    ],
)
def test_working_minutes_are_those_of_the_worked_example(
    worked: Calendar, start: tuple[int, str], end: tuple[int, str], minutes: int
) -> None:
    assert worked.working_minutes(day(*start), day(*end)) == minutes


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ((0, "06:00"), 1, (1, "16:00")),  # before opening: still day zero
        ((0, "10:00"), 1, (1, "16:00")),
        ((0, "22:00"), 1, (1, "16:00")),  # after hours: the same day zero
        ((0, "10:00"), 4, (4, "16:30")),  # a Friday ends later
        ((4, "10:00"), 1, (7, "16:00")),
        ((5, "10:00"), 1, (7, "16:00")),  # a Saturday is day zero, Monday the first day
        ((0, "10:00"), 5, (7, "16:00")),
    ],
)
def test_due_is_the_end_of_the_nth_working_day_after_the_day_of_the_start(
    start: tuple[int, str], days: int, due: tuple[int, str]
) -> None:
    assert calendar().add_working_days(day(*start), days) == day(*due)


def test_holiday_is_not_a_working_day(worked: Calendar) -> None:
    assert worked.add_working_days(day(2), 1) == day(4, "16:30")


def test_ramadan_moves_the_hour_of_a_deadline_but_not_its_day(worked: Calendar) -> None:
    assert worked.add_working_days(day(11), 1) == day(14, "15:00")
    assert calendar().add_working_days(day(11), 1) == day(14, "16:00")


def test_shared_leave_is_a_day_off_unless_the_region_says_otherwise() -> None:
    leave = {
        "version": "v",
        "year": [{"year": 2026, "days": [{"date": _date(1), "name": "", "kind": "shared_leave"}]}],
    }
    off = Calendar.from_parts(HOURS, leave, "Asia/Jakarta")
    on = Calendar.from_parts(HOURS, leave, "Asia/Jakarta", shared_leave_off=False)
    assert not off.is_open(day(1))
    assert on.is_open(day(1))


def test_a_limit_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        calendar().add_working_days(day(0), 0)


def test_a_begun_day_of_pause_moves_a_deadline_by_a_whole_day() -> None:
    cal = calendar()
    assert cal.due(day(0), 5, 0) == day(7, "16:00")
    assert cal.due(day(0), 5, 1) == day(8, "16:00")
    assert cal.due(day(0), 5, 450) == day(8, "16:00")
    assert cal.due(day(0), 5, 451) == day(9, "16:00")


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ((0, "06:00"), (0, "07:30")),
        ((0, "09:00"), (0, "09:00")),
        ((0, "12:30"), (0, "13:00")),
        ((0, "16:00"), (1, "07:30")),
        ((4, "17:00"), (7, "07:30")),
        ((5, "10:00"), (7, "07:30")),
    ],
)
def test_next_opening_is_the_moment_itself_in_office_time(moment: tuple[int, str], opens: tuple[int, str]) -> None:
    assert calendar().next_open(day(*moment)) == day(*opens)


def test_years_without_known_holidays_are_not_covered() -> None:
    cal = calendar()
    assert cal.covers(day(0))
    assert not cal.covers(datetime(2028, 1, 3, tzinfo=UTC))
    assert cal.provisional == {2027}


def test_time_is_local_to_the_region() -> None:
    before_opening_in_utc = datetime(2026, 11, 2, 0, 45, tzinfo=UTC)  # 07:45 in Jakarta
    assert calendar().is_open(before_opening_in_utc)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_working_minutes_never_run_backwards_and_add_up(one: datetime, two: datetime, three: datetime) -> None:
    a, b, c = sorted([one, two, three])
    cal = calendar()
    assert cal.working_minutes(a, b) >= 0
    assert cal.working_minutes(a, b) + cal.working_minutes(b, c) == cal.working_minutes(a, c)
    assert cal.working_minutes(b, a) == -cal.working_minutes(a, b)


@given(MOMENTS, st.integers(1, 70))
def test_a_limit_is_worth_at_least_its_days_and_less_than_one_more(start: datetime, days: int) -> None:
    cal = calendar()
    worth = cal.working_minutes(start, cal.add_working_days(start, days))
    assert days * WORKING_DAY <= worth <= (days + 1) * WORKING_DAY


@given(MOMENTS, MOMENTS, st.integers(1, 20))
def test_who_comes_earlier_is_never_due_later(one: datetime, two: datetime, days: int) -> None:
    cal = calendar()
    first, second = sorted([one, two])
    assert cal.add_working_days(first, days) <= cal.add_working_days(second, days)


@given(MOMENTS, st.integers(1, 6000))
def test_added_working_minutes_are_found_again(start: datetime, minutes: int) -> None:
    cal = calendar()
    end = cal.add_working_minutes(start, minutes)
    assert cal.working_minutes(start, end) == minutes
    assert cal.working_minutes(start, end - timedelta(seconds=1)) < minutes


@given(MOMENTS)
def test_next_opening_is_open_and_costs_no_working_time(moment: datetime) -> None:
    cal = calendar()
    opening = cal.next_open(moment)
    assert cal.is_open(opening)
    assert cal.working_minutes(moment, opening) == 0
