"""When to try again: growing waits with jitter, and an end. Pure; the dice are passed in."""

from datetime import datetime, timedelta

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=30)
MAX_ATTEMPTS = 12  # about three hours in all
LOOK_UP_AFTER = timedelta(seconds=20)  # an accepted message is not always listed at once


def next_try(now: datetime, attempts: int, dice: float) -> datetime | None:
    """The time of the next attempt after `attempts` failures, or None when it is time to give up.

    `dice` in 0..1 spreads the wait over 50 to 100 % of its length, so that a burst of failures does not come back as
    one.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    wait = min(FIRST_WAIT * int(2 ** min(attempts, 12)), LONGEST_WAIT)
    return now + wait * (0.5 + dice / 2)
