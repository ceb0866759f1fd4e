"""Copies of a PostgreSQL database by its own programs, pg_dump and pg_restore, which know its every corner."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import make_url

from store.backup_errors import BackupError, NotABackup, ProgramMissing

_COPY = "COPY public.alembic_version"


def copy_out(url: str, path: Path) -> None:
    """Dump the database, of one moment, into a new file in pg_dump's own format."""
    part = path.with_name(path.name + ".part")
    try:
        _run("pg_dump", ["--format=custom", "--no-owner", f"--file={part}"], url)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def copy_in(url: str, path: Path) -> None:
    """Put the dump in the place of what is there, in one transaction."""
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    _run("pg_restore", [*options, str(path)], url)


def check(path: Path) -> str:
    """The revision of a readable dump; raises NotABackup."""
    if not path.is_file():
        raise BackupError(f"there is no file {path}")
    try:
        script = _run("pg_restore", ["--data-only", "--table=alembic_version", "--file=-", str(path)])
    except BackupError as error:
        if isinstance(error, ProgramMissing):
            raise
        raise NotABackup(f"{path} is not a dump of PostgreSQL: {error}") from error
    lines = script.splitlines()
    at = next((number for number, line in enumerate(lines) if line.startswith(_COPY)), None)
    if at is None or at + 1 >= len(lines) or lines[at + 1] == "\\.":
        raise NotABackup(f"{path} holds no revision of the desk")
    return lines[at + 1].strip()


def _run(program: str, options: Sequence[str], url: str | None = None) -> str:
    """What the program printed. The password travels in the environment, where other users cannot read it."""
    found = shutil.which(program)
    if found is None:
        raise ProgramMissing(
            f"{program} is not installed: install the PostgreSQL client programs of the server's version "
            "(Debian: postgresql-client), then repeat"
        )
    environment, command = dict(os.environ), [found, *options]
    if url is not None:
        parts = make_url(url)
        environment["PGPASSWORD"] = parts.password or ""
        bare = parts.set(drivername="postgresql", password=None)
        command.append(f"--dbname={bare.render_as_string(hide_password=False)}")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 (no shell)
    if done.returncode != 0:
        raise BackupError(f"{program} failed: {done.stderr.strip()[:500]}")
    return done.stdout
