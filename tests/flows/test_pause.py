"""What a pause does: nothing is lost, and the first words after it are met with what was left open."""

import pytest

from flows.types import FileTicket, InboundKind
from tests.flows.talk import FULL, GREETING, Talk, lamp, question, unknown


def paused(hours: float = 20) -> Talk:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    talk.later(hours=hours)
    return talk


def test_a_draft_is_offered_after_twenty_hours() -> None:
    shown = paused().says("halo", GREETING)
    assert "tentang Lampu jalan mati belum dikirim" in shown
    assert "1 lanjut\n2 buang\n3 simpan" in shown


def test_a_shorter_pause_changes_nothing() -> None:
    talk = paused(hours=19.9)
    talk.says("1")
    assert talk.open == "report_summary"


def test_going_on_opens_the_question_that_was_left() -> None:
    talk = paused()
    talk.says("1")
    assert talk.open == "resume"
    talk.says("lanjut")
    assert talk.open == "report_name"
    talk.says("1")
    talk.says("1")
    assert len(talk.done(FileTicket)) == 1


def test_throwing_it_away_is_done_at_once() -> None:
    talk = paused()
    talk.says("p")
    talk.says("buang")
    assert (talk.state.draft, talk.state.shelf) == (None, ())


def test_keeping_it_leaves_it_within_reach() -> None:
    talk = paused()
    talk.says("p")
    talk.says("3")
    assert "belum dikirim" in talk.says("draf")


def test_a_fresh_matter_is_taken_and_the_draft_kept() -> None:
    talk = paused()
    shown = talk.says("kalau ktp hilang syaratnya apa ya", question())
    assert "KTP-el hilang" in shown
    assert "masih tersimpan" in shown
    talk.says("draf")
    talk.says("1")
    assert talk.open == "report_name"


def test_a_picture_after_the_pause_is_kept_with_the_draft() -> None:
    talk = paused()
    talk.sends(InboundKind.IMAGE)
    assert talk.open == "resume"
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.messages == ("m1", "m3")


def test_commands_are_obeyed_after_a_pause() -> None:
    talk = paused()
    assert "masih tersimpan" in talk.says("menu")


def test_a_draft_on_the_shelf_is_offered_again_after_another_pause() -> None:
    talk = paused()
    talk.says("p")
    talk.says("simpan")
    talk.later(hours=25)
    talk.says("halo", GREETING)
    assert talk.open == "resume"


@pytest.mark.parametrize("answer", ["1", "ya"])
def test_an_offer_to_an_officer_still_stands_a_day_later(answer: str) -> None:
    talk = Talk()
    talk.says("berapa gaji pppk", unknown())
    talk.later(hours=25)
    talk.says(answer)
    assert len(talk.done(FileTicket)) == 1


def test_an_answer_s_choices_still_work_a_day_later() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.later(hours=25)
    assert "- Fotokopi KK" in talk.says("1")
