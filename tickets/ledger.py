"""Who held a ticket when, and why: the spans that a ticket page shows and a disputed score is argued from.

Rule: every minute from the first message has exactly one owner. Waiting for the citizen is the citizen's only as far
as a pause may go (C7); beyond it the time is the agency's again.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tickets.calendar import Calendar
from tickets.facts import Event, Ticket
from tickets.legs import answer_pause_left, present_leg, resolve_pause_left
from tickets.lifecycle import advance, open_from
from tickets.vocabulary import EventKind, Status


class Owner(StrEnum):
    BOT = "bot"  # the conversation before the ticket was filed
    DESK = "desk"  # the coordinator's screening
    AGENCY = "agency"
    CITIZEN = "citizen"


class Why(StrEnum):
    CHAT = "chat"
    SCREENING = "screening"
    TO_ANSWER = "to_answer"
    TO_RESOLVE = "to_resolve"
    REOPENED = "reopened"
    QUESTION_ASKED = "question_asked"
    PAUSE_USED_UP = "pause_used_up"
    VERDICT_AWAITED = "verdict_awaited"


@dataclass(frozen=True)
class Span:
    """A stretch of time with one owner. Minutes are nominal working minutes."""

    owner: Owner
    agency: str | None  # of Owner.AGENCY, and of Owner.CITIZEN the agency that waits
    start: datetime
    end: datetime
    minutes: int
    why: Why
    running: bool = False


def ledger(events: Sequence[Event], calendar: Calendar, now: datetime) -> tuple[Span, ...]:
    """The spans of a ticket from its first message to its closing or now."""
    lasting = (span for span in _spans(events, calendar, now) if span.end > span.start)
    return tuple(_measured(span, calendar) for span in _joined(lasting))


def desk_minutes(spans: Iterable[Span]) -> int:
    """The desk's own time: all screening together."""
    return sum(span.minutes for span in spans if span.owner is Owner.DESK)


def _spans(events: Sequence[Event], calendar: Calendar, now: datetime) -> Iterator[Span]:
    ticket = open_from("", "", events[0])
    yield Span(Owner.BOT, None, ticket.opened_at, events[0].at, 0, Why.CHAT)
    for event, following in zip(events, [*events[1:], None], strict=True):
        if event is not events[0]:
            ticket = advance(ticket, event)
        end = now if following is None else following.at
        if ticket.status is not Status.CLOSED:
            yield from _held(ticket, event.at, end, calendar, running=following is None)
        elif any(later.kind is EventKind.REOPENED for later in events[event.seq :]):
            yield Span(Owner.CITIZEN, ticket.agency, event.at, end, 0, Why.VERDICT_AWAITED)


def _held(ticket: Ticket, start: datetime, end: datetime, calendar: Calendar, *, running: bool) -> Iterator[Span]:
    owner, why = _owner(ticket)
    span = Span(owner, ticket.agency, start, end, 0, why, running)
    if why is not Why.QUESTION_ASKED:
        yield span
        return
    over = _pause_over(ticket, calendar)
    if end <= over:
        yield span
    elif start >= over:
        yield replace(span, owner=Owner.AGENCY, why=Why.PAUSE_USED_UP)
    else:
        yield replace(span, end=over, running=False)
        yield replace(span, owner=Owner.AGENCY, why=Why.PAUSE_USED_UP, start=over)


def _owner(ticket: Ticket) -> tuple[Owner, Why]:
    leg = present_leg(ticket)
    if leg is None:
        return Owner.DESK, Why.SCREENING
    if ticket.status is Status.WAITING_CITIZEN:
        return Owner.CITIZEN, Why.QUESTION_ASKED
    if ticket.status is Status.RESOLVED:
        return Owner.CITIZEN, Why.VERDICT_AWAITED
    if leg.reopened_at is not None:
        return Owner.AGENCY, Why.REOPENED
    return Owner.AGENCY, Why.TO_ANSWER if leg.answered_at is None else Why.TO_RESOLVE


def _pause_over(ticket: Ticket, calendar: Calendar) -> datetime:
    """When the pause of the clock that runs now is used up."""
    leg = ticket.legs[-1]
    since = ticket.waiting_since
    assert since is not None
    unanswered = leg.answered_at is None
    left = answer_pause_left(leg, since) if unanswered else resolve_pause_left(leg, since)
    return calendar.add_working_minutes(since, left)


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Neighbours of the same owner and reason as one."""
    last: Span | None = None
    for span in spans:
        if last is not None and (last.owner, last.agency, last.why) == (span.owner, span.agency, span.why):
            last = replace(last, end=span.end, running=span.running)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last


def _measured(span: Span, calendar: Calendar) -> Span:
    return replace(span, minutes=calendar.working_minutes(span.start, span.end))
