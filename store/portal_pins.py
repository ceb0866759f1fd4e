"""Doors of the menu that a coordinator puts first for a time; they add to the seasons of the region's own file.

Rule: a pin is never deleted, only ended, so that it can be said who put which door first and when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from store.knowledge_state import content_changed, lock_content
from store.knowledge_words import Editor, KnowledgeError, NotYours
from store.tables import PortalPin
from tickets.vocabulary import Role

Days = tuple[date, date]


class BadDays(KnowledgeError):
    """A pin must not end before it begins."""


class NoSuchPin(KnowledgeError):
    """There is no such pin, or it was ended before."""


@dataclass(frozen=True)
class PinFacts:
    """Local days, both included. `ended_at`: when somebody ended it before its last day."""

    id: int
    portal: str
    starts: date
    until: date
    made_by: str
    made_at: datetime
    ended_by: str
    ended_at: datetime | None


def pin_portal(session: Session, who: Editor, portal: str, starts: date, until: date, now: datetime) -> None:
    """Put a door first. Raises NotYours, BadDays."""
    number = _allowed(session, who, now)
    if until < starts:
        raise BadDays(portal)
    session.add(PortalPin(portal=portal, starts=starts, until=until, officer_id=who.id, made_by=who.name, made_at=now))
    _changed(session, number, now)


def end_pin(session: Session, who: Editor, pin_id: int, now: datetime) -> None:
    """Take a door back to its own place at once. Raises NotYours, NoSuchPin."""
    number = _allowed(session, who, now)
    pin = session.get(PortalPin, pin_id, populate_existing=True)
    if pin is None or pin.ended_at is not None:
        raise NoSuchPin(str(pin_id))
    pin.ended_by, pin.ended_at = who.name, now
    session.add(pin)
    _changed(session, number, now)


def portal_pins(session: Session) -> tuple[PinFacts, ...]:
    """All pins, ended ones too, the newest first."""
    rows = session.exec(select(PortalPin).order_by(col(PortalPin.id).desc())).all()
    return tuple(
        PinFacts(
            row.id or 0, row.portal, row.starts, row.until, row.made_by, row.made_at, row.ended_by, row.ended_at
        )
        for row in rows
    )  # fmt: skip


def pinned_days(session: Session) -> Mapping[str, tuple[Days, ...]]:
    """The days of every pin that holds, by door."""
    found: dict[str, tuple[Days, ...]] = {}
    for pin in portal_pins(session):
        if pin.ended_at is None:
            found[pin.portal] = (*found.get(pin.portal, ()), (pin.starts, pin.until))
    return found


def _allowed(session: Session, who: Editor, now: datetime) -> int:
    if who.role is not Role.COORDINATOR:
        raise NotYours("portals")
    return lock_content(session, now)


def _changed(session: Session, number: int, now: datetime) -> None:
    """Tell every process. A number of 0 means that files are told, and stays, or the files would count as gone."""
    session.flush()
    if number:
        content_changed(session, now)
