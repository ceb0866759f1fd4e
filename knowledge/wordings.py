"""Reads the wordings by which citizens ask: one table for each hand and portal, each row with style and hand.

Rule: a hand never saw another's rows, so that what one hand's wordings teach is tested by another's.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.fields import ContentError

FOLDER = Path(__file__).parent / "examples"
PLAIN = "plain"  # worded on purpose as simply as can be
FREE = "free"  # as citizens write, in no style of its own
TYPO = "typo"  # with slips of the thumb, from which no spelling is learned
SUNDANESE = "sunda"
FIVE_STYLES = frozenset({"slang", TYPO, "story", SUNDANESE, "formal"})
STYLES = FIVE_STYLES | {PLAIN, FREE}
ASKED = ("article", "style", "hand", "text")
OWN = ("own", "style", "hand", "text")
OTHER = ("kind", "style", "hand", "text")


@dataclass(frozen=True)
class Wording:
    """One row. `about` is the slug of an article, the kind of a message that no article answers, or yes or no."""

    about: str
    style: str
    hand: str
    text: str


def asked_wordings() -> list[Wording]:
    """Questions, each about one article."""
    return list(_rows("wordings", ASKED))


def other_wordings() -> list[Wording]:
    """Chat, matters of others, matters that no article tells of, nonsense."""
    return list(_rows("none", OTHER))


def own_wordings() -> list[Wording]:
    """Messages that ask about the writer's own case (`yes`) and those that only look like it (`no`)."""
    rows = list(_rows("own", OWN))
    for row in rows:
        if row.about not in ("yes", "no"):
            raise ContentError("examples/own", row.text, f"write yes or no, not {row.about!r}")
    return rows


def _rows(folder: str, columns: tuple[str, ...]) -> Iterator[Wording]:
    for file in sorted((FOLDER / folder).glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines)
            if tuple(rows.fieldnames or ()) != columns:
                raise ContentError(f"examples/{folder}/{file.name}", "", f"begin with the line {','.join(columns)}")
            for row in rows:
                yield _wording(row, columns[0], f"examples/{folder}/{file.name}, line {rows.line_num}")


def _wording(row: dict[str, str], about: str, where: str) -> Wording:
    if None in row or None in row.values() or not all(row.values()):
        raise ContentError(where, "", "fill every column once; put a text with a comma in quotation marks")
    if row["style"] not in STYLES:
        raise ContentError(where, "style", f"unknown style {row['style']!r}; use one of {', '.join(sorted(STYLES))}")
    return Wording(row[about], row["style"], row["hand"], row["text"].strip())
