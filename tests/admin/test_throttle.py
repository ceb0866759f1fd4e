"""How the wait after failed sign-ins grows."""

from datetime import UTC, datetime, timedelta

from admin.throttle import FREE_TRIES, LONGEST_WAIT, blocked_until, minutes_left

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def failures(count: int) -> list[datetime]:
    return [START + timedelta(seconds=number) for number in range(count)]


def test_first_tries_are_free() -> None:
    assert blocked_until(failures(FREE_TRIES - 1)) is None


def test_the_wait_doubles_with_each_failure() -> None:
    waits = [blocked_until(failures(FREE_TRIES + more)) for more in range(4)]
    lengths = [until - failures(FREE_TRIES + more)[-1] for more, until in enumerate(waits) if until]
    assert [wait.total_seconds() for wait in lengths] == [30, 60, 120, 240]


def test_the_wait_has_an_end() -> None:
    many = failures(200)
    assert blocked_until(many) == many[-1] + LONGEST_WAIT


def test_the_wait_is_told_in_whole_minutes() -> None:
    assert minutes_left(START + timedelta(seconds=20), START) == 1
    assert minutes_left(START + timedelta(seconds=61), START) == 2
