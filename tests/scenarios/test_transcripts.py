"""Every transcript holds, line by line, on a real desk; the table of states and inputs is walked whole.

Meanings stand in the transcripts, so that nothing here depends on what the index has learned.
"""

from pathlib import Path

import pytest

from tests.chat import play
from tests.desk import Clock
from tests.scenarios.playing import TRANSCRIPTS, scripted_desk

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_desk_speaks_as_the_transcript_says(path: Path, tmp_path: Path) -> None:
    clock = Clock()
    with scripted_desk(tmp_path, clock) as desk:
        assert play(path, desk, clock)
