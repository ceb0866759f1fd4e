"""Coming back to what was closed: the ticket is found, opened again while it may be, else quoted in a new report."""

from datetime import date
from typing import Any

import pytest

from flows.types import AddToTicket, FileTicket, GiveVerdict, TicketSummary
from tests.flows.talk import CODE, GREETING, OTHER, Talk, lamp, question, ticket
from tickets.vocabulary import Closing, Kind, Status, Verdict

WORDS = ("belum beres", "blm selesai pak", "masih sama aja", "teu acan beres", "kok blm beres?", "belum beres juga pak")


def closed(code: str = CODE, **more: Any) -> TicketSummary:
    base: dict[str, Any] = {
        "status": Status.CLOSED,
        "closing": Closing.UNCONFIRMED,
        "closed_on": date(2026, 11, 20),
        "category_slug": "lampu-jalan",
        "agency_slug": "dishub",
        "place": "depan SDN Cikondang",
        "place_code": "1",
    }
    return ticket(code, **{**base, **more})


def knowing(*tickets: TicketSummary) -> Talk:
    talk = Talk()
    talk.knows(*tickets)
    return talk


@pytest.mark.parametrize("words", WORDS)
def test_within_the_reply_window_the_ticket_is_opened_again(words: str) -> None:
    talk = knowing(closed(closing=Closing.CONFIRMED, may_reopen=True))
    assert f"{CODE} dibuka lagi" in talk.says(words, GREETING)
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.NOT_YET, ("m1",))]


@pytest.mark.parametrize("words", WORDS)
def test_later_a_new_report_quotes_the_closed_one(words: str) -> None:
    talk = knowing(closed())
    shown = talk.says(words, GREETING)
    assert f"{CODE} ditutup 20 November 2026" in shown
    assert "Benar?" in shown
    for answer in ("1", "1", "1"):
        talk.says(answer)
    (filed,) = talk.done(FileTicket)
    assert isinstance(filed, FileTicket)
    assert f"Lanjutan {CODE}: lampu jalan mati" in filed.text
    assert (filed.category, filed.category_confirmed, filed.agency) == ("lampu-jalan", True, "dishub")
    assert (filed.place_text, filed.place_code) == ("depan SDN Cikondang", "1")


def test_of_two_closed_ones_it_is_asked_which() -> None:
    talk = knowing(closed(may_reopen=True), closed(OTHER, may_reopen=True))
    assert f"2 {OTHER}" in talk.says("belum beres", GREETING)
    talk.says("2")
    assert talk.done(GiveVerdict) == [GiveVerdict(OTHER, Verdict.NOT_YET, ("m1",))]


def test_an_old_one_is_asked_about_first() -> None:
    talk = knowing(closed(closed_on=date(2026, 6, 1)))
    assert "1 ya, aduan ini\n2 hal baru" in talk.says("masih sama aja", GREETING)
    assert "Ceritakan" in talk.says("hal baru")


def test_beside_an_open_ticket_it_is_asked_which() -> None:
    talk = knowing(ticket(OTHER), closed())
    talk.says("belum selesai pak", GREETING)
    talk.says("1")
    assert talk.done(AddToTicket) == [AddToTicket(OTHER, ("m1",))]


def test_a_report_that_says_still_is_asked_whether_it_is_the_closed_one() -> None:
    talk = knowing(closed(may_reopen=True))
    shown = talk.says("lampu depan sdn mati lagi pak dari semalem", lamp(place=None))
    assert f"Ini soal {CODE} yang ditutup 20 November 2026?" in shown
    talk.says("ya")
    assert len(talk.done(GiveVerdict)) == 1


def test_the_same_report_may_be_a_new_one_all_the_same() -> None:
    talk = knowing(closed(may_reopen=True))
    talk.says("lampu depan sdn mati lagi pak dari semalem", lamp())
    talk.says("2")
    assert talk.open == "report_confirm"


def test_a_report_at_another_place_is_a_matter_of_its_own() -> None:
    talk = knowing(closed(may_reopen=True))
    talk.says("lampu mati lagi di pasar wado dari semalem", lamp(place="pasar wado"))
    assert talk.open == "report_confirm"


def test_a_verdict_that_comes_after_the_silent_closing_is_not_lost() -> None:
    talk = knowing(ticket(status=Status.RESOLVED, awaits_verdict=True))
    talk.says(CODE)
    talk.knows(closed())
    talk.says("belum")
    assert talk.open == "report_confirm"


def test_the_code_and_the_word_together_name_the_ticket() -> None:
    talk = knowing(closed(), closed(OTHER, may_reopen=True))
    talk.says(f"{OTHER} belum beres", GREETING)
    assert talk.done(GiveVerdict) == [GiveVerdict(OTHER, Verdict.NOT_YET, ("m1",))]


def test_a_closed_ticket_that_is_looked_at_offers_the_way_back() -> None:
    talk = knowing(closed(may_reopen=True))
    assert "1 belum beres" in talk.says("aduan saya")
    talk.says("1")
    assert len(talk.done(GiveVerdict)) == 1


def test_an_unanswered_question_is_put_to_the_agency_anew() -> None:
    talk = knowing(closed(kind=Kind.QUESTION, place=""))
    talk.says("belum terjawab", GREETING)
    assert talk.open == "offer_officer"
    talk.says("ya")
    (filed,) = talk.done(FileTicket)
    assert isinstance(filed, FileTicket)
    assert (filed.kind, filed.agency) == (Kind.QUESTION, "dishub")
    assert f"Lanjutan {CODE}" in filed.text


@pytest.mark.parametrize("closing", [Closing.WITHDRAWN, Closing.ARCHIVED])
def test_what_was_withdrawn_or_archived_is_not_opened_by_a_word(closing: Closing) -> None:
    talk = knowing(closed(closing=closing))
    talk.says("belum beres", GREETING)
    assert talk.done(GiveVerdict) == []
    assert talk.open == "menu"


@pytest.mark.parametrize(
    "words", ["masih online min", "mati lampu lapor kesitu juga bukan min", "oh gitu ya", "sama sama"]
)
def test_words_that_only_resemble_it_open_nothing(words: str) -> None:
    talk = knowing(closed(may_reopen=True))
    talk.says(words, GREETING)
    assert talk.done(GiveVerdict) == []
    assert talk.open == "menu"


def test_a_question_about_papers_that_are_not_ready_is_no_word_about_a_ticket() -> None:
    talk = knowing(closed())
    assert "KTP-el hilang" in talk.says("belum selesai ktp saya dari bulan april gimana", question())
