"""The periods that are scored: a month `2026-09`, a quarter `2026-Q3`, a year `2026`, in the region's local days.

Rule: a period begins at local midnight and ends before the next one begins; its minimum for a rank is its own.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

FREEZE_AFTER_WD = 10  # working days of grace after the period's last day

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MINIMUM = {"month": 10, "quarter": 10, "year": 30}  # legs due, for a rank; a quarter pools its months
_FORMS = re.compile(r"(?P<year>[12][0-9]{3})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?")


class BadPeriod(ValueError):
    def __init__(self, text: str) -> None:
        super().__init__(f"a period is written 2026-09, 2026-Q3 or 2026, not {text!r}")


@dataclass(frozen=True)
class Period:
    """`first` is its first local day, `after` the first day that no longer belongs to it."""

    label: str
    kind: str  # month | quarter | year
    first: date
    after: date

    @classmethod
    def parse(cls, text: str) -> "Period":
        match = _FORMS.fullmatch(text)
        if match is None:
            raise BadPeriod(text)
        if match["month"] is not None:
            kind, month = "month", int(match["month"])
        elif match["quarter"] is not None:
            kind, month = "quarter", 3 * int(match["quarter"]) - 2
        else:
            kind, month = "year", 1
        first = date(int(match["year"]), month, 1)
        return cls(text, kind, first, _months_later(first, _MONTHS[kind]))

    @property
    def minimum(self) -> int:
        """Fewest legs due for a rank."""
        return _MINIMUM[self.kind]

    def starts(self, zone: tzinfo) -> datetime:
        return datetime.combine(self.first, time(), tzinfo=zone).astimezone(UTC)

    def ends(self, zone: tzinfo) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.after, time(), tzinfo=zone).astimezone(UTC)

    def holds(self, moment: datetime, zone: tzinfo) -> bool:
        return self.first <= moment.astimezone(zone).date() < self.after


def _months_later(first: date, months: int) -> date:
    years, month = divmod(first.month - 1 + months, 12)
    return date(first.year + years, month + 1, 1)
