"""Fixtures that every room's tests may use: a migrated, empty database of each kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.session import Database
from tests.databases import (
    NoPostgres,
    drop_postgres,
    empty_postgres,
    fresh_postgres,
    fresh_sqlite,
    postgres_is_compulsory,
)

pytest_plugins = ["tests.groups"]

DIALECTS = [
    pytest.param("sqlite", marks=pytest.mark.sqlite),
    pytest.param("postgres", marks=pytest.mark.postgres),
]


def _or_skip(problem: NoPostgres) -> None:
    if postgres_is_compulsory():
        pytest.fail(str(problem))
    pytest.skip(str(problem).splitlines()[0])


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A migrated, empty SQLite file."""
    return fresh_sqlite(tmp_path)


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """A migrated, empty PostgreSQL database."""
    try:
        url = fresh_postgres()
    except NoPostgres as problem:
        _or_skip(problem)
        return
    yield url
    drop_postgres(url)


@pytest.fixture(params=DIALECTS)
def database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A migrated, empty database: the test runs once on each kind."""
    database = Database(request.getfixturevalue(f"{request.param}_url"))
    yield database
    database.dispose()


@pytest.fixture(params=DIALECTS)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    try:
        url = empty_postgres()
    except NoPostgres as problem:
        _or_skip(problem)
        return
    yield url
    drop_postgres(url)
