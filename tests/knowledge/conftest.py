"""A tiny made-up region for the rules of its files; the real one is read by the tests of understanding."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.loader import load_region_named
from knowledge.model import open_index
from knowledge.understand import Reader
from tests.desk import make_settings, trained_index

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


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Reads for the real region with an index trained as an operator trains it."""
    settings = make_settings(tmp_path_factory.mktemp("desk"))
    return Reader(load_region_named("sumedang"), open_index(trained_index(settings)))
