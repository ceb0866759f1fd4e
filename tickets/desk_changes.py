"""Changes that touch due dates or privacy of a ticket under way: reclassification, a new calendar, the two switches.

Rule: forward only (C11). A limit that has been met, missed, or would be missed at once by the change stays as it was;
nobody is made late, and no miss is cured, by relabelling.
"""

from dataclasses import replace
from datetime import datetime

from tickets.acts import Act, guard
from tickets.calendar import Calendar
from tickets.desk_opening import deadline_moved, promised_due, screening_wanted, to_screen
from tickets.errors import ReasonMissing, UnknownCategory
from tickets.facts import By, Decision, EventValue, Leg, NewEvent, Ticket
from tickets.legs import due_data, pause_ended, present_leg
from tickets.lifecycle import after
from tickets.rulebook import Rulebook
from tickets.vocabulary import EventKind, Kind, ScreeningReason


def reclassify(
    ticket: Ticket,
    *,
    kind: Kind,
    category: str | None,
    reason: str,
    by: By,
    now: datetime,
    calendar: Calendar,
    rulebook: Rulebook,
) -> Decision:
    """`reason` is the id of the row with the coordinator's words.

    What turns out to be a supervision complaint is hidden, leaves any other agency at once and is screened again.
    """
    guard(Act.RECLASSIFY, ticket, by)
    if not reason:
        raise ReasonMissing(Act.RECLASSIFY, ticket.status)
    if category is not None and category not in rulebook.categories:
        raise UnknownCategory(Act.RECLASSIFY, ticket.status)
    data: dict[str, EventValue] = {"kind": kind, "category": category, "reason": reason}
    leg = present_leg(ticket)
    if leg is None:
        due = promised_due(kind, category, ticket.opened_at, calendar, rulebook, screened=True)
        data["promised_due"] = due.isoformat()
    else:
        relabelled = _relabelled(ticket, leg, kind, category, now=now, calendar=calendar, rulebook=rulebook)
        data["promised_due"] = ticket.promised_due.isoformat()
        data |= {"answer_wd": relabelled.answer_wd, "resolve_wd": relabelled.resolve_wd, **due_data(relabelled)}
    events = [NewEvent(EventKind.RECLASSIFIED, now, by, data)]
    if kind is Kind.SUPERVISION and ticket.kind is not Kind.SUPERVISION:
        events.append(_hidden(by, now))
    if kind is Kind.SUPERVISION and leg is not None and leg.agency != rulebook.oversight:
        events += _taken_back(after(ticket, events), reason, by=by, now=now, calendar=calendar)
        return Decision(tuple(events), (to_screen(ScreeningReason.SUPERVISION),))
    return Decision(tuple(events), deadline_moved(ticket, after(ticket, events)))


def recompute_due(ticket: Ticket, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook) -> Decision:
    """Due times under a new calendar version; empty if the ticket stands under it already."""
    guard(Act.RECOMPUTE_DUE, ticket, by)
    if calendar.version == ticket.calendar_version:
        return Decision(())
    data: dict[str, EventValue] = {"calendar": calendar.version}
    leg = present_leg(ticket)
    due = ticket.promised_due
    if not ticket.legs:  # once an agency has had it, the promise stands and the legs carry the dates
        due = promised_due(ticket.kind, ticket.category, ticket.opened_at, calendar, rulebook, screened=True)
    data["promised_due"] = due.isoformat()
    if leg is not None:
        data |= due_data(
            replace(
                leg,
                answer_due=calendar.due(leg.disposed_at, leg.answer_wd, leg.paused_answer_min),
                resolve_due=calendar.due(leg.disposed_at, leg.resolve_wd, leg.paused_resolve_min),
            )
        )
    changed = NewEvent(EventKind.CALENDAR_CHANGED, now, by, data)
    return Decision((changed,), deadline_moved(ticket, after(ticket, [changed])))


def change_privacy(ticket: Ticket, *, hide_name: bool, hide_content: bool, by: By, now: datetime) -> Decision:
    """Name from the agency, content from the public: two switches."""
    guard(Act.CHANGE_PRIVACY, ticket, by)
    data: dict[str, EventValue] = {"hide_name": hide_name, "hide_content": hide_content}
    return Decision((NewEvent(EventKind.PRIVACY_CHANGED, now, by, data),))


def _relabelled(
    ticket: Ticket,
    leg: Leg,
    kind: Kind,
    category: str | None,
    *,
    now: datetime,
    calendar: Calendar,
    rulebook: Rulebook,
) -> Leg:
    """The leg under the limits of its new label, as far as these may still change."""
    limits = rulebook.leaf_limits(calendar.local_date(ticket.opened_at), kind, category)
    answer_due = calendar.due(leg.disposed_at, limits.answer_wd, leg.paused_answer_min)
    resolve_due = calendar.due(leg.disposed_at, limits.resolve_wd, leg.paused_resolve_min)
    if leg.answered_at is None and min(leg.answer_due, answer_due) >= now:
        leg = replace(leg, answer_wd=limits.answer_wd, answer_due=answer_due)
    if min(leg.resolve_due, resolve_due) >= now:
        leg = replace(leg, resolve_wd=limits.resolve_wd, resolve_due=resolve_due)
    return leg


def _hidden(by: By, now: datetime) -> NewEvent:
    return NewEvent(EventKind.PRIVACY_CHANGED, now, by, {"hide_name": True, "hide_content": True})


def _taken_back(ticket: Ticket, reason: str, *, by: By, now: datetime, calendar: Calendar) -> list[NewEvent]:
    """The agency's leg is void: it lost the ticket for what the ticket is, not for what it did."""
    data: dict[str, EventValue] = {"agency": ticket.agency, "reason": reason, **pause_ended(ticket, calendar, now)}
    wanted = screening_wanted(ScreeningReason.SUPERVISION, by=by, now=now)
    return [NewEvent(EventKind.RETURNED, now, by, data), wanted]
