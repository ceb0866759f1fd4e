"""How a ticket comes to an agency: opening, the coordinator's screening, archive.

Rule: a machine disposes only what the citizen confirmed and the classifier is sure of (threshold of the region), and
never a supervision complaint, which the coordinator alone gives, and to the oversight agency alone.
"""

from dataclasses import dataclass
from datetime import datetime

from tickets.acts import Act, guard
from tickets.calendar import Calendar
from tickets.clock import due_now
from tickets.errors import NoAgency, SupervisionOnlyToOversight, UnknownCategory
from tickets.facts import By, Decision, EventValue, Leg, NewEvent, Notice, Ticket
from tickets.legs import due_data
from tickets.lifecycle import fold, numbered
from tickets.rulebook import Rulebook
from tickets.vocabulary import (
    Actor,
    ArchiveReason,
    Audience,
    Channel,
    Closing,
    EventKind,
    Kind,
    NoticeKey,
    ScreeningReason,
)

SYSTEM = By(Actor.SYSTEM)


@dataclass(frozen=True)
class Opening:
    """What the conversation knows when the citizen confirms. `message` is the id of the row with the words."""

    ticket_id: str
    code: str
    kind: Kind
    category: str | None
    category_confirmed: bool
    confidence: float
    suggested_agency: str | None
    channel: Channel
    message: str
    first_message_at: datetime
    hide_name: bool
    hide_content: bool


def open_ticket(opening: Opening, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook) -> Decision:
    """OPENED and, in the same decision, DISPOSED or SCREENING_WANTED."""
    kind = _kind(opening, rulebook)
    step = _first_step(opening, kind, rulebook)
    screened = isinstance(step, ScreeningReason)
    opened = NewEvent(EventKind.OPENED, now, by, _opened(opening, kind, calendar, rulebook, screened=screened))
    if isinstance(step, ScreeningReason):
        wanted = screening_wanted(step, by=SYSTEM, now=now, suggested=opening.suggested_agency)
        return Decision((opened, wanted), (to_screen(step),))
    ticket = fold(opening.ticket_id, opening.code, numbered([opened]))
    leg = fresh_leg(ticket, step, now=now, calendar=calendar, rulebook=rulebook)
    return Decision((opened, disposed(leg, by=SYSTEM)), (new_work(leg),))


def dispose(ticket: Ticket, agency: str, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook) -> Decision:
    """The coordinator gives the ticket to an agency; from the third time on this fixes the owner (C6)."""
    guard(Act.DISPOSE, ticket, by)
    check_receiver(Act.DISPOSE, ticket, agency, rulebook)
    leg = fresh_leg(ticket, agency, now=now, calendar=calendar, rulebook=rulebook)
    return Decision((disposed(leg, by=by),), (new_work(leg), handed_over(leg)))


def archive(ticket: Ticket, reason: ArchiveReason, *, by: By, now: datetime) -> Decision:
    guard(Act.ARCHIVE, ticket, by)
    closed = NewEvent(EventKind.CLOSED, now, by, {"closing": Closing.ARCHIVED, "reason": reason})
    return Decision((closed,), (Notice(Audience.CITIZEN, NoticeKey.ARCHIVED, params={"reason": reason}),))


def screening_wanted(reason: ScreeningReason, *, by: By, now: datetime, suggested: str | None = None) -> NewEvent:
    return NewEvent(EventKind.SCREENING_WANTED, now, by, {"reason": reason, "agency": suggested})


def to_screen(reason: ScreeningReason) -> Notice:
    return Notice(Audience.COORDINATOR, NoticeKey.TO_SCREEN, params={"reason": reason})


def new_work(leg: Leg) -> Notice:
    params: dict[str, EventValue] = {"due": leg.answer_due.isoformat()}
    return Notice(Audience.AGENCY, NoticeKey.NEW_WORK, agency=leg.agency, params=params)


def handed_over(leg: Leg) -> Notice:
    params: dict[str, EventValue] = {"agency": leg.agency, "due": leg.answer_due.isoformat()}
    return Notice(Audience.CITIZEN, NoticeKey.HANDED_OVER, params=params)


