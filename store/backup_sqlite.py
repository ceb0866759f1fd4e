"""Copies of an SQLite database by its online backup, which sees one moment while writers go on writing.

Rule: a copy is written beside its name, checked, and only then given the name.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from store.backup_errors import BackupError, NotABackup

_HEADER = b"SQLite format 3\x00"


def copy_out(url: str, path: Path) -> None:
    """Copy the database into a new file."""
    original = file_of(url)
    if not original.is_file():
        raise BackupError(f"there is no database {original}")
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # citizens' words: for the operator alone
    try:
        with closing(sqlite3.connect(original)) as source, closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        check(part)
        _to_disk(part)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def copy_in(url: str, path: Path) -> None:
    """Put the copy in the place of the database, in one transaction."""
    target = file_of(url)
    target.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as copy, closing(sqlite3.connect(target)) as database:
        copy.backup(database)
        database.execute("PRAGMA journal_mode = WAL")


def check(path: Path) -> str:
    """The revision of a sound copy; raises NotABackup."""
    if not path.is_file():
        raise BackupError(f"there is no file {path}")
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise NotABackup(f"{path} is not an SQLite file")
    try:
        with closing(sqlite3.connect(path)) as copy:
            found = [str(row[0]) for row in copy.execute("PRAGMA integrity_check")]
            orphans = copy.execute("PRAGMA foreign_key_check").fetchall()
            revision = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise NotABackup(f"{path} cannot be read as a copy of the desk: {error}") from error
    if found != ["ok"]:
        raise NotABackup(f"{path} is damaged: {found[0]}")
    if orphans or revision is None:
        raise NotABackup(f"{path} holds {len(orphans)} rows that point at nothing, revision {revision}")
    return str(revision[0])


def file_of(url: str) -> Path:
    """The file behind the URL; a database in memory has none."""
    name = make_url(url).database
    if not name or name == ":memory:":
        raise BackupError("a database in memory cannot be copied")
    return Path(name)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
