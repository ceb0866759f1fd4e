"""The doors of the menu: their order on a day, what stands behind them, and the links that open them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.fields import ContentError
from knowledge.loader import load_region, load_region_named
from knowledge.portals import opened_by
from knowledge.types import Portal, Region, Season

LEBARAN = date(2027, 3, 10)
SUMMER = date(2027, 8, 2)


@pytest.fixture(scope="module")
def sumedang() -> Region:
    return load_region_named("sumedang")


def test_there_are_fifteen_doors_and_more_all_year_round(sumedang: Region) -> None:
    assert len(sumedang.doors(SUMMER)) >= 15


def test_every_article_stands_behind_a_door_of_any_day(sumedang: Region) -> None:
    reached = {slug for door in sumedang.doors(SUMMER) for slug in sumedang.behind(door.slug)}
    assert reached == set(sumedang.articles)


def test_a_seasonal_door_comes_first_in_its_season_and_is_gone_after_it(sumedang: Region) -> None:
    assert sumedang.doors(LEBARAN)[0].slug == "musim-mudik"
    assert "musim-mudik" not in {door.slug for door in sumedang.doors(SUMMER)}


def test_a_door_pinned_for_a_day_comes_first_on_that_day_and_only_once(sumedang: Region) -> None:
    pinned = tuple(
        replace(door, seasons=(Season(SUMMER, SUMMER),)) if door.slug == "pajak" else door for door in sumedang.portals
    )
    doors = [door.slug for door in replace(sumedang, portals=pinned).doors(SUMMER)]
    assert doors[0] == "pajak"
    assert doors.count("pajak") == 1


def test_a_door_with_nothing_behind_it_is_not_shown(sumedang: Region) -> None:
    region = replace(sumedang, portals=(*sumedang.portals, Portal("kosong", "kosong", "kosong")))
    assert "kosong" not in {door.slug for door in region.doors(SUMMER)}


def test_every_link_opens_what_it_names_and_nothing_else(sumedang: Region) -> None:
    for article in sumedang.articles.values():
        assert opened_by(sumedang, article.link_text) == (article.slug, None)
    for portal in sumedang.portals:
        assert opened_by(sumedang, portal.link_text) == (None, portal.slug)


def test_a_printed_link_outlives_a_new_title(sumedang: Region) -> None:
    old = sumedang.articles["ktp-hilang"]
    renamed = replace(sumedang, articles={**sumedang.articles, old.slug: replace(old, title="KTP yang hilang")})
    assert opened_by(renamed, old.link_text) == ("ktp-hilang", None)
    assert opened_by(renamed, "Info: KTP yang hilang") == ("ktp-hilang", None)


@pytest.mark.parametrize("text", ["info", "info: ", "info loker dong", "Info: pintu lain", "ktp-hilang", ": ktp"])
def test_words_that_are_no_link_open_nothing(sumedang: Region, text: str) -> None:
    assert opened_by(sumedang, text) == (None, None)


def test_an_article_without_a_lasting_door_is_refused(edited: Callable[[str, str, str], Path]) -> None:
    with pytest.raises(ContentError, match="add a \\[\\[portal\\]\\] 'adminduk'"):
        load_region(edited("portals.toml", '"adminduk"', '"lain"'))


def test_a_season_that_ends_before_it_begins_is_refused(edited: Callable[[str, str, str], Path]) -> None:
    late = 'slug = "adminduk"\nseasons = [{ from = 2027-02-01, until = 2027-01-01 }]'
    with pytest.raises(ContentError, match="must not be before"):
        load_region(edited("portals.toml", 'slug = "adminduk"', late))
