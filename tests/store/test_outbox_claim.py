"""Who gets which row: due ones, urgent first, one at a time for each citizen, each row once."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session, select

from store.outbox import (
    OutboxItem,
    claim,
    counts,
    mark_failed,
    mark_sent,
    mark_unsure,
    park,
    queue_inline,
    queue_mail,
    queue_reply,
    retry_later,
)
from store.session import Database
from store.tables import Outbox
from store.words import OutboxChannel, OutboxState
from tests.factories import NOW, make_citizen, make_message
from tickets.vocabulary import Audience, Channel

LEASE = timedelta(seconds=30)
MINUTE = timedelta(minutes=1)


def queued(session: Session, citizen_id: str | None = None, *, urgent: bool = False, at_minute: int = 0) -> str:
    citizen_id = citizen_id or make_citizen(session).id
    inbound = make_message(session, citizen_id)
    replies = queue_reply(
        session,
        citizen_id=citizen_id,
        channel=Channel.WHATSAPP,
        inbound_id=inbound.id,
        bodies=["halo"],
        now=NOW + at_minute * MINUTE,
    )
    if not urgent:
        session.get_one(Outbox, replies[0].id).urgent = False
        session.flush()
    return replies[0].id


def ids(items: tuple[OutboxItem, ...]) -> list[str]:
    return [item.id for item in items]


def test_urgent_rows_go_first_then_the_older(database: Database) -> None:
    with database.write() as session:
        later, older = queued(session, at_minute=1), queued(session)
        urgent = queued(session, urgent=True, at_minute=2)
    with database.write() as session:
        assert ids(claim(session, NOW + 5 * MINUTE, 10, LEASE)) == [urgent, older, later]


def test_rows_not_yet_due_and_other_channels_stay(database: Database) -> None:
    with database.write() as session:
        queued(session, at_minute=9)
        due = queued(session)
    with database.write() as session:
        assert claim(session, NOW + MINUTE, 10, LEASE, channels=[OutboxChannel.EMAIL]) == ()
        assert ids(claim(session, NOW + MINUTE, 10, LEASE)) == [due]


def test_claimed_row_is_not_claimed_again(database: Database) -> None:
    with database.write() as session:
        queued(session)
        assert len(claim(session, NOW, 10, LEASE)) == 1
    with database.write() as session:
        assert claim(session, NOW + timedelta(seconds=1), 10, LEASE) == ()


def test_citizen_gets_one_row_at_a_time(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        first = queued(session, citizen.id)
        second = queued(session, citizen.id, at_minute=1)
        assert ids(claim(session, NOW + 5 * MINUTE, 10, LEASE)) == [first]
        assert claim(session, NOW + 5 * MINUTE, 10, LEASE) == ()
        mark_sent(session, first, provider_id="SM1", now=NOW + 5 * MINUTE)
        assert ids(claim(session, NOW + 5 * MINUTE, 10, LEASE)) == [second]


def test_mails_do_not_wait_for_each_other(database: Database) -> None:
    with database.write() as session:
        for name in ("a", "b"):
            queue_mail(
                session,
                unique_key=f"digest:{name}",
                audience=Audience.AGENCY,
                recipient=f"{name}@kepo.test",
                key="digest",
                params={"late": 1},
                now=NOW,
            )
        mails = claim(session, NOW, 10, LEASE)
    assert sorted(str(mail.recipient) for mail in mails) == ["a@kepo.test", "b@kepo.test"]


def test_mail_with_the_same_key_is_queued_once(database: Database) -> None:
    def queue(session: Session) -> bool:
        return queue_mail(
            session,
            unique_key="digest:1",
            audience=Audience.AGENCY,
            recipient="a@kepo.test",
            key="digest",
            params={},
            now=NOW,
        )

    with database.write() as session:
        assert queue(session)
        assert not queue(session)


def test_limit_is_kept(database: Database) -> None:
    with database.write() as session:
        for _ in range(3):
            queued(session)
        assert len(claim(session, NOW, 2, LEASE)) == 2
        assert len(claim(session, NOW, 2, LEASE)) == 1


def test_expired_lease_is_looked_up_before_it_is_sent_again(database: Database) -> None:
    with database.write() as session:
        row = queued(session)
        first = claim(session, NOW, 10, LEASE)
        again = claim(session, NOW + LEASE, 10, LEASE)
    assert [item.look_up_first for item in first] == [False]
    assert [(item.id, item.look_up_first, item.attempts) for item in again] == [(row, True, 2)]


def test_inline_reply_that_must_arrive_is_looked_up_when_never_confirmed(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        inbound = make_message(session, citizen.id)
        arguments: dict[str, Any] = {"citizen_id": citizen.id, "channel": Channel.WHATSAPP, "now": NOW}
        important = queue_inline(session, **arguments, inbound_id=inbound.id, bodies=["LP-1"], must_arrive=True)
        other = make_message(session, citizen.id)
        queue_inline(session, **arguments, inbound_id=other.id, bodies=["halo"])
        assert claim(session, NOW + MINUTE, 10, LEASE, confirm_within=5 * MINUTE) == ()
        late = claim(session, NOW + 5 * MINUTE, 10, LEASE, confirm_within=5 * MINUTE)
    assert [(item.id, item.look_up_first, item.body) for item in late] == [(important[0].id, True, "LP-1")]


def test_failed_attempt_is_tried_again_at_its_time(database: Database) -> None:
    with database.write() as session:
        row = queued(session)
        claim(session, NOW, 10, LEASE)
        assert retry_later(session, row, at=NOW + 10 * MINUTE, now=NOW)
        assert claim(session, NOW + 9 * MINUTE, 10, LEASE) == ()
        again = claim(session, NOW + 10 * MINUTE, 10, LEASE)
    assert [(item.id, item.look_up_first, item.attempts) for item in again] == [(row, False, 2)]


def test_doubtful_row_waits_until_its_look_up(database: Database) -> None:
    with database.write() as session:
        row = queued(session)
        claim(session, NOW, 10, LEASE)
        assert mark_unsure(session, row, look_up_at=NOW + MINUTE, now=NOW)
        assert claim(session, NOW, 10, LEASE) == ()
        assert [item.look_up_first for item in claim(session, NOW + MINUTE, 10, LEASE)] == [True]


def test_parked_row_is_not_handed_out(database: Database) -> None:
    with database.write() as session:
        row = queued(session)
        assert park(session, row, now=NOW)
        assert claim(session, NOW + MINUTE, 10, LEASE) == ()


def test_counts_name_every_state_and_the_oldest_that_waits(database: Database) -> None:
    with database.write() as session:
        gone = queued(session)
        queued(session, at_minute=3)
        mark_failed(session, gone, reason="blocked_us", code="63033", now=NOW)
    with database.read() as session:
        found = counts(session)
        assert session.exec(select(Outbox.error_code).where(Outbox.id == gone)).one() == "63033"
    assert found.by_state[OutboxState.QUEUED] == 1
    assert found.by_state[OutboxState.FAILED] == 1
    assert found.by_state[OutboxState.READ] == 0
    assert found.oldest_waiting == NOW + 3 * MINUTE


def test_empty_outbox_waits_for_nothing(database: Database) -> None:
    with database.read() as session:
        assert counts(session).oldest_waiting is None
