"""Outside the 24-hour window only a template may open the talk; the agency's words wait for the citizen."""

from dataclasses import replace

from bot.delivery.gate import Unsendable
from store.words import OutboxState
from tests.delivery.house import House
from tests.provider import faults

WORDS = "Jalan ditambal hari Rabu."


def test_an_answer_after_the_window_is_announced_and_parked(house: House) -> None:
    ticket = house.filed()
    house.clock.move(days=3)
    row = house.answered(ticket, WORDS)
    house.relay(2)
    assert house.row(row).state == OutboxState.PARKED
    held = house.held()
    assert held.content_sid
    assert ticket.code in held.body
    assert WORDS not in held.body
    (announcement,) = house.rows(key="announcement")
    assert announcement.state == OutboxState.SENT


def test_every_variable_of_an_announcement_has_a_value(house: House) -> None:
    ticket = house.filed()
    house.clock.move(days=3)
    house.answered(ticket, WORDS)
    house.relay(2)
    agency = house.desk.region.agencies["dpupr"].name
    assert agency in house.held().body
    assert house.provider.sends() == 1, "the provider refuses an empty variable"


def test_lihat_releases_the_parked_answer(talking_house: House) -> None:
    house = talking_house
    ticket = house.filed()
    house.clock.move(days=3)
    row = house.answered(ticket, WORDS)
    house.relay(2)
    answer = house.inbound.write("+6281234567890", "lihat")
    assert WORDS in answer.text
    assert house.row(row).state == OutboxState.INLINE
    house.receipts.report(answer.messages[0], "delivered")
    assert house.row(row).state == OutboxState.DELIVERED
    house.relay(3)
    assert len([body for body in house.reached() if WORDS in body]) == 1


def test_without_a_template_the_officer_learns_why_it_cannot_go(house: House) -> None:
    ticket = house.filed()
    house.clock.move(days=3)
    row = house.answered(ticket, WORDS)
    bare = replace(house.desk.region, templates=())
    house.desk = replace(house.desk, region=bare)
    house.relay(2)
    assert (house.row(row).state, house.row(row).reason) == (OutboxState.UNSENDABLE, Unsendable.NO_TEMPLATE)
    assert not house.reached()


def test_an_announcement_of_unknown_fate_is_found_by_its_text(house: House) -> None:
    ticket = house.filed()
    house.clock.move(days=3)
    house.answered(ticket, WORDS)
    house.provider.plan(faults.FAILED_AFTER)
    house.relay(3)
    (announcement,) = house.rows(key="announcement")
    assert announcement.state == OutboxState.SENT
    assert house.provider.sends() == 1


def test_a_notice_that_waited_past_the_window_is_announced_instead(house: House) -> None:
    row = house.answered(house.filed(), WORDS)
    house.provider.plan(faults.TOO_MANY)
    house.relay()
    house.clock.move(days=2)
    house.relay(2)
    assert house.row(row).state == OutboxState.PARKED
    assert house.held().content_sid


def test_a_notice_of_unknown_fate_is_announced_if_the_window_shut_before_the_look_up(house: House) -> None:
    row = house.answered(house.filed(), WORDS)
    house.provider.plan(faults.FAILED_BEFORE)
    house.relay()
    house.clock.move(days=2)
    house.relay(3)
    assert house.row(row).state == OutboxState.PARKED
    assert house.held().content_sid
