"""Receipts come early, late, twice and in any order; a message only moves forward."""

import pytest

from bot.delivery.backoff import MAX_ATTEMPTS
from bot.delivery.receipts import STATE_OF
from store.words import OutboxState
from tests.delivery.house import House
from tests.provider.ledger import Held


@pytest.fixture
def sent(house: House) -> tuple[House, str, Held]:
    row = house.answered(house.filed())
    house.relay()
    return house, row, house.held()


Sent = tuple[House, str, Held]


def test_receipts_in_order_move_a_message_on(sent: Sent) -> None:
    house, row, held = sent
    for status in ("queued", "sent", "delivered", "read"):
        assert house.receipts.report(held, status) == 204
    stored = house.row(row)
    assert stored.state == OutboxState.READ
    assert stored.sent_at is not None
    assert stored.delivered_at is not None
    assert stored.read_at is not None


def test_receipts_in_reverse_order_never_move_a_message_back(sent: Sent) -> None:
    house, row, held = sent
    for status in ("read", "delivered", "sent", "queued"):
        house.receipts.report(held, status)
    assert house.row(row).state == OutboxState.READ


def test_a_repeated_receipt_changes_nothing(sent: Sent) -> None:
    house, row, held = sent
    house.receipts.report(held, "delivered")
    first = house.row(row)
    house.clock.move(minutes=5)
    house.receipts.report(held, "delivered")
    assert house.row(row).delivered_at == first.delivered_at


def test_the_first_error_is_kept(sent: Sent) -> None:
    house, row, held = sent
    house.receipts.report(held, "undelivered", 63024)
    house.receipts.report(held, "failed", 63016)
    stored = house.row(row)
    assert (stored.state, stored.error_code, stored.reason) == (OutboxState.FAILED, "63024", "not_on_whatsapp")


def test_a_failure_after_delivery_is_no_news(sent: Sent) -> None:
    house, row, held = sent
    house.receipts.report(held, "delivered")
    house.receipts.report(held, "failed", 63016)
    assert house.row(row).state == OutboxState.DELIVERED


def test_a_receipt_that_comes_before_our_own_note_counts(house: House) -> None:
    row = house.answered(house.filed())
    early: list[int] = []
    house.provider.ledger.on_accept = lambda held: early.append(house.receipts.report(held, "delivered"))
    house.relay()
    assert early == [204]
    assert house.row(row).state == OutboxState.DELIVERED
    assert house.row(row).provider_id == house.held().sid


def test_a_receipt_without_our_own_id_is_known_by_the_providers(sent: Sent) -> None:
    house, row, held = sent
    held.callback = held.callback.partition("?")[0]
    house.receipts.report(held, "delivered")
    assert house.row(row).state == OutboxState.DELIVERED


def test_a_word_that_is_new_to_us_changes_nothing(sent: Sent) -> None:
    house, row, held = sent
    assert house.receipts.report(held, "teleported") == 204
    assert house.row(row).state == OutboxState.SENT


def test_a_receipt_for_a_message_that_is_not_ours_is_taken_and_dropped(sent: Sent) -> None:
    house, row, held = sent
    held.callback = held.callback.partition("?")[0] + "?o=0123456789abcdef0123456789abcdef"
    held.sid = "SM" + "9" * 32
    assert house.receipts.report(held, "failed", 63016) == 204
    assert house.row(row).state == OutboxState.SENT


def test_a_shut_window_reported_late_ends_the_message_with_its_reason(sent: Sent) -> None:
    house, row, held = sent
    house.receipts.report(held, "failed", 63016)
    assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, "window_shut")


def test_a_limit_of_the_provider_reported_late_is_waited_out_and_tried_again(sent: Sent) -> None:
    house, row, held = sent
    house.receipts.report(held, "failed", 63018)
    house.receipts.report(held, "failed", 63018)
    assert house.row(row).state == OutboxState.QUEUED
    house.relay()
    assert house.provider.sends() == 1, "not at once"
    house.relay(2)
    assert house.row(row).state == OutboxState.SENT
    assert house.row(row).provider_id != held.sid
    assert house.provider.sends() == 2


def test_a_limit_that_never_lifts_ends_the_message(sent: Sent) -> None:
    house, row, _ = sent
    for _ in range(2 * MAX_ATTEMPTS):
        house.receipts.report(house.provider.ledger.all()[-1], "failed", 63018)
        house.relay(2, hours=1)
    assert house.row(row).state == OutboxState.FAILED
    assert house.provider.sends() == MAX_ATTEMPTS


def test_every_word_of_the_provider_is_known() -> None:
    words = "accepted scheduled queued sending sent delivered read failed undelivered canceled"
    assert set(words.split()) == set(STATE_OF)
