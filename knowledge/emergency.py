"""Hears that somebody is in danger now. Recall first: a number too many costs a line, one too few a life.

Rule: danger that is past, supposed, asked about, joked about or read about is none; asking for a number is a question.
"""

import re
from dataclasses import dataclass
from functools import cache

from knowledge.normalise import raw_words
from knowledge.types import Region
from knowledge.words import lexicon, pattern


@dataclass(frozen=True)
class Danger:
    """The line to say, and what the message says besides."""

    slug: str
    rest: str


class EmergencySigns:
    """The signs of danger of a region: its own words and those that hold anywhere."""

    def __init__(self, region: Region) -> None:
        lines = {line.slug for line in region.emergencies}
        fallback = region.emergencies[0].slug
        self._signs: list[tuple[str, re.Pattern[str]]] = []
        for line in region.emergencies:
            words = sorted((" ".join(raw_words(word)) for word in line.words), key=len, reverse=True)
            self._signs.append((line.slug, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\w{0,3}\b")))
        for slug in lexicon("emergency")["danger"]:
            self._signs.append((slug if slug in lines else fallback, pattern("emergency", "danger", slug)))

    def find(self, text: str) -> Danger | None:
        """Danger that is present, or None."""
        line = _plain(text)
        sign = self._sign(line)
        if sign is None or not _is_present(line, *sign):
            return None
        rest = [part.strip() for part in _clauses(text) if part.strip() and self._sign(_plain(part)) is None]
        return Danger(sign[0], ". ".join(part for part in rest if len(part.split()) > 2))

    def _sign(self, line: str) -> tuple[str, int] | None:
        for slug, sign in self._signs:
            found = sign.search(line)
            if found:
                return slug, found.start()
        return None


@cache
def _around(name: str) -> re.Pattern[str]:
    return pattern("emergency", "around", name)


def _clauses(text: str) -> list[str]:
    return pattern("emergency", "between", "clause").split(text.lower())


def _plain(text: str) -> str:
    spoken = " ".join(raw_words(text.replace("-", " ")))
    return _around("things").sub(" ", _around("services").sub(" ", spoken))


def _is_present(line: str, slug: str, at: int) -> bool:
    """Whether the danger found at a position of the line is real, here and now."""
    before = line[:at]
    if (
        _around("fiction").search(line)
        or _around("work").search(line)
        or _around("over").search(line)
        or _around("denied").search(before)
    ):
        return False
    if slug == "bunuh-diri":
        return not _around("about").search(line)
    if (
        _around("supposed").search(before)
        or _around("about").search(line)
        or _around("asked").search(before)
        or _around("past").search(line)
    ):
        return False
    now = _around("now").search(line)
    if _around("habit").search(line) and slug != "kekerasan" and not now:
        return False
    return bool(now) or not _around("lately").search(line)
