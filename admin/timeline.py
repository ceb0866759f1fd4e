"""The events of a ticket as lines that a person reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from admin import spoken
from admin.context import ConsoleContext
from admin.texts import say, say_or
from tickets.facts import Event
from tickets.vocabulary import EventKind


@dataclass(frozen=True)
class Entry:
    """One line; `reason` holds an officer's words that are not for the citizen, or a chosen reason."""

    seq: int
    at: str
    iso: str
    words: str
    reason: str


def timeline(events: Iterable[Event], reasons: Mapping[str, str], context: ConsoleContext) -> tuple[Entry, ...]:
    """`reasons` maps ids of message rows to their words."""
    entries = []
    holder = ""
    for event in events:
        holder = _text(event.data, "agency") if event.kind is EventKind.DISPOSED else holder
        entries.append(_entry(event, holder, reasons, context))
    return tuple(entries)


def _entry(event: Event, holder: str, reasons: Mapping[str, str], context: ConsoleContext) -> Entry:
    """`holder`: the agency that had the ticket last."""
    return Entry(
        seq=event.seq,
        at=spoken.moment(event.at, context.zone),
        iso=event.at.isoformat(),
        words=_words(event, holder, context),
        reason=_reason(event, reasons),
    )


def _words(event: Event, holder: str, context: ConsoleContext) -> str:
    data = event.data
    values = {
        "agency": context.agency_short(_text(data, "agency") or holder),
        "to": context.agency_short(_text(data, "to")) or say("actor.coordinator"),
        "category": context.category_name(_text(data, "category")) or say("form.no_category"),
        "kind": say_or(f"kind.{data.get('kind')}", "kind.complaint"),
        "verdict": say_or(f"verdict.{data.get('verdict')}", "verdict.not_yet"),
        "closing": say_or(f"closing.{data.get('closing')}", "status.closed"),
        "reason": say_or(f"screening.{data.get('reason')}", "screening.no_agency"),
    }
    return say_or(f"event.{event.kind}", "event.unknown").format_map(values)


def _reason(event: Event, reasons: Mapping[str, str]) -> str:
    value = _text(event.data, "reason")
    if event.kind is EventKind.CLOSED and value:
        return say_or(f"archive.{value}", "archive.other")
    return reasons.get(value, "")


def _text(data: Mapping[str, object], key: str) -> str:
    value = data.get(key)
    return value if isinstance(value, str) else ""
