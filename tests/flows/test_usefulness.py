"""Whether an answer helped: asked seldom, heard in many words, and a refusal always leads on."""

from dataclasses import replace

import pytest

from flows.state import Clarify, OfferOfficer
from flows.types import CountArticle, Fared, FileTicket
from flows.usefulness import Judgement, corrects, read, uncorrected
from knowledge.types import Candidate, Outcome, Understood
from tests.flows.talk import GREETING, Talk, lamp, means, question, unknown, which

HELPED = (
    "membantu",
    "makasih membantu",
    "sangat membantu, terima kasih banyak",
    "ya jelas",
    "alhamdulillah sudah jelas pak",
    "hatur nuhun ngabantu pisan",
    "tos ngartos",
    "infonya membantu banget",
    "cukup jelas min",
)
UNHELPED = (
    "tidak membantu",
    "ga membantu sama sekali",
    "maaf jawabannya kurang membantu",
    "gak jelas min",
    "masih belum jelas",
    "teu ngabantu",
    "teu acan ngartos",
    "makasih tapi ga membantu",
)
NOT_MEANT = (
    "bukan itu",
    "bukan itu maksud saya",
    "bukan",
    "maksud saya bukan itu pak",
    "sanes eta",
    "sanés éta",
    "lain eta",
    "maaf bukan itu yang saya tanyakan",
    "salah jawab",
    "jawaban lain",
    "ga nyambung",
    "maksadna sanes eta",
)
NEITHER = (
    "",
    "makasih",
    "ya",
    "tidak",
    "ok siap",
    "1",
    "syarat",
    "lengkap",
    "saya mau membantu korban banjir",
    "bantu saya",
    "apa yang membantu?",
    "membantu ga?",
    "bukan warga sumedang bisa bikin ktp",
    "biaya",
    "lanjut",
)
ASKS = "Membantu? 5 ya, 6 tidak"


def meant(*slugs: str) -> Understood:
    """Answered by the first; the others are what it may have meant instead."""
    return replace(question(slugs[0]), candidates=tuple(Candidate(slug, 0.4) for slug in slugs))


def counted(talk: Talk) -> list[tuple[str, Fared]]:
    return [(effect.slug, effect.what) for effect in talk.effects if isinstance(effect, CountArticle)]


@pytest.mark.parametrize("text", HELPED)
def test_that_it_helped_is_heard_in_many_words(text: str) -> None:
    assert read(text) is Judgement.HELPED


@pytest.mark.parametrize("text", UNHELPED)
def test_that_it_did_not_help_is_heard_in_many_words(text: str) -> None:
    assert read(text) is Judgement.UNHELPED


@pytest.mark.parametrize("text", NOT_MEANT)
def test_that_another_answer_was_meant_is_heard_in_many_words(text: str) -> None:
    assert read(text) is Judgement.NOT_MEANT


@pytest.mark.parametrize("text", NEITHER)
def test_other_words_are_no_judgement(text: str) -> None:
    assert read(text) is None


def test_a_refusal_with_more_words_corrects_and_a_question_of_its_own_does_not() -> None:
    assert corrects("bukan itu, saya tanya kk hilang")
    assert not corrects("bukan itu maksud saya")
    assert not corrects("bukan warga sumedang bisa bikin ktp")


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("bukan itu, saya mau nanya kk hilang", "nanya kk hilang"),
        ("Maksud saya bukan itu pak, tidak punya KK", "tidak punya KK"),
        ("bukan itu maksud saya", "bukan itu maksud saya"),
        ("ktp hilang gmn", "ktp hilang gmn"),
        ("bukan warga sumedang bisa bikin ktp", "bukan warga sumedang bisa bikin ktp"),
        ("", ""),
    ],
)
def test_a_matter_is_read_without_the_refusal_before_it(text: str, matter: str) -> None:
    assert uncorrected(text) == matter


def test_a_single_candidate_is_taken_with_a_yes() -> None:
    talk = Talk()
    talk.says("kartu hilang", which("ktp-hilang"))
    assert "*KTP-el hilang*" in talk.says("ya")


def test_it_is_asked_in_the_answer_itself_and_not_beneath_a_part() -> None:
    talk = Talk()
    assert ASKS in talk.says("ktp hilang", question())
    assert len(talk.last.replies) == 1
    assert "Membantu?" not in talk.says("1")


def test_the_numbers_of_the_answer_hold_after_a_part_was_shown() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.says("1")
    talk.says("5")
    assert counted(talk) == [("ktp-hilang", Fared.ANSWERED), ("ktp-hilang", Fared.HELPED_YES)]


def test_it_is_not_asked_of_an_own_case_nor_beside_danger_nor_in_a_report() -> None:
    assert "Membantu?" not in Talk().says("ktp saya udah jadi blm", question(own_case=True))
    assert "Membantu?" not in Talk().says("ktp kebakaran", replace(question(), emergency="kebakaran"))
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    shown = talk.says("kalau ktp hilang syaratnya apa?", question())
    assert "Sumber" in shown
    assert "Membantu?" not in shown


def test_one_answer_of_three_asks_and_none_twice() -> None:
    talk = Talk()
    slugs = ("ktp-hilang", "kk-hilang", "ktp-hilang", "ktp-hilang", "kk-hilang", "ktp-hilang")
    shown = [talk.says(f"gimana {slug} itu ya", question(slug)) for slug in slugs]
    assert ["Membantu?" in answer for answer in shown] == [True, False, False, False, True, False]


def test_thanks_or_a_long_pause_begin_another_talk() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.says("makasih", GREETING)
    assert ASKS in talk.says("ktp hilang", question())
    talk.later(hours=7)
    assert ASKS in talk.says("ktp hilang", question())


