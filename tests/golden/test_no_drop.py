"""The golden set is understood at least as well as the floor says."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from bot.settings import Settings
from knowledge.golden import GoldenAsk, holds, read_golden
from knowledge.loader import PACKAGE, load_region_named
from knowledge.model import open_index
from knowledge.types import Outcome, Understood
from knowledge.understand import Reader
from tests.desk import make_settings, trained_index

FLOOR = tomllib.loads((Path(__file__).parent / "floor.toml").read_text(encoding="utf-8"))
NOT_TOLD = ("outside", "untold", "smalltalk")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[GoldenAsk, Understood]]:
    settings: Settings = make_settings(tmp_path_factory.mktemp("golden"))
    reader = Reader(load_region_named("sumedang"), open_index(trained_index(settings)))
    return [(ask, reader.read(ask.text)) for ask in read_golden(PACKAGE / "sumedang")]


def test_every_group_is_understood_at_least_as_well_as_before(seen: list[tuple[GoldenAsk, Understood]]) -> None:
    right = Counter(ask.group for ask, found in seen if holds(ask.expect, found))
    assert {group: right[group] for group, least in FLOOR["right"].items() if right[group] < least} == {}


def test_no_more_wrong_articles_are_answered_than_before(seen: list[tuple[GoldenAsk, Understood]]) -> None:
    answered = [(ask, found) for ask, found in seen if found.outcome is Outcome.ANSWER]
    wrong = sum(ask.group == "topic" and found.article != ask.expect["article"] for ask, found in answered)
    away = sum(ask.group in NOT_TOLD for ask, _ in answered)
    assert wrong <= FLOOR["most"]["wrong_articles"]
    assert away <= FLOOR["most"]["out_of_scope_answered"]
