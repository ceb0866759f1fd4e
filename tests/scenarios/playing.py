"""Where transcripts are and the desk they are played on: composed once, a fresh database for each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from bot.compose import compose
from bot.desk import Desk
from flows.turn import nothing_understood
from store.session import Database
from tests.chat import Turn, play
from tests.databases import fresh_sqlite
from tests.desk import Clock, make_settings

FOLDER = Path(__file__).parent
TRANSCRIPTS = sorted([*FOLDER.glob("*.chat"), *FOLDER.glob("states/*.chat")])


@contextmanager
def scripted_desk(folder: Path, clock: Clock) -> Iterator[Desk]:
    """A desk that understands nothing but what a transcript says under a line."""
    database = Database(fresh_sqlite(folder))
    yield replace(_composed(), database=database, now=clock, understand=nothing_understood)
    database.dispose()


@cache
def played(path: Path) -> tuple[Turn, ...]:
    """The turns of a transcript; each is played once, however many tests read it. Raises as `play` does."""
    clock = Clock()
    with TemporaryDirectory() as folder, scripted_desk(Path(folder), clock) as desk:
        return tuple(play(path, desk, clock))


@cache
def _composed() -> Desk:
    return compose(make_settings(Path(mkdtemp(prefix="kepo-chats-"))))
