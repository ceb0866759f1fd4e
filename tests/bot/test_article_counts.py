"""How articles fare is counted in the turn itself: once a message, and never for the simulator beside real citizens."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.desk import Desk
from bot.dispatch import handle
from bot.door.channel import Incoming
from bot.settings import Mode
from flows.types import Fared, InboundKind
from store.knowledge_days import ArticleCounts, counts_since
from store.knowledge_words import Counted
from store.people import Address
from store.words import AddressKind
from tests.chat import Chat
from tests.desk import Clock
from tests.factories import NOW
from tests.meanings import meaning_of
from tests.scenarios.playing import scripted_desk
from tickets.vocabulary import Channel

pytestmark = pytest.mark.sqlite
LONG_AGO = date(2026, 1, 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with scripted_desk(tmp_path, clock) as desk:
        yield desk


def counts(desk: Desk, first: date = LONG_AGO) -> dict[str, ArticleCounts]:
    with desk.database.read() as session:
        return dict(counts_since(session, first))


def says(chat: Chat, text: str, meaning: str = "") -> str:
    return chat.says(text, meaning_of(meaning, chat.desk.region) if meaning else None)


def test_what_the_chat_counts_is_what_the_store_knows() -> None:
    assert {fared.value for fared in Fared} == {counted.value for counted in Counted}


def test_an_answer_and_its_judgement_are_counted_on_their_day(desk: Desk, clock: Clock) -> None:
    chat = Chat(desk, clock)
    says(chat, "ktp ilang gmn", "answer ktp-hilang")
    says(chat, "makasih membantu")
    assert counts(desk) == {"ktp-hilang": ArticleCounts(answered=1, helped_yes=1)}
    assert counts(desk, date(2030, 1, 1)) == {}


def test_another_answer_and_the_way_to_a_person_are_counted(desk: Desk, clock: Clock) -> None:
    chat = Chat(desk, clock)
    says(chat, "kartu ilang gmn", "answer ktp-hilang kk-hilang")
    says(chat, "bukan itu")
    says(chat, "1")
    says(chat, "tidak membantu")
    says(chat, "1")
    assert "Kode pertanyaan Anda" in says(chat, "ya")
    assert counts(desk) == {
        "ktp-hilang": ArticleCounts(answered=1, not_that=1),
        "kk-hilang": ArticleCounts(answered=1, helped_no=1, ticket=1),
    }


def test_a_question_that_is_not_passed_on_counts_no_ticket(desk: Desk, clock: Clock) -> None:
    chat = Chat(desk, clock)
    says(chat, "ktp ilang gmn", "answer ktp-hilang")
    says(chat, "petugas")
    says(chat, "tidak")
    assert counts(desk) == {"ktp-hilang": ArticleCounts(answered=1)}


def test_a_message_that_is_delivered_again_counts_once(desk: Desk, clock: Clock) -> None:
    meant = meaning_of("answer ktp-hilang", desk.region)
    knowing = replace(desk, understand=lambda text: replace(meant, text=text))
    first = handle(knowing, _message())
    again = handle(knowing, _message())
    assert (first.repeated, again.repeated) == (False, True)
    assert counts(desk) == {"ktp-hilang": ArticleCounts(answered=1)}


def test_the_simulator_counts_in_a_demo_and_never_beside_real_citizens(desk: Desk, clock: Clock) -> None:
    real = replace(desk, settings=desk.settings.model_copy(update={"kepo_mode": Mode.PRODUCTION}))
    says(Chat(real, clock), "ktp ilang gmn", "answer ktp-hilang")
    assert counts(desk) == {}
    says(Chat(desk, clock), "ktp ilang gmn", "answer ktp-hilang")
    assert counts(desk) == {"ktp-hilang": ArticleCounts(answered=1)}


def _message() -> Incoming:
    return Incoming(
        channel=Channel.SIMULATOR,
        provider_id="repeated-1",
        addresses=(Address(AddressKind.SIMULATED, "warga#00000001"),),
        kind=InboundKind.TEXT,
        text="ktp ilang gmn",
        media=(),
        place=None,
        button=None,
        quoted_provider_id=None,
        received_at=NOW,
    )
