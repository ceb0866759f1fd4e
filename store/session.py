"""The engine and its two doors: `write()`, the only commit of the project, and `read()`, which cannot write.

Rule: a writer on SQLite opens with BEGIN IMMEDIATE. A plain BEGIN that reads and then writes fails at once under
contention, because SQLite cannot upgrade a snapshot that somebody else has overtaken; IMMEDIATE waits its turn.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.pool import ConnectionPoolEntry, NullPool
from sqlmodel import Session

BUSY_MILLISECONDS = 10_000  # inside the 15 s that a provider grants a webhook
_WRITES = "kepo_writes"
_READS = "kepo_reads"


def make_engine(url: str, *, foreign_keys: bool = True, pooled: bool = True) -> Engine:
    """An engine with our settings. Without foreign keys only for migrations, which check them at their end."""
    dialect = make_url(url).get_backend_name()
    options = {} if pooled else {"poolclass": NullPool}
    if dialect != "sqlite":
        return create_engine(url, pool_pre_ping=True, **options)
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def configure(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        # The driver's own BEGIN comes late and never IMMEDIATE; without it the "begin" event below decides.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # a code that a citizen has read survives a power cut
        connection.execute(f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = bool(connection.get_execution_options().get(_WRITES, True))
        connection.exec_driver_sql(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


class DatabaseBusy(RuntimeError):
    """The writers before this one took too long."""


class Database:
    """One database by its URL. Safe across forks: each process makes its own engine at first use."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.dialect = make_url(url).get_backend_name()  # sqlite or postgresql
        self._engine: Engine | None = None
        self._pid = 0
        self._writer = threading.RLock()

    @property
    def engine(self) -> Engine:
        """The engine of this process; connections inherited through a fork are dropped, never closed."""
        if self._engine is None or self._pid != os.getpid():
            if self._engine is not None:
                self._engine.dispose(close=False)
            self._engine = make_engine(self.url)
            self._pid = os.getpid()
            self._writer = threading.RLock()  # the inherited one may be held by a thread that was not inherited
        return self._engine

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that is committed at the end of the block, or rolled back by an exception."""
        engine = self.engine
        with self._turn(), Session(engine, expire_on_commit=False) as session:
            yield session
            session.commit()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Writers of this process queue up before SQLite's lock, whose own waiting is by naps of up to 0.1 s.

        Eight threads on two busy cores: the slowest of a hundred writes took 0.2 to 0.5 s with it, 2 s without.
        """
        if self.dialect != "sqlite":
            yield
            return
        writer = self._writer
        if not writer.acquire(timeout=BUSY_MILLISECONDS / 1000):
            raise DatabaseBusy(f"no turn to write within {BUSY_MILLISECONDS} ms")
        try:
            yield
        finally:
            writer.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent snapshot; the database itself refuses writes."""
        reader = self.engine.execution_options(**self._reading())
        with Session(reader, expire_on_commit=False, info={_READS: True}) as session:
            yield session

    def _reading(self) -> dict[str, object]:
        if self.dialect == "postgresql":
            return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        return {_WRITES: False}

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: False}).execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close the pool; the next use opens a new one."""
        if self._engine is not None and self._pid == os.getpid():
            self._engine.dispose()
        self._engine = None


def may_lock(session: Session) -> bool:
    """Whether rows can be locked: a reader cannot, and since it cannot write either, it need not."""
    return not session.info.get(_READS, False)
