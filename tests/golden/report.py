"""Runs the foreign wordings through the trained reader and prints what became of them: `python -m tests.golden.report`.

The held-back half is printed as figures only, so that nobody adjusts anything to its single lines.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from bot.compose import compose
from bot.settings import load_settings
from knowledge.golden import holds
from knowledge.types import Outcome

HERE = Path(__file__).parent


def main() -> int:
    desk = compose(load_settings())
    for name in ("asks_seen.jsonl", "asks.jsonl"):
        rows = [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
        total: Counter[str] = Counter()
        good: Counter[str] = Counter()
        given = wrong = offered = questions = 0
        for row in rows:
            found, wanted = desk.understand(row["text"]), row["expect"].get("article")
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
