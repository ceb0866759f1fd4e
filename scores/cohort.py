"""The frozen cohort: the legs whose answer deadline falls in a period, each met or missed as seen at the freeze.

Rule: nothing that was due is left out for looking bad. Void are only a return within one working day (C4) and the
citizen's own withdrawal before the deadline (C9); a transfer, a closing and a missing time all stay (C5, C9, C12).
Questions have their own queue and are never scored.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scores.legs import ScoreLeg, WorkingTime
from scores.period import Period
from tickets.vocabulary import Closing, Kind

WORKING_DAY = 450
RETURN_WITHIN_MIN = WORKING_DAY
ANSWER_PAUSE_CAP_MIN = 3 * WORKING_DAY


@dataclass(frozen=True)
class Due:
    """One agency's part in one root ticket that was due: duplicates and splits count once (C10)."""

    root: str
    agency: str
    group: str
    category: str
    met: bool
    legs: tuple[ScoreLeg, ...]


def answer_due(leg: ScoreLeg, calendar: WorkingTime) -> datetime | None:
    """The answer deadline; None when nobody recorded the disposition."""
    if leg.disposed_at is None:
        return None
    return calendar.due(leg.disposed_at, leg.answer_wd, min(leg.paused_answer_min, ANSWER_PAUSE_CAP_MIN))


def is_void(leg: ScoreLeg, calendar: WorkingTime) -> bool:
    """C4: returned to the coordinator within one working day."""
    if leg.returned_at is None or leg.disposed_at is None:
        return False
    return calendar.working_minutes(leg.disposed_at, leg.returned_at) <= RETURN_WITHIN_MIN


def is_scored(leg: ScoreLeg, calendar: WorkingTime) -> bool:
    return leg.kind is not Kind.QUESTION and not is_void(leg, calendar) and not _withdrawn_in_time(leg, calendar)


def is_met(leg: ScoreLeg, calendar: WorkingTime) -> bool:
    """C3: a jawaban by the deadline, before the leg was given up; a leg without a needed time is a miss (C12)."""
    due = answer_due(leg, calendar)
    if due is None or leg.answered_at is None:
        return False
    given_up = given_up_at(leg)
    return leg.answered_at <= (due if given_up is None else min(due, given_up))


def given_up_at(leg: ScoreLeg) -> datetime | None:
    """When the agency passed the matter on; a return that came too late to be void is a transfer (C5)."""
    return min((moment for moment in (leg.transferred_at, leg.returned_at) if moment is not None), default=None)


def due_cohort(legs: Iterable[ScoreLeg], period: Period, calendar: WorkingTime, frozen_at: datetime) -> tuple[Due, ...]:
    """Sorted by group, agency and root. What happened after the freeze has not happened."""
    units: dict[tuple[str, str, str], list[ScoreLeg]] = {}
    for leg in legs:
        placed = _placed_at(leg, calendar)
        if placed is None or placed > frozen_at or not period.holds(placed, calendar.zone):
            continue
        if is_scored(leg, calendar):
            units.setdefault((leg.group, leg.agency, leg.root), []).append(leg)
    return tuple(_unit(units[key], calendar, frozen_at) for key in sorted(units))


def _unit(legs: list[ScoreLeg], calendar: WorkingTime, frozen_at: datetime) -> Due:
    """A split is met when all its parts are; its category is that of its first leg by name."""
    ordered = tuple(sorted(legs, key=lambda leg: leg.leg))
    first = ordered[0]
    met = all(is_met(leg, calendar) and _by(leg.answered_at, frozen_at) for leg in ordered)
    return Due(first.root, first.agency, first.group, first.category, met, ordered)


def _by(moment: datetime | None, frozen_at: datetime) -> bool:
    return moment is not None and moment <= frozen_at


def _placed_at(leg: ScoreLeg, calendar: WorkingTime) -> datetime | None:
    """The deadline; without a recorded disposition the first time that is known, so that the miss is counted."""
    due = answer_due(leg, calendar)
    if due is not None:
        return due
    times = (leg.answered_at, leg.resolved_at, leg.reopened_at, leg.transferred_at, leg.returned_at, leg.closed_at)
    return min((moment for moment in times if moment is not None), default=None)


def _withdrawn_in_time(leg: ScoreLeg, calendar: WorkingTime) -> bool:
    """C9: the citizen's own withdrawal ends the matter unless the deadline had already passed."""
    if leg.closing is not Closing.WITHDRAWN or leg.closed_at is None or leg.answered_at is not None:
        return False
    due = answer_due(leg, calendar)
    return due is not None and leg.closed_at <= due
