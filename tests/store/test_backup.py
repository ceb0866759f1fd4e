"""Backups: of one moment while writers run, checked before they are trusted, never over rows unasked."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from store.audit import audit
from store.backup import BackupError, NotABackup, ProgramMissing, TargetNotEmpty, backup, restore
from store.migrate import at_head
from store.session import Database
from store.tables import TicketRow
from tests.databases import drop_postgres, empty_postgres, postgres_programs
from tests.factories import make_citizen, make_message, make_ticket


@pytest.fixture(autouse=True)
def with_programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "postgres" in request.node.name:
        monkeypatch.setenv("PATH", str(postgres_programs()), prepend=":")


@contextmanager
def another_like(database: Database, folder: Path) -> Iterator[str]:
    """An empty database of the same kind."""
    if database.dialect == "sqlite":
        yield f"sqlite:///{folder / 'another.sqlite'}"
        return
    url = empty_postgres()
    yield url
    drop_postgres(url)


def codes(url: str) -> list[str]:
    database = Database(url)
    with database.read() as session:
        found = list(session.exec(select(TicketRow.code).order_by(TicketRow.code)).all())
        assert audit(session) == ()
    database.dispose()
    return found


def with_a_ticket(database: Database) -> str:
    with database.write() as session:
        citizen = make_citizen(session)
        make_message(session, citizen.id)
        return make_ticket(session, citizen_id=citizen.id).code


def test_copy_brings_everything_back_into_an_empty_database(database: Database, tmp_path: Path) -> None:
    code = with_a_ticket(database)
    backup(database, tmp_path / "copy")
    with another_like(database, tmp_path) as url:
        restore(url, tmp_path / "copy")
        assert codes(url) == [code]
        restored = Database(url)
        assert at_head(restored)
        restored.dispose()


def test_rows_are_replaced_only_when_asked(database: Database, tmp_path: Path) -> None:
    code = with_a_ticket(database)
    backup(database, tmp_path / "copy")
    with_a_ticket(database)
    with pytest.raises(TargetNotEmpty):
        restore(database.url, tmp_path / "copy")
    assert len(codes(database.url)) == 2
    restore(database.url, tmp_path / "copy", replace=True)
    assert codes(database.url) == [code]


def test_existing_file_and_missing_folder_are_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(BackupError, match="exists already"):
        backup(database, tmp_path / "copy")
    with pytest.raises(BackupError, match="no folder"):
        backup(database, tmp_path / "nowhere" / "copy")
    with pytest.raises(BackupError, match="no file"):
        restore(database.url, tmp_path / "nowhere")
    assert (tmp_path / "copy").read_text() == "mine"


def test_file_that_is_no_copy_is_refused(database: Database, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("nothing of the kind")
    with pytest.raises(NotABackup):
        restore(database.url, tmp_path / "copy")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "does not know"),
        ("DELETE FROM alembic_version", "revision None"),
        ("DROP TABLE alembic_version", "cannot be read"),
        ("DELETE FROM citizen", "point at nothing"),
    ],
)
def test_copy_that_is_not_sound_is_refused(sqlite_url: str, tmp_path: Path, harm: str, problem: str) -> None:
    database = Database(sqlite_url)
    with_a_ticket(database)
    backup(database, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as copy:
        copy.execute(harm)
        copy.commit()
    with pytest.raises(NotABackup, match=problem):
        restore(f"sqlite:///{tmp_path / 'new'}", tmp_path / "copy")
    assert not (tmp_path / "new").exists()


@pytest.mark.sqlite
def test_damaged_copy_is_refused(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    with_a_ticket(database)
    backup(database, tmp_path / "copy")
    body = bytearray((tmp_path / "copy").read_bytes())
    body[4096:60000] = b"\xa5" * (60000 - 4096)
    (tmp_path / "copy").write_bytes(body)
    with pytest.raises(NotABackup):
        restore(f"sqlite:///{tmp_path / 'new'}", tmp_path / "copy")


@pytest.mark.sqlite
def test_copy_made_while_writers_run_is_of_one_moment(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    enough = threading.Event()

    def write() -> None:
        while not enough.is_set():
            with_a_ticket(database)

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    try:
        for number in range(5):
            backup(database, tmp_path / f"copy{number}")
    finally:
        enough.set()
        for writer in writers:
            writer.join()
    counted = [len(codes(f"sqlite:///{tmp_path / f'copy{number}'}")) for number in range(5)]
    assert counted == sorted(counted)
    database.dispose()


@pytest.mark.postgres
def test_missing_programs_are_named(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ProgramMissing, match="postgresql-client"):
        backup(Database(postgres_url), tmp_path / "copy")
    (tmp_path / "copy").write_text("x")
    with pytest.raises(ProgramMissing):
        restore(postgres_url, tmp_path / "copy")
