"""Filing a matter in as few answers as possible, and never the wrong one."""

import pytest

from flows.types import FileTicket, InboundKind, RememberName
from knowledge.types import Matter, Outcome
from tests.flows.talk import FULL, Talk, filed, lamp, means, place, question
from tickets.vocabulary import Kind


def test_a_whole_complaint_is_filed_with_three_more_answers() -> None:
    talk = Talk()
    assert "Lampu jalan mati" in talk.says(FULL, lamp())
    talk.says("1")
    talk.says("1")
    talk.says("1")
    ticket = filed(talk)
    assert (ticket.kind, ticket.category, ticket.category_confirmed) == (Kind.COMPLAINT, "lampu-jalan", True)
    assert (ticket.place_text, ticket.text, ticket.agency) == ("depan SDN Cikondang", FULL, "dishub")
    assert ticket.hide_name
    assert not ticket.hide_content
    assert ticket.messages == ("m1",)
    assert talk.open == "idle"


@pytest.mark.parametrize(
    "words", [("ya", "sembunyikan", "kirim"), ("muhun", "ulah", "kintun"), ("iyaaa", "tdk", "oke")]
)
def test_words_work_as_well_as_numbers(words: tuple[str, str, str]) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for word in words:
        talk.says(word)
    assert filed(talk).hide_name


def test_nothing_is_filed_before_the_summary_is_confirmed() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    talk.says("2")
    assert not talk.done(FileTicket)


def test_code_and_date_are_left_to_the_desk() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for answer in ("1", "1", "1"):
        talk.says(answer)
    reply = talk.last.replies[0]
    assert reply.key == "report.filed"
    assert not {"code", "agency", "due", "screened"} & set(reply.params)


def test_a_missing_detail_costs_one_question() -> None:
    talk = Talk()
    talk.says("mau lapor lampu", lamp(has_detail=False, missing=("what",)))
    assert talk.open == "report_detail"
    talk.says("mati dua minggu di depan SDN Cikondang", lamp())
    assert talk.open == "report_confirm"


def test_pictures_are_kept_at_every_moment() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    assert "Lampiran diterima (1)" in talk.sends(InboundKind.IMAGE)
    talk.says("1")
    assert "(2)" in talk.sends(InboundKind.IMAGE)
    talk.says("1")
    talk.sends(InboundKind.DOCUMENT)
    talk.says("1")
    assert filed(talk).messages == ("m1", "m2", "m4", "m6")


def test_a_picture_first_asks_what_it_is_about() -> None:
    talk = Talk()
    talk.sends(InboundKind.IMAGE)
    assert talk.open == "report_detail"
    talk.says(FULL, lamp())
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert filed(talk).messages == ("m1", "m2")


def test_a_caption_is_read_like_a_message() -> None:
    talk = Talk()
    talk.sends(InboundKind.IMAGE, FULL, lamp())
    assert talk.open == "report_confirm"
    assert "Lampiran: 1" in talk.shown


def test_a_name_written_is_shown_and_remembered() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    assert "Nama: Asep Sunandar" in talk.says("Asep Sunandar")
    talk.says("1")
    assert (filed(talk).name, filed(talk).hide_name) == ("Asep Sunandar", False)
    assert talk.done(RememberName) == [RememberName("Asep Sunandar")]


def test_showing_an_unknown_name_asks_for_it() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    talk.says("2")
    assert talk.open == "report_name_text"
    assert "Jenis:" in talk.shown
    talk.says("Euis")
    assert filed(talk).name == "Euis"


def test_content_can_be_kept_from_the_public() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    assert "Isi tidak dibuka" in talk.says("3")
    talk.says("kirim")
    assert filed(talk).hide_content


def test_a_wrong_category_offers_the_likely_ones_and_another() -> None:
    talk = Talk()
    talk.says("jalan bolong gelap", lamp())
    shown = talk.says("ubah")
    assert "Jalan rusak" in shown
    assert "lainnya" in shown
    talk.says("jalan rusak")
    for answer in ("1", "1"):
        talk.says(answer)
    assert (filed(talk).category, filed(talk).agency, filed(talk).category_confirmed) == ("jalan-rusak", "dpupr", True)


def test_no_fitting_category_leaves_it_to_the_coordinator() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("2")
    talk.says("lainnya")
    for answer in ("1", "1"):
        talk.says(answer)
    assert (filed(talk).category, filed(talk).category_confirmed) == (None, False)


def test_the_summary_can_be_corrected_in_each_part() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    talk.says("1")
    talk.says("salah")
    assert talk.open == "report_change"
    talk.says("tempat")
    talk.says("depan masjid Cisitu", place("depan masjid Cisitu"))
    assert "depan masjid Cisitu" in talk.shown
    assert talk.open == "report_summary"
    talk.says("ubah")
    talk.says("1")
    talk.says("lampunya mati dan tiangnya miring", lamp())
    assert "tiangnya miring" in talk.shown
    talk.says("ubah")
    talk.says("nama")
    talk.says("Euis")
    talk.says("1")
    assert (filed(talk).name, filed(talk).place_text) == ("Euis", "depan masjid Cisitu")


