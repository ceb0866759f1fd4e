"""After filing: additions, the agency's questions, verdicts, and answers that wait."""

from dataclasses import replace
from datetime import date
from typing import Any

from flows.types import (
    AddToTicket,
    AnswerAgency,
    FileTicket,
    GiveVerdict,
    InboundKind,
    ParkedNotice,
    ReleaseParked,
    TakeBack,
)
from knowledge.types import Matter, Outcome, Place, PlaceGuess
from tests.flows.talk import CODE, FULL, OTHER, Talk, lamp, means, question, ticket, unknown
from tickets.vocabulary import Kind, NoticeKey, Status, Verdict

LOOSE = unknown(agency=None, kind=Matter.NONE)


def resolved(code: str = CODE, kind: Kind = Kind.COMPLAINT) -> Talk:
    talk = Talk()
    talk.knows(ticket(code, kind=kind, status=Status.RESOLVED, awaits_verdict=True))
    return talk


def test_a_picture_after_filing_is_added_after_a_yes() -> None:
    talk = Talk()
    talk.knows(ticket())
    assert f"Tambahkan ke {CODE}?" in talk.sends(InboundKind.IMAGE)
    talk.sends(InboundKind.IMAGE)
    talk.says("1")
    assert talk.done(AddToTicket) == [AddToTicket(CODE, ("m1", "m2"))]


def test_with_several_open_tickets_it_is_asked_to_which() -> None:
    talk = Talk()
    talk.knows(ticket(), ticket(OTHER))
    assert f"2 {OTHER}" in talk.says("yang di sebelah kanan juga", LOOSE)
    talk.says("2")
    assert talk.done(AddToTicket) == [AddToTicket(OTHER, ("m1",))]


def test_a_closed_ticket_takes_no_additions() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.CLOSED))
    talk.sends(InboundKind.IMAGE)
    assert talk.open == "report_detail"


def test_what_is_no_addition_becomes_a_matter_of_its_own() -> None:
    talk = Talk()
    talk.knows(ticket())
    talk.sends(InboundKind.IMAGE)
    talk.says("bukan")
    assert talk.open == "report_detail"
    talk.says(FULL, lamp())
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.messages == ("m1", "m3")


def test_a_new_question_after_filing_is_simply_answered() -> None:
    talk = Talk()
    talk.knows(ticket())
    assert "KTP-el hilang" in talk.says("ktp hilang gimana", question())


def test_the_next_free_message_answers_the_agency() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True))
    assert CODE in talk.says("di rt 02 pak", LOOSE)
    assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m1",))]


def test_a_picture_answers_the_agency_too() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True))
    talk.sends(InboundKind.IMAGE)
    assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m1",))]


def test_a_command_does_not_answer_the_agency() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True))
    talk.says("menu")
    assert talk.done(AnswerAgency) == []


def waiting(**more: Any) -> Talk:
    talk = Talk()
    known = {"category_slug": "lampu-jalan", "place": "depan SDN Cikondang", "place_code": "32.11.01.2006"}
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True, **{**known, **more}))
    return talk


ROAD = lamp(place="pasar Tanjungsari", category="jalan-rusak")


def test_a_plain_question_is_answered_while_the_agency_still_waits() -> None:
    talk = waiting()
    shown = talk.says("kalau ktp hilang syaratnya apa", question())
    assert "KTP-el hilang" in shown
    assert f"masih menunggu jawaban Anda untuk {CODE}" in shown
    assert talk.done(AnswerAgency) == []


def test_an_answer_that_reads_like_a_report_of_the_ticket_is_passed_on_at_once() -> None:
    for meaning in (lamp(place=None), lamp(), lamp(place=None, category="jalan-rusak")):
        talk = waiting()
        assert "Balas *hal baru*" in talk.says("di depan rumah pak RT yang lampunya mati", meaning)
        assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m1",))]


def test_a_report_of_another_category_at_another_place_is_asked_about() -> None:
    talk = waiting()
    assert "1 jawaban untuk dinas" in talk.says("jalan bolong di depan pasar tanjungsari", ROAD)
    talk.says("jawaban")
    assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m1",))]


def test_another_category_within_the_place_of_the_ticket_is_the_answer() -> None:
    talk = waiting()
    wider = replace(ROAD, place=PlaceGuess("wado", (Place("32.11.01", "Wado", "kecamatan", "Wado"),), 95.0))
    talk.says("jalan bolong di wado pak", wider)
    assert len(talk.done(AnswerAgency)) == 1


def test_words_about_an_officer_never_reach_the_agency_unasked() -> None:
    talk = waiting()
    accused = means(
        Outcome.REPORT, Matter.SUPERVISION, category="pungli", category_confidence=0.5, has_detail=True, agency="dishub"
    )
    assert "Dinas masih menunggu" in talk.says("petugasnya malah minta uang 200 ribu", accused)
    assert talk.done(AnswerAgency) == []


