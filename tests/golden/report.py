"""Runs the foreign wordings through the trained reader and prints what became of them: `python -m tests.golden.report`.

The held-back half is printed as figures only, so that nobody adjusts anything to its single lines.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from bot.compose import index_path, prepared_region
from bot.settings import load_settings
from knowledge.model import open_index
from knowledge.types import Outcome, Understood
from knowledge.understand import Reader

HERE = Path(__file__).parent


def holds(expected: dict[str, Any], found: Understood) -> bool:
    """Whether a message was understood as its writer meant it."""
    checks = {
        "article": lambda wanted: found.article == wanted,
        "outcome": lambda wanted: found.outcome in (wanted, Outcome.EMERGENCY),
        "outcome_in": lambda wanted: found.outcome in wanted,
        "agency": lambda wanted: found.agency == wanted,
        "kind": lambda wanted: found.kind == wanted,
        "emergency": lambda wanted: (found.emergency is not None) == wanted,
        "own_case": lambda wanted: found.own_case == wanted,
    }
    return all(checks[name](wanted) for name, wanted in expected.items())


def main() -> int:
    settings = load_settings()
    reader = Reader(prepared_region(settings), open_index(index_path(settings)))
    for name in ("asks_seen.jsonl", "asks.jsonl"):
        rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
        total: Counter[str] = Counter()
        good: Counter[str] = Counter()
        given = wrong = offered = questions = 0
        for row in rows:
            found, wanted = reader.read(row["text"]), row["expect"].get("article")
            total[row["group"]] += 1
            good[row["group"]] += holds(row["expect"], found)
            questions += wanted is not None
            offered += wanted is not None and wanted in {found.article, *(c.article for c in found.candidates)}
            if found.outcome is Outcome.ANSWER and row["group"] not in ("own-case", "no-emergency"):
                given += 1
                wrong += found.article != wanted
        sys.stdout.write(f"{name}: {sum(good.values())} of {sum(total.values())} as expected\n")
        for group in total:
            sys.stdout.write(f"  {group:<14}{good[group]:>4} of {total[group]}\n")
        sys.stdout.write(
            f"  answers given {given}, wrong {wrong}; right article among the offered {offered} of {questions}\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
