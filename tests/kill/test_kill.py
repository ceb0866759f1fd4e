"""Twenty kills among two hundred messages: nothing is lost, nothing is doubled, every code that was read is true."""

import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot.compose import compose
from bot.delivery.relay import deliver_due
from bot.desk import Desk
from store import outbox
from store.tables import CitizenAddress, Message, Outbox, TicketRow
from store.words import AddressKind, Direction, OutboxState
from tests.conftest import DIALECTS
from tests.databases import NoPostgres, drop_postgres, fresh_postgres, fresh_sqlite
from tests.delivery.running import Running, environment, running_desk
from tests.groups import cannot_run
from tests.kill.office import Office
from tests.kill.script import Citizen, Progress, codes_in, reports_of
from tests.provider import faults
from tests.provider.fake import Fake
from tests.provider.faults import Fault
from tests.provider.inbound import HttpDoor, Inbound
from tests.provider.receipts import Postman, Receipts

SEED = 20261122
CITIZENS = 20
MESSAGES = 200
KILLS = ("web",) * 4 + ("one web worker",) * 8 + ("worker",) * 8
PAUSE = (0.1, 1.5)  # seconds between two lines of one citizen
ARRIVED = (OutboxState.SENT, OutboxState.DELIVERED, OutboxState.READ)


@dataclass
class Aftermath:
    """What is left when all is over."""

    desk: Desk
    provider: Fake
    citizens: list[Citizen]
    killed: Counter[str]
    seconds: float  # from the first message to the last row at rest

    def rows(self) -> Sequence[Outbox]:
        with self.desk.database.read() as session:
            return session.exec(select(Outbox)).all()

    def id_of(self, citizen: Citizen) -> str:
        with self.desk.database.read() as session:
            query = select(CitizenAddress.citizen_id).where(
                col(CitizenAddress.kind) == AddressKind.NUMBER.value, col(CitizenAddress.value) == citizen.address
            )
            return session.exec(query).one()

    def read_by(self, citizen: Citizen) -> list[str]:
        """Every message that reached the citizen."""
        return [held.body for held in self.provider.ledger.to(citizen.address)]


@pytest.fixture(scope="module", params=DIALECTS)
def aftermath(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Aftermath]:
    folder = tmp_path_factory.mktemp("kill")
    with ExitStack() as house:
        url = house.enter_context(_database(request.param, folder))
        provider = house.enter_context(Fake())
        running, desk = house.enter_context(running_desk(folder, url, provider))
        yield _live_through_it(running, desk, provider)


@contextmanager
def _database(dialect: str, folder: Path) -> Iterator[str]:
    if dialect == "sqlite":
        yield fresh_sqlite(folder)
        return
    try:
        url = fresh_postgres()
    except NoPostgres as problem:
        cannot_run(str(problem).splitlines()[0])
        return
    yield url
    drop_postgres(url)


def _live_through_it(running: Running, desk: Desk, provider: Fake) -> Aftermath:
    dice = random.Random(SEED)
    door = HttpDoor(running.address)
    running.start("worker")
    running.start("web")
    running.wait_until_ready()
    started = time.monotonic()
    provider.chance = _trouble(random.Random(SEED + 1))
    postman = Postman(Receipts(door), random.Random(SEED + 2), late=0.03)
    provider.ledger.on_accept = postman.accept
    inbound = Inbound(door, running.address, provider.ledger)
    citizens = [Citizen(n, inbound, random.Random(SEED + 10 + n), PAUSE) for n in range(CITIZENS)]
    no_more_receipts, close_office = postman.start(), Office(desk).open()
    answered = Progress()
    killer = threading.Thread(target=_kill, args=(running, answered, dice, killed := Counter()), daemon=True)
    killer.start()
    with ThreadPoolExecutor(CITIZENS) as people:
        list(people.map(lambda citizen: citizen.type_all(answered), citizens))
    answered.end()
    killer.join()
    close_office()
    no_more_receipts()
    running.stop()
    provider.chance = lambda: None
    _let_time_pass(desk)
    return Aftermath(desk, provider, citizens, killed, time.monotonic() - started)


def _kill(running: Running, answered: Progress, dice: random.Random, killed: "Counter[str]") -> None:
    """Kill after random messages, at a random moment after each; whoever died is started again at once."""
    targets = list(KILLS)
    dice.shuffle(targets)
    for target, moment in zip(targets, sorted(dice.sample(range(5, MESSAGES - 5), len(targets))), strict=True):
        answered.wait_for(moment)
        time.sleep(dice.uniform(0, 0.1))
        if target == "one web worker":
            running.kill_one_web_worker()
        else:
            running.kill(target)
            running.start(target)
        killed[target] += 1


