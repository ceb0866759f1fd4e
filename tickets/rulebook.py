"""What the desk must know of a region to decide: limits, category leaves, who screens, who oversees.

Rule: plain values come in, nothing is looked up; the same rulebook decides the same way for ever.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tickets.facts import CategoryRule, Limits
from tickets.limits import DatedLimits, LeafLimits, leaf_limits, limits_from_parts, limits_on
from tickets.vocabulary import Kind


@dataclass(frozen=True)
class Rulebook:
    limits: tuple[DatedLimits, ...]
    categories: Mapping[str, CategoryRule]
    coordinator: str  # slug of the agency that screens
    oversight: str  # slug of the agency that receives supervision complaints
    auto_dispose_confidence: float

    @classmethod
    def from_parts(cls, region: Mapping[str, Any], categories: Iterable[CategoryRule]) -> "Rulebook":
        """From the values of region.toml and the category leaves."""
        return cls(
            limits=limits_from_parts(region["limits"]),
            categories={rule.slug: rule for rule in categories},
            coordinator=str(region["coordinator"]),
            oversight=str(region["oversight"]),
            auto_dispose_confidence=float(region["auto_dispose_confidence"]),
        )

    def limits_on(self, day: date) -> Limits:
        return limits_on(self.limits, day)

    def leaf_limits(self, day: date, kind: Kind, category: str | None) -> LeafLimits:
        """What the version of that day allows; an unknown or missing category means the kind's own limits."""
        rule = self.categories.get(category) if category is not None else None
        return leaf_limits(self.limits_on(day), kind, rule)
