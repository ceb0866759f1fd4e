"""What the citizen decides about a ticket, and what the citizen's silence decides.

Rule: the citizen's next message ends a pause; a citizen's "belum" within the reply window undoes a resolution, even one
that the citizen had confirmed; only the citizen withdraws. That the citizen is the ticket's own is checked before the
desk is asked.
"""

from datetime import datetime

from tickets.acts import Act, guard
from tickets.calendar import Calendar
from tickets.desk_opening import deadline_moved
from tickets.errors import MoveNotAllowed, ReplyWindowOpen, ReplyWindowPassed
from tickets.facts import By, Decision, EventValue, NewEvent, Notice, Ticket
from tickets.legs import pause_ended
from tickets.lifecycle import after
from tickets.rulebook import Rulebook
from tickets.vocabulary import Audience, Closing, EventKind, NoticeKey, Status, Verdict

ENDED_BY_RESOLUTION = frozenset({Closing.CONFIRMED, Closing.UNCONFIRMED})


def citizen_replied(ticket: Ticket, message: str, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    """The answer to the agency's question: ends the pause."""
    guard(Act.CITIZEN_REPLIED, ticket, by)
    data: dict[str, EventValue] = {"message": message, **pause_ended(ticket, calendar, now)}
    replied = NewEvent(EventKind.CITIZEN_REPLIED, now, by, data)
    told = _to_agency(ticket, NoticeKey.CITIZEN_REPLIED, message)
    return Decision((replied,), (*told, *deadline_moved(ticket, after(ticket, [replied]))))


def citizen_added(ticket: Ticket, message: str, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    """More words or a photo: the ticket keeps its place and its clocks. While a question is open it is the reply."""
    if ticket.status is Status.WAITING_CITIZEN:
        return citizen_replied(ticket, message, by=by, now=now, calendar=calendar)
    guard(Act.CITIZEN_ADDED, ticket, by)
    added = NewEvent(EventKind.ADDED, now, by, {"message": message})
    return Decision((added,), _to_agency(ticket, NoticeKey.CITIZEN_ADDED, message))


def give_verdict(
    ticket: Ticket, verdict: Verdict, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook
) -> Decision:
    """Solved closes at any time; anything else reopens (C8), until the reply window has passed.

    Whoever said "solved" may come back within the window too: the fault may show itself the next night.
    """
    guard(Act.GIVE_VERDICT, ticket, by)
    if ticket.status is Status.CLOSED and (verdict is Verdict.SOLVED or ticket.closing not in ENDED_BY_RESOLUTION):
        raise MoveNotAllowed(Act.GIVE_VERDICT, ticket.status)
    said = NewEvent(EventKind.VERDICT, now, by, {"verdict": verdict})
    if verdict is Verdict.SOLVED:
        return Decision((said, _closed(Closing.CONFIRMED, by=by, now=now)))
    if now > reply_window_end(ticket, calendar, rulebook):
        raise ReplyWindowPassed(Act.GIVE_VERDICT, ticket.status)
    reopened = NewEvent(EventKind.REOPENED, now, by, {"verdict": verdict, "upheld": True})
    params: dict[str, EventValue] = {"verdict": verdict}
    notices = [
        *_to_agency(ticket, NoticeKey.REOPENED, None, params),
        Notice(Audience.COORDINATOR, NoticeKey.REOPENED, params=params),
    ]
    if verdict is Verdict.NEVER_HANDLED:
        notices.append(Notice(Audience.COORDINATOR, NoticeKey.NEVER_HANDLED, params={"agency": ticket.agency}))
    return Decision((said, reopened), tuple(notices))


def withdraw(ticket: Ticket, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    guard(Act.WITHDRAW, ticket, by)
    closed = _closed(Closing.WITHDRAWN, by=by, now=now, paused=pause_ended(ticket, calendar, now))
    return Decision((closed,), _to_agency(ticket, NoticeKey.WITHDRAWN, None))


def close_unconfirmed(ticket: Ticket, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook) -> Decision:
    """After the reply window of silence the resolution stands."""
    guard(Act.CLOSE_UNCONFIRMED, ticket, by)
    if now <= reply_window_end(ticket, calendar, rulebook):
        raise ReplyWindowOpen(Act.CLOSE_UNCONFIRMED, ticket.status)
    closed = _closed(Closing.UNCONFIRMED, by=by, now=now)
    return Decision((closed,), (Notice(Audience.CITIZEN, NoticeKey.CLOSED_UNCONFIRMED),))


def reply_window_end(ticket: Ticket, calendar: Calendar, rulebook: Rulebook) -> datetime:
    """Until when the citizen may contest the present resolution."""
    assert ticket.resolved_at is not None
    return window_end(ticket.opened_at, ticket.resolved_at, calendar, rulebook)


def window_end(opened_at: datetime, resolved_at: datetime, calendar: Calendar, rulebook: Rulebook) -> datetime:
    """The end of the reply window of a resolution, by the rules of the day on which the ticket was opened."""
    limits = rulebook.limits_on(calendar.local_date(opened_at))
    return calendar.add_working_days(resolved_at, limits.reply_window_wd)


def _closed(closing: Closing, *, by: By, now: datetime, paused: dict[str, EventValue] | None = None) -> NewEvent:
    return NewEvent(EventKind.CLOSED, now, by, {"closing": closing, "reason": None, **(paused or {})})


def _to_agency(
    ticket: Ticket, key: NoticeKey, message: str | None, params: dict[str, EventValue] | None = None
) -> tuple[Notice, ...]:
    """Nobody is told while no agency has the ticket: the coordinator reads it when screening."""
    if ticket.agency is None:
        return ()
    return (Notice(Audience.AGENCY, key, agency=ticket.agency, message=message, params=params or {}),)
