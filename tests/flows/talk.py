"""A small region and a citizen who talks to the pure conversation: no desk; understanding is given by hand."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flows.catalogue import render
from flows.engine import Step, step
from flows.state import START, State, dumps, loads, state_name
from flows.turn import nothing_understood
from flows.types import Effect, FileTicket, Inbound, InboundKind, ParkedNotice, SharedPlace, TicketSummary, World
from knowledge.types import (
    Agency,
    AgencyGuess,
    Article,
    Candidate,
    Category,
    EmergencyLine,
    Language,
    Matter,
    Outcome,
    Place,
    PlaceGuess,
    Portal,
    Region,
    Source,
    Understood,
)
from tickets.vocabulary import Kind, Status

MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
CODE = "LP-0000001X"
OTHER = "LP-0000002Z"


def _agency(slug: str, name: str, short: str, outside: bool = False, contact: str = "") -> Agency:
    return Agency(slug, name, short, "dinas", outside, contact)


def _article(slug: str, title: str, portal: str = "adminduk", **more: Any) -> Article:
    base = Article(
        slug,
        title,
        "disdukcapil",
        portal,
        f"*{title}*: bawa fotokopi KK ke kecamatan. *Gratis.*",
        date(2026, 11, 22),
        date(2027, 5, 22),
        (Source("Syarat dan cara", "https://example.go.id"),),
        ("gmn",),
        {"Syarat": "- Fotokopi KK", "Biaya": "Gratis."},
    )
    return replace(base, **more)


AGENCIES = (
    _agency("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
    _agency("dishub", "Dinas Perhubungan", "Dishub"),
    _agency("dpupr", "Dinas Pekerjaan Umum", "Dinas PUTR"),
    _agency("inspektorat", "Inspektorat Daerah", "Inspektorat"),
    _agency("kominfo", "Dinas Komunikasi", "Diskominfo"),
    _agency("pln", "PLN", "PLN", outside=True, contact="PLN 123"),
)
CATEGORIES = (
    Category("jalan", "Jalan"),
    Category("jalan-rusak", "Jalan rusak", "jalan", "dpupr", needs_place=True, words=("bolong", "ancur")),
    Category("lampu-jalan", "Lampu jalan mati", "jalan", "dishub", needs_place=True, words=("lampu", "gelap")),
    Category("pungli", "Pungutan liar", "jalan", "inspektorat", kind=Matter.SUPERVISION),
    Category("usul-taman", "Usulan taman", "jalan", "dpupr", kind=Matter.ASPIRATION),
)
ARTICLES = (
    _article("ktp-hilang", "KTP-el hilang", own_case="Tanyakan di loket dengan tanda terima."),
    _article("kk-hilang", "Kartu Keluarga hilang"),
    _article("sampah", "Jadwal sampah", "lingkungan", parts={"Alur": "\n".join(f"{n}. langkah" for n in range(120))}),
)
REGION = Region(
    "uji",
    "Kabupaten Uji",
    "Kepo Uji",
    "Asia/Jakarta",
    "kominfo",
    "inspektorat",
    "112",
    0.8,
    {agency.slug: agency for agency in AGENCIES},
    {category.slug: category for category in CATEGORIES},
    (),
    {article.slug: article for article in ARTICLES},
    (EmergencyLine("kebakaran", "112", "*Telepon 112 sekarang*. Jauhi api.", ("kebakaran",)),),
    (),
    (),
    {},
    (Portal("adminduk", "KTP, KK, akta, pindah", "KTP, KK, akta, pindah"), Portal("lingkungan", "sampah", "runtah")),
)
CISITU = (Place("1", "Cisitu", "desa", "Cisitu"), Place("2", "Cisitu", "desa", "Wado"))


def means(outcome: Outcome, kind: Matter = Matter.NONE, **more: Any) -> Understood:
    """What a message is taken to mean; the text is filled in when it is said."""
    base = Understood("", Language.INDONESIAN, outcome, kind)
    return replace(base, **more)


def question(slug: str = "ktp-hilang", own_case: bool = False) -> Understood:
    return means(Outcome.ANSWER, Matter.QUESTION, article=slug, confidence=0.9, own_case=own_case)


def which(*slugs: str) -> Understood:
    return means(Outcome.CLARIFY, Matter.QUESTION, candidates=tuple(Candidate(slug, 0.4) for slug in slugs))


def unknown(agency: str | None = "disdukcapil", kind: Matter = Matter.QUESTION) -> Understood:
    return means(Outcome.HANDOVER, kind, agency=agency)


def lamp(place: str | None = "depan SDN Cikondang", **more: Any) -> Understood:
    """A whole complaint; without a place one is missing."""
    base = means(
        Outcome.REPORT,
        Matter.COMPLAINT,
        category="lampu-jalan",
        category_confidence=0.9,
        agency="dishub",
        top=(AgencyGuess("dishub", 0.9), AgencyGuess("dpupr", 0.1)),
        has_detail=True,
        place=PlaceGuess(place, (), 90.0) if place else None,
        missing=() if place else ("place",),
    )
    return replace(base, **more)


def place(text: str, *places: Place) -> Understood:
    return means(Outcome.HANDOVER, place=PlaceGuess(text, places, 95.0))


def ticket(code: str = CODE, **more: Any) -> TicketSummary:
    base = TicketSummary(
        code=code,
        kind=Kind.COMPLAINT,
        title="lampu jalan mati depan SDN",
        category="Lampu jalan mati",
        agency="Dinas Perhubungan",
        status=Status.HANDED_OVER,
        closing=None,
        opened_on=date(2026, 11, 20),
        due_on=date(2026, 11, 27),
    )
    return replace(base, **more)


GREETING = means(Outcome.SMALLTALK)
FULL = "lampu jln dpn SDN Cikondang mati udh 2 minggu gelap bgt"


@dataclass
class Talk:
    """One citizen's chat. Every state goes through its stored form, as it does in life."""

    world: World = field(
        default_factory=lambda: World(MORNING, MORNING.date(), None, True, "id", "https://uji.go.id/privasi")
    )
    state: State = START
    sent: int = 0
    last: Step = field(default_factory=lambda: Step(START, ()))
    effects: list[Effect] = field(default_factory=list)

    def says(self, text: str, meaning: Understood | None = None, **inbound: Any) -> str:
        return self.sends(InboundKind.TEXT, text, meaning, **inbound)

    def sends(self, kind: InboundKind, text: str = "", meaning: Understood | None = None, **inbound: Any) -> str:
        understood = replace(meaning, text=text) if meaning else nothing_understood(text)
        message = self.message(kind, text, **inbound)
        self.last = step(self.state, message, understood, self.world, REGION)
        self.effects += self.last.effects
        self.state = loads(dumps(self.last.state))
        assert self.state == self.last.state
        return self.shown

    def message(self, kind: InboundKind, text: str, **inbound: Any) -> Inbound:
        self.sent += 1
        self.later(minutes=1)
        base = Inbound(f"m{self.sent}", kind, text, self.world.now, media_count=int(kind is InboundKind.IMAGE))
        return replace(base, **inbound)

    def shares(self, text: str = "") -> str:
        return self.sends(InboundKind.LOCATION, place=SharedPlace(-6.84, 107.92, text))

    def later(self, **by: float) -> None:
        now = self.world.now + timedelta(**by)
        self.world = replace(self.world, now=now, today=now.date())

    def knows(self, *tickets: TicketSummary, parked: tuple[ParkedNotice, ...] = ()) -> None:
        self.world = replace(self.world, tickets=tickets, parked=parked)

    @property
    def shown(self) -> str:
        return "\n\n".join(render(reply, self.world.language) for reply in self.last.replies)

    @property
    def open(self) -> str:
        return state_name(self.state)

    def done(self, kind: type[Effect]) -> list[Effect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]


def filed(talk: Talk) -> FileTicket:
    """The one ticket that the talk has filed."""
    tickets = talk.done(FileTicket)
    assert len(tickets) == 1
    ticket = tickets[0]
    assert isinstance(ticket, FileTicket)
    return ticket
