"""Working time of one government: office hours, days off, Ramadan, and the minutes that deadlines are counted in.

Rule: every working day is worth 450 nominal minutes whatever its real length, so a limit in working days never moves
with Ramadan. A due time is the end of office time of the n-th working day after the day of the start: the day on which
something arrives is day zero whether it is early, late at night or a day off, so nobody gets less than n whole days.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

WORKING_DAY = 450  # nominal minutes

Spans = tuple[tuple[time, time], ...]

_FRIDAY = 4
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfficeHours:
    """Local office time by kind of day; a span is from opening to break or to closing."""

    mon_thu: Spans
    fri: Spans
    ramadan_mon_thu: Spans
    ramadan_fri: Spans


@dataclass(frozen=True)
class Calendar:
    """`off` are the ordinals of weekdays that are days off, sorted; `years` are those whose holidays are known."""

    zone: ZoneInfo
    hours: OfficeHours
    off: tuple[int, ...]
    ramadans: tuple[tuple[date, date], ...]
    years: frozenset[int]
    provisional: frozenset[int]
    version: str

    @classmethod
    def from_parts(
        cls, hours: Mapping[str, Any], holidays: Mapping[str, Any], zone: str, *, shared_leave_off: bool = True
    ) -> "Calendar":
        """From the values of `[hours]` in region.toml and of holidays.toml (docs/content.md)."""
        years: list[Mapping[str, Any]] = list(holidays.get("year", ()))
        counted = {"holiday", "shared_leave"} if shared_leave_off else {"holiday"}
        days = {_date(day["date"]) for year in years for day in year.get("days", ()) if day["kind"] in counted}
        ranges = [year["ramadan"] for year in years if "ramadan" in year]
        return cls(
            zone=ZoneInfo(zone),
            hours=OfficeHours(
                mon_thu=_spans(hours["mon_thu"]),
                fri=_spans(hours["fri"]),
                ramadan_mon_thu=_spans(hours.get("ramadan_mon_thu", hours["mon_thu"])),
                ramadan_fri=_spans(hours.get("ramadan_fri", hours["fri"])),
            ),
            off=tuple(sorted(day.toordinal() for day in days if day.weekday() <= _FRIDAY)),
            ramadans=tuple(sorted((_date(span["from"]), _date(span["to"])) for span in ranges)),
            years=frozenset(int(year["year"]) for year in years),
            provisional=frozenset(int(year["year"]) for year in years if year.get("status") == "provisional"),
            version=str(holidays["version"]),
        )

    def local_date(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() <= _FRIDAY and not self._is_off(day.toordinal())

    def is_open(self, moment: datetime) -> bool:
        local = moment.astimezone(self.zone)
        at = local.time()
        return any(start <= at < end for start, end in self._office(local.date()))

    def next_open(self, moment: datetime) -> datetime:
        """The moment itself in office time, else the next opening."""
        local = moment.astimezone(self.zone)
        for start, end in self._office(local.date()):
            if local.time() < end:
                return max(local, self._at(local.date(), start)).astimezone(UTC)
        day = self._working_day_after(local.date(), 1)
        return self._at(day, self._office(day)[0][0]).astimezone(UTC)

    def covers(self, moment: datetime) -> bool:
        """Whether the holidays of that year are known at all."""
        return self.local_date(moment).year in self.years

    def working_minutes(self, start: datetime, end: datetime) -> int:
        """Nominal minutes from start to end; negative when the end lies before the start."""
        return self._worked(end) - self._worked(start)

    def add_working_days(self, start: datetime, days: int) -> datetime:
        """End of office time of the n-th working day after the local day of the start."""
        if days < 1:
            raise ValueError(f"a limit is at least one working day, not {days}")
        day = self._working_day_after(self.local_date(start), days)
        return self._at(day, self._office(day)[-1][1]).astimezone(UTC)

    def due(self, start: datetime, days: int, paused_min: int = 0) -> datetime:
        """Due time of a limit with its pauses: a begun day of pause is a whole one, since a due time ends a day."""
        return self.add_working_days(start, days + -(-paused_min // WORKING_DAY))

    def add_working_minutes(self, start: datetime, minutes: int) -> datetime:
        """The first moment at which that many nominal minutes have passed."""
        if minutes <= 0:
            return start
        goal = self._worked(start) + minutes
        day = self.local_date(start)
        if not self.is_working_day(day) or self._days_before(day) * WORKING_DAY + WORKING_DAY < goal:
            ahead = (goal - 1) // WORKING_DAY - self._days_before(day + _DAY) + 1
            day = self._working_day_after(day, ahead)
        rest = goal - self._days_before(day) * WORKING_DAY
        spans = self._office(day)
        left = _ceil_div(rest * sum(_length(span) for span in spans), WORKING_DAY)
        for span in spans:
            if left <= _length(span):
                return (self._at(day, span[0]) + left * _SECOND).astimezone(UTC)
            left -= _length(span)
        raise AssertionError("a day's share is never longer than the day")

    def _worked(self, moment: datetime) -> int:
        """W(t): nominal minutes since the calendar's beginning of time."""
        local = moment.astimezone(self.zone)
        whole = self._days_before(local.date()) * WORKING_DAY
        spans = self._office(local.date())
        if not spans:
            return whole
        at = _seconds(local.time())
        elapsed = sum(min(max(at - _seconds(start), 0), _length((start, end))) for start, end in spans)
        return whole + WORKING_DAY * elapsed // sum(_length(span) for span in spans)

    def _days_before(self, day: date) -> int:
        weeks, rest = divmod(day.toordinal() - 1, 7)  # 1 January of year 1 is a Monday
        return weeks * 5 + min(rest, 5) - bisect_left(self.off, day.toordinal())

    def _working_day_after(self, day: date, count: int) -> date:
        while count:
            day += _DAY
            count -= self.is_working_day(day)
        return day

    def _is_off(self, ordinal: int) -> bool:
        found = bisect_left(self.off, ordinal)
        return found < len(self.off) and self.off[found] == ordinal

    def _office(self, day: date) -> Spans:
        if not self.is_working_day(day):
            return ()
        friday = day.weekday() == _FRIDAY
        if any(first <= day <= last for first, last in self.ramadans):
            return self.hours.ramadan_fri if friday else self.hours.ramadan_mon_thu
        return self.hours.fri if friday else self.hours.mon_thu

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self.zone)


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _length(span: tuple[time, time]) -> int:
    return _seconds(span[1]) - _seconds(span[0])


def _ceil_div(value: int, by: int) -> int:
    return -(-value // by)


def _date(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _spans(texts: Iterable[str]) -> Spans:
    spans = []
    for text in texts:
        start, end = text.split("-")
        spans.append((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())))
    return tuple(sorted(spans))
