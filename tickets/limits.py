"""Limits in working days: which version of the rules was in force on a day, and what it allows a category leaf.

Rule: a ticket keeps the version in force on the day of its first message. A category tightens the limits of its own
kind and never loosens them; under another kind it has no say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tickets.facts import CategoryRule, Limits
from tickets.vocabulary import Kind


@dataclass(frozen=True)
class DatedLimits:
    """One rule version and the day from which it applies."""

    start: date
    limits: Limits


@dataclass(frozen=True)
class LeafLimits:
    """What an agency is allowed for one ticket, in working days."""

    answer_wd: int
    resolve_wd: int


class NoLimitsYet(LookupError):
    """No rule version is old enough for the day."""

    def __init__(self, day: date) -> None:
        super().__init__(f"no limits in force on {day.isoformat()}")


def limits_from_parts(blocks: Iterable[Mapping[str, Any]]) -> tuple[DatedLimits, ...]:
    """From the `[[limits]]` blocks of region.toml, oldest first."""
    return tuple(sorted((_dated(block) for block in blocks), key=lambda dated: dated.start))


def limits_on(versions: Iterable[DatedLimits], day: date) -> Limits:
    """The newest version whose day has come."""
    begun = [dated for dated in versions if dated.start <= day]
    if not begun:
        raise NoLimitsYet(day)
    return max(begun, key=lambda dated: dated.start).limits


def leaf_limits(limits: Limits, kind: Kind, rule: CategoryRule | None) -> LeafLimits:
    answer_wd, resolve_wd = limits.answer_wd, limits.resolve_wd[kind]
    if rule is not None and rule.kind is kind:
        answer_wd = min(answer_wd, rule.answer_wd or answer_wd)
        resolve_wd = min(resolve_wd, rule.resolve_wd or resolve_wd)
    return LeafLimits(answer_wd=answer_wd, resolve_wd=resolve_wd)


def _dated(block: Mapping[str, Any]) -> DatedLimits:
    start = block["from"]
    return DatedLimits(
        start=start if isinstance(start, date) else date.fromisoformat(start),
        limits=Limits(
            version=str(block["version"]),
            verify_wd=int(block["verify_wd"]),
            answer_wd=int(block["answer_wd"]),
            reply_window_wd=int(block["reply_window_wd"]),
            resolve_wd={Kind(kind): int(days) for kind, days in block["resolve_wd"].items()},
        ),
    )
