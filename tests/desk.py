"""A real desk for tests: composed as the program composes it, with its own state folder and a clock of the test's own.

The index is trained once for each content and kept under the system's folder for temporary files.
"""

import os
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from bot.compose import compose, index_path
from bot.desk import Desk
from bot.settings import Settings
from knowledge.loader import load_region_named
from tests.databases import fresh_sqlite
from tests.factories import NOW


class Clock:
    """The desk's time; stands still until a test moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def make_settings(state_dir: Path, **values: object) -> Settings:
    """Settings of demo mode that read neither the environment's `.env` nor anybody's state folder."""
    state_dir.mkdir(parents=True, exist_ok=True)
    given = {"kepo_state_dir": state_dir, "database_url": fresh_sqlite(state_dir), **values}
    return Settings(_env_file=None, **given)  # type: ignore[arg-type]


def make_desk(state_dir: Path, clock: Clock | None = None, **values: object) -> Desk:
    """A desk on a migrated, empty SQLite file, able to understand messages."""
    settings = make_settings(state_dir, **values)
    lay_index(settings)
    return compose(settings, now=clock or Clock())


def lay_index(settings: Settings) -> None:
    """Put the trained index of the present content into the state folder."""
    shutil.copytree(trained_index(settings), index_path(settings), dirs_exist_ok=True)


def trained_index(settings: Settings) -> Path:
    """The index of the region's present content, trained once for all tests and runs."""
    name = f"{settings.kepo_region}-{index_path(settings).name}"
    trained = Path(tempfile.gettempdir()) / "kepo-test-index" / name
    if not trained.exists():
        _train(settings.kepo_region, trained)
    return trained


def _train(region: str, trained: Path) -> None:
    """Whole or not at all: two test runs may train at the same time."""
    from knowledge.train import build_index

    trained.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=trained.parent) as scratch:
        folder = Path(scratch) / "index"
        build_index(load_region_named(region), folder)
        try:
            os.rename(folder, trained)
        except OSError:
            if not trained.exists():
                raise
