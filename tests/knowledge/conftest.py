"""A tiny made-up region for the rules of its files; the real one is read by the tests of understanding."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

REGION = Path(__file__).parent / "region"


@pytest.fixture
def region_folder() -> Path:
    return REGION


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """A copy of the region with one thing changed in one file."""

    def edit(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "region"
        shutil.copytree(REGION, folder)
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit
