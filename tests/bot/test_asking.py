"""A file of messages is answered in its order, and its times are said."""

import re
from pathlib import Path

import pytest

from bot.asking import Timed
from tests.bot.small_desk import small_desk
from tests.factories import NOW

pytestmark = pytest.mark.sqlite


def test_messages_are_answered_in_their_order_and_the_times_are_told(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "state")
    timed = Timed(desk)
    texts = ["ktp hilang harus bagaimana", "", "wifi gratis di balai desa ada gak"]
    assert [found["text"] for found in timed.answers(texts, NOW)] == texts
    assert re.fullmatch(r"3 messages in \d+\.\d s; each p50 \d+\.\d ms, p99 \d+\.\d ms", str(timed))
    desk.database.dispose()


def test_an_empty_file_has_no_times(tmp_path: Path) -> None:
    desk = small_desk(tmp_path / "state")
    assert str(Timed(desk)) == "0 messages"
    desk.database.dispose()