def test_supervision_is_hidden_and_says_so() -> None:
    talk = Talk()
    meaning = means(
        Outcome.REPORT, Matter.SUPERVISION, category="pungli", agency="inspektorat", has_detail=True, confidence=0.9
    )
    shown = talk.says("petugas loket minta uang 200 ribu buat ktp", meaning)
    assert "Inspektorat" in shown
    assert "Di kantor atau tempat mana" in shown
    talk.says("loket kantor kecamatan")
    assert "disembunyikan" in talk.says("1")
    talk.says("1")
    talk.says("1")
    ticket = filed(talk)
    assert (ticket.kind, ticket.hide_name, ticket.hide_content) == (Kind.SUPERVISION, True, True)
    assert ticket.place_text == "loket kantor kecamatan"


def test_nobody_must_name_the_office_that_is_accused() -> None:
    talk = Talk()
    meaning = means(Outcome.REPORT, Matter.SUPERVISION, category="pungli", agency="inspektorat", has_detail=True)
    talk.says("ada calo ktp bayar 300 ribu", meaning)
    talk.says("gak tau")
    assert talk.open == "report_confirm"


@pytest.mark.parametrize("poor", ["1", "lampu", "ya pak", "7 2"])
def test_the_words_of_a_report_are_not_exchanged_for_less_than_two_telling_words(poor: str) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for answer in ("1", "1", "ubah", "1"):
        talk.says(answer)
    assert talk.open == "report_detail"
    assert "sedikitnya dua kata" in talk.says(poor)
    talk.says("lampunya tiga yang mati", lamp())
    assert talk.open == "report_summary"
    talk.says("kirim")
    assert filed(talk).text == "lampunya tiga yang mati"


def test_the_words_of_a_report_stay_when_they_are_not_exchanged() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for answer in ("1", "1", "ubah", "isi laporan", "kembali", "kembali", "kirim"):
        talk.says(answer)
    assert filed(talk).text == FULL


def test_a_second_matter_in_the_message_is_named_after_filing() -> None:
    talk = Talk()
    talk.says("lampu jalan mati sama jalan bolong di RT 3", lamp(), other_matter="jalan-rusak")
    for answer in ("1", "1"):
        talk.says(answer)
    assert "jalan bolong di RT 3" in talk.shown
    assert "Soal *Jalan rusak* di pesan itu perlu laporan sendiri" in talk.says("1")


def test_when_the_other_matter_is_filed_the_first_one_is_named() -> None:
    talk = Talk()
    talk.says("lampu jalan mati sama jalan bolong di RT 3", lamp(), other_matter="jalan-rusak")
    for answer in ("ubah", "jalan rusak", "1"):
        talk.says(answer)
    assert "Soal *Lampu jalan mati*" in talk.says("1")


def test_supervision_stays_protected_when_the_category_is_changed() -> None:
    talk = Talk()
    meaning = means(Outcome.REPORT, Matter.SUPERVISION, category="pungli", agency="inspektorat", has_detail=True)
    talk.says("petugas loket minta uang lampu jalan", meaning)
    talk.says("ubah")
    talk.says("lampu jalan mati")
    talk.says("depan SDN", place("depan SDN"))
    for answer in ("1", "1"):
        talk.says(answer)
    assert filed(talk).kind is Kind.SUPERVISION


def test_a_question_in_between_is_answered_and_the_open_one_repeated() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    shown = talk.says("kalau bikin ktp hilang bayar berapa?", question())
    assert "fotokopi KK" in shown
    assert "Nama Anda" in shown
    assert talk.open == "report_name"
    assert talk.state.draft is not None


def test_more_words_about_the_matter_are_added() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("kemarin sudah ada yang jatuh di situ pak", lamp())
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert "sudah ada yang jatuh" in filed(talk).text


def test_another_whole_matter_puts_the_draft_aside() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    other = lamp("jalan raya Wado", category="jalan-rusak", agency="dpupr")
    shown = talk.says("jalan raya wado juga bolong parah sudah sebulan", other)
    assert "Jalan rusak" in shown
    assert "masih tersimpan" in shown
    talk.says("batal")
    assert "Lampu jalan mati" in talk.says("draf")
    talk.says("1")
    assert talk.open == "report_confirm"


def test_the_wish_to_report_asks_what() -> None:
    talk = Talk()
    talk.says("saya mau lapor")
    assert talk.open == "report_detail"


def test_a_weak_guess_is_not_named_to_the_citizen() -> None:
    talk = Talk()
    shown = talk.says("dasar kerja ga becus semua", lamp(has_detail=False, category_confidence=0.1, missing=("what",)))
    assert "Lampu" not in shown
    assert "apa yang terjadi" in shown


def test_what_later_messages_sounded_like_is_offered_first_when_the_category_is_wrong() -> None:
    talk = Talk()
    talk.says("ada masalah", lamp(has_detail=False, missing=("what",)))
    talk.says("petugas minta uang di loket", lamp(category="pungli"))
    assert "1 Pungutan liar" in talk.says("ubah")
