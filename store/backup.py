"""Backup and return of the database. Files that citizens sent stand in the media folder and are copied as files.

Rule: nothing that holds rows is overwritten unless asked, and nothing that was not checked is put in its place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, inspect
from sqlmodel import SQLModel, select

import store.tables  # noqa: F401  (fills the metadata)
from store import backup_postgres, backup_sqlite
from store.backup_errors import BackupError, NotABackup, ProgramMissing, TargetNotEmpty
from store.migrate import is_known, upgrade
from store.session import Database

__all__ = ["BackupError", "NotABackup", "ProgramMissing", "TargetNotEmpty", "backup", "restore"]


@dataclass(frozen=True)
class _Copies:
    """What each kind of database does in its own way."""

    copy_out: Callable[[str, Path], None]
    copy_in: Callable[[str, Path], None]
    check: Callable[[Path], str]  # gives the revision


_COPIES = {
    "sqlite": _Copies(backup_sqlite.copy_out, backup_sqlite.copy_in, backup_sqlite.check),
    "postgresql": _Copies(backup_postgres.copy_out, backup_postgres.copy_in, backup_postgres.check),
}


def backup(database: Database, path: Path) -> None:
    """Write one consistent copy to a new file, while the desk runs."""
    if path.exists():
        raise BackupError(f"{path} exists already; choose another name")
    if not path.parent.is_dir():
        raise BackupError(f"there is no folder {path.parent}")
    _COPIES[database.dialect].copy_out(database.url, path)


def restore(url: str, path: Path, *, replace: bool = False) -> None:
    """Put a checked copy in the place of the database and bring it to head. Stop web and worker before."""
    database = Database(url)
    copies = _COPIES[database.dialect]
    revision = copies.check(path)
    if not is_known(revision):
        raise NotABackup(f"{path} is of revision {revision}, which this program does not know: use a newer program")
    if not replace and _holds_rows(database):
        raise TargetNotEmpty("the database holds rows: a copy goes into an empty state folder or database only")
    copies.copy_in(url, path)
    upgrade(url)


def _holds_rows(database: Database) -> bool:
    if database.dialect == "sqlite" and not backup_sqlite.file_of(database.url).exists():
        return False
    try:
        with database.read() as session:
            connection = session.connection()
            there = set(inspect(connection).get_table_names())
            tables = [table for table in SQLModel.metadata.sorted_tables if table.name in there]
            return any(connection.execute(select(func.count()).select_from(table)).scalar() for table in tables)
    finally:
        database.dispose()
