"""A house for each test, on both databases: one that only delivers, and one that talks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import DIALECTS
from tests.delivery.house import House, open_house


@pytest.fixture(params=DIALECTS)
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path, request.getfixturevalue(f"{request.param}_url")) as opened:
        yield opened


@pytest.fixture
def talking_house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    with open_house(tmp_path, sqlite_url, talks=True) as opened:
        yield opened