def test_plain_thanks_end_the_talk_and_count_for_nothing() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    assert "Sama-sama" in talk.says("makasih", GREETING)
    assert (talk.open, counted(talk)) == ("idle", [("ktp-hilang", Fared.ANSWERED)])


def test_an_article_is_judged_once_in_a_talk() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    for word in ("membantu", "5", "tidak membantu", "bukan itu"):
        talk.says(word)
    assert counted(talk) == [("ktp-hilang", Fared.ANSWERED), ("ktp-hilang", Fared.HELPED_YES)]


def test_an_unhelpful_answer_offers_the_person_first_and_counts_the_ticket() -> None:
    talk = Talk()
    talk.says("ktp hilang di luar kota", meant("ktp-hilang", "kk-hilang"))
    shown = talk.says("tidak membantu")
    assert "“ktp hilang di luar kota”\n1 titip pertanyaan ini ke Disdukcapil\n2 jawaban lain" in shown
    talk.says("1")
    talk.says("ya")
    (ticket,) = talk.done(FileTicket)
    assert isinstance(ticket, FileTicket)
    assert (ticket.text, ticket.agency, ticket.messages) == ("ktp hilang di luar kota", "disdukcapil", ("m1",))
    assert counted(talk)[1:] == [("ktp-hilang", Fared.HELPED_NO), ("ktp-hilang", Fared.TICKET)]


def test_what_is_missing_goes_to_the_person_with_the_first_words() -> None:
    talk = Talk()
    talk.says("ktp hilang di luar kota", question())
    talk.says("kurang jelas")
    talk.says("yang boleh mewakili siapa", unknown())
    assert isinstance(talk.state.question, OfferOfficer)
    assert talk.state.question.text == "ktp hilang di luar kota\nyang boleh mewakili siapa"
    assert talk.state.question.messages == ("m1", "m3")


def test_a_known_question_after_an_unhelpful_answer_is_answered() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.says("tidak membantu")
    assert "*Kartu Keluarga hilang*" in talk.says("kalau kartu keluarga yang hilang", question("kk-hilang"))


def test_other_meanings_come_in_turn_and_then_a_person_with_the_first_words() -> None:
    talk = Talk()
    talk.says("kartu hilang", meant("ktp-hilang", "kk-hilang", "sampah"))
    shown = talk.says("bukan itu")
    assert "1 Kartu Keluarga hilang\n2 Jadwal sampah\n3 tanya petugas" in shown
    talk.says("1")
    assert "1 Jadwal sampah\n2 tanya petugas" in talk.says("bukan itu")
    shown = talk.says("bukan itu juga")
    assert "“kartu hilang”" in shown
    talk.says("ya")
    (ticket,) = talk.done(FileTicket)
    assert isinstance(ticket, FileTicket)
    assert (ticket.text, ticket.messages) == ("kartu hilang", ("m1",))
    assert counted(talk) == [
        ("ktp-hilang", Fared.ANSWERED),
        ("ktp-hilang", Fared.NOT_THAT),
        ("kk-hilang", Fared.ANSWERED),
        ("kk-hilang", Fared.NOT_THAT),
    ]


def test_what_was_told_in_this_talk_is_not_offered_again() -> None:
    talk = Talk()
    talk.says("kalau kk hilang gimana", question("kk-hilang"))
    talk.says("kartu hilang", meant("ktp-hilang", "kk-hilang"))
    assert "Mau saya titipkan" in talk.says("bukan itu")


def test_doubt_that_is_refused_offers_what_was_not_shown_yet() -> None:
    talk = Talk()
    talk.says("kartu hilang", which("ktp-hilang", "kk-hilang", "no-such-article", "sampah"))
    assert "1 Jadwal sampah\n2 tanya petugas" in talk.says("bukan semua ini")
    assert "“kartu hilang”" in talk.says("2")


def test_a_person_asked_for_in_doubt_gets_the_words_that_were_doubted() -> None:
    talk = Talk()
    talk.says("kartu hilang", which("ktp-hilang", "kk-hilang"))
    assert "“kartu hilang”" in talk.says("petugas")


def test_a_correction_is_heard_at_once_and_counts_against_the_answer() -> None:
    talk = Talk()
    talk.says("kartu hilang", question())
    shown = talk.says("bukan itu, maksudnya kartu keluarga yang hilang", question("kk-hilang"))
    assert "*Kartu Keluarga hilang*" in shown
    assert counted(talk)[1:] == [("ktp-hilang", Fared.NOT_THAT), ("kk-hilang", Fared.ANSWERED)]


def test_a_correction_that_means_the_same_answer_does_not_repeat_it() -> None:
    talk = Talk()
    talk.says("kartu hilang", meant("ktp-hilang", "kk-hilang"))
    talk.says("bukan itu, yang kartunya hilang", meant("ktp-hilang", "kk-hilang"))
    assert isinstance(talk.state.question, Clarify)
    assert talk.state.question.options == ("kk-hilang",)


def test_a_refusal_of_what_was_picked_from_a_list_leads_back_to_it() -> None:
    talk = Talk()
    talk.says("halo", GREETING)
    talk.says("1")
    talk.says("2")
    assert talk.open == "article_shown"
    talk.says("bukan itu")
    assert talk.open == "portal"


def test_an_answer_in_the_middle_of_a_report_counts_as_well() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.says("kalau ktp hilang syaratnya apa?", question())
    assert counted(talk) == [("ktp-hilang", Fared.ANSWERED)]
    assert talk.open == "report_place"


def test_an_urgent_word_is_heard_before_any_judgement() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    shown = talk.says("bukan itu, kebakaran", means(Outcome.EMERGENCY, emergency="kebakaran"))
    assert shown.startswith("*Telepon 112")
    assert counted(talk) == [("ktp-hilang", Fared.ANSWERED)]
