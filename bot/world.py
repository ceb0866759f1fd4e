"""What a turn of the conversation may know, read from the store under the citizen's lock."""

from datetime import date, datetime

from sqlmodel import Session

from bot.desk import Desk
from bot.wording import NoticeFacts, citizen_notice
from flows.types import ParkedNotice, TicketSummary, World
from store import citizen_queries
from store.people import CitizenFacts
from tickets.desk import ENDED_BY_RESOLUTION, window_end
from tickets.desk_opening import promised_due
from tickets.vocabulary import Channel, Kind, NoticeKey, Status

TITLE_LENGTH = 60


def world_of(
    session: Session, desk: Desk, citizen: CitizenFacts, channel: Channel, language: str, now: datetime
) -> World:
    """The world of one turn. Due dates are local days."""
    tickets = citizen_queries.citizen_tickets(session, citizen.id)
    by_code = {ticket.code: ticket for ticket in tickets}
    parked = citizen_queries.parked_notices(session, citizen.id, channel)
    return World(
        now=now,
        today=desk.calendar.local_date(now),
        citizen_name=citizen.name,
        privacy_noticed=citizen.privacy_noticed,
        language=language,
        privacy_link=f"{desk.settings.base_url}/privasi",
        tickets=tuple(_summary(desk, ticket, now) for ticket in tickets),
        parked=tuple(_parked(desk, notice, by_code.get(notice.code), language) for notice in parked),
        question_due=_question_due(desk, now, screened=False),
        screened_due=_question_due(desk, now, screened=True),
    )


def _question_due(desk: Desk, now: datetime, *, screened: bool) -> date:
    """By when an agency would have to answer a question filed now, after the coordinator's look if one is needed."""
    due = promised_due(Kind.QUESTION, None, now, desk.calendar, desk.rulebook, screened=screened)
    return desk.calendar.local_date(due)


def _summary(desk: Desk, ticket: citizen_queries.CitizenTicket, now: datetime) -> TicketSummary:
    category = desk.region.categories.get(ticket.category or "")
    agency = desk.region.agencies.get(ticket.agency or "")
    unanswered = ticket.status in (Status.SCREENING, Status.HANDED_OVER)
    return TicketSummary(
        code=ticket.code,
        kind=ticket.kind,
        title=shortened(ticket.text),
        category=category.name if category else None,
        agency=agency.name if agency else None,
        status=ticket.status,
        closing=ticket.closing,
        opened_on=desk.calendar.local_date(ticket.opened_at),
        due_on=desk.calendar.local_date(ticket.due_at),
        late=unanswered and now > ticket.due_at,
        asked=ticket.status is Status.WAITING_CITIZEN,
        awaits_verdict=_awaits_verdict(desk, ticket, now),
        put_at=ticket.waiting_since or ticket.resolved_at,
        category_slug=ticket.category,
        agency_slug=ticket.agency,
        place=ticket.place_text,
        place_code=ticket.place_code,
        closed_on=desk.calendar.local_date(ticket.closed_at) if ticket.closed_at else None,
        may_reopen=ticket.closing in ENDED_BY_RESOLUTION and _in_window(desk, ticket, now),
    )


def _awaits_verdict(desk: Desk, ticket: citizen_queries.CitizenTicket, now: datetime) -> bool:
    """Until the reply window ends, even if nobody has closed the ticket since."""
    return ticket.status is Status.RESOLVED and _in_window(desk, ticket, now)


def _in_window(desk: Desk, ticket: citizen_queries.CitizenTicket, now: datetime) -> bool:
    if ticket.resolved_at is None:
        return False
    return now <= window_end(ticket.opened_at, ticket.resolved_at, desk.calendar, desk.rulebook)


def shortened(text: str) -> str:
    """The first words of a matter, for lists."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[:TITLE_LENGTH].rsplit(" ", 1)[0] + " ..."


def _parked(
    desk: Desk, notice: citizen_queries.ParkedNotice, ticket: citizen_queries.CitizenTicket | None, language: str
) -> ParkedNotice:
    facts = NoticeFacts(
        code=notice.code,
        kind=ticket.kind.value if ticket else "",
        due=ticket.due_at if ticket else None,
        params=notice.params,
        words=notice.words,
        words_agency=notice.words_agency,
        words_at=notice.words_at,
    )
    key = NoticeKey(notice.key)
    written = desk.calendar.local_date(notice.words_at or notice.queued_at)
    return ParkedNotice(notice.id, notice.code, key, citizen_notice(desk, key, facts, language), written)