def test_what_was_passed_on_by_mistake_is_taken_back_and_begins_a_report() -> None:
    talk = waiting()
    talk.says("di depan rumah pak RT yang lampunya mati", lamp())
    talk.knows(ticket())
    shown = talk.says("bukan itu")
    assert f"saya tarik dari {CODE}" in shown
    assert talk.done(TakeBack) == [TakeBack(CODE, ("m1",), ("m2",))]
    assert talk.open == "report_confirm"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.messages == ("m1",)


def test_only_the_very_next_message_takes_an_answer_back() -> None:
    talk = waiting()
    talk.says("nomor 14 dekat pos ronda", LOOSE)
    talk.knows(ticket())
    talk.says("aduan saya")
    talk.says("bukan itu")
    assert talk.done(TakeBack) == []


def test_a_question_put_after_the_last_choice_takes_even_a_number() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.later(hours=1)
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True, put_at=talk.world.now))
    talk.says("2")
    assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m2",))]


def test_solved_closes_with_thanks() -> None:
    talk = resolved()
    assert "ditutup sebagai beres" in talk.says("sudah beres pak, hatur nuhun", LOOSE)
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.SOLVED, ("m1",))]


def test_not_yet_counts_at_once_and_asks_why() -> None:
    talk = resolved()
    shown = talk.says("2")
    assert "dibuka lagi" in shown
    assert "Apa yang masih kurang?" in shown
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.NOT_YET, ("m1",))]
    talk.knows(ticket(status=Status.HANDED_OVER))
    talk.says("lampunya nyala sebentar terus mati", lamp())
    assert talk.done(AddToTicket) == [AddToTicket(CODE, ("m2",))]


def test_the_reason_may_be_left_out() -> None:
    talk = resolved()
    talk.says("belum")
    talk.knows(ticket())
    talk.says("lewati")
    assert (talk.open, talk.done(AddToTicket)) == ("idle", [])


def test_a_verdict_with_its_reason_is_not_asked_for_another() -> None:
    talk = resolved()
    assert "Apa yang masih kurang" not in talk.says("belum pak masih mati di sebelah kiri", lamp())
    assert len(talk.done(GiveVerdict)) == 1


def test_never_handled_goes_to_the_coordinator() -> None:
    talk = resolved()
    assert "tidak pernah ditangani" in talk.says("ga pernah ada yang datang")
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.NEVER_HANDLED, ("m1",))]


def test_a_question_is_answered_or_not() -> None:
    talk = resolved(kind=Kind.QUESTION)
    assert "2 belum" in talk.says(CODE)
    talk.says("terjawab")
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.SOLVED, ("m2",))]


def test_with_two_resolved_tickets_it_is_asked_which() -> None:
    talk = Talk()
    talk.knows(*(ticket(code, status=Status.RESOLVED, awaits_verdict=True) for code in (CODE, OTHER)))
    talk.says("beres")
    assert talk.done(GiveVerdict) == []
    talk.says("2")
    assert talk.done(GiveVerdict)[0] == GiveVerdict(OTHER, Verdict.SOLVED, ("m2",))


def test_a_verdict_in_the_middle_of_a_report_keeps_the_report() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.later(minutes=5)
    talk.knows(ticket(status=Status.RESOLVED, awaits_verdict=True, put_at=talk.world.now))
    talk.says("1")
    assert len(talk.done(GiveVerdict)) == 1
    assert talk.open == "report_confirm"


def test_an_older_verdict_does_not_take_the_answer_of_a_newer_question() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.RESOLVED, awaits_verdict=True, put_at=talk.world.now))
    talk.later(minutes=5)
    talk.says(FULL, lamp())
    talk.says("1")
    assert (talk.done(GiveVerdict), talk.open) == ([], "report_name")


def test_a_question_that_was_overtaken_tells_what_became_of_the_ticket() -> None:
    talk = resolved()
    talk.says(CODE)
    talk.knows(ticket(status=Status.CLOSED))
    assert "ditutup" in talk.says("1")
    assert talk.done(GiveVerdict) == []


def parked(code: str = CODE, key: NoticeKey = NoticeKey.ANSWERED) -> ParkedNotice:
    return ParkedNotice(f"n-{code}", code, key, f"Jawaban dinas untuk {code}.")


def test_look_shows_the_waiting_answer() -> None:
    talk = Talk()
    talk.knows(ticket(), parked=(parked(),))
    assert "Jawaban dinas" in talk.says("liat dong")
    assert talk.done(ReleaseParked) == [ReleaseParked((f"n-{CODE}",))]


def test_several_waiting_answers_are_listed_by_code() -> None:
    talk = Talk()
    talk.knows(ticket(), ticket(OTHER), parked=(parked(), parked(OTHER)))
    assert f"2 {OTHER}" in talk.says("lihat")
    shown = talk.says("2")
    assert f"Jawaban dinas untuk {OTHER}" in shown
    assert f"Ada jawaban untuk {CODE}" in shown


