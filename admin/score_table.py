"""The score page's figures: part A of a period per group with the waits beside it, as rows for page and file alike.

Rule: page and CSV show the same rows; nothing is rounded twice.
"""

import csv
import io
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from admin.context import ConsoleContext
from admin.texts import say, say_or
from scores.cohort import due_cohort
from scores.legs import ScoreLeg
from scores.period import FREEZE_AFTER_WD, Period
from scores.report import AgencyResult, half_up, report
from scores.share import VIRTUAL_LEGS
from scores.waits import Waits, waits

WORKING_DAY = 450
MONTHS_OFFERED = 12
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class ScoreRow:
    """One agency. Shares are percentages as printed, waits working days."""

    agency: str
    n: int
    met: int
    raw: float
    expected: float
    post: float
    score: float
    rank: int | None
    waiting: int
    median_wd: float | None
    p90_wd: float | None

    @property
    def ranked(self) -> bool:
        return self.rank is not None


@dataclass(frozen=True)
class ScoreGroup:
    name: str
    level: float
    rows: tuple[ScoreRow, ...]


@dataclass(frozen=True)
class ScorePage:
    """`frozen`: whether the figures can still change."""

    period: Period
    frozen_at: datetime
    frozen: bool
    groups: tuple[ScoreGroup, ...]

    @property
    def minimum(self) -> int:
        return self.period.minimum


def score_page(legs: Sequence[ScoreLeg], period: Period, context: ConsoleContext, now: datetime) -> ScorePage:
    """Shares and waits of the same legs: those that were due in the period, as seen at its freeze or now."""
    calendar = context.calendar
    freeze = calendar.add_working_days(period.ends(calendar.zone), FREEZE_AFTER_WD)
    seen_at = min(freeze, now)
    scores = report(legs, period, calendar, seen_at)
    due: dict[str, list[ScoreLeg]] = defaultdict(list)
    for unit in due_cohort(legs, period, calendar, seen_at):
        due[unit.agency] += unit.legs
    waited = {agency: waits(mine, calendar, seen_at) for agency, mine in due.items()}
    groups = tuple(
        ScoreGroup(
            name=say_or(f"group.{group['group']}", "group.other"),
            level=_percent(group["p"]),
            rows=tuple(_row(result, waited[result["agency"]], context) for result in group["agencies"]),
        )
        for group in scores["group_results"]
    )
    return ScorePage(period, freeze, now >= freeze, groups)


def _row(result: AgencyResult, waited: Waits, context: ConsoleContext) -> ScoreRow:
    n, met, expected = result["n"], result["met"], result["expected"]
    return ScoreRow(
        agency=context.agency_name(result["agency"]),
        n=n,
        met=met,
        raw=_percent(met / n),
        expected=_percent(expected),
        post=_percent((met + VIRTUAL_LEGS * expected) / (n + VIRTUAL_LEGS)),
        score=result["score"],
        rank=result["rank"],
        waiting=waited.open,
        median_wd=_days(waited.median_min),
        p90_wd=_days(waited.p90_min),
    )


def _percent(share: float) -> float:
    return half_up(100 * share, 1)


def _days(minutes: int | None) -> float | None:
    return None if minutes is None else half_up(minutes / WORKING_DAY, 1)


def offered_periods(today: date) -> tuple[str, ...]:
    """The present month and the ones before, then quarters and years that they touch, newest first."""
    months = [_month_before(today, back) for back in range(MONTHS_OFFERED)]
    quarters = dict.fromkeys(f"{year}-Q{(month + 2) // 3}" for year, month in months)
    years = dict.fromkeys(str(year) for year, _ in months)
    return (*(f"{year}-{month:02}" for year, month in months), *quarters, *years)


def _month_before(today: date, back: int) -> tuple[int, int]:
    years, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return years, month + 1


def as_csv(page: ScorePage) -> bytes:
    """The same rows with a byte order mark, so that spreadsheet programs read the letters right."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(say(f"score_column.{name}") for name in _COLUMNS)
    for group in page.groups:
        for row in group.rows:
            values = {"period": page.period.label, "group": group.name, "level": group.level, **vars(row)}
            writer.writerow(_cell(values[name]) for name in _COLUMNS)
    return "\ufeff".encode() + out.getvalue().encode()


_COLUMNS = (
    "period", "group", "level", "agency", "n", "met", "raw", "expected", "post", "score", "rank", "waiting",
    "median_wd", "p90_wd",
)  # fmt: skip


def _cell(value: object) -> str:
    """A text that a spreadsheet would take for a formula is marked as text."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return "'" + value
    return str(value)
