"""The clocks of a ticket in words: how long is left, which date, why that date, and who held the ticket when.

Rule: figures come from `tickets.clock`; here they only become sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from admin import spoken
from admin.context import ConsoleContext
from admin.texts import say
from tickets import clock
from tickets.facts import Event, Leg, Ticket
from tickets.vocabulary import Status


class Tone(StrEnum):
    """Colours of the page; words always say the same."""

    LATE = "late"
    SOON = "soon"
    GOOD = "good"
    CALM = "calm"
    PLAIN = "plain"


@dataclass(frozen=True)
class Chip:
    words: str
    tone: Tone


@dataclass(frozen=True)
class DueDate:
    heading: str
    day: str
    iso: str
    chip: Chip
    why: str


@dataclass(frozen=True)
class LedgerRow:
    owner: str
    start: str
    end: str
    length: str
    why: str


def soon_until(context: ConsoleContext, now: datetime) -> datetime:
    """Due soon is what is due by the end of the next working day: list, filter and page use the same line."""
    return context.calendar.add_working_days(now, 1)


def pressing(ticket: Ticket, context: ConsoleContext, now: datetime) -> Chip:
    """The one thing a list or a heading says about time."""
    due = clock.due_now(ticket)
    if due is None:
        return Chip(say("due.ended"), Tone.PLAIN)
    if ticket.status is Status.SCREENING:
        return towards(screening_due(ticket, context), context, now)
    return towards(due, context, now, ticket.waiting_since)


def towards(due: datetime, context: ConsoleContext, now: datetime, waiting_since: datetime | None = None) -> Chip:
    """How far a date is. While the citizen is asked, time stands at the question."""
    at = waiting_since or now
    left = context.calendar.working_minutes(at, due)
    if at > due:
        return Chip(say("due.late", span=spoken.span(-left)) if left < 0 else say("due.late_now"), Tone.LATE)
    if waiting_since is not None:
        return Chip(say("due.waiting"), Tone.CALM)
    words = say("due.left", span=spoken.span(left)) if left > 0 else say("due.left_none")
    return Chip(words, Tone.SOON if due <= soon_until(context, now) else Tone.PLAIN)


def _standing_chip(standing: clock.Standing, ticket: Ticket, context: ConsoleContext, now: datetime) -> Chip:
    if not standing.stopped:
        return towards(standing.due, context, now, ticket.waiting_since)
    late = standing.pace is clock.Pace.LATE
    if standing.clock is clock.Clock.ANSWER:
        return Chip(say("due.missed" if late else "due.met"), Tone.LATE if late else Tone.GOOD)
    if ticket.legs[-1].resolved_at is None:
        return Chip(say("due.ended"), Tone.PLAIN)
    return Chip(say("due.resolved_late" if late else "due.resolved_in_time"), Tone.LATE if late else Tone.GOOD)


def screening_start(ticket: Ticket) -> datetime:
    """When the present screening began: the first message, or the last time an agency gave the ticket up."""
    given_up = [leg.returned_at or leg.transferred_at for leg in ticket.legs]
    times = [moment for moment in given_up if moment is not None]
    return max(times) if times else ticket.opened_at


def screening_due(ticket: Ticket, context: ConsoleContext) -> datetime:
    """The coordinator's own limit."""
    start = screening_start(ticket)
    day = context.calendar.local_date(ticket.opened_at)
    return context.calendar.add_working_days(start, context.rulebook.limits_on(day).verify_wd)


def due_dates(ticket: Ticket, context: ConsoleContext, now: datetime) -> tuple[DueDate, ...]:
    """Both clocks of the present or last leg; in screening the coordinator's own limit and the promise."""
    leg = ticket.legs[-1] if ticket.legs else None
    if leg is None or ticket.status is Status.SCREENING:
        return _while_screened(ticket, context, now)
    waiting = ticket.waiting_since
    answer = clock.answer_standing(leg, context.calendar, now, waiting)
    resolve = clock.resolve_standing(leg, context.calendar, now, waiting)
    by_answer, by_resolve = (_standing_chip(found, ticket, context, now) for found in (answer, resolve))
    return (
        _leg_date(leg.answer_wd, leg.paused_answer_min, leg, answer, by_answer, context),
        _leg_date(leg.resolve_wd, leg.paused_resolve_min, leg, resolve, by_resolve, context),
    )


def _leg_date(
    days: int, paused: int, leg: Leg, standing: clock.Standing, chip: Chip, context: ConsoleContext
) -> DueDate:
    start = spoken.short_day(leg.disposed_at, context.zone)
    why = say("clock.why_leg", days=days, start=start, rule=leg.rule_version, calendar=leg.calendar_version)
    if paused:
        why += " " + say("clock.why_paused", span=spoken.exact_span(paused))
    return replace(_date(standing.clock, standing.due, chip, context), why=why)


def _while_screened(ticket: Ticket, context: ConsoleContext, now: datetime) -> tuple[DueDate, ...]:
    promised = _date("promised", ticket.promised_due, _until_closed(ticket, ticket.promised_due, context, now), context)
    promised = replace(
        promised,
        why=say(
            "clock.why_promised",
            start=spoken.short_day(ticket.opened_at, context.zone),
            rule=ticket.rule_version,
            calendar=ticket.calendar_version,
        ),
    )
    if ticket.status is not Status.SCREENING:
        return (promised,)
    due = screening_due(ticket, context)
    days = context.rulebook.limits_on(context.calendar.local_date(ticket.opened_at)).verify_wd
    own = _date("screening", due, towards(due, context, now), context)
    return (replace(own, why=say("clock.why_screening", days=days)), promised)


def _until_closed(ticket: Ticket, due: datetime, context: ConsoleContext, now: datetime) -> Chip:
    return Chip(say("due.ended"), Tone.PLAIN) if ticket.closed_at else towards(due, context, now)


def _date(name: str, due: datetime, chip: Chip, context: ConsoleContext) -> DueDate:
    return DueDate(say(f"clock.{name}"), spoken.day(due, context.zone), due.isoformat(), chip, "")


def ledger_rows(events: Sequence[Event], context: ConsoleContext, now: datetime) -> tuple[LedgerRow, ...]:
    """Every stretch of time with its owner; they add up to the citizen's wait."""
    rows = clock.ledger(events, context.calendar, now)
    return tuple(_ledger_row(span, context) for span in rows)


def _ledger_row(span: clock.Span, context: ConsoleContext) -> LedgerRow:
    agency = span.owner is clock.Owner.AGENCY
    return LedgerRow(
        owner=context.agency_short(span.agency) if agency else say(f"owner.{span.owner}"),
        start=spoken.moment(span.start, context.zone),
        end=say("clock.running") if span.running else spoken.moment(span.end, context.zone),
        length=spoken.exact_span(span.minutes),
        why=say(f"why.{span.why}"),
    )


def citizen_wait(ticket: Ticket, context: ConsoleContext, now: datetime) -> str:
    """The citizen's own clock, whoever held the ticket."""
    return spoken.exact_span(clock.citizen_minutes(ticket, context.calendar, now))
