"""The queue that wakes the worker: huey on a file beside the database, or on PostgreSQL where the desk runs on it.

A task carries nothing: what is due stands in the tables. A lost queue loses nothing either: a pulse every minute
enqueues six sweeps ten seconds apart.
"""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, PostgresHuey, SqliteHuey, crontab

from bot.logs import where_it_failed

NAME = "kepo"
SWEEP_SECONDS = 10
log = structlog.get_logger()


def open_queue(database_url: str, state_dir: Path) -> Huey:
    """The queue that belongs to a database."""
    if database_url.startswith("postgresql"):
        dsn = database_url.replace("postgresql+psycopg://", "postgresql://", 1)
        return PostgresHuey(NAME, dsn=dsn, results=False)
    state_dir.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(NAME, filename=str(state_dir / "queue.sqlite3"), results=False, fsync=False, timeout=5)


class Pager:
    """Calls the worker. Opened at first use, so that a command that sends nothing opens no queue."""

    def __init__(self, database_url: str, state_dir: Path) -> None:
        self.database_url = database_url
        self.state_dir = state_dir
        self.work: Callable[[], None] = lambda: None  # the worker puts its sweep here
        self.study: Callable[[], None] = lambda: None  # and here what takes long

    @cached_property
    def queue(self) -> Huey:
        return open_queue(self.database_url, self.state_dir)

    @cached_property
    def _sweep(self) -> Any:
        return self.queue.task(name="sweep")(self._run)

    def _run(self) -> None:
        self.work()

    @cached_property
    def _long(self) -> Any:
        return self.queue.task(name="study")(self._run_long)

    def _run_long(self) -> None:
        self.study()

    def wake(self) -> None:
        """Ask for a sweep now."""
        self._ask(lambda: self._sweep())

    def ask_for_study(self) -> None:
        """Ask for training and checks, beside the sweeps; what is due stands in the tables here too."""
        self._ask(lambda: self._long())

    def _ask(self, enqueue: Callable[[], Any]) -> None:
        """A queue that cannot be reached is logged and no more: the pulse will come, and the rows are the truth."""
        try:
            enqueue()
        except Exception as error:  # whatever the queue's storage raises
            log.warning("wake_failed", **where_it_failed(error))

    def start_pulse(self) -> None:
        """Register the minute's pulse and what the queue may still hold; only the worker does."""
        _ = self._long

        @self.queue.periodic_task(crontab(minute="*"), name="pulse")
        def pulse() -> None:
            for delay in range(0, 60, SWEEP_SECONDS):
                self._sweep.schedule(delay=delay)
