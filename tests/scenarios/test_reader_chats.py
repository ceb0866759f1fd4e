"""A few chats without meanings written by hand: the trained reader and the conversation fit together."""

from pathlib import Path

import pytest

from tests.chat import play
from tests.desk import Clock, make_desk
from tests.scenarios.playing import FOLDER

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("path", sorted(FOLDER.glob("reader/*.chat")), ids=lambda path: path.stem)
def test_the_reader_and_the_conversation_fit_together(path: Path, tmp_path: Path) -> None:
    clock = Clock()
    desk = make_desk(tmp_path / "state", clock)
    try:
        assert play(path, desk, clock)
    finally:
        desk.database.dispose()
