"""A month of complaints for pages that are to be looked at: three agencies, some in time, some late, some still open.

Written through the rules and the store, as every ticket is; only the chats before them are left out.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlmodel import Session, select

from bot.compose import make_calendar, make_rulebook, prepared_region
from bot.settings import Settings
from store.base import new_id
from store.inbox import IncomingMessage, store_message
from store.people import Address, CitizenFacts, lock_citizen
from store.record import NewTicket, Routing, create_ticket, load_ticket, record, store_officer_message
from store.session import Database
from store.tables import Officer
from store.words import Act, AddressKind
from tickets import desk as rules
from tickets.calendar import Calendar
from tickets.codes import code_from
from tickets.facts import By
from tickets.rulebook import Rulebook
from tickets.vocabulary import Actor, Channel, Kind

FIRST_DAY = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
LAST_DAY = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
ROUTING = Routing(mail=False, coordinator="diskominfo")
NAMES = ("Bu Imas", "Pak Cecep", "Bu Nining", "Pak Ujang", "Bu Yayah", "Pak Asep")
EVERY_HOURS = 45  # between two complaints to the same agency


@dataclass(frozen=True)
class Agency:
    """What an agency is asked, and after how many days it answers, in turn; None: not at all."""

    slug: str
    category: str
    matters: tuple[str, ...]
    answers_after: tuple[int | None, ...]


AGENCIES = (
    Agency(
        "dishub",
        "lampu-jalan",
        (
            "Lampu jalan di tikungan Cikeruh tidak menyala sejak minggu lalu.",
            "PJU depan masjid jami Cimalaka padam, gelap sekali kalau malam.",
            "Tiang lampu nomor 14 Jalan Pangeran Kornel mati.",
        ),
        (1, 2, 1, 3, 2, 1, 4, None),
    ),
    Agency(
        "dpupr",
        "jalan-rusak",
        (
            "Jalan berlubang dekat pasar Tanjungsari, sudah ada motor jatuh.",
            "Aspal amblas di jalan desa Sukatali sepanjang lima meter.",
            "Jalan Cibeureum Wetan rusak parah sesudah dilewati truk.",
        ),
        (6, 9, None, 3, 12, 5, 10),
    ),
    Agency(
        "dlhk",
        "sampah-tidak-diangkut",
        (
            "Sampah di TPS Griya sudah seminggu tidak diambil.",
            "Truk sampah tidak lewat komplek kami sejak dua minggu.",
            "Tumpukan sampah pasar Parakanmuncang sampai ke jalan.",
        ),
        (2, 4, 9, 3, None, 5),
    ),
)


def fill_a_month(settings: Settings) -> None:
    """Complaints from the beginning of November to the first of December."""
    month = _Month(settings)
    database = Database(settings.database)
    for agency in AGENCIES:
        at, number = FIRST_DAY, 0
        while at < LAST_DAY:
            with database.write() as session:
                month.complain(session, agency, number, at)
            at, number = at + timedelta(hours=EVERY_HOURS), number + 1
    database.dispose()


class _Month:
    def __init__(self, settings: Settings) -> None:
        region = prepared_region(settings)
        self.calendar: Calendar = make_calendar(region)
        self.rulebook: Rulebook = make_rulebook(region)
        self.codes = iter(range(2**30, 2**35, 2**20 + 12345))

    def complain(self, session: Session, agency: Agency, number: int, at: datetime) -> None:
        ticket_id = self._open(session, agency, number, at)
        days = agency.answers_after[number % len(agency.answers_after)]
        if days is not None and at + timedelta(days=days) < LAST_DAY:
            self._answer(session, agency, ticket_id, at + timedelta(days=days))

    def _open(self, session: Session, agency: Agency, number: int, at: datetime) -> str:
        text = agency.matters[number % len(agency.matters)]
        citizen = _citizen(session, NAMES[number % len(NAMES)], at)
        message = store_message(
            session, citizen.id, IncomingMessage(Channel.SIMULATOR, f"bulan-{agency.slug}-{number}", "text", text, at)
        )
        opening = rules.Opening(
            ticket_id=new_id(),
            code=code_from(next(self.codes)),
            kind=Kind.COMPLAINT,
            category=agency.category,
            category_confirmed=True,
            confidence=0.97,
            suggested_agency=agency.slug,
            channel=Channel.SIMULATOR,
            message=message.id,
            first_message_at=at,
            hide_name=True,
            hide_content=False,
        )
        by = By(Actor.CITIZEN, citizen.id)
        decision = rules.open_ticket(opening, by=by, now=at, calendar=self.calendar, rulebook=self.rulebook)
        new = NewTicket(
            id=opening.ticket_id,
            code=opening.code,
            channel=Channel.SIMULATOR,
            text=text,
            citizen_id=citizen.id,
            hide_name=True,
            messages=(message.id,),
        )
        return create_ticket(session, new, decision, ROUTING).id

    def _answer(self, session: Session, agency: Agency, ticket_id: str, at: datetime) -> None:
        """Answered, and the work done some hours later."""
        officer = session.exec(select(Officer).where(Officer.email == f"admin.{agency.slug}@kepo.test")).one()
        by = By(Actor.OFFICER, officer.id, agency.slug)

        def words(act: Act, text: str, when: datetime) -> str:
            return store_officer_message(
                session, ticket_id=ticket_id, officer_id=by.id, agency=agency.slug, act=act, text=text, at=when
            )

        answer = words(Act.ANSWER, "Tim kami memeriksa tempatnya hari ini dan langsung mengerjakannya.", at)
        ticket = load_ticket(session, ticket_id)
        ticket = record(
            session, ticket_id, rules.answer(ticket, answer, by=by, now=at, calendar=self.calendar), ROUTING
        )
        done = at + timedelta(hours=4)
        result = words(Act.RESOLUTION, "Sudah dikerjakan dan diperiksa lagi.", done)
        record(session, ticket_id, rules.resolve(ticket, result, by=by, now=done, calendar=self.calendar), ROUTING)


def _citizen(session: Session, name: str, at: datetime) -> CitizenFacts:
    address = Address(AddressKind.SIMULATED, f"{name} #bulan")
    return lock_citizen(session, Channel.SIMULATOR, [address], at)
