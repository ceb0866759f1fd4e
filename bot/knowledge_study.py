"""What the worker does for the desk's knowledge: indexes of the content in force, and checks of what shall be.

Rule: safe to run as often as one likes. Today's and tomorrow's content get an index, so that an article's last day ends
without waiting; an index with borrowed calibration is trained fully at night; what nobody serves any more is removed.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.desk import Desk
from bot.knowledge_check import CANDIDATE, check_one
from bot.knowledge_child import FULL_LIMIT, ChildFailed, Stopped, in_child
from bot.knowledge_library import Wanted
from bot.logs import where_it_failed
from knowledge.candidate import train_fully
from store.knowledge_checks import waiting_checks
from store.knowledge_state import content_number

BUILDING = ".building-"
NIGHT = range(1, 5)  # local hours
TRY_AGAIN = timedelta(minutes=10)
KEPT = timedelta(days=3)
LEFTOVER = timedelta(hours=2)  # longer than any training
log = structlog.get_logger()


class Study:
    """One in a worker. `stopping` tells that the worker is to end."""

    def __init__(self, desk: Desk, stopping: Callable[[], bool] = lambda: False) -> None:
        self.desk = desk
        self.stopping = stopping
        self._not_before: dict[str, datetime] = {}
        self._coming: tuple[Wanted, ...] = ()

    def is_due(self) -> bool:
        """Whether there is anything to do; cheap enough for every sweep."""
        coming = self._wanted()
        return any(self._to_build(coming)) or bool(self._waiting())

    def run(self) -> None:
        """Build what is missing, check what waits, tidy up."""
        try:
            for wanted in self._to_build(self._wanted()[:1]):
                self._build(wanted)
            for version_id in self._waiting():
                self._check(version_id)
            for wanted in self._to_build(self._wanted()):
                self._build(wanted)
        except Stopped:
            log.info("study_stopped")
            return
        self._tidy()

    def _waiting(self) -> tuple[str, ...]:
        with self.desk.database.read() as session:
            return waiting_checks(session, self.desk.now())

    def _check(self, version_id: str) -> None:
        try:
            check_one(self.desk, version_id, self.stopping)
        except Stopped:
            raise
        except Exception as error:  # its claim runs out and it is tried again, three times at most
            log.error("check_failed", key=version_id, **where_it_failed(error))

    def _wanted(self) -> tuple[Wanted, ...]:
        """What is to be told today and tomorrow."""
        today = self.desk.calendar.local_date(self.desk.now())
        with self.desk.database.read() as session:
            number = content_number(session)
            if [(w.number, w.day) for w in self._coming[:1]] != [(number, today)]:
                days = (today, today + timedelta(days=1))
                self._coming = tuple(self.desk.library.wanted(session, day) for day in days)
        return self._coming

    def _to_build(self, coming: tuple[Wanted, ...]) -> Iterator[Wanted]:
        now = self.desk.now()
        night = now.astimezone(ZoneInfo(self.desk.region.timezone)).hour in NIGHT
        for wanted in {wanted.hash: wanted for wanted in coming if wanted.articles}.values():
            built = self.desk.library.index_of(wanted.hash)
            if built == self.desk.library.full_index(wanted.hash) or (built is not None and not night):
                continue
            if now >= self._not_before.get(wanted.hash, now):
                yield wanted

    def _build(self, wanted: Wanted) -> None:
        library = self.desk.library
        folder = library.indexes / f"{BUILDING}{wanted.hash}-{os.getpid()}"
        region = replace(library.region, articles=wanted.articles)
        try:
            in_child(train_fully, region, folder, limit=FULL_LIMIT, stopping=self.stopping)
            os.rename(folder, library.full_index(wanted.hash))
            log.info("index_built", key=wanted.hash)
        except (ChildFailed, OSError) as error:
            self._not_before[wanted.hash] = self.desk.now() + TRY_AGAIN
            log.error("index_failed", key=wanted.hash, **where_it_failed(error))
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _tidy(self) -> None:
        indexes = self.desk.library.indexes
        now = self.desk.now().timestamp()
        serving = {self.desk.library.index_of(wanted.hash) for wanted in self._wanted()}
        for folder in indexes.iterdir() if indexes.is_dir() else ():
            unfinished = folder.name.startswith((CANDIDATE, BUILDING))
            age = timedelta(seconds=now - _changed_at(folder))
            if folder not in serving and age > (LEFTOVER if unfinished else KEPT):
                shutil.rmtree(folder, ignore_errors=True)


def _changed_at(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except FileNotFoundError:  # another process tidied first
        return 0.0