def test_two_notices_about_one_ticket_do_not_look_alike() -> None:
    talk = Talk()
    first = replace(parked(), id="n1", on=date(2026, 11, 3))
    asked = replace(parked(key=NoticeKey.QUESTION), id="n2", on=date(2026, 11, 4))
    talk.knows(ticket(), parked=(first, asked, replace(asked, id="n3")))
    shown = talk.says("lihat")
    assert f"1 {CODE} jawaban 3 Nov: lampu jalan mati depan SDN" in shown
    assert f"2 {CODE} pertanyaan dinas 4 Nov: lampu jalan mati depan SDN (1)" in shown
    assert f"3 {CODE} pertanyaan dinas 4 Nov: lampu jalan mati depan SDN (2)" in shown


def test_all_waiting_answers_can_be_read_at_once() -> None:
    talk = Talk()
    talk.knows(ticket(), ticket(OTHER), parked=(parked(), parked(OTHER)))
    talk.says("lihat")
    talk.says("semua")
    assert talk.done(ReleaseParked) == [ReleaseParked((f"n-{CODE}", f"n-{OTHER}"))]


def test_another_message_is_answered_and_ends_with_the_waiting_answer() -> None:
    talk = Talk()
    talk.knows(ticket(), parked=(parked(),))
    shown = talk.says("ktp hilang", question())
    assert shown.startswith("*KTP-el hilang*")
    assert shown.endswith("Balas *lihat* untuk membacanya.")


def test_a_released_resolution_asks_for_the_verdict() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.RESOLVED, awaits_verdict=True), parked=(parked(key=NoticeKey.RESOLVED),))
    talk.says("lihat")
    assert talk.open == "verdict_asked"
    talk.knows(ticket(status=Status.RESOLVED, awaits_verdict=True))
    talk.says("1")
    assert len(talk.done(GiveVerdict)) == 1


def test_a_released_question_takes_the_next_message() -> None:
    talk = Talk()
    asked = ticket(status=Status.WAITING_CITIZEN, asked=True)
    talk.knows(asked, parked=(parked(key=NoticeKey.QUESTION),))
    talk.says("lihat")
    assert talk.open == "agency_asks"
    talk.knows(asked)
    talk.says("2")
    assert talk.done(AnswerAgency) == [AnswerAgency(CODE, ("m2",))]


def test_look_without_anything_waiting_says_so() -> None:
    assert "Tidak ada jawaban yang menunggu" in Talk().says("lihat")


def test_a_quoted_notice_names_the_ticket() -> None:
    talk = Talk()
    talk.knows(*(ticket(code, status=Status.RESOLVED, awaits_verdict=True) for code in (CODE, OTHER)))
    talk.says("belum", quoted_code=OTHER)
    assert talk.done(GiveVerdict) == [GiveVerdict(OTHER, Verdict.NOT_YET, ("m1",))]


def test_a_report_of_the_same_kind_without_detail_is_offered_as_an_addition() -> None:
    talk = Talk()
    talk.knows(ticket())
    vague = replace(means(Outcome.REPORT, Matter.COMPLAINT, category="lampu-jalan"), has_detail=False)
    talk.says("masih gelap pak", vague)
    assert talk.open == "add_to"


def test_a_number_is_no_verdict_on_a_result_that_was_not_read_yet() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.RESOLVED, awaits_verdict=True), parked=(parked(key=NoticeKey.RESOLVED),))
    assert "Balas *lihat*" in talk.says("1")
    assert talk.done(GiveVerdict) == []
    talk.says("belum beres pak")
    assert talk.done(GiveVerdict) == [GiveVerdict(CODE, Verdict.NOT_YET, ("m2",))]


def test_a_message_is_no_answer_to_a_question_that_was_not_read_yet() -> None:
    talk = Talk()
    talk.knows(ticket(status=Status.WAITING_CITIZEN, asked=True), parked=(parked(key=NoticeKey.QUESTION),))
    talk.says("halo min mau nanya", LOOSE)
    assert talk.done(AnswerAgency) == []


def test_words_beside_a_picture_make_one_report_of_both() -> None:
    talk = Talk()
    talk.knows(ticket())
    talk.sends(InboundKind.IMAGE)
    talk.sends(InboundKind.IMAGE)
    assert "Lampiran: 2" in talk.says(FULL, lamp())
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert (filed.text, filed.messages) == (FULL, ("m1", "m2", "m3"))


def test_a_question_beside_a_picture_takes_it_to_the_officer() -> None:
    talk = Talk()
    talk.knows(ticket())
    talk.sends(InboundKind.IMAGE)
    talk.says("surat seperti ini masih berlaku tidak", unknown())
    talk.says("1")
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.messages == ("m1", "m2")


def test_danger_beside_a_picture_is_offered_together_with_it() -> None:
    talk = Talk()
    talk.knows(ticket())
    talk.sends(InboundKind.IMAGE)
    talk.says("tolong kabelnya terbakar", means(Outcome.EMERGENCY, emergency="kebakaran"))
    talk.says("1")
    assert talk.done(AddToTicket) == [AddToTicket(CODE, ("m1", "m2"))]
