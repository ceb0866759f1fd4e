"""The two doors of the database, and what happens when many come through at once."""

import multiprocessing
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, func, select

from store.audit import audit
from store.inbox import take_position
from store.outbox import claim, mark_sent, queue_reply
from store.people import Address, lock_citizen
from store.record import StaleTicket, load_ticket, record
from store.session import Database
from store.tables import Citizen, CitizenAddress, Message, Outbox, TicketEvent
from store.words import AddressKind, OutboxState
from tests.factories import NOW, ROUTING, make_citizen, make_message, make_ticket
from tickets.facts import By, Decision, NewEvent
from tickets.vocabulary import Actor, Channel, EventKind

THREADS = 8
WRITES = 20
ADDED = Decision((NewEvent(EventKind.ADDED, NOW, By(Actor.CITIZEN), {"message": "0" * 32}),))


def at_once(threads: int, work: Callable[[int], None]) -> None:
    """Run the work in threads and raise the first error of any."""
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, range(threads)):
            pass


def read_then_write(session: Session, number: str) -> None:
    """What a turn does: look up, lock, store."""
    citizen = lock_citizen(session, Channel.WHATSAPP, [Address(AddressKind.NUMBER, number)], NOW)
    session.exec(select(func.count()).select_from(Message)).one()
    make_message(session, citizen.id)


def test_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as session:
        make_citizen(session)
    with database.write() as session:
        make_citizen(session)


def test_reader_sees_one_moment(database: Database) -> None:
    with database.write() as session:
        make_citizen(session)
    with database.read() as reader:
        before = reader.exec(select(func.count()).select_from(Citizen)).one()
        with database.write() as session:
            make_citizen(session)
        assert reader.exec(select(func.count()).select_from(Citizen)).one() == before


def test_foreign_keys_are_kept(database: Database) -> None:
    with pytest.raises(DBAPIError), database.write() as session:
        session.add(CitizenAddress(citizen_id="nobody", channel="whatsapp", kind="number", value="+62"))


def test_database_answers_a_ping_and_says_its_kind(database: Database) -> None:
    database.ping()
    assert database.dialect in {"sqlite", "postgresql"}
    database.dispose()
    database.ping()


def test_unreachable_database_fails_the_ping() -> None:
    with pytest.raises(DBAPIError):
        Database("sqlite:////nowhere/at/all.sqlite").ping()


def test_many_writers_of_different_citizens_finish_without_an_error(database: Database) -> None:
    def work(thread: int) -> None:
        for number in range(WRITES):
            with database.write() as session:
                read_then_write(session, f"+62{thread:04d}{number:04d}")

    at_once(THREADS, work)
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Message)).one() == THREADS * WRITES
        assert session.exec(select(func.count()).select_from(Citizen)).one() == THREADS * WRITES


def test_messages_of_one_citizen_from_many_threads_count_without_gaps(database: Database) -> None:
    def work(_: int) -> None:
        for _ in range(WRITES):
            with database.write() as session:
                read_then_write(session, "+6281234567890")

    at_once(THREADS, work)
    with database.read() as session:
        positions = session.exec(select(Message.position).order_by(col(Message.position))).all()
        assert positions == list(range(1, THREADS * WRITES + 1))
        assert session.exec(select(func.count()).select_from(Citizen)).one() == 1


def test_first_messages_by_number_and_by_hidden_id_make_one_citizen(database: Database) -> None:
    number, hidden = Address(AddressKind.NUMBER, "+62811"), Address(AddressKind.BSUID, "ID.1")

    def work(thread: int) -> None:
        with database.write() as session:
            addresses = [number, hidden] if thread % 2 else [hidden, number]
            take_position(session, lock_citizen(session, Channel.WHATSAPP, addresses, NOW).id)

    at_once(THREADS, work)
    with database.read() as session:
        assert [c.next_position for c in session.exec(select(Citizen)).all()] == [THREADS + 1]
        assert session.exec(select(func.count()).select_from(CitizenAddress)).one() == 2


def test_recorders_of_one_ticket_wait_for_each_other(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)

    def work(_: int) -> None:
        for _ in range(5):
            with database.write() as session:
                load_ticket(session, ticket.id)
                record(session, ticket.id, ADDED, ROUTING)

    at_once(THREADS, work)
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(TicketEvent)).one() == 2 + 5 * THREADS
        assert audit(session) == ()


def test_of_two_forms_filled_in_at_once_one_is_recorded(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
    outcomes: list[str] = []

    def work(_: int) -> None:
        try:
            with database.write() as session:
                record(session, ticket.id, ADDED, ROUTING, expected_seq=ticket.last_seq)
            outcomes.append("recorded")
        except StaleTicket:
            outcomes.append("stale")

    at_once(THREADS, work)
    assert Counter(outcomes) == {"recorded": 1, "stale": THREADS - 1}


def test_no_row_is_claimed_twice_and_no_citizen_gets_two_at_once(database: Database) -> None:
    with database.write() as session:
        for _ in range(10):
            citizen = make_citizen(session)
            for _ in range(3):
                inbound = make_message(session, citizen.id)
                queue_reply(
                    session,
                    citizen_id=citizen.id,
                    channel=Channel.WHATSAPP,
                    inbound_id=inbound.id,
                    bodies=["halo"],
                    now=NOW,
                )
    claimed: list[str] = []

    def work(_: int) -> None:
        while True:
            with database.write() as session:
                items = claim(session, NOW, 4, timedelta(minutes=5))
            if not items and _nothing_left(database):
                return
            for item in items:
                claimed.append(item.id)
                with database.write() as session:
                    sending = (col(Outbox.citizen_id) == item.citizen_id, col(Outbox.state) == OutboxState.SENDING)
                    assert session.exec(select(func.count()).select_from(Outbox).where(*sending)).one() == 1
                    mark_sent(session, item.id, provider_id=f"SM{item.id}", now=NOW)

    at_once(4, work)
    assert len(claimed) == len(set(claimed)) == 30


def _nothing_left(database: Database) -> bool:
    with database.read() as session:
        waiting = col(Outbox.state) == OutboxState.QUEUED.value
        return session.exec(select(func.count()).select_from(Outbox).where(waiting)).one() == 0


def _count_in_child(database: Database, results: "multiprocessing.Queue[tuple[int, int]]") -> None:
    with database.write() as session:
        make_citizen(session, f"+62{os.getpid()}")
    with database.read() as session:
        results.put((os.getpid(), session.exec(select(func.count()).select_from(Citizen)).one()))


def test_each_process_opens_its_own_connections_after_a_fork(database: Database) -> None:
    with database.write() as session:
        make_citizen(session)
    context = multiprocessing.get_context("fork")
    results = context.Queue()
    child = context.Process(target=_count_in_child, args=(database, results))
    child.start()
    pid, counted = results.get(timeout=20)
    child.join(20)
    assert (child.exitcode, counted) == (0, 2)
    assert pid != os.getpid()
    with database.read() as session:
        assert session.exec(select(func.count()).select_from(Citizen)).one() == 2
