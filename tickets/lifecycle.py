"""The life cycle: which event may follow which status, and what the events of a ticket add up to.

Rule: one table of moves, for the fold and for the desk. The fold needs no calendar and no limits: events carry the
due times that were in force, so that an old ticket folds to the same facts under every later rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum

from tickets.errors import ImpossibleMove, NoEvents, SequenceGap, UnknownVersion
from tickets.event_effects import Data, apply
from tickets.facts import EVENT_VERSION, Event, NewEvent, Ticket
from tickets.vocabulary import EventKind, Kind, Status


class Goes(Enum):
    """Targets that depend on the leg at hand."""

    SAME = "same"
    TO_WORK = "to_work"  # back to the agency: answered or not, as its leg stands


_HELD: Mapping[EventKind, Status | Goes] = {
    EventKind.ACKNOWLEDGED: Goes.SAME,
    EventKind.ANSWERED: Status.ANSWERED,
    EventKind.RESOLVED: Status.RESOLVED,
    EventKind.RETURNED: Status.SCREENING,
    EventKind.PASSED_ON: Status.SCREENING,
    EventKind.RECLASSIFIED: Goes.SAME,
    EventKind.CALENDAR_CHANGED: Goes.SAME,
    EventKind.PRIVACY_CHANGED: Goes.SAME,
    EventKind.CLOSED: Status.CLOSED,
}

MOVES: Mapping[Status | None, Mapping[EventKind, Status | Goes]] = {
    None: {EventKind.OPENED: Status.SCREENING},
    Status.SCREENING: {
        EventKind.SCREENING_WANTED: Goes.SAME,
        EventKind.DISPOSED: Status.HANDED_OVER,
        EventKind.ADDED: Goes.SAME,
        EventKind.RECLASSIFIED: Goes.SAME,
        EventKind.CALENDAR_CHANGED: Goes.SAME,
        EventKind.PRIVACY_CHANGED: Goes.SAME,
        EventKind.CLOSED: Status.CLOSED,
    },
    Status.HANDED_OVER: {
        **_HELD,
        EventKind.ASKED_CITIZEN: Status.WAITING_CITIZEN,
        EventKind.ADDED: Goes.SAME,
    },
    Status.WAITING_CITIZEN: {**_HELD, EventKind.CITIZEN_REPLIED: Goes.TO_WORK},
    Status.ANSWERED: {
        **_HELD,
        EventKind.ASKED_CITIZEN: Status.WAITING_CITIZEN,
        EventKind.ADDED: Goes.SAME,
    },
    Status.RESOLVED: {
        EventKind.ADDED: Goes.SAME,
        EventKind.VERDICT: Goes.SAME,
        EventKind.REOPENED: Goes.TO_WORK,
        EventKind.PRIVACY_CHANGED: Goes.SAME,
        EventKind.CLOSED: Status.CLOSED,
    },
    Status.CLOSED: {
        EventKind.PRIVACY_CHANGED: Goes.SAME,
        EventKind.VERDICT: Goes.SAME,  # the citizen comes back within the reply window of what was closed as solved
        EventKind.REOPENED: Goes.TO_WORK,
    },
}


def may_follow(status: Status | None, kind: EventKind) -> bool:
    return kind in MOVES[status]


def numbered(new: Iterable[NewEvent], after: int = 0) -> tuple[Event, ...]:
    """New events as they will be recorded, counted on from the last sequence number."""
    return tuple(
        Event(seq, event.kind, event.at, event.by.actor, event.by.id, event.data)
        for seq, event in enumerate(new, start=after + 1)
    )


def fold(ticket_id: str, code: str, events: Iterable[Event]) -> Ticket:
    """What the events add up to; raises a BrokenHistory if they cannot be one ticket's."""
    ticket: Ticket | None = None
    for event in events:
        ticket = advance(ticket, event) if ticket is not None else open_from(ticket_id, code, event)
    if ticket is None:
        raise NoEvents
    return ticket


def after(ticket: Ticket, new: Iterable[NewEvent]) -> Ticket:
    """The ticket as it will be once these events are recorded."""
    for event in numbered(new, ticket.last_seq):
        ticket = advance(ticket, event)
    return ticket


def open_from(ticket_id: str, code: str, event: Event) -> Ticket:
    """The ticket that its first event makes."""
    _check(None, 0, event)
    data = Data(event)
    return Ticket(
        id=ticket_id,
        code=code,
        kind=Kind(data.text("kind")),
        category=data.optional("category"),
        status=Status.SCREENING,
        agency=None,
        opened_at=data.moment("first_message_at"),
        promised_due=data.moment("promised_due"),
        rule_version=data.text("rule_version"),
        calendar_version=data.text("calendar_version"),
        last_seq=event.seq,
    )


def advance(ticket: Ticket, event: Event) -> Ticket:
    """The ticket after one more event."""
    _check(ticket.status, ticket.last_seq, event)
    changed = apply(ticket, event)
    return replace(changed, status=_target(changed, event.kind, ticket.status), last_seq=event.seq)


def _check(status: Status | None, last_seq: int, event: Event) -> None:
    if event.version > EVENT_VERSION:
        raise UnknownVersion(event.seq, event.version)
    if event.seq != last_seq + 1:
        raise SequenceGap(last_seq + 1, event.seq)
    if not may_follow(status, event.kind):
        raise ImpossibleMove(event.seq, status, event.kind)


def _target(ticket: Ticket, kind: EventKind, status: Status) -> Status:
    target = MOVES[status][kind]
    if target is Goes.SAME:
        return status
    if target is Goes.TO_WORK:
        return Status.ANSWERED if ticket.legs[-1].answered_at is not None else Status.HANDED_OVER
    assert isinstance(target, Status)
    return target