def deadline_moved(before: Ticket, after: Ticket) -> tuple[Notice, ...]:
    """A notice to the citizen if the date in force is another one."""
    due = due_now(after)
    if due is None or due == due_now(before):
        return ()
    return (Notice(Audience.CITIZEN, NoticeKey.DEADLINE_MOVED, params={"due": due.isoformat()}),)


def check_receiver(act: Act, ticket: Ticket, agency: str, rulebook: Rulebook) -> None:
    if not agency:
        raise NoAgency(act, ticket.status)
    if ticket.kind is Kind.SUPERVISION and agency != rulebook.oversight:
        raise SupervisionOnlyToOversight(act, ticket.status)


def fresh_leg(ticket: Ticket, agency: str, *, now: datetime, calendar: Calendar, rulebook: Rulebook) -> Leg:
    """A leg from this disposition, under the rules in force on the day of the first message."""
    day = calendar.local_date(ticket.opened_at)
    limits = rulebook.leaf_limits(day, ticket.kind, ticket.category)
    return Leg(
        number=len(ticket.legs) + 1,
        agency=agency,
        kind=ticket.kind,
        category=ticket.category or "",
        disposed_at=now,
        answer_wd=limits.answer_wd,
        resolve_wd=limits.resolve_wd,
        answer_due=calendar.due(now, limits.answer_wd),
        resolve_due=calendar.due(now, limits.resolve_wd),
        rule_version=rulebook.limits_on(day).version,
        calendar_version=calendar.version,
    )


def disposed(leg: Leg, *, by: By) -> NewEvent:
    data: dict[str, EventValue] = {
        "agency": leg.agency,
        "category": leg.category or None,
        "kind": leg.kind,
        "answer_wd": leg.answer_wd,
        "resolve_wd": leg.resolve_wd,
        "rule_version": leg.rule_version,
        "calendar_version": leg.calendar_version,
        **due_data(leg),
    }
    return NewEvent(EventKind.DISPOSED, leg.disposed_at, by, data)


def promised_due(
    kind: Kind, category: str | None, start: datetime, calendar: Calendar, rulebook: Rulebook, *, screened: bool
) -> datetime:
    """The date told to the citizen: the answer limit, after the screening limit if the coordinator looks first."""
    day = calendar.local_date(start)
    screening_wd = rulebook.limits_on(day).verify_wd if screened else 0
    return calendar.add_working_days(start, screening_wd + rulebook.leaf_limits(day, kind, category).answer_wd)


def _opened(
    opening: Opening, kind: Kind, calendar: Calendar, rulebook: Rulebook, *, screened: bool
) -> dict[str, EventValue]:
    start = opening.first_message_at
    due = promised_due(kind, opening.category, start, calendar, rulebook, screened=screened)
    supervised = kind is Kind.SUPERVISION
    return {
        "code": opening.code,
        "kind": kind,
        "category": opening.category,
        "channel": opening.channel,
        "message": opening.message,
        "first_message_at": start.isoformat(),
        "promised_due": due.isoformat(),
        "rule_version": rulebook.limits_on(calendar.local_date(start)).version,
        "calendar_version": calendar.version,
        "hide_name": opening.hide_name or supervised,
        "hide_content": opening.hide_content or supervised,
    }


def _kind(opening: Opening, rulebook: Rulebook) -> Kind:
    """A category of the supervision kind makes the ticket one, whatever the conversation called it."""
    if opening.category is None:
        return opening.kind
    rule = rulebook.categories.get(opening.category)
    if rule is None:
        raise UnknownCategory("open_ticket", None)
    return Kind.SUPERVISION if rule.kind is Kind.SUPERVISION else opening.kind


def _first_step(opening: Opening, kind: Kind, rulebook: Rulebook) -> ScreeningReason | str:
    """Why the coordinator looks first, or else the agency of an automatic disposition."""
    if kind is Kind.SUPERVISION:
        return ScreeningReason.SUPERVISION
    if kind is Kind.QUESTION:
        return opening.suggested_agency or ScreeningReason.UNKNOWN_QUESTION
    if opening.category is None or not opening.category_confirmed:
        return ScreeningReason.CATEGORY_NOT_CONFIRMED
    if opening.confidence < rulebook.auto_dispose_confidence:
        return ScreeningReason.LOW_CONFIDENCE
    return rulebook.categories[opening.category].agency or ScreeningReason.NO_AGENCY
