"""Texts typed in parts: which turns may be joined with the next text, and which texts are answers in themselves."""

from dataclasses import replace

import pytest

from flows.engine import continues
from flows.turn import nothing_understood
from flows.types import InboundKind
from knowledge.types import Understood
from tests.flows.talk import FULL, GREETING, REGION, Talk, lamp, place, question, unknown


def goes_on(talk: Talk, text: str, meaning: Understood | None = None) -> bool:
    understood = replace(meaning, text=text) if meaning else nothing_understood(text)
    return continues(talk.state, talk.message(InboundKind.TEXT, text), understood, talk.world, REGION)


def test_a_report_and_a_greeting_may_be_continued() -> None:
    talk = Talk()
    talk.says("min", GREETING)
    assert talk.last.joinable
    talk.says("lampu mati", lamp(place=None))
    assert talk.last.joinable
    assert goes_on(talk, "depan SDN Cikondang", place("depan SDN Cikondang"))


def test_an_answered_question_is_not_continued() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    assert not talk.last.joinable


def test_more_words_continue_a_report_that_waits_to_be_confirmed() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    assert talk.last.joinable
    assert goes_on(talk, "udah ada yang jatuh juga", unknown())


@pytest.mark.parametrize("text", ["1", "ya", "ubah", "menu", "batal", "iya benar pak"])
def test_an_answer_or_a_command_never_continues_the_report(text: str) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    assert not goes_on(talk, text)


def test_a_name_is_no_continuation_of_what_was_said_before() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    assert not talk.last.joinable
    assert not goes_on(talk, "Asep Sunandar")


def test_the_parts_of_a_joined_message_all_belong_to_the_ticket() -> None:
    talk = Talk()
    talk.says(FULL, lamp(), earlier=("a", "b"))
    assert talk.state.draft is not None
    assert talk.state.draft.messages == ("a", "b", "m1")


def test_filing_is_never_joined() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    for answer in ("1", "1", "1"):
        talk.says(answer)
        assert not talk.last.joinable


def test_a_clear_question_stands_by_itself_however_quickly_it_follows() -> None:
    talk = Talk()
    talk.says("berapa gaji pppk", unknown())
    assert talk.last.joinable
    assert not goes_on(talk, "kalau ktp hilang syaratnya apa", question())


def test_more_about_the_same_matter_continues_it_even_if_it_could_stand_alone() -> None:
    talk = Talk()
    talk.says("lampu mati", lamp(place=None))
    assert goes_on(talk, FULL, lamp())
    assert not goes_on(talk, FULL, lamp(category="jalan-rusak"))
