"""Receipts in any order: forward only, what has ended stays ended, the first error is kept."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlmodel import Session

from store.outbox import (
    NotAReceipt,
    apply_receipt,
    cancel,
    claim,
    mark_sent,
    mark_unsendable,
    park,
    queue_announcement,
    queue_inline,
    queue_reply,
    release,
    retry_later,
)
from store.session import Database
from store.tables import Outbox
from store.words import OutboxState
from tests.factories import NOW, make_citizen, make_message, make_ticket
from tickets.facts import By, NewEvent, Notice
from tickets.vocabulary import Actor, Audience, Channel, EventKind, NoticeKey

LEASE = timedelta(seconds=30)


def being_sent(session: Session) -> str:
    citizen = make_citizen(session)
    inbound = make_message(session, citizen.id)
    replies = queue_reply(
        session,
        citizen_id=citizen.id,
        channel=Channel.WHATSAPP,
        inbound_id=inbound.id,
        bodies=["halo"],
        now=NOW,
    )
    claim(session, NOW, 1, LEASE)
    return replies[0].id


def state(session: Session, row: str) -> OutboxState:
    return OutboxState(session.get_one(Outbox, row).state)


def parked_notice(session: Session, citizen_id: str) -> str:
    answered = NewEvent(EventKind.ANSWERED, NOW, By(Actor.OFFICER, "0" * 32))
    make_ticket(
        session, citizen_id=citizen_id, events=[answered], notices=[Notice(Audience.CITIZEN, NoticeKey.ANSWERED)]
    )
    row = claim(session, NOW, 1, LEASE)[0].id
    park(session, row, now=NOW)
    return row


@pytest.mark.parametrize("order", list(permutations([OutboxState.SENT, OutboxState.DELIVERED, OutboxState.READ])))
def test_any_order_of_receipts_ends_at_read(database: Database, order: tuple[OutboxState, ...]) -> None:
    with database.write() as session:
        row = being_sent(session)
        for _ in range(2):
            for receipt in order:
                apply_receipt(session, outbox_id=row, provider_id="SM1", state=receipt, at=NOW)
        assert state(session, row) is OutboxState.READ
        stored = session.get_one(Outbox, row)
        assert stored.sent_at == stored.delivered_at == stored.read_at == NOW


def test_receipt_before_the_call_returned_is_kept(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        assert apply_receipt(session, outbox_id=row, provider_id="SM1", state=OutboxState.DELIVERED, at=NOW)
        assert not mark_sent(session, row, provider_id="SM1", now=NOW)
        assert state(session, row) is OutboxState.DELIVERED


def test_receipt_is_found_by_the_providers_id(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        mark_sent(session, row, provider_id="SM1", now=NOW)
        assert apply_receipt(session, provider_id="SM1", state=OutboxState.DELIVERED, at=NOW)
        assert not apply_receipt(session, provider_id="SM9", state=OutboxState.DELIVERED, at=NOW)
        assert not apply_receipt(session, outbox_id="nobody", state=OutboxState.DELIVERED, at=NOW)
        assert state(session, row) is OutboxState.DELIVERED


def test_first_error_is_kept_and_failure_is_final(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        mark_sent(session, row, provider_id="SM1", now=NOW)
        failed: dict[str, Any] = {"outbox_id": row, "provider_id": "SM1", "state": OutboxState.FAILED, "at": NOW}
        assert apply_receipt(session, **failed, error_code="63016", reason="window_shut")
        assert not apply_receipt(session, **failed, error_code="63024", reason="other")
        assert not apply_receipt(session, outbox_id=row, state=OutboxState.DELIVERED, at=NOW)
        stored = session.get_one(Outbox, row)
        assert (stored.state, stored.error_code, stored.reason) == ("failed", "63016", "window_shut")


def test_delivered_message_cannot_fail(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        apply_receipt(session, outbox_id=row, provider_id="SM1", state=OutboxState.DELIVERED, at=NOW)
        assert not apply_receipt(session, outbox_id=row, provider_id="SM1", state=OutboxState.FAILED, at=NOW)
        assert state(session, row) is OutboxState.DELIVERED


def test_state_that_no_provider_reports_is_refused(database: Database) -> None:
    with database.write() as session, pytest.raises(NotAReceipt):
        apply_receipt(session, outbox_id=being_sent(session), state=OutboxState.PARKED, at=NOW)


def test_late_failure_of_an_earlier_attempt_does_not_end_the_next(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        mark_sent(session, row, provider_id="SM1", now=NOW)
        retry_later(session, row, at=NOW, now=NOW)
        claim(session, NOW, 1, LEASE)
        assert not apply_receipt(session, outbox_id=row, provider_id="SM1", state=OutboxState.FAILED, at=NOW)
        assert state(session, row) is OutboxState.SENDING
        assert apply_receipt(session, outbox_id=row, provider_id="SM2", state=OutboxState.SENT, at=NOW)


def test_earlier_attempt_that_arrived_after_all_ends_the_trying(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        mark_sent(session, row, provider_id="SM1", now=NOW)
        retry_later(session, row, at=NOW, now=NOW)
        assert apply_receipt(session, outbox_id=row, provider_id="SM1", state=OutboxState.DELIVERED, at=NOW)
        assert claim(session, NOW, 1, LEASE) == ()


def test_unsendable_row_says_why(database: Database) -> None:
    with database.write() as session:
        row = being_sent(session)
        assert mark_unsendable(session, row, reason="no_template", now=NOW)
        assert session.get_one(Outbox, row).reason == "no_template"
        assert not retry_later(session, row, at=NOW, now=NOW)


def test_released_notice_shares_the_fate_of_the_reply_that_carries_it(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        notice = parked_notice(session, citizen.id)
        inbound = make_message(session, citizen.id, "lihat")
        assert release(session, [notice, "unknown"], inbound_id=inbound.id, now=NOW) == (notice,)
        reply = queue_inline(
            session, citizen_id=citizen.id, channel=Channel.WHATSAPP, inbound_id=inbound.id, bodies=["isi"], now=NOW
        )[0]
        assert state(session, notice) is OutboxState.INLINE
        apply_receipt(session, outbox_id=reply.id, provider_id="SM1", state=OutboxState.READ, at=NOW)
        assert state(session, notice) is OutboxState.READ
        assert release(session, [notice], inbound_id=inbound.id, now=NOW) == ()


def test_release_drops_the_announcement_that_was_not_sent_yet(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        notice = parked_notice(session, citizen.id)
        assert queue_announcement(session, notice, template="answer_waiting", params={"code": "LP-1"}, now=NOW)
        assert not queue_announcement(session, notice, template="answer_waiting", params={"code": "LP-1"}, now=NOW)
        release(session, [notice], inbound_id=make_message(session, citizen.id).id, now=NOW)
        assert claim(session, NOW, 10, LEASE) == ()


def test_cancelled_notice_is_never_sent_and_a_sent_one_is_not_cancelled(database: Database) -> None:
    with database.write() as session:
        sent = being_sent(session)
        mark_sent(session, sent, provider_id="SM1", now=NOW)
        notice = parked_notice(session, make_citizen(session).id)
        queue_announcement(session, notice, template="answer_waiting", params={}, now=NOW)
        assert cancel(session, [sent, notice], now=NOW) == 1
        assert state(session, notice) is OutboxState.CANCELLED
        assert claim(session, NOW, 10, LEASE) == ()
