"""The few words that mean the same in every state, and what happens to wrong answers."""

import pytest

from flows.types import FileTicket
from knowledge.types import Outcome
from tests.flows.talk import CODE, FULL, GREETING, OTHER, Talk, lamp, means, place, question, ticket, unknown
from tickets.vocabulary import Closing, Status


def in_report() -> Talk:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    return talk


def test_cancel_drops_the_draft_without_asking_back() -> None:
    talk = in_report()
    assert "tidak ada yang terkirim" in talk.says("batal")
    assert (talk.open, talk.state.draft, talk.state.shelf) == ("idle", None, ())


def test_cancel_without_anything_open_says_so() -> None:
    assert "Tidak ada yang sedang diisi" in Talk().says("batal")


def test_back_goes_one_question_back() -> None:
    talk = in_report()
    talk.says("1")
    assert talk.open == "report_summary"
    talk.says("kembali")
    assert talk.open == "report_name"
    talk.says("kembali")
    assert talk.open == "report_confirm"
    talk.says("1")
    assert talk.open == "report_summary"


def test_back_from_the_beginning_is_the_menu() -> None:
    talk = Talk()
    talk.says("kembali")
    assert talk.open == "menu"


def test_menu_keeps_the_draft_within_reach() -> None:
    talk = in_report()
    assert "masih tersimpan" in talk.says("menu")
    assert "belum dikirim" in talk.says("draf")
    talk.says("lanjut")
    assert talk.open == "report_name"


def test_help_leaves_the_question_open() -> None:
    talk = in_report()
    shown = talk.says("bantuan")
    assert "*aduan saya*" in shown
    assert "Nama Anda" in shown
    assert talk.open == "report_name"


def test_status_in_the_middle_of_a_report_is_a_look_aside() -> None:
    talk = in_report()
    talk.knows(ticket(), ticket(OTHER))
    shown = talk.says("aduan saya")
    assert CODE in shown
    assert OTHER in shown
    assert "Nama Anda" in shown
    assert f"1 {CODE}" not in shown
    assert talk.open == "report_name"


def test_my_reports_are_listed_newest_first_and_shown_by_number() -> None:
    talk = Talk()
    talk.knows(ticket(OTHER, title="sampah menumpuk"), ticket())
    shown = talk.says("aduan saya")
    assert shown.index(OTHER) < shown.index(CODE)
    detail = talk.says("2")
    assert "sudah di dinas, belum dijawab" in detail
    assert "Jumat, 27 November 2026" in detail
    assert "Berikutnya" in detail


def test_at_most_five_are_listed() -> None:
    talk = Talk()
    talk.knows(*(ticket(f"LP-0000000{n}") for n in range(7)))
    assert "6 LP" not in talk.says("status")


@pytest.mark.parametrize(
    "text", ["sudah sampai mana aduan saya", "gmn laporan saya yg kemarin", "cek status aduan saya min"]
)
def test_an_ordinary_sentence_asks_for_the_status(text: str) -> None:
    talk = Talk()
    talk.knows(ticket())
    assert "belum dijawab" in talk.says(text, unknown())


def test_a_code_in_a_short_message_shows_its_ticket() -> None:
    talk = Talk()
    code = "LP-0000-0000"
    talk.knows(ticket("LP-00000000"))
    assert "LP-00000000" in talk.says(f"cek {code} pak", unknown())


def test_an_unknown_code_is_answered_politely_and_tells_nothing() -> None:
    talk = Talk()
    talk.knows(ticket())
    assert "tidak ada di antara aduan Anda" in talk.says("LP-12345678")


def test_a_closed_ticket_says_why() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.CLOSED, closing=Closing.UNCONFIRMED))
    assert "tidak ada kabar dari Anda" in talk.says("status")


def test_without_tickets_status_says_how_to_begin() -> None:
    assert "Belum ada aduan" in Talk().says("aduan saya")


def test_a_wrong_choice_is_asked_twice_then_a_way_out_is_offered() -> None:
    talk = in_report()
    assert "belum saya pahami" in talk.says("9")
    assert "belum saya pahami" in talk.says("7")
    assert "petugas" in talk.says("8")
    assert talk.open == "stuck"
    talk.says("1")
    assert talk.open == "report_name"


def test_the_way_out_to_the_menu_loses_nothing() -> None:
    talk = in_report()
    for answer in ("9", "7", "8"):
        talk.says(answer)
    assert "masih tersimpan" in talk.says("menu")


def test_the_word_for_the_draft_leads_out_of_the_wrong_answers() -> None:
    talk = in_report()
    for answer in ("9", "7", "8"):
        talk.says(answer)
    assert "Nama Anda" in talk.says("draf")
    assert talk.open == "report_name"


def test_a_right_answer_forgets_the_wrong_ones() -> None:
    talk = in_report()
    talk.says("9")
    talk.says("9")
    talk.says("1")
    talk.says("9")
    assert talk.open == "report_summary"


def test_a_long_text_in_a_choice_is_a_matter_of_its_own() -> None:
    talk = Talk()
    talk.says("berapa gaji pppk", unknown())
    assert "KTP-el hilang" in talk.says("kalau ktp hilang syaratnya apa", question())


def test_greetings_in_between_cost_nothing() -> None:
    talk = in_report()
    talk.says("assalamualaikum", GREETING)
    assert (talk.open, talk.state.misses) == ("report_name", 0)


def test_a_number_without_anything_open_is_met_with_what_is_possible() -> None:
    assert "menu" in Talk().says("3")


def test_a_command_word_inside_a_sentence_is_no_command() -> None:
    talk = Talk()
    talk.says("petugas loket di kecamatan tidak ada padahal jam kerja", lamp())
    assert talk.open == "report_confirm"


def test_withdrawing_is_confirmed_first() -> None:
    talk = Talk()
    talk.knows(ticket())
    talk.says("aduan saya")
    assert "Yakin?" in talk.says("tarik aduan ini")
    assert talk.effects == []
    talk.says("ya")
    assert [type(effect).__name__ for effect in talk.effects] == ["Withdraw"]


def test_emergency_only_leaves_the_open_question_as_it_was() -> None:
    talk = in_report()
    talk.says("tolong kebakaran", means(Outcome.EMERGENCY, emergency="kebakaran"))
    assert talk.open == "report_name"


def test_back_after_a_place_asks_the_place_again() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.says("depan SDN", place("depan SDN"))
    talk.says("kembali")
    assert talk.open == "report_place"
    talk.says("depan masjid", place("depan masjid"))
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.place_text == "depan masjid"
