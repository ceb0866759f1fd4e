"""What the console lists: scope in SQL, late first, totals that match the pages."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from store.base import new_id
from store.clauses import Scope
from store.due_queries import AgencyLoad, agency_loads, resolved_until
from store.record import NewTicket, record
from store.session import Database
from store.ticket_lists import TicketFilter, count_tickets, list_screening, list_tickets
from tests.factories import NOW, ROUTING, make_code, make_ticket
from tickets.acts import may_see
from tickets.facts import By, Decision, NewEvent, Ticket
from tickets.vocabulary import Actor, Channel, EventKind, Kind, Role, ScreeningReason, Status

DAY = timedelta(days=1)
OVERSIGHT = "inspektorat"
COORDINATOR = Scope(Role.COORDINATOR, "diskominfo", OVERSIGHT)
DPUPR = Scope(Role.OFFICER, "dpupr", OVERSIGHT)
BY = By(Actor.OFFICER, "0" * 32)


def act(session: Session, ticket: Ticket, kind: EventKind, **data: str) -> Ticket:
    return record(session, ticket.id, Decision((NewEvent(kind, NOW, BY, data),)), ROUTING)


def codes(session: Session, scope: Scope, wanted: TicketFilter | None = None) -> list[str]:
    return [line.code for line in list_tickets(session, scope, wanted or TicketFilter(), NOW + DAY).items]


def test_late_tickets_come_first_then_what_is_due_soonest_then_the_ended(database: Database) -> None:
    with database.write() as session:
        ended = make_ticket(session, answer_due=NOW)
        act(session, ended, EventKind.CLOSED, closing="withdrawn")
        later = make_ticket(session, answer_due=NOW + 9 * DAY)
        late = make_ticket(session, answer_due=NOW)
        soon = make_ticket(session, answer_due=NOW + 2 * DAY)
    with database.read() as session:
        assert codes(session, DPUPR) == [late.code, soon.code, later.code, ended.code]
        assert codes(session, DPUPR, TicketFilter(late=True)) == [late.code]
        assert codes(session, DPUPR, TicketFilter(due_until=NOW + 3 * DAY)) == [soon.code]


def test_answered_ticket_is_held_to_its_resolution(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session, answer_due=NOW)
        act(session, ticket, EventKind.ANSWERED)
    with database.read() as session:
        line = list_tickets(session, DPUPR, TicketFilter(), NOW + DAY).items[0]
    assert not line.late
    assert line.due_at == NOW + 20 * DAY


def test_ticket_that_waits_for_the_citizen_is_not_late(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session, answer_due=NOW + timedelta(hours=1))
        act(session, ticket, EventKind.ASKED_CITIZEN)
    with database.read() as session:
        assert codes(session, DPUPR, TicketFilter(late=True)) == []
        assert codes(session, DPUPR, TicketFilter(statuses=(Status.WAITING_CITIZEN,))) == [ticket.code]


def test_resolved_ticket_is_not_late(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session, answer_due=NOW)
        act(session, ticket, EventKind.RESOLVED)
    with database.read() as session:
        assert count_tickets(session, DPUPR, TicketFilter(late=True), NOW + 99 * DAY) == 0
        assert resolved_until(session, NOW) == (ticket.id,)
        assert resolved_until(session, NOW - DAY) == ()


def test_pages_hold_every_ticket_once_and_the_total_says_how_many(database: Database) -> None:
    with database.write() as session:
        made = {make_ticket(session).code for _ in range(7)}
        make_ticket(session, agency="dlhk")
    with database.read() as session:
        pages = [list_tickets(session, DPUPR, TicketFilter(), NOW, page=number, size=3) for number in (1, 2, 3, 4)]
        assert count_tickets(session, DPUPR, TicketFilter(), NOW) == 7
    assert [len(page.items) for page in pages] == [3, 3, 1, 0]
    assert {page.total for page in pages} == {7}
    assert pages[0].pages == 3
    assert {line.code for page in pages for line in page.items} == made


def test_search_finds_code_words_and_place_without_regard_to_case(database: Database) -> None:
    def ticket(session: Session, text: str, place: str) -> str:
        new = NewTicket(id=new_id(), code=make_code(), channel=Channel.WHATSAPP, text=text, place_text=place)
        return make_ticket(session, new=new).code

    with database.write() as session:
        road = ticket(session, "Jalan berlubang 100%", "Tanjungsari")
        lamp = ticket(session, "Lampu mati", "depan SD Cikondang")
    with database.read() as session:
        assert codes(session, DPUPR, TicketFilter(text="TANJUNGSARI jalan")) == [road]
        assert codes(session, DPUPR, TicketFilter(text=lamp.lower())) == [lamp]
        assert codes(session, DPUPR, TicketFilter(text="100%")) == [road]
        assert codes(session, DPUPR, TicketFilter(text="jalan cikondang")) == []
        assert len(codes(session, DPUPR, TicketFilter(text="  "))) == 2


def test_filters_by_kind_and_present_holder(database: Database) -> None:
    with database.write() as session:
        wish = make_ticket(session, kind=Kind.ASPIRATION)
        other = make_ticket(session, agency="dlhk")
    with database.read() as session:
        assert codes(session, COORDINATOR, TicketFilter(kinds=(Kind.ASPIRATION,))) == [wish.code]
        assert codes(session, COORDINATOR, TicketFilter(holder="dlhk")) == [other.code]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("agency", ["dpupr", "dlhk", OVERSIGHT, None])
def test_scope_in_sql_is_the_rule_of_the_desk(database: Database, role: Role, agency: str | None) -> None:
    with database.write() as session:
        given_away = make_ticket(session)
        given_away = act(session, given_away, EventKind.PASSED_ON, agency="dpupr", to="dlhk", reason="x")
        tickets = [
            given_away,
            make_ticket(session),
            make_ticket(session, agency="dlhk"),
            make_ticket(session, agency=None),
            make_ticket(session, agency=OVERSIGHT, kind=Kind.SUPERVISION),
            make_ticket(session, agency="dpupr", kind=Kind.SUPERVISION),
        ]
    expected = {ticket.code for ticket in tickets if may_see(ticket, role, agency, OVERSIGHT)}
    with database.read() as session:
        assert set(codes(session, Scope(role, agency, OVERSIGHT))) == expected


def test_screening_is_listed_oldest_first_with_its_reason(database: Database) -> None:
    wanted = {"reason": ScreeningReason.LOW_CONFIDENCE.value, "agency": "dlhk"}
    with database.write() as session:
        newer = make_ticket(session, agency=None, at=NOW)
        older = make_ticket(
            session, agency=None, at=NOW - DAY, events=[NewEvent(EventKind.SCREENING_WANTED, NOW, BY, wanted)]
        )
        make_ticket(session)
    with database.read() as session:
        page = list_screening(session, COORDINATOR)
        assert list_screening(session, DPUPR).items == ()
    assert [line.code for line in page.items] == [older.code, newer.code]
    assert page.total == 2
    first = page.items[0]
    assert (first.reason, first.suggested_agency, first.since) == ("low_confidence", "dlhk", NOW)


def test_load_of_an_agency_counts_open_late_and_due_today(database: Database) -> None:
    with database.write() as session:
        make_ticket(session, answer_due=NOW)
        make_ticket(session, answer_due=NOW + 2 * DAY)
        make_ticket(session, answer_due=NOW + 9 * DAY)
        act(session, make_ticket(session), EventKind.RESOLVED)
        make_ticket(session, agency=None)
    with database.read() as session:
        assert agency_loads(session, NOW + DAY, NOW + 3 * DAY) == (AgencyLoad("dpupr", 3, 1, 1),)
