"""A ticket as one row of a list: who, where, what in a few words, and how time stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from admin.clocks import Chip, Tone, towards
from admin.context import ConsoleContext
from admin.texts import say, say_or
from store.ticket_lists import Page, ScreeningLine, TicketLine
from tickets.vocabulary import Status

WORDS = 160
HIGH, MIDDLE = 0.8, 0.5  # confidences that are called sure and fairly sure

Item = TypeVar("Item")


@dataclass(frozen=True)
class TicketRow:
    code: str
    category: str
    kind: str
    agency: str
    place: str
    words: str
    age: str
    status: str
    due: Chip
    note: str = ""


@dataclass(frozen=True)
class RowsPage:
    """A page of rows with the figures that its heading says."""

    rows: Sequence[TicketRow]
    total: int
    number: int
    pages: int
    size: int

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def page_of(page: Page[Item], rows: Sequence[TicketRow]) -> RowsPage:
    return RowsPage(rows, page.total, page.number, page.pages, page.size)


def ticket_row(line: TicketLine, context: ConsoleContext, now: datetime, *, with_agency: bool) -> TicketRow:
    closed = line.status is Status.CLOSED and line.closing is not None
    return TicketRow(
        code=line.code,
        category=context.category_name(line.category) or say(f"kind.{line.kind}"),
        kind=say(f"kind.{line.kind}"),
        agency=context.agency_short(line.agency) if with_agency else "",
        place=context.place_name(line.place_text, line.place_code),
        words=shortened(line.text),
        age=age(line.opened_at, context, now),
        status=say(f"closing.{line.closing}" if closed else f"status.{line.status}"),
        due=_due(line, context, now),
    )


def screening_row(line: ScreeningLine, context: ConsoleContext, now: datetime) -> TicketRow:
    """The coordinator's own clock runs from `since`; the note says why it is here and what is suggested."""
    day = context.calendar.local_date(line.opened_at)
    due = context.calendar.add_working_days(line.since, context.rulebook.limits_on(day).verify_wd)
    return TicketRow(
        code=line.code,
        category=context.category_name(line.category) or say("form.no_category_group"),
        kind=say(f"kind.{line.kind}"),
        agency="",
        place=line.place_text,
        words=shortened(line.text),
        age=age(line.opened_at, context, now),
        status=suggestion(line.suggested_agency, line.confidence, context),
        due=towards(due, context, now),
        note=say_or(f"screening.{line.reason}", "screening.no_agency"),
    )


def suggestion(agency: str | None, confidence: float, context: ConsoleContext) -> str:
    """The suggested agency and how sure the machine is, in words."""
    if not agency:
        return say("confidence.none")
    level = "high" if confidence >= HIGH else "middle" if confidence >= MIDDLE else "low"
    return say("confidence.suggested", agency=context.agency_short(agency), sure=say(f"confidence.{level}"))


def age(at: datetime, context: ConsoleContext, now: datetime) -> str:
    """In calendar days, as people say it."""
    days = (context.calendar.local_date(now) - context.calendar.local_date(at)).days
    if days <= 0:
        return say("age.today")
    return say("age.yesterday") if days == 1 else say("age.days", n=days)


def shortened(text: str) -> str:
    """The first words, cut at a space."""
    plain = " ".join(text.split())
    if not plain:
        return say("page.erased")
    return plain if len(plain) <= WORDS else plain[:WORDS].rsplit(" ", 1)[0] + " …"


def _due(line: TicketLine, context: ConsoleContext, now: datetime) -> Chip:
    if line.status is Status.CLOSED:
        return Chip(say("due.ended"), Tone.PLAIN)
    if line.status is Status.RESOLVED:
        return Chip(say("due.verdict"), Tone.CALM)
    return towards(line.due_at, context, now, line.waiting_since)
