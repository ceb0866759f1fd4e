"""Moves a database between revisions. Never called by a web process: two of them would start at the same time.

On SQLite foreign keys are off while it runs (a batch alter drops and refills a table, and with them on that deletes
every cascading child row) and are checked before the commit. On PostgreSQL an advisory lock lets one migrator in.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from store.session import Database, make_engine

_FOLDER = Path(__file__).parent / "migrations"
_ADVISORY_LOCK = 0x6B65706F  # "kepo"


class ForeignKeysBroken(RuntimeError):
    """A migration left rows that point at nothing; it was rolled back."""


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database to a revision, all or nothing; at head already: nothing happens."""
    _run(url, lambda config: command.upgrade(config, revision))


def downgrade(url: str, revision: str) -> None:
    """Take the database back; `base` empties it."""
    _run(url, lambda config: command.downgrade(config, revision))


def at_head(database: Database) -> bool:
    """Whether the database stands at the newest revision known to this program."""
    with database.read() as session:
        return current_revision(session.connection()) == head()


def current_revision(connection: Connection) -> str | None:
    """The revision of a database; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


@cache
def head() -> str | None:
    """The newest revision of this program."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def is_known(revision: str) -> bool:
    """Whether this program can bring a database of that revision to head."""
    return revision in {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _run(url: str, move: Callable[[Config], None]) -> None:
    engine = make_engine(url, foreign_keys=False, pooled=False)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
        config = _config()
        config.attributes["connection"] = connection
        move(config)
        if connection.dialect.name == "sqlite":
            _check_foreign_keys(connection)


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        tables = sorted({str(row[0]) for row in broken})
        raise ForeignKeysBroken(f"{len(broken)} rows point at nothing, in: {', '.join(tables)}")
