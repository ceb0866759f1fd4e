"""The rules of a leg, one agency's ownership of a ticket: return, transfer, fixed owner, pauses.

C4: a return within one working day voids the leg. C5: a later transfer leaves it with the sender. C6: the third
disposition is the coordinator's and fixes the owner. C7: waiting for the citizen pauses a clock, within caps, and never
a clock that has already run out: a question asked too late must not cure a miss.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from tickets.calendar import WORKING_DAY, Calendar
from tickets.facts import EventValue, Leg, Ticket

RETURN_WITHIN_MIN = WORKING_DAY
ANSWER_PAUSE_CAP_MIN = 3 * WORKING_DAY  # and one pause only
RESOLVE_PAUSE_CAP_MIN = 10 * WORKING_DAY
FIXING_DISPOSITION = 3


@dataclass(frozen=True)
class Pause:
    """Minutes that waiting for the citizen grants to each clock."""

    answer_min: int = 0
    resolve_min: int = 0


def present_leg(ticket: Ticket) -> Leg | None:
    """The leg of the present owner."""
    return ticket.legs[-1] if ticket.agency is not None else None


def owner_is_fixed(ticket: Ticket) -> bool:
    return ticket.dispositions >= FIXING_DISPOSITION


def next_owner_is_coordinators(ticket: Ticket) -> bool:
    """Whether the next disposition would be the third."""
    return ticket.dispositions + 1 >= FIXING_DISPOSITION


def may_return(leg: Leg, calendar: Calendar, now: datetime) -> bool:
    """Whether giving the ticket up now voids the leg."""
    return calendar.working_minutes(leg.disposed_at, now) <= RETURN_WITHIN_MIN


def granted(leg: Leg, waiting_since: datetime | None, calendar: Calendar, until: datetime) -> Pause:
    """What a pause from `waiting_since` to `until` grants, within the caps."""
    if waiting_since is None:
        return Pause()
    waited = max(calendar.working_minutes(waiting_since, until), 0)
    answer = min(waited, answer_pause_left(leg, waiting_since))
    resolve = min(waited, resolve_pause_left(leg, waiting_since))
    return Pause(answer, resolve)


def answer_pause_left(leg: Leg, waiting_since: datetime) -> int:
    stopped = leg.answered_at is not None
    if stopped or leg.paused_answer_min > 0 or waiting_since > leg.answer_due:
        return 0
    return ANSWER_PAUSE_CAP_MIN


def resolve_pause_left(leg: Leg, waiting_since: datetime) -> int:
    if waiting_since > leg.resolve_due:
        return 0
    return max(RESOLVE_PAUSE_CAP_MIN - leg.paused_resolve_min, 0)


def with_pause(leg: Leg, pause: Pause, calendar: Calendar) -> Leg:
    """The leg with the granted minutes and the due times that follow; a clock that gained nothing keeps its own."""
    answer_min = leg.paused_answer_min + pause.answer_min
    resolve_min = leg.paused_resolve_min + pause.resolve_min
    answer_due, resolve_due = leg.answer_due, leg.resolve_due
    if pause.answer_min:
        answer_due = calendar.due(leg.disposed_at, leg.answer_wd, answer_min)
    if pause.resolve_min:
        resolve_due = calendar.due(leg.disposed_at, leg.resolve_wd, resolve_min)
    return replace(
        leg,
        paused_answer_min=answer_min,
        paused_resolve_min=resolve_min,
        answer_due=answer_due,
        resolve_due=resolve_due,
    )


def pause_ended(ticket: Ticket, calendar: Calendar, now: datetime) -> dict[str, EventValue]:
    """What an event that ends the open pause must carry; nothing if there is none."""
    leg = present_leg(ticket)
    if leg is None or ticket.waiting_since is None:
        return {}
    pause = granted(leg, ticket.waiting_since, calendar, now)
    return {
        "granted_answer_min": pause.answer_min,
        "granted_resolve_min": pause.resolve_min,
        **due_data(with_pause(leg, pause, calendar)),
    }


def due_data(leg: Leg) -> dict[str, EventValue]:
    return {"answer_due": leg.answer_due.isoformat(), "resolve_due": leg.resolve_due.isoformat()}
