"""Says to an officer what is wrong with an article, in the officer's language.

Rule: the reader's own sentences stay the one source; the catalogue repeats each with the words for it, and a test finds
one that is missing.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from knowledge.fields import ContentError

CATALOGUE = Path(__file__).parent / "texts" / "article_faults.toml"


def officers_sentence(error: ContentError) -> str:
    """One sentence, with the part of the article that it is about."""
    said = _translated(error.advice)
    return f"{error.entry.removeprefix('## ')}: {said}" if error.entry.startswith("## ") else said


def _translated(advice: str) -> str:
    fields, faults = _catalogue()
    for pattern, say in faults:
        found = pattern.fullmatch(advice)
        if found:
            return _filled(say, [fields.get(value, value) for value in found.groups()])
    raise LookupError(advice)  # the catalogue ends with a row that fits anything


def _filled(say: str, values: list[str]) -> str:
    said = re.sub(r"\{(\d)\}", lambda place: values[int(place[1]) - 1], say)
    return said[0].upper() + said[1:]


@cache
def _catalogue() -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    table = tomllib.loads(CATALOGUE.read_text(encoding="utf-8"))
    return table["fields"], [(_pattern(row["fault"]), row["say"]) for row in table["fault"]]


def _pattern(fault: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{\d\\\}", "(.+)", re.escape(fault)), re.DOTALL)
