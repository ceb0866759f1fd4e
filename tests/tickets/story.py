"""A ticket's life told in a test: acts go through the desk, events are kept, times are local to the region."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tickets import desk
from tickets.calendar import Calendar
from tickets.desk import Opening, Rulebook
from tickets.facts import By, CategoryRule, Decision, Event, Leg, Notice, Ticket
from tickets.lifecycle import fold, numbered
from tickets.vocabulary import Actor, Audience, Channel, EventKind, Kind, NoticeKey

ZONE = ZoneInfo("Asia/Jakarta")
DAY_ZERO = datetime(2026, 11, 2, tzinfo=ZONE)  # a Monday without days off for seven weeks

HOURS: dict[str, Any] = {
    "mon_thu": ["07:30-12:00", "13:00-16:00"],
    "fri": ["07:30-11:30", "13:00-16:30"],
    "ramadan_mon_thu": ["08:00-12:00", "12:30-15:00"],
    "ramadan_fri": ["08:00-11:30", "12:30-15:30"],
}
HOLIDAYS: dict[str, Any] = {
    "version": "test-1",
    "year": [
        {
            "year": 2026,
            "status": "decree",
            "days": [
                {"date": "2026-12-24", "name": "Cuti Bersama Natal", "kind": "shared_leave"},
                {"date": "2026-12-25", "name": "Natal", "kind": "holiday"},
            ],
        },
        {
            "year": 2027,
            "status": "provisional",
            "days": [{"date": "2027-01-01", "name": "Tahun Baru", "kind": "holiday"}],
        },
    ],
}
REGION: dict[str, Any] = {
    "coordinator": "diskominfo",
    "oversight": "inspektorat",
    "auto_dispose_confidence": 0.80,
    "limits": [
        {
            "version": "sp4n-2018",
            "from": "2018-01-01",
            "verify_wd": 3,
            "answer_wd": 5,
            "reply_window_wd": 10,
            "resolve_wd": {"complaint": 14, "supervision": 60, "aspiration": 5, "information": 5, "question": 5},
        }
    ],
}
CATEGORIES = (
    CategoryRule("jalan-rusak", "dpupr", Kind.COMPLAINT),
    CategoryRule("lampu-jalan", "dishub", Kind.COMPLAINT, answer_wd=2),
    CategoryRule("pungli", "inspektorat", Kind.SUPERVISION),
    CategoryRule("usul", "bappeda", Kind.ASPIRATION),
    CategoryRule("belum-bertuan", None, Kind.COMPLAINT),
)

CITIZEN = By(Actor.CITIZEN, "warga-1")
COORDINATOR = By(Actor.COORDINATOR, "staf-0", "diskominfo")
SYSTEM = By(Actor.SYSTEM)


def officer(agency: str) -> By:
    return By(Actor.OFFICER, f"staf-{agency}", agency)


def day(number: int, clock: str = "10:00") -> datetime:
    """Local time on a calendar day counted from the Monday of day zero."""
    hour, minute = clock.split(":")
    return (DAY_ZERO + timedelta(days=number)).replace(hour=int(hour), minute=int(minute)).astimezone(UTC)


def working_day(number: int, clock: str = "10:00") -> datetime:
    """The same by working days: 5 is the Monday after."""
    weeks, rest = divmod(number, 5)
    return day(7 * weeks + rest, clock)


def calendar(**changes: Any) -> Calendar:
    return Calendar.from_parts(HOURS, HOLIDAYS | changes, "Asia/Jakarta")


def rulebook() -> Rulebook:
    return Rulebook.from_parts(REGION, CATEGORIES)


class Story:
    """One ticket. Each telling passes `now`, and the calendar and rulebook to the acts that take them."""

    def __init__(self) -> None:
        self.calendar = calendar()
        self.rulebook = rulebook()
        self.events: tuple[Event, ...] = ()
        self.notices: tuple[Notice, ...] = ()  # of the last decision

    @property
    def ticket(self) -> Ticket:
        return fold("t-1", "LP-00000000", self.events)

    @property
    def leg(self) -> Leg:
        return self.ticket.legs[-1]

    def keep(self, decision: Decision) -> Decision:
        self.events += numbered(decision.events, len(self.events))
        self.notices = decision.notices
        return decision

    def opens(self, at: datetime | None = None, by: By = CITIZEN, **changes: Any) -> "Story":
        at = at or day(0)
        facts: dict[str, Any] = {
            "ticket_id": "t-1",
            "code": "LP-00000000",
            "kind": Kind.COMPLAINT,
            "category": "jalan-rusak",
            "category_confirmed": True,
            "confidence": 0.95,
            "suggested_agency": None,
            "channel": Channel.WHATSAPP,
            "message": "m-1",
            "first_message_at": at,
            "hide_name": False,
            "hide_content": False,
        }
        opening = Opening(**(facts | changes))
        self.keep(desk.open_ticket(opening, by=by, now=at, calendar=self.calendar, rulebook=self.rulebook))
        return self

    def tells(self, act: Callable[..., Decision], *words: Any, at: datetime, by: By, **more: Any) -> "Story":
        code = act.__code__
        names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        known = {"calendar": self.calendar, "rulebook": self.rulebook}
        facts = {name: value for name, value in known.items() if name in names}
        self.keep(act(self.ticket, *words, by=by, now=at, **(facts | more)))
        return self

    def kinds(self) -> list[EventKind]:
        return [event.kind for event in self.events]

    def told(self, audience: Audience) -> list[NoticeKey]:
        return [notice.key for notice in self.notices if notice.audience is audience]
