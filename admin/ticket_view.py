"""A ticket as the page shows it: the stored facts become words, links and chips.

Rule: what a role may not see is not in the facts that come in (`store.ticket_pages`); here nothing is hidden again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from admin import clocks, spoken
from admin.act_panels import ActPanel, KeptForm, act_panels, why_no_acts
from admin.clocks import Chip, Tone
from admin.context import ConsoleContext
from admin.outcomes import Reach
from admin.person import Person
from admin.texts import say, say_or
from admin.ticket_rows import suggestion
from admin.timeline import Entry, timeline
from admin.views.media import PICTURES
from store.ticket_pages import MediaView, MessageView, NoticeView, TicketPage
from store.words import Act as Words
from store.words import Direction, MediaState, OutboxState
from tickets.vocabulary import Audience, EventKind, Kind, Role, Status

MAP = "https://www.openstreetmap.org/?mlat={lat:.6f}&mlon={lon:.6f}#map=18/{lat:.6f}/{lon:.6f}"

_TONES = {
    OutboxState.DELIVERED: Tone.GOOD,
    OutboxState.READ: Tone.GOOD,
    OutboxState.INLINE: Tone.GOOD,
    OutboxState.PARKED: Tone.CALM,
    OutboxState.FAILED: Tone.LATE,
    OutboxState.UNSENDABLE: Tone.LATE,
    OutboxState.UNSURE: Tone.SOON,
}


@dataclass(frozen=True)
class Photo:
    url: str
    label: str
    picture: bool


@dataclass(frozen=True)
class Said:
    who: str
    at: str
    iso: str
    words: str
    ours: bool
    place: str
    map_url: str
    photos: tuple[Photo, ...]


@dataclass(frozen=True)
class NoticeLine:
    label: str
    at: str
    state: Chip
    explain: str


@dataclass(frozen=True)
class Suggestion:
    words: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class PageWords:
    """Everything that `ticket.html` shows."""

    code: str
    seq: int
    category: str
    kind: str
    status: str
    owner: str
    due: Chip
    text: str
    photos: tuple[Photo, ...]
    missing_files: tuple[str, ...]
    place: str
    map_url: str
    reporter: str
    opened: str
    opened_iso: str
    channel: str
    publicity: str
    marks: tuple[str, ...]
    suggestion: Suggestion | None
    acts: tuple[ActPanel, ...]
    no_acts: str
    talk: tuple[Said, ...]
    dates: tuple[clocks.DueDate, ...]
    citizen_wait: str
    notices: tuple[NoticeLine, ...]
    timeline: tuple[Entry, ...]
    ledger: tuple[clocks.LedgerRow, ...]


def page_words(
    page: TicketPage, me: Person, reach: Reach, context: ConsoleContext, now: datetime, kept: KeptForm | None = None
) -> PageWords:
    """`kept`: a form that was sent and not taken; it is shown again, open, with what was typed."""
    ticket = page.ticket
    closed = ticket.closing is not None
    files = [file for message in page.messages for file in message.media]
    return PageWords(
        code=ticket.code,
        seq=ticket.last_seq,
        category=context.category_name(ticket.category) or say("form.no_category_group"),
        kind=say(f"kind.{ticket.kind}"),
        status=say(f"closing.{ticket.closing}" if closed else f"status.{ticket.status}"),
        owner=context.agency_name(ticket.agency),
        due=clocks.pressing(ticket, context, now),
        text=page.text,
        photos=photos_of(files),
        missing_files=missing_files(files),
        place=context.place_name(page.place_text, page.place_code),
        map_url=map_link(page.latitude, page.longitude),
        reporter=_reporter(page),
        opened=spoken.moment(ticket.opened_at, context.zone),
        opened_iso=ticket.opened_at.isoformat(),
        channel=say(f"channel.{page.channel}"),
        publicity=say("ticket.content_hidden" if page.hide_content else "ticket.content_open"),
        marks=_marks(page),
        suggestion=_suggestion(page, me, context),
        acts=act_panels(page, me, reach, context, now, kept),
        no_acts=why_no_acts(ticket, me),
        talk=tuple(said(message, context) for message in page.messages if message.act is not Words.REASON),
        dates=clocks.due_dates(ticket, context, now),
        citizen_wait=clocks.citizen_wait(ticket, context, now),
        notices=tuple(notice_line(n, context) for n in page.notices if n.audience is Audience.CITIZEN),
        timeline=timeline(page.events, reasons_of(page.messages), context),
        ledger=clocks.ledger_rows(page.events, context, now),
    )


def reasons_of(messages: Iterable[MessageView]) -> dict[str, str]:
    return {message.id: message.text for message in messages if message.act is Words.REASON}


def map_link(latitude: float | None, longitude: float | None) -> str:
    """A map at a place that the citizen shared; nothing is looked up by name."""
    return "" if latitude is None or longitude is None else MAP.format(lat=latitude, lon=longitude)


def photos_of(files: Iterable[MediaView]) -> tuple[Photo, ...]:
    stored = [file for file in files if file.state is MediaState.STORED and file.sha256]
    return tuple(
        Photo(
            url=url_for("admin.media", media_id=file.id),
            label=say("ticket.photo" if file.content_type in PICTURES else "ticket.file", n=number),
            picture=file.content_type in PICTURES,
        )
        for number, file in enumerate(stored, start=1)
    )


def missing_files(files: Iterable[MediaView]) -> tuple[str, ...]:
    states = [file.state for file in files]
    waiting, refused = states.count(MediaState.WAITING), states.count(MediaState.REFUSED)
    said = (("ticket.files_waiting", waiting), ("ticket.files_refused", refused))
    return tuple(say(key, n=n) for key, n in said if n)


def said(message: MessageView, context: ConsoleContext) -> Said:
    ours = message.direction is Direction.OUT
    return Said(
        who=_who(message, context),
        at=spoken.moment(message.at, context.zone),
        iso=message.at.isoformat(),
        words=message.text,
        ours=ours,
        place=message.place_label,
        map_url=map_link(message.latitude, message.longitude),
        photos=photos_of(message.media),
    )


def _who(message: MessageView, context: ConsoleContext) -> str:
    if message.direction is Direction.IN:
        return say("message.citizen")
    if message.act is None:
        return say("message.desk")
    agency = context.agency_short(message.agency) or say("actor.coordinator")
    author = f", {message.officer}" if message.officer else ""
    return f"{say(f'message.{message.act}')} · {agency}{author}"


def notice_line(notice: NoticeView, context: ConsoleContext) -> NoticeLine:
    """What became of a notice; for one that cannot arrive, why and what to do."""
    failed = notice.state in (OutboxState.FAILED, OutboxState.UNSENDABLE)
    explain = say_or(f"reason.{notice.reason}", "reason.other") if failed else ""
    if notice.state is OutboxState.PARKED and notice.announced is not None:
        explain = say("ticket.announced", state=say(f"outbox.{notice.announced}").lower())
    return NoticeLine(
        label=say_or(f"notice.{notice.key}", "notice.other"),
        at=spoken.moment(notice.state_at, context.zone),
        state=Chip(say(f"outbox.{notice.state}"), _TONES.get(notice.state, Tone.PLAIN)),
        explain=explain,
    )


def _reporter(page: TicketPage) -> str:
    if page.hide_name:
        asked = say("ticket.name_hidden")
        return f"{page.reporter_name}. {asked}" if page.reporter_name else asked
    return page.reporter_name or say("ticket.name_unknown")


def _marks(page: TicketPage) -> tuple[str, ...]:
    """What an officer should know before reading on."""
    marks = []
    if page.emergency:
        marks.append(say("ticket.emergency"))
    if page.external_code:
        marks.append(say("ticket.external", system=page.external_system or "", code=page.external_code))
    if page.is_test:
        marks.append(say("ticket.test"))
    return tuple(marks)


def _suggestion(page: TicketPage, me: Person, context: ConsoleContext) -> Suggestion | None:
    if me.role is not Role.COORDINATOR or page.ticket.status is not Status.SCREENING:
        return None
    wanted = [event for event in page.events if event.kind is EventKind.SCREENING_WANTED]
    data = wanted[-1].data if wanted else {}
    agency = str(data.get("agency") or page.suggested_agency or "")
    why = say_or(f"screening.{data.get('reason')}", "screening.no_agency")
    if page.ticket.kind is Kind.SUPERVISION:
        oversight = context.agency_name(context.rulebook.oversight)
        return Suggestion(oversight, (why, say("act_help.dispose_supervision", agency=oversight)))
    category = context.category_name(page.ticket.category)
    words = suggestion(agency, page.confidence, context)
    return Suggestion(f"{words}. {category}" if category else words, (why,))


def changes_since(seen: int, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """What happened after the event that a form was made upon."""
    return tuple(entry for entry in entries if entry.seq > seen)
