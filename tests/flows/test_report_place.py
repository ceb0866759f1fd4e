"""Where something is: typed, shared, chosen, unknown, and never asked for twice."""

from dataclasses import replace

from knowledge.types import Matter, Outcome, PlaceGuess
from tests.flows.talk import CISITU, Talk, filed, lamp, means, place, question
from tickets.vocabulary import Kind


def test_a_missing_place_costs_one_question() -> None:
    talk = Talk()
    assert "Di mana" in talk.says("KALIAN KERJA GAK SIH LAMPU MATI TERUS", lamp(place=None))
    talk.says("depan SDN Cikondang", place("depan SDN Cikondang"))
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert filed(talk).place_text == "depan SDN Cikondang"
    assert filed(talk).messages == ("m1", "m2")


def test_a_shared_place_answers_where() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.shares("Alun-alun")
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    shared = filed(talk).shared
    assert shared is not None
    assert (shared.latitude, filed(talk).place_text) == (-6.84, "Alun-alun")


def test_several_villages_of_one_name_are_a_numbered_choice() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    assert "2 Desa Cisitu, Kecamatan Wado" in talk.says("di cisitu", place("di cisitu", *CISITU))
    talk.says("yang kedua")
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert filed(talk).place_code == "2"


def test_several_villages_in_the_first_message_are_asked_at_once() -> None:
    talk = Talk()
    guess = PlaceGuess("cisitu", CISITU, 90.0)
    talk.says("lampu jalan di cisitu mati", replace(lamp(place=None), place=guess))
    assert talk.open == "report_place_pick"


def test_an_unknown_place_is_accepted_after_one_more_try() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    assert "belum saya temukan" in talk.says("deket warung ma entin")
    talk.says("pokoknya disitu")
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert filed(talk).place_text == "deket warung ma entin, pokoknya disitu"


STREET = PlaceGuess("jl mayor abdurahman depan toko sinar", (), 0.0)


def test_a_street_that_was_typed_is_a_place_and_costs_no_question() -> None:
    talk = Talk()
    shown = talk.says("lubang di jl mayor abdurahman depan toko sinar", replace(lamp(), place=STREET))
    assert "Tempat: jl mayor abdurahman depan toko sinar" in shown
    assert "Desa atau kecamatannya boleh ditulis" in shown
    for answer in ("tidak tahu", "1", "1"):
        talk.says(answer)
    assert (filed(talk).place_text, filed(talk).place_code) == (STREET.text, None)


def test_the_village_beside_a_street_completes_it() -> None:
    talk = Talk()
    talk.says("lubang di jl mayor abdurahman depan toko sinar", replace(lamp(), place=STREET))
    shown = talk.says("desa cisitu", place("cisitu", CISITU[0]))
    assert f"Tempat: {STREET.text} ({CISITU[0].label})" in shown
    assert "boleh ditulis" not in shown


def test_the_village_is_not_asked_for_twice() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    assert "Di desa atau kelurahan mana" in talk.says("deket warung ma entin")
    assert "boleh ditulis" not in talk.says("gak tau")
    assert talk.open == "report_confirm"


def test_an_aspiration_needs_no_place() -> None:
    talk = Talk()
    meaning = means(Outcome.REPORT, Matter.ASPIRATION, category="usul-taman", agency="dpupr", has_detail=True)
    assert "usulan" in talk.says("usul bikin taman bermain di kota", meaning)
    for answer in ("1", "1", "1"):
        talk.says(answer)
    assert filed(talk).kind is Kind.ASPIRATION


def test_a_question_in_between_is_answered_while_a_place_is_asked() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.says("ktp hilang syaratnya apa ya?", question())
    assert talk.open == "report_place"
    assert "fotokopi KK" in talk.shown


def test_a_place_shared_first_is_kept() -> None:
    talk = Talk()
    talk.shares()
    assert talk.open == "report_detail"
    talk.says("lampu jalan mati di sini", lamp(place=None))
    assert talk.open == "report_confirm"
    assert "lokasi yang dibagikan" in talk.shown


def test_a_village_that_was_recognised_is_shown_by_its_full_name() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    assert "Tempat: Desa Cisitu, Kecamatan Cisitu" in talk.says("cisitu", place("cisitu", CISITU[0]))
    talk.says("kembali")
    assert "Tempat: depan SD Cisitu (Desa Cisitu" in talk.says("depan SD Cisitu", place("cisitu", CISITU[0]))


def test_a_bare_answer_is_never_taken_for_a_place_or_a_story() -> None:
    talk = Talk()
    talk.says("mau lapor")
    for text in ("1", "ya"):
        talk.says(text)
        assert talk.open == "report_detail"
    talk.says("lampu mati gelap banget", lamp(place=None))
    talk.says("2")
    assert talk.open == "report_place"


def test_yes_accepts_a_place_that_no_map_knows() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.says("warung ma entin")
    assert "Tempat: warung ma entin\n" in talk.says("ya")


def test_wrong_while_a_place_is_asked_means_the_category() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    talk.says("salah")
    assert talk.open == "report_category"


def test_a_long_answer_to_where_is_kept_as_part_of_the_story() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    story = "udah tiga hari gelap di cisitu anak anak takut lewat situ"
    shown = talk.says(story, place("cisitu", CISITU[0]))
    assert "Tempat: Desa Cisitu, Kecamatan Cisitu\n" in shown
    assert talk.state.draft is not None
    assert story in talk.state.draft.text
