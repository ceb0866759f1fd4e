"""A real web process under many hands: one message is one message, and a citizen's own stay in a row."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bot.desk import Desk
from store.tables import Message, Outbox, TicketRow
from tests.conftest import DIALECTS
from tests.delivery.running import Running, running_desk
from tests.provider.fake import Fake
from tests.provider.inbound import Delivered, HttpDoor, Inbound, message_form

CITIZEN = "+6281234567890"
REPORT = "lampu jalan depan SD Cikondang mati sudah 2 minggu"
TO_THE_CODE = (REPORT, "1", "1")


@pytest.fixture(params=DIALECTS)
def crowd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Inbound, Desk]]:
    url = request.getfixturevalue(f"{request.param}_url")
    with Fake() as provider, running_desk(tmp_path, url, provider) as (running, desk):
        _start(running)
        yield Inbound(HttpDoor(running.address), running.address, provider.ledger), desk


def _start(running: Running) -> None:
    running.start("worker")
    running.start("web")
    running.wait_until_ready()


Crowd = tuple[Inbound, Desk]


def test_a_message_that_comes_fifty_times_at_once_files_one_ticket_with_one_answer(crowd: Crowd) -> None:
    inbound, desk = crowd
    for line in TO_THE_CODE:
        assert inbound.write(CITIZEN, line).taken
    form = message_form(CITIZEN, "1", "SM" + "5" * 32)
    with ThreadPoolExecutor(50) as hands:
        answers: list[Delivered] = list(hands.map(lambda _: inbound.deliver(form), range(50)))
    assert all(answer.taken for answer in answers)
    assert len({answer.text for answer in answers}) == 1
    assert {len(answer.messages) for answer in answers} == {1}
    assert len({answer.messages[0].callback for answer in answers}) == 1, "one outbox row answers all of them"
    with desk.database.read() as session:
        (code,) = session.exec(select(TicketRow.code)).all()
        stored = select(func.count()).where(col(Message.provider_id) == "SM" + "5" * 32)
        assert session.exec(stored).one() == 1
        assert session.exec(select(func.count()).where(col(Outbox.body).contains(code))).one() == 1
    assert code in answers[0].text


def test_five_messages_of_one_citizen_at_once_stand_in_a_row(crowd: Crowd) -> None:
    inbound, desk = crowd
    lines = [f"jalan rusak di Cikole nomor {number}" for number in range(5)]
    with ThreadPoolExecutor(5) as hands:
        answers = list(hands.map(lambda line: inbound.write(CITIZEN, line), lines))
    assert [answer.status for answer in answers] == [200] * 5
    assert {answer.attempts for answer in answers} == {1}
    with desk.database.read() as session:
        rows = session.exec(select(Message).order_by(col(Message.position))).all()
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert {row.text for row in rows} == set(lines)


def test_the_first_messages_of_a_stranger_at_once_make_one_person(crowd: Crowd) -> None:
    inbound, desk = crowd
    with ThreadPoolExecutor(8) as hands:
        answers = list(
            hands.map(lambda n: inbound.write(CITIZEN, f"halo {n}", ExternalUserId="whatsapp:ID.4566"), range(8))
        )
    assert all(answer.taken for answer in answers)
    with desk.database.read() as session:
        assert len(set(session.exec(select(Message.citizen_id)).all())) == 1
