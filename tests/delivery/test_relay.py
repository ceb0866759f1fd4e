"""Every notice reaches the citizen once, whatever the provider does in between."""

from datetime import timedelta

from bot.delivery.backoff import MAX_ATTEMPTS
from store import outbox
from store.words import AddressKind, OutboxState
from tests.delivery.house import NUMBER, House
from tests.provider import faults
from tests.provider.faults import Fault

WORDS = "Jalan ditambal hari Rabu."


def test_an_answer_goes_out_once_and_its_receipts_are_kept(house: House) -> None:
    row = house.answered(house.filed(), WORDS)
    house.relay(3)
    (body,) = house.reached()
    assert WORDS in body
    assert house.row(row).state == OutboxState.SENT
    house.receipts.report(house.held(), "delivered")
    house.receipts.report(house.held(), "read")
    assert house.row(row).state == OutboxState.READ


def test_a_citizen_who_hides_the_number_is_reached_by_the_other_id(house: House) -> None:
    house.answered(house.filed("ID.45661234", kind=AddressKind.BSUID), WORDS)
    house.relay()
    (body,) = house.reached("ID.45661234")
    assert WORDS in body


def test_too_many_requests_are_tried_again_later(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.TOO_MANY, faults.TOO_MANY)
    house.relay()
    assert house.row(row).state == OutboxState.QUEUED
    house.relay()
    assert house.provider.sends() == 1, "the wait has not passed"
    house.relay(3)
    assert house.row(row).state == OutboxState.SENT
    assert len(house.reached()) == 1


def test_a_failure_before_acceptance_is_looked_up_and_sent(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.FAILED_BEFORE)
    house.relay()
    assert house.row(row).state == OutboxState.UNSURE
    house.relay(2)
    assert house.row(row).state == OutboxState.SENT
    assert len(house.reached()) == 1
    assert house.provider.sends() == 2


def _is_found_and_not_sent_again(house: House, fault: Fault) -> None:
    row = house.answered(house.filed())
    house.provider.plan(fault)
    house.relay()
    assert house.row(row).state == OutboxState.UNSURE
    house.relay(3)
    assert house.row(row).state == OutboxState.SENT
    assert house.row(row).provider_id == house.held().sid
    assert house.provider.sends() == 1


def test_a_failure_after_acceptance_is_found_and_not_sent_again(house: House) -> None:
    _is_found_and_not_sent_again(house, faults.FAILED_AFTER)


def test_a_connection_lost_after_acceptance_is_found_and_not_sent_again(house: House) -> None:
    _is_found_and_not_sent_again(house, faults.BROKEN_AFTER)


def test_a_time_out_after_acceptance_is_found_and_not_sent_again(house: House) -> None:
    _is_found_and_not_sent_again(house, faults.SILENT_AFTER)


def test_a_connection_lost_before_acceptance_is_looked_up_and_sent(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.BROKEN_BEFORE)
    house.relay(3)
    assert house.row(row).state == OutboxState.SENT
    assert len(house.reached()) == 1


def test_doubt_lasts_until_the_look_up_is_answered(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.FAILED_AFTER)
    house.provider.list_faults.extend([faults.FAILED_BEFORE, faults.TOO_MANY])
    house.relay(2)
    assert house.row(row).state == OutboxState.UNSURE
    house.relay(4, minutes=5)
    assert house.row(row).state == OutboxState.SENT
    assert len(house.reached()) == 1


def test_a_look_up_takes_only_what_belongs_to_no_other_message(house: House) -> None:
    first = house.answered(house.filed(), WORDS)
    house.relay()
    with house.desk.database.write() as session:
        same = house.row(first).body or ""
        (second,) = outbox.queue_reply(
            session,
            citizen_id=str(house.row(first).citizen_id),
            channel=house.channel,
            inbound_id=house.first_message(),
            bodies=[same],
            now=house.clock(),
        )
    house.provider.plan(faults.FAILED_BEFORE)
    house.relay(3)
    assert house.reached() == [same, same]
    assert house.row(second.id).provider_id != house.row(first).provider_id


def test_what_failed_at_the_provider_is_found_as_failed(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.FAILED_AFTER)
    house.relay()
    held = house.held()
    held.status, held.error_code = "undelivered", 63024
    house.relay(2)
    assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, "not_on_whatsapp")
    assert house.provider.sends() == 1


def test_a_shut_window_ends_the_message_with_its_reason(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.refused(63016))
    house.relay(3)
    stored = house.row(row)
    assert (stored.state, stored.reason, stored.error_code) == (OutboxState.FAILED, "window_shut", "63016")
    assert house.provider.sends() == 1


def test_a_lasting_refusal_is_not_repeated(house: House) -> None:
    for code, reason in ((21211, "not_on_whatsapp"), (63033, "blocked_us"), (21606, "sender_wrong")):
        row = house.answered(house.filed(f"+62812000{code}"))
        house.provider.plan(faults.refused(code))
        before = house.provider.sends()
        house.relay(3)
        assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, reason)
        assert house.provider.sends() == before + 1


def test_the_newer_form_of_a_refusal_is_a_refusal_too(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.plan(faults.refused(63024, problem=True))
    house.relay(3)
    assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, "not_on_whatsapp")
    assert house.provider.sends() == 1


def test_a_provider_in_lasting_trouble_is_given_up(house: House) -> None:
    row = house.answered(house.filed())
    house.provider.chance = lambda: faults.FAILED_BEFORE
    house.relay(3 * MAX_ATTEMPTS, hours=1)
    assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, "gave_up")
    assert house.provider.sends() <= MAX_ATTEMPTS
    assert not house.reached()


def test_a_worker_that_died_after_sending_leaves_a_message_that_is_found(house: House) -> None:
    row = house.answered(house.filed())
    with house.desk.database.write() as session:
        outbox.claim(session, house.clock(), 1, timedelta(seconds=30))
        outbox.freeze_body(session, row, "Jawaban")
    house.provider.ledger.accept(to=f"whatsapp:{NUMBER}", sender="", body="Jawaban", callback="", origin="rest")
    house.relay()
    assert house.row(row).state == OutboxState.SENDING, "the lease still holds"
    house.relay(2)
    assert house.row(row).state == OutboxState.SENT
    assert house.provider.sends() == 0


def test_a_worker_that_died_before_sending_leaves_a_message_that_is_sent(house: House) -> None:
    row = house.answered(house.filed(), WORDS)
    with house.desk.database.write() as session:
        outbox.claim(session, house.clock(), 1, timedelta(seconds=30))
    house.relay(3)
    assert house.row(row).state == OutboxState.SENT
    assert len(house.reached()) == 1


def test_a_look_up_reads_past_the_first_page(house: House) -> None:
    row = house.answered(house.filed(), WORDS)
    house.provider.plan(faults.FAILED_AFTER)
    house.relay()
    for number in range(60):
        house.provider.ledger.accept(
            to=f"whatsapp:{NUMBER}", sender="", body=f"Kabar {number}", callback="", origin="rest"
        )
    house.relay(2)
    assert house.row(row).state == OutboxState.SENT
    assert house.provider.sends() == 1
