"""The clocks of a ticket, read at a moment: how an agency's leg stands and how long the citizen has waited.

Rule: the citizen's clock starts at the first message and never restarts (C1); an agency's starts at its disposition
(C2); only a jawaban stops the answer clock (C3). Late means after the due time, whatever happened since.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tickets.calendar import Calendar
from tickets.facts import Leg, Ticket
from tickets.ledger import Owner, Span, Why, desk_minutes, ledger
from tickets.legs import granted, present_leg, with_pause

__all__ = [
    "Clock",
    "Owner",
    "Pace",
    "Span",
    "Standing",
    "Why",
    "answer_standing",
    "citizen_minutes",
    "desk_minutes",
    "due_now",
    "ledger",
    "resolve_standing",
    "standing",
]

_SOON_NUMERATOR, _SOON_DENOMINATOR = 4, 5  # due soon from 80 % of the time allowed


class Clock(StrEnum):
    ANSWER = "answer"
    RESOLVE = "resolve"


class Pace(StrEnum):
    ON_TIME = "on_time"
    DUE_SOON = "due_soon"
    LATE = "late"


@dataclass(frozen=True)
class Standing:
    """How a clock stands. Minutes are nominal (450 a working day), net of pauses; `left_min` is negative when late."""

    clock: Clock
    pace: Pace
    used_min: int
    left_min: int
    due: datetime
    stopped: bool  # the clock has stopped: answered, resolved, given up or closed


def standing(leg: Leg, calendar: Calendar, now: datetime, waiting_since: datetime | None = None) -> Standing:
    """The clock that matters now: the answer's until a jawaban, then the resolution's."""
    if leg.answered_at is None:
        return answer_standing(leg, calendar, now, waiting_since)
    return resolve_standing(leg, calendar, now, waiting_since)


def answer_standing(leg: Leg, calendar: Calendar, now: datetime, waiting_since: datetime | None = None) -> Standing:
    return _standing(Clock.ANSWER, leg, calendar, now, waiting_since)


def resolve_standing(leg: Leg, calendar: Calendar, now: datetime, waiting_since: datetime | None = None) -> Standing:
    return _standing(Clock.RESOLVE, leg, calendar, now, waiting_since)


def due_now(ticket: Ticket) -> datetime | None:
    """The date in force for the citizen: promised, then the present owner's; none once resolved or closed."""
    if ticket.resolved_at is not None or ticket.closed_at is not None:
        return None
    leg = present_leg(ticket)
    if leg is None:
        return ticket.promised_due
    return leg.answer_due if leg.answered_at is None else leg.resolve_due


def citizen_minutes(ticket: Ticket, calendar: Calendar, now: datetime) -> int:
    """How long the citizen has waited for an end of the matter, whoever held it."""
    return calendar.working_minutes(ticket.opened_at, ticket.resolved_at or ticket.closed_at or now)


def _standing(clock: Clock, leg: Leg, calendar: Calendar, now: datetime, waiting_since: datetime | None) -> Standing:
    leg = with_pause(leg, granted(leg, waiting_since, calendar, now), calendar)
    answers = clock is Clock.ANSWER
    due = leg.answer_due if answers else leg.resolve_due
    paused = leg.paused_answer_min if answers else leg.paused_resolve_min
    ends = [leg.answered_at if answers else leg.resolved_at, leg.transferred_at, leg.returned_at, leg.closed_at]
    stops = [moment for moment in ends if moment is not None]
    at = min([*stops, now])
    used = max(calendar.working_minutes(leg.disposed_at, at) - paused, 0)
    left = calendar.working_minutes(at, due)
    return Standing(clock, _pace(at, due, used, left), used, left, due, stopped=bool(stops))


def _pace(at: datetime, due: datetime, used: int, left: int) -> Pace:
    if at > due:
        return Pace.LATE
    if used * _SOON_DENOMINATOR >= (used + left) * _SOON_NUMERATOR:
        return Pace.DUE_SOON
    return Pace.ON_TIME
