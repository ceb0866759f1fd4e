"""Migrations: up, down with child rows, and head equals the tables that the program knows."""

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect, text
from sqlmodel import SQLModel, select

from store.base import NaiveTimeRefused
from store.migrate import ForeignKeysBroken, _check_foreign_keys, at_head, downgrade, upgrade
from store.session import Database, make_engine
from store.tables import CitizenAddress, TicketEvent
from tests.factories import NOW, make_citizen, make_message, make_officer, make_ticket


def fill(database: Database) -> None:
    with database.write() as session:
        make_officer(session)
        citizen = make_citizen(session)
        make_message(session, citizen.id)
        make_ticket(session, citizen_id=citizen.id)


def test_head_equals_the_tables_of_the_program(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_empty_database_goes_up_down_with_child_rows_and_up_again(empty_url: str) -> None:
    database = Database(empty_url)
    assert not at_head(database)
    upgrade(empty_url)
    upgrade(empty_url)
    assert at_head(database)
    fill(database)
    database.dispose()
    downgrade(empty_url, "base")
    assert not at_head(database)
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    upgrade(empty_url)
    fill(database)
    database.dispose()


def test_two_migrators_at_once_make_one_schema(empty_url: str) -> None:
    context = multiprocessing.get_context("fork")
    migrators = [context.Process(target=upgrade, args=(empty_url,)) for _ in range(2)]
    for migrator in migrators:
        migrator.start()
    for migrator in migrators:
        migrator.join(30)
    assert [migrator.exitcode for migrator in migrators] == [0, 0]
    database = Database(empty_url)
    assert at_head(database)
    database.dispose()


@pytest.mark.sqlite
def test_batch_alter_keeps_child_rows_and_checks(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    fill(database)
    database.dispose()
    engine = make_engine(sqlite_url, foreign_keys=False, pooled=False)
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("citizen", recreate="always") as batch:
            batch.alter_column("language", new_column_name="tongue")
        with operations.batch_alter_table("ticket", recreate="always") as batch:
            batch.drop_column("emergency")
        _check_foreign_keys(connection)
    with database.read() as session:
        assert len(session.exec(select(CitizenAddress)).all()) == 1
        assert len(session.exec(select(TicketEvent)).all()) == 2
        checks = {check["name"] for check in inspect(session.connection()).get_check_constraints("ticket")}
    assert {"ck_ticket_kind", "ck_ticket_status", "ck_ticket_closing", "ck_ticket_channel"} <= checks


@pytest.mark.sqlite
def test_migration_that_orphans_rows_is_not_committed(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    fill(database)
    database.dispose()
    engine = make_engine(sqlite_url, foreign_keys=False, pooled=False)

    def orphan() -> None:
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM citizen"))
            _check_foreign_keys(connection)

    with pytest.raises(ForeignKeysBroken, match="citizen_address"):
        orphan()
    with database.read() as session:
        assert len(session.exec(select(CitizenAddress)).all()) == 1


def test_naive_time_is_refused_and_aware_times_come_back_in_utc(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session, at=NOW)
        found = session.exec(select(CitizenAddress.last_inbound_at)).one()
        assert found == NOW
        assert found is not None
        assert str(found.tzinfo) == "UTC"
    with pytest.raises(Exception, match="aware time") as refusal, database.write() as session:
        make_message(session, citizen.id, at=NOW.replace(tzinfo=None))
    assert isinstance(refusal.value.__cause__ or refusal.value, NaiveTimeRefused)


@pytest.mark.sqlite
def test_path_with_a_percent_sign_is_migrated(tmp_path: Path) -> None:
    upgrade(f"sqlite:///{tmp_path / '100%'}")
    assert at_head(Database(f"sqlite:///{tmp_path / '100%'}"))
