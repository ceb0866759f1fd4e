"""Every transcript holds, line by line, on a real desk; the table of states and inputs is walked whole.

Meanings stand in the transcripts, so that nothing here depends on what the index has learned.
"""

from pathlib import Path

import pytest

from tests.scenarios.playing import TRANSCRIPTS, played

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_desk_speaks_as_the_transcript_says(path: Path) -> None:
    assert played(path)
