"""Which legs reach the scores."""

from datetime import timedelta

from admin.score_legs import legs_of
from bot.compose import make_calendar, make_rulebook
from knowledge.loader import load_region_named
from scores.period import Period
from store.record import record
from store.session import Database
from tests.factories import NOW, ROUTING, make_ticket
from tickets.desk import reclassify
from tickets.facts import By
from tickets.vocabulary import Actor, Kind

REGION = load_region_named("sumedang")
CALENDAR = make_calendar(REGION)
NOVEMBER = Period.parse("2026-11")
COORDINATOR = By(Actor.COORDINATOR, "0" * 32)


def test_a_leg_counts_from_its_disposition(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
    with database.read() as session:
        assert [leg.root for leg in legs_of(session, REGION, NOVEMBER, CALENDAR)] == [ticket.id]


def test_a_leg_taken_back_for_the_oversight_says_nothing_of_the_agency(database: Database) -> None:
    later = NOW + timedelta(days=3)
    with database.write() as session:
        ticket = make_ticket(session)
        decision = reclassify(
            ticket,
            kind=Kind.SUPERVISION,
            category="pungli-layanan",
            reason="0" * 32,
            by=COORDINATOR,
            now=later,
            calendar=CALENDAR,
            rulebook=make_rulebook(REGION),
        )
        record(session, ticket.id, decision, ROUTING)
    with database.read() as session:
        assert legs_of(session, REGION, NOVEMBER, CALENDAR) == ()
