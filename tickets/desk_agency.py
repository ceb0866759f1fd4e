"""What the agency that owns a ticket may decide: pengantar, jawaban, question, resolution, giving the ticket up.

Rule: words for the citizen are rows; a decision carries their id and refuses an empty one. A pengantar stops no clock,
a jawaban does, and for questions, information and aspirations a jawaban is the resolution too.
"""

from datetime import datetime

from tickets.acts import Act, guard
from tickets.calendar import Calendar
from tickets.desk_opening import (
    check_receiver,
    disposed,
    fresh_leg,
    handed_over,
    new_work,
    screening_wanted,
    to_screen,
)
from tickets.errors import EmptyAnswer, OwnerFixed, ReasonMissing, ReturnInstead, SameOwner, TooLateToReturn
from tickets.facts import By, Decision, EventValue, NewEvent, Notice, Ticket
from tickets.legs import may_return, next_owner_is_coordinators, owner_is_fixed, pause_ended
from tickets.lifecycle import after
from tickets.rulebook import Rulebook
from tickets.vocabulary import Actor, Audience, EventKind, Kind, NoticeKey, ScreeningReason

ANSWER_RESOLVES = frozenset({Kind.QUESTION, Kind.INFORMATION, Kind.ASPIRATION})


def acknowledge(ticket: Ticket, message: str, *, by: By, now: datetime) -> Decision:
    """Pengantar: the citizen hears from the agency, the clock runs on."""
    guard(Act.ACKNOWLEDGE, ticket, by)
    _need_words(Act.ACKNOWLEDGE, ticket, message)
    event = NewEvent(EventKind.ACKNOWLEDGED, now, by, {"message": message})
    return Decision((event,), (_words(NoticeKey.ACKNOWLEDGED, message),))


def answer(ticket: Ticket, message: str, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    """Jawaban: stops the answer clock."""
    guard(Act.ANSWER, ticket, by)
    _need_words(Act.ANSWER, ticket, message)
    answered = _answered(ticket, message, by=by, now=now, calendar=calendar)
    if ticket.kind not in ANSWER_RESOLVES:
        return Decision((answered,), (_words(NoticeKey.ANSWERED, message),))
    return Decision((answered, _resolved(message, by=by, now=now)), (_words(NoticeKey.RESOLVED, message),))


def ask_citizen(ticket: Ticket, message: str, *, by: By, now: datetime) -> Decision:
    """A logged question; the clocks pause within their caps."""
    guard(Act.ASK_CITIZEN, ticket, by)
    _need_words(Act.ASK_CITIZEN, ticket, message)
    event = NewEvent(EventKind.ASKED_CITIZEN, now, by, {"message": message})
    return Decision((event,), (_words(NoticeKey.QUESTION, message),))


def resolve(ticket: Ticket, message: str | None = None, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    """Done, says the agency. Without an answer before it, its words are the answer too."""
    guard(Act.RESOLVE, ticket, by)
    events: list[NewEvent] = []
    if ticket.legs[-1].answered_at is None:
        if not message:
            raise EmptyAnswer(Act.RESOLVE, ticket.status)
        events.append(_answered(ticket, message, by=by, now=now, calendar=calendar))
    paused = {} if events else pause_ended(ticket, calendar, now)
    events.append(_resolved(message or None, by=by, now=now, paused=paused))
    return Decision(tuple(events), (_words(NoticeKey.RESOLVED, message or None),))


def return_to_coordinator(ticket: Ticket, reason: str, *, by: By, now: datetime, calendar: Calendar) -> Decision:
    """C4: within one working day of the disposition, with a reason (the id of the row with its words)."""
    guard(Act.RETURN_TO_COORDINATOR, ticket, by)
    _may_give_up(Act.RETURN_TO_COORDINATOR, ticket, reason, by)
    if not may_return(ticket.legs[-1], calendar, now):
        raise TooLateToReturn(Act.RETURN_TO_COORDINATOR, ticket.status)
    returned = _given_up(EventKind.RETURNED, ticket, None, reason, by=by, now=now, calendar=calendar)
    wanted = screening_wanted(_why_back(ticket), by=by, now=now)
    return Decision((returned, wanted), (_returned(ticket, reason),))


def pass_on(
    ticket: Ticket, to: str | None, reason: str, *, by: By, now: datetime, calendar: Calendar, rulebook: Rulebook
) -> Decision:
    """C5: to another agency, or with None to the coordinator; the leg stays with the sender.

    An officer's pass that would be the third disposition goes to the coordinator instead (C6). The coordinator may move
    a ticket at any time; within the first working day that voids the sender's leg as a return would.
    """
    guard(Act.PASS_ON, ticket, by)
    _may_give_up(Act.PASS_ON, ticket, reason, by)
    early = may_return(ticket.legs[-1], calendar, now)
    coordinator = by.actor is Actor.COORDINATOR
    if early and not coordinator:
        raise ReturnInstead(Act.PASS_ON, ticket.status)
    if to is not None:
        check_receiver(Act.PASS_ON, ticket, to, rulebook)
        if to == ticket.agency:
            raise SameOwner(Act.PASS_ON, ticket.status)
    kind = EventKind.RETURNED if early else EventKind.PASSED_ON
    left = _given_up(kind, ticket, to, reason, by=by, now=now, calendar=calendar)
    if to is None or (next_owner_is_coordinators(ticket) and not coordinator):
        why = _why_back(ticket)
        notices = (_returned(ticket, reason),) if to is None else (to_screen(why),)
        return Decision((left, screening_wanted(why, by=by, now=now, suggested=to)), notices)
    leg = fresh_leg(after(ticket, [left]), to, now=now, calendar=calendar, rulebook=rulebook)
    return Decision((left, disposed(leg, by=by)), (new_work(leg), handed_over(leg)))


def _need_words(act: Act, ticket: Ticket, message: str) -> None:
    if not message:
        raise EmptyAnswer(act, ticket.status)


def _may_give_up(act: Act, ticket: Ticket, reason: str, by: By) -> None:
    if not reason:
        raise ReasonMissing(act, ticket.status)
    if owner_is_fixed(ticket) and by.actor is not Actor.COORDINATOR:
        raise OwnerFixed(act, ticket.status)


def _why_back(ticket: Ticket) -> ScreeningReason:
    third = next_owner_is_coordinators(ticket)
    return ScreeningReason.THIRD_DISPOSITION if third else ScreeningReason.RETURNED


def _answered(ticket: Ticket, message: str, *, by: By, now: datetime, calendar: Calendar) -> NewEvent:
    return NewEvent(EventKind.ANSWERED, now, by, {"message": message, **pause_ended(ticket, calendar, now)})


def _resolved(message: str | None, *, by: By, now: datetime, paused: dict[str, EventValue] | None = None) -> NewEvent:
    return NewEvent(EventKind.RESOLVED, now, by, {"message": message, **(paused or {})})


def _given_up(
    kind: EventKind, ticket: Ticket, to: str | None, reason: str, *, by: By, now: datetime, calendar: Calendar
) -> NewEvent:
    data: dict[str, EventValue] = {"agency": ticket.agency, "reason": reason, **pause_ended(ticket, calendar, now)}
    if kind is EventKind.PASSED_ON:
        data["to"] = to
    return NewEvent(kind, now, by, data)


def _words(key: NoticeKey, message: str | None) -> Notice:
    return Notice(Audience.CITIZEN, key, message=message)


def _returned(ticket: Ticket, reason: str) -> Notice:
    return Notice(
        Audience.COORDINATOR, NoticeKey.RETURNED, agency=ticket.agency, message=reason, params={"agency": ticket.agency}
    )
