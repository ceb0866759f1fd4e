"""What each kind of event does to the facts of a ticket and its legs; status is the life cycle's own matter.

Rule: an effect reads the event and nothing else. What an old event lacks is an error that names the key, never a guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tickets.errors import DataMissing
from tickets.facts import Event, Leg, Ticket
from tickets.vocabulary import Closing, EventKind, Kind


class Data:
    """Typed access to an event's data."""

    def __init__(self, event: Event) -> None:
        self._event = event

    def text(self, key: str) -> str:
        value = self.optional(key)
        if value is None:
            raise DataMissing(self._event.seq, self._event.kind, key)
        return value

    def optional(self, key: str) -> str | None:
        value = self._event.data.get(key)
        return None if value is None else str(value)

    def number(self, key: str) -> int:
        value = self._event.data.get(key)
        if not isinstance(value, int):
            raise DataMissing(self._event.seq, self._event.kind, key)
        return value

    def moment(self, key: str) -> datetime:
        return datetime.fromisoformat(self.text(key))

    def has(self, key: str) -> bool:
        return self._event.data.get(key) is not None


def _disposed(ticket: Ticket, event: Event, data: Data) -> Ticket:
    leg = Leg(
        number=len(ticket.legs) + 1,
        agency=data.text("agency"),
        kind=Kind(data.text("kind")),
        category=data.optional("category") or "",
        disposed_at=event.at,
        answer_wd=data.number("answer_wd"),
        resolve_wd=data.number("resolve_wd"),
        answer_due=data.moment("answer_due"),
        resolve_due=data.moment("resolve_due"),
        rule_version=data.text("rule_version"),
        calendar_version=data.text("calendar_version"),
    )
    return replace(
        ticket,
        agency=leg.agency,
        kind=leg.kind,
        category=leg.category or None,
        legs=(*ticket.legs, leg),
        dispositions=ticket.dispositions + 1,
    )


def _with_leg(ticket: Ticket, leg: Leg) -> Ticket:
    return replace(ticket, legs=(*ticket.legs[:-1], leg))


def _after_pause(ticket: Ticket, data: Data) -> Ticket:
    """An event that ends a pause carries the minutes granted and the due times that follow from them."""
    if ticket.waiting_since is None:
        return ticket
    leg = ticket.legs[-1]
    leg = replace(
        leg,
        paused_answer_min=leg.paused_answer_min + data.number("granted_answer_min"),
        paused_resolve_min=leg.paused_resolve_min + data.number("granted_resolve_min"),
        answer_due=data.moment("answer_due"),
        resolve_due=data.moment("resolve_due"),
    )
    return replace(_with_leg(ticket, leg), waiting_since=None)


def _acknowledged(ticket: Ticket, event: Event, data: Data) -> Ticket:
    leg = ticket.legs[-1]
    return _with_leg(ticket, replace(leg, acknowledged_at=leg.acknowledged_at or event.at))


def _answered(ticket: Ticket, event: Event, data: Data) -> Ticket:
    ticket = _after_pause(ticket, data)
    leg = ticket.legs[-1]
    return _with_leg(ticket, replace(leg, answered_at=leg.answered_at or event.at))


def _asked(ticket: Ticket, event: Event, data: Data) -> Ticket:
    return replace(ticket, waiting_since=event.at)


def _replied(ticket: Ticket, event: Event, data: Data) -> Ticket:
    return _after_pause(ticket, data)


def _returned(ticket: Ticket, event: Event, data: Data) -> Ticket:
    ticket = _after_pause(ticket, data)
    return replace(_with_leg(ticket, replace(ticket.legs[-1], returned_at=event.at)), agency=None)


def _passed_on(ticket: Ticket, event: Event, data: Data) -> Ticket:
    ticket = _after_pause(ticket, data)
    return replace(_with_leg(ticket, replace(ticket.legs[-1], transferred_at=event.at)), agency=None)


def _resolved(ticket: Ticket, event: Event, data: Data) -> Ticket:
    ticket = _after_pause(ticket, data)
    return replace(_with_leg(ticket, replace(ticket.legs[-1], resolved_at=event.at)), resolved_at=event.at)


def _reopened(ticket: Ticket, event: Event, data: Data) -> Ticket:
    """C8: the resolution is undone, and with it a closing; a reopening that nobody contests counts as upheld."""
    upheld = event.data.get("upheld", True)
    leg = replace(
        ticket.legs[-1],
        resolved_at=None,
        reopened_at=event.at,
        reopening_upheld=upheld if isinstance(upheld, bool) else None,
        closed_at=None,
    )
    return replace(_with_leg(ticket, leg), resolved_at=None, closed_at=None, closing=None)


def _reclassified(ticket: Ticket, event: Event, data: Data) -> Ticket:
    kind, category = Kind(data.text("kind")), data.optional("category")
    ticket = replace(ticket, kind=kind, category=category, promised_due=data.moment("promised_due"))
    if ticket.agency is None:
        return ticket
    leg = replace(
        ticket.legs[-1],
        kind=kind,
        category=category or "",
        answer_wd=data.number("answer_wd"),
        resolve_wd=data.number("resolve_wd"),
        answer_due=data.moment("answer_due"),
        resolve_due=data.moment("resolve_due"),
    )
    return _with_leg(ticket, leg)


def _calendar_changed(ticket: Ticket, event: Event, data: Data) -> Ticket:
    version = data.text("calendar")
    ticket = replace(ticket, calendar_version=version, promised_due=data.moment("promised_due"))
    if ticket.agency is None:
        return ticket
    leg = replace(
        ticket.legs[-1],
        calendar_version=version,
        answer_due=data.moment("answer_due"),
        resolve_due=data.moment("resolve_due"),
    )
    return _with_leg(ticket, leg)


def _closed(ticket: Ticket, event: Event, data: Data) -> Ticket:
    if ticket.agency is not None:
        ticket = _after_pause(ticket, data)
        ticket = _with_leg(ticket, replace(ticket.legs[-1], closed_at=event.at))
    return replace(ticket, closed_at=event.at, closing=Closing(data.text("closing")))


_EFFECTS: Mapping[EventKind, Callable[[Ticket, Event, Data], Ticket]] = {
    EventKind.DISPOSED: _disposed,
    EventKind.ACKNOWLEDGED: _acknowledged,
    EventKind.ANSWERED: _answered,
    EventKind.ASKED_CITIZEN: _asked,
    EventKind.CITIZEN_REPLIED: _replied,
    EventKind.RETURNED: _returned,
    EventKind.PASSED_ON: _passed_on,
    EventKind.RESOLVED: _resolved,
    EventKind.REOPENED: _reopened,
    EventKind.RECLASSIFIED: _reclassified,
    EventKind.CALENDAR_CHANGED: _calendar_changed,
    EventKind.CLOSED: _closed,
}


def apply(ticket: Ticket, event: Event) -> Ticket:
    """The facts after the event, but for status and sequence; events without an effect here change nothing."""
    effect = _EFFECTS.get(event.kind)
    return effect(ticket, event, Data(event)) if effect is not None else ticket
