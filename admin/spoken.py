"""Times and spans as people say them, in the region's local time.

Rule: local time exists only here, at the edge; spans are nominal working minutes (450 a day).
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from admin.texts import say
from scores.period import Period

DAY_MINUTES = 450
HOUR_MINUTES = 60


def _month(value: date) -> str:
    return say("time.months").split(",")[value.month - 1]


def day(at: datetime, zone: ZoneInfo) -> str:
    """`Jumat, 28 November 2026`."""
    local = at.astimezone(zone)
    weekday = say("time.days").split(",")[local.weekday()]
    return say("time.day", weekday=weekday, day=local.day, month=_month(local), year=local.year)


def short_day(at: datetime, zone: ZoneInfo) -> str:
    return date_words(at.astimezone(zone).date())


def date_words(value: date) -> str:
    """A day that belongs to no hour, such as a review date."""
    return say("time.short_day", day=value.day, month=_month(value), year=value.year)


def moment(at: datetime, zone: ZoneInfo) -> str:
    """`28 November 2026 pukul 14.05`."""
    local = at.astimezone(zone)
    clock = local.strftime("%H.%M")
    return say("time.moment", day=local.day, month=_month(local), year=local.year, clock=clock)


def span(minutes: int) -> str:
    """Working minutes in the largest unit that is not zero, rounded down: nobody is told more than there is."""
    if minutes >= DAY_MINUTES:
        return say("span.days", n=minutes // DAY_MINUTES)
    if minutes >= HOUR_MINUTES:
        return say("span.hours", n=minutes // HOUR_MINUTES)
    return say("span.minutes", n=max(minutes, 0))


def exact_span(minutes: int) -> str:
    """The whole span for the ledger: `2 hari kerja 3 jam kerja 10 menit kerja` without its zero parts."""
    days, rest = divmod(max(minutes, 0), DAY_MINUTES)
    hours, left = divmod(rest, HOUR_MINUTES)
    parts = (("span.days", days), ("span.hours", hours), ("span.minutes", left))
    return " ".join(say(key, n=n) for key, n in parts if n) or say("span.minutes", n=0)


def decimal(value: float) -> str:
    """One digit after the comma, as numbers are written here: `84,9`."""
    return f"{value:.1f}".replace(".", ",")


def period(of: Period) -> str:
    """`September 2026`, `Triwulan 3 2026`, `Tahun 2026`."""
    n = (of.first.month + 2) // 3
    return say(f"period.{of.kind}", month=_month(of.first), year=of.first.year, n=n)
