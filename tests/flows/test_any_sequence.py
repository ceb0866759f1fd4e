"""Whatever comes, in whatever order: an answer each time, and the menu always leads out."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.types import InboundKind, ParkedNotice, SharedPlace, TicketSummary
from knowledge.types import Candidate, Matter, Outcome, Understood
from tests.flows.talk import (
    CISITU,
    CODE,
    FULL,
    GREETING,
    OTHER,
    Talk,
    lamp,
    means,
    place,
    question,
    ticket,
    unknown,
    which,
)
from tickets.vocabulary import Kind, NoticeKey, Status

MEANINGS: tuple[Understood | None, ...] = (
    None,
    GREETING,
    question(),
    question("sampah"),
    replace(question(), candidates=(Candidate("ktp-hilang", 0.6), Candidate("kk-hilang", 0.3))),
    question("no-such-article"),
    question(own_case=True),
    which("ktp-hilang", "kk-hilang"),
    which(),
    unknown(),
    unknown(None, Matter.NONE),
    lamp(),
    lamp(place=None),
    lamp(category="no-such-category"),
    lamp(has_detail=False, missing=("what", "place")),
    place("di cisitu", *CISITU),
    means(Outcome.REPORT, Matter.SUPERVISION, category="pungli", has_detail=True),
    means(Outcome.REPORT, Matter.COMPLAINT, outside_agency="pln"),
    means(Outcome.OUTSIDE),
    means(Outcome.OUTSIDE, outside_agency="pln"),
    means(Outcome.MENU),
    means(Outcome.EMERGENCY, emergency="kebakaran"),
    means(Outcome.EMERGENCY, emergency="unlisted"),
)
TEXTS = (
    *("1", "2", "3", "5", "9", "ya", "tidak", "ubah", "batal", "kembali", "menu", "bantuan", "petugas", "aduan saya"),
    *("draf", "lihat", "lanjut", "lewati", "semua", "lainnya", "beres", "belum", "tempat", "nama", "kirim", "simpan"),
    *("tampilkan", "Asep", "mau lapor", CODE, f"{OTHER} belum", "LP-XXXXXXXX", "hatur nuhun", FULL, "kenapa ya?"),
    *("membantu", "tidak membantu", "bukan itu", "jawaban lain", "bukan itu, yang lain itu", "6"),
)
TICKETS = st.builds(
    ticket,
    st.sampled_from([CODE, OTHER]),
    status=st.sampled_from(Status),
    kind=st.sampled_from(Kind),
    asked=st.booleans(),
    awaits_verdict=st.booleans(),
)
PARKED = st.builds(
    ParkedNotice,
    st.sampled_from(["n1", "n2", "n3"]),
    st.sampled_from([CODE, OTHER]),
    st.sampled_from([NoticeKey.RESOLVED, NoticeKey.QUESTION, NoticeKey.ANSWERED]),
    st.just("Jawaban dinas."),
)
TURNS = st.tuples(
    st.sampled_from([InboundKind.TEXT] * 8 + list(InboundKind)),
    st.one_of(st.sampled_from(TEXTS), st.text(max_size=40)),
    st.sampled_from(MEANINGS),
    st.sampled_from([0, 0, 0, 0, 1, 25]),
    st.lists(TICKETS, max_size=2, unique_by=lambda one: one.code),
    st.lists(PARKED, max_size=2, unique_by=lambda one: one.id),
)
Turn = tuple[InboundKind, str, Understood | None, int, list[TicketSummary], list[ParkedNotice]]


@settings(max_examples=400, deadline=timedelta(seconds=2), suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TURNS, max_size=14))
def test_any_sequence_is_answered_and_the_menu_is_always_found(turns: list[Turn]) -> None:
    talk = Talk()
    for kind, text, meaning, hours, tickets, parked in turns:
        talk.later(hours=hours)
        talk.knows(*tickets, parked=tuple(parked))
        pin = SharedPlace(-6.8, 107.9) if kind is InboundKind.LOCATION else None
        shown = talk.sends(kind, text, meaning, place=pin)
        assert bool(shown.strip()) == (kind is not InboundKind.REACTION)
        assert len(shown) < 1500
    talk.says("menu")
    assert talk.open == "menu"


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(TEXTS), max_size=10))
def test_nothing_is_filed_that_was_not_confirmed(texts: list[str]) -> None:
    """A ticket is only opened by the turn that answers a summary or an offer."""
    talk = Talk()
    talk.says(FULL, lamp())
    for text in texts:
        before = talk.open
        talk.says(text, replace(unknown(), own_case=False))
        if any(type(effect).__name__ == "FileTicket" for effect in talk.last.effects):
            assert before in ("report_summary", "report_name_text", "offer_officer")
