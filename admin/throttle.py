"""How long an address must wait after failed sign-ins. Pure.

Rule: five tries are free; after that the wait doubles with each failure up to a quarter of an hour. It is counted for
the address that was typed, whether an account exists or not, so that the wait tells nothing.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

FREE_TRIES = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
MEMORY = timedelta(hours=24)  # older failures are forgotten


def blocked_until(failures: Sequence[datetime]) -> datetime | None:
    """When the next try is allowed, given the failures since the last success, oldest first."""
    over = len(failures) - FREE_TRIES
    if over < 0:
        return None
    doubled: int = 1 << min(over, 10)
    wait = min(FIRST_WAIT * doubled, LONGEST_WAIT)
    return failures[-1] + wait


def minutes_left(until: datetime, now: datetime) -> int:
    """Whole minutes to say, at least one."""
    return max(1, -int((now - until).total_seconds() // 60))
