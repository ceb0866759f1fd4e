"""What a message was understood to mean, with the index of the real region."""

import statistics
import time

import pytest

from knowledge.types import Matter, Outcome
from knowledge.understand import Reader


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("gmn cr bkin ktp yg ilang", "ktp-hilang"),
        ("min ktp ilang gmn", "ktp-hilang"),
        ("katepe abdi leungit kumaha ngurusna", "ktp-hilang"),
        ("nomor damkar berapa", "pemadam"),
        ("lapor jalan rusak kemana ya?", "jalan-rusak"),
        ("bayar pajak motor dimana", "pkb"),
    ],
)
def test_a_question_with_a_known_answer_is_answered(reader: Reader, text: str, article: str) -> None:
    understood = reader.read(text)
    assert (understood.outcome, understood.article) == (Outcome.ANSWER, article)
    assert understood.emergency is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("jalan di depan pasar tanjungsari bolong parah", "dpupr"),
        ("lampu jalan depan SD Cikondang mati 2 minggu", "dishub"),
        ("KALIAN KERJA GAK SIH JALAN ANCUR 3 TAHUN!!!", "dpupr"),
        ("sampah ga diangkut 2 minggu di jatinangor", "dlhk"),
    ],
)
def test_a_story_of_something_broken_is_a_report(reader: Reader, text: str, agency: str) -> None:
    understood = reader.read(text)
    assert (understood.outcome, understood.kind) == (Outcome.REPORT, Matter.COMPLAINT)
    assert understood.agency == agency
    assert understood.top[0].agency == agency


def test_a_full_report_misses_nothing(reader: Reader) -> None:
    understood = reader.read("lampu jalan depan SD Cikondang mati 2 minggu")
    assert understood.has_detail
    assert understood.missing == ()


def test_a_report_without_a_place_misses_it(reader: Reader) -> None:
    understood = reader.read("jalan rusak parah banyak yang jatuh")
    assert understood.has_detail
    assert understood.missing == ("place",)


def test_corruption_is_supervision_for_the_inspectorate(reader: Reader) -> None:
    understood = reader.read("oknum kades pakai dana desa buat beli mobil pribadi")
    assert (understood.outcome, understood.kind) == (Outcome.REPORT, Matter.SUPERVISION)
    assert understood.agency == "inspektorat"


def test_danger_alone_yields_the_numbers_and_nothing_else(reader: Reader) -> None:
    understood = reader.read("rumah tetangga kebakaran tolong")
    assert (understood.outcome, understood.emergency) == (Outcome.EMERGENCY, "kebakaran")


def test_danger_beside_a_question_accompanies_its_answer(reader: Reader) -> None:
    understood = reader.read("ada kebakaran di pasar! oh iya, syarat mengurus ktp hilang apa")
    assert (understood.outcome, understood.article, understood.emergency) == (Outcome.ANSWER, "ktp-hilang", "kebakaran")


@pytest.mark.parametrize(
    "text",
    [
        "nomor damkar berapa",
        "tahun lalu rumah saya kebakaran, KK ikut terbakar",
        "kk saya terbakar waktu kebakaran tahun 2023",
        "lampu jalan mati gelap sudah sebulan",
        "pajak motor mati tiga tahun bagaimana",
    ],
)
def test_no_danger_is_heard_where_none_is(reader: Reader, text: str) -> None:
    assert reader.read(text).emergency is None


@pytest.mark.parametrize("text", ["pbb kota medan bayar dimana", "nomor walikota cimahi berapa"])
def test_the_matters_of_another_town_are_not_answered_as_ours(reader: Reader, text: str) -> None:
    assert reader.read(text).outcome is Outcome.OUTSIDE


@pytest.mark.parametrize("text", ["siapa pemenang liga 1", "resep rendang yang empuk", "tebak skor bola nanti malam"])
def test_what_no_government_answers_is_never_answered(reader: Reader, text: str) -> None:
    assert reader.read(text).outcome in {Outcome.OUTSIDE, Outcome.HANDOVER, Outcome.SMALLTALK}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("menu", Outcome.MENU),
        ("halo min", Outcome.SMALLTALK),
        ("hatur nuhun kang", Outcome.SMALLTALK),
        ("🙏", Outcome.SMALLTALK),
        ("selamat pagi mau tanya", Outcome.SMALLTALK),
    ],
)
def test_chat_is_told_from_matters(reader: Reader, text: str, outcome: Outcome) -> None:
    assert reader.read(text).outcome is outcome


def test_a_question_about_ones_own_file_is_recognised(reader: Reader) -> None:
    understood = reader.read("ktp saya udah jadi blm")
    assert understood.own_case
    assert understood.article == "ktp-status-cetak"


def test_a_power_cut_belongs_to_the_electricity_company(reader: Reader) -> None:
    understood = reader.read("pln mati lampu dari semalam")
    assert (understood.outcome, understood.outside_agency) == (Outcome.OUTSIDE, "pln")


def test_an_unknown_question_names_the_office_that_would_know(reader: Reader) -> None:
    understood = reader.read("sk pensiun pns diurus di bkpsdm berapa lama")
    assert (understood.outcome, understood.agency) == (Outcome.HANDOVER, "bkpsdm")


def test_doubt_offers_two_or_three_articles(reader: Reader) -> None:
    understood = reader.read("ktp saya rusak kena air terus hilang juga kartunya gimana")
    if understood.outcome is Outcome.CLARIFY:
        assert 2 <= len(understood.candidates) <= 3


def test_a_complaint_is_always_routed(reader: Reader) -> None:
    routed = reader.route("air keran keruh dari kemarin")
    assert routed.agency == "perumda-tirta-medal"
    assert routed.category is not None


def test_a_message_is_read_within_milliseconds(reader: Reader) -> None:
    texts = [f"lampu jalan depan sd nomor {number} mati sudah dua minggu gelap" for number in range(60)]
    times = []
    for text in texts:
        started = time.perf_counter()
        reader.read(text)
        times.append(time.perf_counter() - started)
    assert statistics.median(times) < 0.02
