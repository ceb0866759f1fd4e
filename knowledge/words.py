"""Gives the program its words and patterns from `knowledge/lexicon/`, so that no rule holds Indonesian text itself.

Rule: a pattern is written over several lines, which are joined; a word list is separated by blanks.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

LEXICON = Path(__file__).parent / "lexicon"


@cache
def lexicon(name: str) -> dict[str, dict[str, str]]:
    """One file of the lexicon as it stands."""
    tables: dict[str, dict[str, str]] = tomllib.loads((LEXICON / f"{name}.toml").read_text(encoding="utf-8"))
    return tables


def word_set(name: str, table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon(name)[table][key].split())


def joined(pattern: str) -> str:
    return "".join(line.strip() for line in pattern.splitlines())


def pattern(name: str, table: str, key: str) -> re.Pattern[str]:
    return re.compile(joined(lexicon(name)[table][key]))
