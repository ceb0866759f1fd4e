"""Questions with the reading that their writers meant: what a change of content must not break.

Rule: nothing here is ever learned from. They live in `<region>/golden/*.jsonl`; a region without them has none.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from knowledge.types import Outcome, Understood

Read = Callable[[str], Understood]


@dataclass(frozen=True)
class GoldenAsk:
    """One message. `expect` as `holds` reads it; group, style and hand say where it comes from."""

    text: str
    expect: Mapping[str, Any]
    group: str = ""
    style: str = ""
    hand: str = ""


@dataclass(frozen=True)
class Reading:
    """As much of what a message was understood to mean as an officer can compare."""

    outcome: str
    article: str | None
    agency: str | None
    category: str | None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerChange:
    """A message that is read in another way than before."""

    text: str
    before: Reading
    after: Reading
    right_before: bool
    right_after: bool
    expected_article: str | None
    expect: Mapping[str, Any] = field(default_factory=dict)

    @property
    def broken(self) -> bool:
        return self.right_before and not self.right_after

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Compared:
    """All golden questions, read before and after."""

    asked: int
    right_before: int
    right_after: int
    changes: tuple[AnswerChange, ...]


def read_golden(region_folder: Path) -> tuple[GoldenAsk, ...]:
    found: list[GoldenAsk] = []
    for file in sorted((region_folder / "golden").glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                about = {name: str(row.get(name, "")) for name in ("group", "style", "hand")}
                found.append(GoldenAsk(row["text"], row["expect"], **about))
    return tuple(found)


def holds(expected: Mapping[str, Any], found: Understood) -> bool:
    """Whether a message was understood as its writer meant it."""
    checks: dict[str, Callable[[Any], bool]] = {
        "article": lambda wanted: found.article == wanted,
        "outcome": lambda wanted: found.outcome in (wanted, Outcome.EMERGENCY),
        "outcome_in": lambda wanted: found.outcome in wanted,
        "agency": lambda wanted: found.agency == wanted,
        "kind": lambda wanted: found.kind == wanted,
        "emergency": lambda wanted: (found.emergency is not None) == wanted,
        "own_case": lambda wanted: found.own_case == wanted,
    }
    return all(checks[name](wanted) for name, wanted in expected.items())


def compare(asks: Iterable[GoldenAsk], before: Read, after: Read) -> Compared:
    """Reads every question twice."""
    asked = right_before = right_after = 0
    changes: list[AnswerChange] = []
    for ask in asks:
        old, new = before(ask.text), after(ask.text)
        was, now_is = holds(ask.expect, old), holds(ask.expect, new)
        asked, right_before, right_after = asked + 1, right_before + was, right_after + now_is
        if _reading(old) != _reading(new) or was != now_is:
            wanted = ask.expect.get("article")
            changes.append(AnswerChange(ask.text, _reading(old), _reading(new), was, now_is, wanted, ask.expect))
    return Compared(asked, right_before, right_after, tuple(changes))


def _reading(found: Understood) -> Reading:
    offered = tuple(c.article for c in found.candidates) if found.outcome is Outcome.CLARIFY else ()
    return Reading(found.outcome.value, found.article, found.agency, found.category, offered)
