"""How long citizens waited for an answer: median and 90th percentile of the waits of legs, for the public pages.

Rule: an open leg counts at its age, so that a forgotten tail shows; a leg that was passed on without an answer in time
counts twice its limit (C5). Percentiles are waits that somebody really had, not interpolations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scores.cohort import ANSWER_PAUSE_CAP_MIN, WORKING_DAY, given_up_at, is_met, is_scored
from scores.legs import ScoreLeg, WorkingTime
from tickets.vocabulary import Closing


@dataclass(frozen=True)
class Waits:
    """Nominal working minutes; `open` legs are among `n` at their age."""

    n: int
    open: int
    median_min: int | None
    p90_min: int | None


def wait_min(leg: ScoreLeg, calendar: WorkingTime, now: datetime) -> int | None:
    """The answer wait of a leg at a moment; None if its start was never recorded or lies ahead."""
    if leg.disposed_at is None or leg.disposed_at > now:
        return None
    given_up = given_up_at(leg)
    if given_up is not None and given_up <= now and not is_met(leg, calendar):
        return 2 * leg.answer_wd * WORKING_DAY
    end = min(_wait_ended(leg) or now, now)
    paused = min(leg.paused_answer_min, ANSWER_PAUSE_CAP_MIN)
    return max(calendar.working_minutes(leg.disposed_at, end) - paused, 0)


def waits(legs: Iterable[ScoreLeg], calendar: WorkingTime, now: datetime) -> Waits:
    """Over the scored legs that had begun by then."""
    minutes: list[int] = []
    still_open = 0
    for leg in legs:
        wait = wait_min(leg, calendar, now) if is_scored(leg, calendar) else None
        if wait is None:
            continue
        minutes.append(wait)
        still_open += _is_open(leg, now)
    minutes.sort()
    return Waits(len(minutes), still_open, _percentile(minutes, 50), _percentile(minutes, 90))


def _wait_ended(leg: ScoreLeg) -> datetime | None:
    """An answer ends it, or the citizen; a closing by anybody else does not (C9)."""
    if leg.answered_at is None and leg.closing is Closing.WITHDRAWN:
        return leg.closed_at
    return leg.answered_at


def _is_open(leg: ScoreLeg, now: datetime) -> bool:
    return all(moment is None or moment > now for moment in (_wait_ended(leg), given_up_at(leg)))


def _percentile(ordered: list[int], percent: int) -> int | None:
    """The smallest wait that at least so many per cent of the legs did not exceed."""
    if not ordered:
        return None
    return ordered[max(-(-len(ordered) * percent // 100) - 1, 0)]
