"""Questions: the answer first, doubt said, a person only after a yes."""

from dataclasses import replace
from datetime import date

from flows.types import FileTicket, InboundKind, LogEmergency, MarkPrivacyNoticed
from knowledge.types import Matter, Outcome
from tests.flows.talk import GREETING, Talk, means, question, unknown, which
from tickets.vocabulary import Kind


def test_a_plain_question_is_answered_at_once_with_source_and_date() -> None:
    shown = Talk().says("gmn cr bikin ktp yg ilang", question())
    assert shown.startswith("*KTP-el hilang*")
    assert "Sumber: Syarat dan cara, dicek 22 November 2026, belum dikonfirmasi dinas." in shown
    assert "1 syarat\n2 biaya\n3 selengkapnya\n4 tanya petugas Disdukcapil" in shown


def test_parts_are_shown_by_number_and_by_word() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    assert "- Fotokopi KK" in talk.says("1")
    assert "Gratis." in talk.says("biayanya")
    assert "- Fotokopi KK" in talk.says("selengkapnya")


def test_a_long_part_goes_on_with_its_word() -> None:
    talk = Talk()
    talk.says("sampah", question("sampah"))
    first = talk.says("alur")
    assert "Balas *lanjut*" in first
    second = talk.says("lanjut")
    assert "119. langkah" in first + second + talk.says("lanjut")
    assert first.splitlines()[5] not in second.splitlines()


def test_the_way_to_a_person_has_the_question_filled_in() -> None:
    talk = Talk()
    talk.says("ktp hilang di luar kota gimana", question())
    assert "ktp hilang di luar kota gimana" in talk.says("4")
    talk.says("ya")
    ticket = talk.done(FileTicket)[0]
    assert isinstance(ticket, FileTicket)
    assert (ticket.kind, ticket.agency, ticket.text) == (Kind.QUESTION, "disdukcapil", "ktp hilang di luar kota gimana")
    assert ticket.messages == ("m1",)


def test_an_own_case_says_how_to_look_and_offers_to_pass_it_on_first() -> None:
    talk = Talk()
    shown = talk.says("ktp saya udah jadi blm ya", question(own_case=True))
    assert "Tanyakan di loket" in shown
    assert "1 titip pertanyaan ini ke Disdukcapil" in shown
    talk.says("1")
    talk.says("iya")
    assert len(talk.done(FileTicket)) == 1


def test_doubt_is_asked_about_and_may_be_refused() -> None:
    talk = Talk()
    shown = talk.says("kartu hilang", which("ktp-hilang", "kk-hilang"))
    assert "1 KTP-el hilang\n2 Kartu Keluarga hilang\n3 bukan semua ini" in shown
    assert "Mau saya titipkan" in talk.says("bukan semua ini")
    assert not talk.done(FileTicket)


def test_a_choice_of_doubt_is_answered() -> None:
    talk = Talk()
    talk.says("kartu hilang", which("ktp-hilang", "kk-hilang"))
    assert "*Kartu Keluarga hilang*" in talk.says("yang kedua")


def test_not_knowing_is_said_and_filed_only_after_yes() -> None:
    talk = Talk()
    shown = talk.says("berapa gaji pppk tahun depan", unknown())
    assert "belum punya jawabannya" in shown
    assert "Disdukcapil" in shown
    assert not talk.done(FileTicket)
    talk.says("tidak")
    assert not talk.done(FileTicket)
    talk.says("berapa gaji pppk tahun depan", unknown())
    talk.says("boleh")
    assert len(talk.done(FileTicket)) == 1


def test_a_person_can_be_asked_for_and_the_question_follows() -> None:
    talk = Talk()
    assert "Tulis pertanyaan" in talk.says("petugas")
    assert "kapan loket buka" in talk.says("kapan loket buka hari sabtu", question())
    talk.says("1")
    assert len(talk.done(FileTicket)) == 1


