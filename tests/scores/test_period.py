"""Months, quarters and years in local days."""

from datetime import UTC, date, datetime

import pytest

from scores.period import BadPeriod, Period
from tests.scores.worked import ZONE


@pytest.mark.parametrize(
    ("text", "first", "after", "minimum"),
    [
        ("2026-09", date(2026, 9, 1), date(2026, 10, 1), 10),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1), 10),
        ("2026-Q3", date(2026, 7, 1), date(2026, 10, 1), 10),
        ("2026-Q4", date(2026, 10, 1), date(2027, 1, 1), 10),
        ("2026", date(2026, 1, 1), date(2027, 1, 1), 30),
    ],
)
def test_a_period_knows_its_days_and_its_minimum(text: str, first: date, after: date, minimum: int) -> None:
    period = Period.parse(text)
    assert (period.label, period.first, period.after, period.minimum) == (text, first, after, minimum)


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-0", "2026-Q5", "26-09", "September 2026", "2026-09-01", "9999-12", "0999", ""]
)
def test_a_wrong_period_is_named(text: str) -> None:
    with pytest.raises(BadPeriod, match="2026-09, 2026-Q3 or 2026"):
        Period.parse(text)


def test_a_period_begins_and_ends_at_local_midnight() -> None:
    september = Period.parse("2026-09")
    assert september.starts(ZONE) == datetime(2026, 8, 31, 17, tzinfo=UTC)
    assert september.ends(ZONE) == datetime(2026, 9, 30, 17, tzinfo=UTC)
    assert september.holds(datetime(2026, 8, 31, 17, tzinfo=UTC), ZONE)
    assert not september.holds(datetime(2026, 9, 30, 17, tzinfo=UTC), ZONE)
