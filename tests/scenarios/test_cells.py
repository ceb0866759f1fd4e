"""The table of open questions and everything that may come: no cell is left to chance.

A cell is walked by a transcript, or excused with a reason in `excused.toml`; an excuse for a walked cell is refused.
"""

import tomllib
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from flows import words
from flows.catalogue import plain
from flows.conversations import TALKS
from flows.state import State, state_name
from knowledge.types import Outcome
from tests.chat import Turn
from tests.scenarios.playing import FOLDER, TRANSCRIPTS, played

pytestmark = pytest.mark.sqlite

COLUMNS = ("valid", "invalid", "menu", "batal", "kembali", "question", "media", "after_25_hours")
A_DAY = timedelta(hours=25)
NOT_TAKEN = ("global.not_understood", "global.write_instead", "global.stuck", "media.sticker", "global.idle")


def _column(turn: Turn) -> str:
    if turn.gap >= A_DAY:
        return "after_25_hours"
    for column in ("menu", "batal", "kembali"):
        if turn.cause == column:
            return column
    if turn.cause.startswith("[") and not turn.cause.startswith("[stiker"):
        return "media"
    if turn.meaning is not None and turn.meaning.outcome is Outcome.ANSWER and words.looks_like_question(turn.cause):
        return "question"
    refused = any(plain(key).split("\n")[0] in turn.shown for key in NOT_TAKEN)
    return "invalid" if refused else "valid"


def _states() -> list[str]:
    return sorted(state_name(State(question=object.__new__(kind))) for kind in TALKS)


@pytest.fixture(scope="module")
def walked() -> Counter[tuple[str, str]]:
    turns = (turn for path in TRANSCRIPTS for turn in played(path) if turn.by_citizen)
    return Counter((turn.before, _column(turn)) for turn in turns)


@pytest.fixture(scope="module")
def excused() -> dict[tuple[str, str], str]:
    stored = tomllib.loads((FOLDER / "excused.toml").read_text(encoding="utf-8"))
    return {(state, column): reason for state, columns in stored.items() for column, reason in columns.items()}


def test_every_cell_is_walked_or_excused(walked: Counter[tuple[str, str]], excused: dict[tuple[str, str], str]) -> None:
    table = {(state, column) for state in _states() for column in COLUMNS}
    assert table - set(walked) - set(excused) == set()


def test_every_excuse_has_a_reason_and_is_needed(
    walked: Counter[tuple[str, str]], excused: dict[tuple[str, str], str]
) -> None:
    assert all(len(reason) > 20 for reason in excused.values())
    assert set(excused) & set(walked) == set()


def test_there_are_enough_stories() -> None:
    assert len(list(Path(FOLDER).glob("*.chat"))) >= 25
