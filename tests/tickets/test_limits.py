"""Which rules were in force, and what they allow."""

from datetime import date

import pytest

from tests.tickets.story import REGION
from tickets.facts import CategoryRule
from tickets.limits import LeafLimits, NoLimitsYet, leaf_limits, limits_from_parts, limits_on
from tickets.vocabulary import Kind

NEWER = REGION["limits"][0] | {"version": "sp4n-2025", "from": date(2026, 6, 1), "answer_wd": 4}
VERSIONS = limits_from_parts([NEWER, *REGION["limits"]])


def test_the_newest_version_whose_day_has_come_applies() -> None:
    assert limits_on(VERSIONS, date(2026, 5, 31)).version == "sp4n-2018"
    assert limits_on(VERSIONS, date(2026, 6, 1)).version == "sp4n-2025"


def test_a_day_before_every_version_is_named() -> None:
    with pytest.raises(NoLimitsYet, match="2017-12-31"):
        limits_on(VERSIONS, date(2017, 12, 31))


@pytest.mark.parametrize(
    ("kind", "rule", "expected"),
    [
        (Kind.COMPLAINT, None, LeafLimits(5, 14)),
        (Kind.SUPERVISION, None, LeafLimits(5, 60)),
        (Kind.COMPLAINT, CategoryRule("c", "a", Kind.COMPLAINT), LeafLimits(5, 14)),
        (Kind.COMPLAINT, CategoryRule("c", "a", Kind.COMPLAINT, answer_wd=2, resolve_wd=7), LeafLimits(2, 7)),
        (Kind.COMPLAINT, CategoryRule("c", "a", Kind.COMPLAINT, answer_wd=9, resolve_wd=30), LeafLimits(5, 14)),
        (Kind.SUPERVISION, CategoryRule("c", "a", Kind.COMPLAINT, resolve_wd=7), LeafLimits(5, 60)),
    ],
)
def test_a_category_tightens_the_limits_of_its_own_kind_only(
    kind: Kind, rule: CategoryRule | None, expected: LeafLimits
) -> None:
    assert leaf_limits(limits_on(VERSIONS, date(2026, 1, 1)), kind, rule) == expected