def test_an_outside_matter_names_the_right_door_first() -> None:
    talk = Talk()
    blackout = means(Outcome.REPORT, Matter.COMPLAINT, outside_agency="pln", has_detail=True)
    shown = talk.says("pln mati lampu dari semalam", blackout)
    assert "PLN 123" in shown
    assert "Tetap dicatat" in shown
    talk.says("2")
    assert (talk.open, talk.done(FileTicket)) == ("idle", [])


def test_an_outside_matter_may_be_noted_all_the_same() -> None:
    talk = Talk()
    blackout = means(Outcome.REPORT, Matter.COMPLAINT, outside_agency="pln", has_detail=True)
    talk.says("pln mati lampu dari semalam", blackout)
    for answer in ("1", "1", "1", "1"):
        talk.says(answer)
    assert len(talk.done(FileTicket)) == 1


def test_nobody_s_matter_is_said_so_with_the_menu() -> None:
    talk = Talk()
    shown = talk.says("siapa juara liga", means(Outcome.OUTSIDE))
    assert "di luar urusan" in shown
    assert talk.open == "menu"


def test_a_greeting_gets_the_menu_of_portals() -> None:
    talk = Talk()
    assert "1 KTP, KK, akta, pindah" in talk.says("halo min", GREETING)
    assert "2 KTP-el hilang" in talk.says("1")
    assert "Sumber:" in talk.says("2")


def test_thanks_need_no_menu() -> None:
    assert "Sama-sama" in Talk().says("hatur nuhun", GREETING)


def test_the_first_reply_ends_with_the_privacy_line_and_no_other_does() -> None:
    talk = Talk()
    talk.world = replace(talk.world, privacy_noticed=False)
    assert talk.says("ktp hilang", question()).endswith("https://uji.go.id/privasi")
    assert talk.done(MarkPrivacyNoticed) == [MarkPrivacyNoticed()]
    talk.world = replace(talk.world, privacy_noticed=True)
    assert "privasi" not in talk.says("1")


def test_hidden_numbers_are_mentioned_kindly() -> None:
    shown = Talk().says("ktp saya [NIK disembunyikan] hilang", question(), masked=("nik",))
    assert shown.startswith("NIK dalam pesan Anda saya sembunyikan")


def test_danger_comes_first_whatever_is_answered() -> None:
    talk = Talk()
    burning = means(Outcome.EMERGENCY, emergency="kebakaran")
    shown = talk.says("tolong kebakaran di pasar", burning)
    assert shown.startswith("*Telepon 112 sekarang*")
    assert "tidak mengirim petugas" in shown
    assert talk.done(LogEmergency) == [LogEmergency("kebakaran")]


def test_danger_in_a_question_leads_its_answer() -> None:
    talk = Talk()
    burning = replace(question(), emergency="kebakaran")
    shown = talk.says("rumah kebakaran ktp saya ikut terbakar", burning)
    assert shown.startswith("*Telepon 112 sekarang*")
    assert "KTP-el hilang" in shown


def test_a_reaction_stays_without_an_answer() -> None:
    talk = Talk()
    assert talk.sends(InboundKind.REACTION) == ""
    assert talk.effects == []


def test_an_offer_says_by_when_it_would_be_answered() -> None:
    talk = Talk()
    talk.world = replace(talk.world, question_due=date(2026, 11, 30), screened_due=date(2026, 12, 3))
    assert "Jawaban paling lambat Senin, 30 November 2026" in talk.says("berapa gaji pppk", unknown())


def test_an_offer_without_a_known_agency_counts_the_screening_in() -> None:
    talk = Talk()
    talk.world = replace(talk.world, question_due=date(2026, 11, 30), screened_due=date(2026, 12, 3))
    talk.says("petugas")
    assert "Jawaban paling lambat Kamis, 3 Desember 2026" in talk.says("berapa gaji pppk", unknown(agency=None))
