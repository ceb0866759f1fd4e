"""What is not text is answered politely and never lost."""

import pytest

from flows.types import FileTicket, InboundKind
from tests.flows.talk import FULL, Talk, lamp, question

SILENT = {InboundKind.REACTION}


@pytest.mark.parametrize("kind", sorted(set(InboundKind) - SILENT))
def test_every_kind_of_message_gets_an_answer(kind: InboundKind) -> None:
    assert Talk().sends(kind) != ""


@pytest.mark.parametrize("kind", [InboundKind.AUDIO, InboundKind.DOCUMENT, InboundKind.VIDEO])
def test_files_during_a_report_are_attached(kind: InboundKind) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.sends(kind)
    for answer in ("1", "1", "1"):
        talk.says(answer)
    filed = talk.done(FileTicket)[0]
    assert isinstance(filed, FileTicket)
    assert filed.messages == ("m1", "m2")


@pytest.mark.parametrize("kind", [InboundKind.STICKER, InboundKind.CONTACT])
def test_what_cannot_be_used_repeats_the_open_question(kind: InboundKind) -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    assert "Benar?" in talk.sends(kind)
    assert talk.open == "report_confirm"


def test_a_voice_message_is_asked_for_in_writing() -> None:
    assert "belum bisa saya dengarkan" in Talk().sends(InboundKind.AUDIO)


def test_a_sticker_does_not_close_an_answer() -> None:
    talk = Talk()
    talk.says("ktp hilang", question())
    talk.sends(InboundKind.STICKER)
    assert "- Fotokopi KK" in talk.says("syarat")


def test_a_place_in_the_middle_of_a_report_is_kept() -> None:
    talk = Talk()
    talk.says(FULL, lamp())
    talk.says("1")
    assert "Lokasi diterima" in talk.shares()
    assert talk.open == "report_name"
    assert talk.state.draft is not None
    assert talk.state.draft.shared is not None
