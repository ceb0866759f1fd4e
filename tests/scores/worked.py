"""Legs for tests of scores: made by the dozen, on a calendar where every weekday is worth 450 minutes."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from scores.legs import ScoreLeg
from tickets.vocabulary import Kind

ZONE = ZoneInfo("Asia/Jakarta")
_NAMES = count(1)


@dataclass(frozen=True)
class Weekdays:
    """Working time without holidays: 08:30 to 16:00, so that a clock minute is a nominal one."""

    version: str = "weekdays"
    zone: tzinfo = ZONE

    def working_minutes(self, start: datetime, end: datetime) -> int:
        return self._worked(end) - self._worked(start)

    def due(self, start: datetime, days: int, paused_min: int = 0) -> datetime:
        day = start.astimezone(self.zone).date()
        left = days + -(-paused_min // 450)
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5
        return datetime.combine(day, time(16), tzinfo=self.zone)

    def _worked(self, moment: datetime) -> int:
        local = moment.astimezone(self.zone)
        weeks, rest = divmod(local.date().toordinal() - 1, 7)
        minute = local.hour * 60 + local.minute - 510
        today = min(max(minute, 0), 450) if rest < 5 else 0
        return (weeks * 5 + min(rest, 5)) * 450 + today


def at(day: int, clock: str = "10:00", month: int = 9) -> datetime:
    """A local time in 2026; 7, 14 and 21 September are Mondays."""
    hour, minute = clock.split(":")
    return datetime(2026, month, day, int(hour), int(minute), tzinfo=ZONE).astimezone(UTC)


def leg(**changes: Any) -> ScoreLeg:
    """A complaint disposed on Monday 7 September with five working days: due on Monday the 14th at 16:00."""
    name = f"L{next(_NAMES):06d}"
    facts: dict[str, Any] = {
        "leg": name,
        "root": name,
        "agency": "dpupr",
        "group": "dinas",
        "category": "jalan-rusak",
        "kind": Kind.COMPLAINT,
        "disposed_at": at(7),
        "answer_wd": 5,
        "resolve_wd": 14,
    }
    return ScoreLeg(**(facts | changes))


def due_legs(agency: str, category: str, met: int, due: int) -> list[ScoreLeg]:
    """So many legs due in September, of which so many were answered in time."""
    return [leg(agency=agency, category=category, answered_at=at(9) if number < met else None) for number in range(due)]
