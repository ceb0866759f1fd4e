"""What is asked about the desk itself gets the truth, and takes nothing away from what was open."""

import pytest

from flows.types import AnswerAgency, FileTicket
from knowledge.types import Matter, Outcome
from tests.flows.talk import CODE, FULL, GREETING, OTHER, Talk, lamp, means, question, ticket, unknown, which
from tickets.vocabulary import Kind, Status

WHO = ("identitas saya aman ga?", "nama saya ketahuan ga", "kalo saya lapor ketauan gak ya", "nami abdi katingali teu?")
ACCUSED = means(Outcome.REPORT, Matter.SUPERVISION, category="pungli", agency="inspektorat", has_detail=True)


@pytest.mark.parametrize("words", WHO)
def test_who_sees_the_citizen_is_told_before_any_report(words: str) -> None:
    talk = Talk()
    shown = talk.says(words, question())
    assert "Nomor WhatsApp Anda tidak ditampilkan ke dinas" in shown
    assert "https://uji.go.id/privasi" in shown


@pytest.mark.parametrize("words", WHO)
@pytest.mark.parametrize("answers", [(), ("1",), ("1", "1"), ("1", "tampilkan")])
def test_in_the_middle_of_a_report_its_question_comes_again(words: str, answers: tuple[str, ...]) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for answer in answers:
        talk.says(answer)
    before, asked = talk.open, talk.shown
    shown = talk.says(words, which("ktp-hilang"))
    assert "sembunyikan nama" in shown
    assert (talk.open, shown.split("\n")[-1]) == (before, asked.split("\n")[-1])


def test_who_reports_an_officer_is_told_who_reads_it() -> None:
    talk = Talk()
    talk.says("lurahnya minta uang 500 ribu", ACCUSED)
    shown = talk.says("nama saya ketahuan ga", question())
    assert "hanya dibaca koordinator dan Inspektorat" in shown
    assert talk.open == "report_place"


def test_a_question_about_oneself_is_no_answer_to_the_agency() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True))
    talk.says("identitas saya aman ga?", unknown())
    assert talk.done(AnswerAgency) == []


def test_an_article_that_knows_who_sees_a_caller_answers_itself() -> None:
    assert "KTP-el hilang" in Talk().says("bagaimana identitas penelepon dirahasiakan", question())


def test_a_report_of_a_leak_is_no_question_about_the_desk() -> None:
    talk = Talk()
    talk.says("data saya bocor di kantor desa dipakai pinjol", lamp())
    assert talk.open == "report_confirm"


@pytest.mark.parametrize("words", ["kapan?", "kapan diperbaikinya", "kpn ya pak", "iraha beresna?"])
def test_when_tells_the_due_date_of_the_one_open_ticket(words: str) -> None:
    talk = Talk()
    talk.knows(ticket())
    shown = talk.says(words, which("ktp-hilang"))
    assert f"Batas jawaban {CODE}: *Jumat, 27 November 2026*" in shown
    assert "Dinas Perhubungan" in shown


def test_when_with_several_tickets_shows_them() -> None:
    talk = Talk()
    talk.knows(ticket(), ticket(OTHER))
    assert OTHER in talk.says("kapan?", which("ktp-hilang"))


def test_when_without_a_ticket_is_read_as_any_question() -> None:
    talk = Talk()
    talk.says("kapan?", which("ktp-hilang"))
    assert talk.open == "clarify"


def test_after_the_answer_the_date_of_the_repair_is_told() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.ANSWERED))
    assert f"Batas penyelesaian {CODE}" in talk.says("kapan?", which("ktp-hilang"))


def test_the_wish_to_be_deleted_goes_to_a_person_with_its_words_filled_in() -> None:
    talk = Talk()
    shown = talk.says("tolong hapus data saya", lamp(has_detail=False))
    assert "tidak bisa menghapus sendiri" in shown
    assert "“Saya minta data saya dihapus" in shown
    talk.says("ya")
    (filed,) = talk.done(FileTicket)
    assert isinstance(filed, FileTicket)
    assert (filed.kind, filed.agency, filed.messages) == (Kind.QUESTION, "kominfo", ("m1",))


@pytest.mark.parametrize("curse", ["goblok kalian", "anjing lu", "ANJIIING KERJA GA SIH", "dasar pemerintah goblok"])
def test_a_curse_gets_a_calm_line_and_a_way_on(curse: str) -> None:
    talk = Talk()
    assert "Wajar kalau kesal" in talk.says(curse, GREETING)
    talk.says(FULL, lamp())
    talk.says("1")
    shown = talk.says(curse, GREETING)
    assert "Wajar kalau kesal" in shown
    assert (talk.open, "Nama Anda ditampilkan" in shown) == ("report_name", True)


def test_a_matter_with_a_curse_in_it_is_heard() -> None:
    talk = Talk()
    talk.says("anjing lampu jalan mati terus di depan SDN", lamp())
    assert talk.open == "report_confirm"