def _trouble(dice: random.Random) -> Callable[[], Fault | None]:
    """One request in five goes wrong at the provider."""
    kinds = (faults.TOO_MANY, faults.FAILED_BEFORE, faults.FAILED_AFTER, faults.BROKEN_BEFORE, faults.BROKEN_AFTER)

    def chance() -> Fault | None:
        return dice.choice(kinds) if dice.random() < 0.2 else None

    return chance


def _let_time_pass(desk: Desk) -> None:
    """The relay of a worker that lives on: leases end, doubts are looked up, waits pass."""
    later = timedelta()
    patient = compose(desk.settings, now=lambda: datetime.now(UTC) + later)
    for _ in range(60):
        later += timedelta(minutes=1)
        deliver_due(patient)
        with patient.database.read() as session:
            by_state = outbox.counts(session).by_state
        if not any(by_state[state] for state in (OutboxState.QUEUED, OutboxState.SENDING, OutboxState.UNSURE)):
            break
    patient.database.dispose()


def test_all_the_kills_happened(aftermath: Aftermath) -> None:
    assert aftermath.killed == Counter(KILLS)


def test_every_message_that_the_provider_brought_is_stored_once(aftermath: Aftermath) -> None:
    with aftermath.desk.database.read() as session:
        query = select(Message.provider_id).where(col(Message.direction) == Direction.IN.value)
        stored = Counter(session.exec(query).all())
    taken = {sid for citizen in aftermath.citizens for sid in citizen.taken()}
    given_up = {sid for citizen in aftermath.citizens for sid in citizen.given_up()}
    assert set(stored.values()) == {1}
    assert taken <= set(stored)
    assert set(stored) <= taken | given_up
    assert len(taken) + len(given_up) == MESSAGES
    assert len(given_up) < MESSAGES // 4, "the socket outlives its process: callers wait, none is refused"


def test_the_messages_of_each_citizen_stand_in_a_row_without_gaps(aftermath: Aftermath) -> None:
    for citizen in aftermath.citizens:
        with aftermath.desk.database.read() as session:
            query = select(Message).where(col(Message.citizen_id) == aftermath.id_of(citizen))
            rows = session.exec(query.order_by(col(Message.position))).all()
        assert [row.position for row in rows] == list(range(1, len(rows) + 1))
        taken = citizen.taken()  # one that was given up may still be read later, out of its turn
        assert [row.provider_id for row in rows if row.provider_id in taken] == [
            sid for sid, _ in citizen.answers if sid in taken
        ]


def test_every_report_has_one_ticket_and_the_code_that_was_read_is_its_own(aftermath: Aftermath) -> None:
    for citizen in aftermath.citizens:
        with aftermath.desk.database.read() as session:
            query = select(TicketRow.code).where(col(TicketRow.citizen_id) == aftermath.id_of(citizen))
            codes = session.exec(query).all()
        assert sorted(codes_in(aftermath.read_by(citizen))) == sorted(codes)
        if not citizen.given_up():
            assert len(codes) == reports_of(citizen.number)


def test_no_citizen_read_anything_twice(aftermath: Aftermath) -> None:
    ours: dict[str, Counter[str]] = {}
    for row in aftermath.rows():
        ours.setdefault(str(row.citizen_id), Counter())[str(row.body)] += 1
    for citizen in aftermath.citizens:
        surplus = Counter(aftermath.read_by(citizen)) - ours[aftermath.id_of(citizen)]
        assert not surplus


def test_every_notice_reached_its_citizen_once_and_says_so(aftermath: Aftermath) -> None:
    notices = [row for row in aftermath.rows() if row.key != outbox.REPLY_KEY]
    with aftermath.desk.database.read() as session:
        tickets = len(session.exec(select(TicketRow.id)).all())
    assert len(notices) >= 2 * tickets, "an acknowledgement and an answer each"
    by_id = {aftermath.id_of(citizen): citizen for citizen in aftermath.citizens}
    for row in notices:
        assert row.state in ARRIVED, (row.key, row.state, row.reason)
        assert aftermath.read_by(by_id[str(row.citizen_id)]).count(str(row.body)) == 1


def test_every_answer_that_must_arrive_has_arrived(aftermath: Aftermath) -> None:
    for row in aftermath.rows():
        if row.must_arrive:
            assert row.state in ARRIVED


def test_the_audit_finds_nothing(aftermath: Aftermath) -> None:
    settings = aftermath.desk.settings
    done = subprocess.run(
        [sys.executable, "-m", "kepo", "audit"],
        cwd=Path(__file__).resolve().parents[2],
        env={**environment(settings), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
