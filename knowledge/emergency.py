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


@dataclass(frozen=True)
class _Sign:
    """Where a line speaks of danger, and of which."""

    slug: str
    at: int


class EmergencySigns:
    """The signs of danger of a region: its own words and those that hold anywhere."""

    def __init__(self, region: Region) -> None:
        lines = {line.slug for line in region.emergencies}
        self._fallback = region.emergencies[-1].slug
        hints = lexicon("emergency")["hints"]
        self._hints = {slug: frozenset(words.split()) for slug, words in hints.items() if slug in lines}
        self._signs: list[tuple[str, re.Pattern[str]]] = []
        for line in region.emergencies:
            words = sorted((" ".join(raw_words(word)) for word in line.words), key=len, reverse=True)
            self._signs.append((line.slug, re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\w{0,3}\b")))
        self._lines = lines
        self._signs.extend((slug, pattern("emergency", "danger", slug)) for slug in lexicon("emergency")["danger"])

    def find(self, text: str) -> Danger | None:
        """Danger that is present, or None."""
        line = _plain(text)
        sign = self._sign(line)
        if sign is None or not _is_real(line, sign.slug):
            return None
        sentences = [_plain(part) for part in _split(text, "sentence")]
        telling = next((part for part in sentences if self._sign(part)), line)
        nearer = self._sign(telling) or sign
        if not _is_meant(telling, nearer):
            return None
        rest = [part.strip() for part in _split(text, "clause") if part.strip() and self._sign(_plain(part)) is None]
        line_slug = sign.slug if sign.slug in self._lines else self._fallback
        return Danger(line_slug, ". ".join(part for part in rest if len(part.split()) > 2))

    def is_dismissed(self, text: str) -> bool:
        """Past, played, over or only asked about: then nothing learned may raise an alarm either."""
        line = _plain(text)
        if any(_around(name).search(line) for name in ("fiction", "work", "over", "past", "whereabouts", "still_out")):
            return True
        return self._sign(line) is not None and self.find(text) is None

    def guess(self, text: str) -> str:
        """The line that suits best where no sign names the danger."""
        words = frozenset(raw_words(text.replace("-", " ")))
        shared = {slug: len(words & hints) for slug, hints in self._hints.items()}
        best = max(shared, key=lambda slug: shared[slug], default=self._fallback)
        return best if shared.get(best) else self._fallback

    def _sign(self, line: str) -> _Sign | None:
        for slug, sign in self._signs:
            found = sign.search(line)
            if found:
                return _Sign(slug, found.start())
        return None


@cache
def _around(name: str) -> re.Pattern[str]:
    return pattern("emergency", "around", name)


def _split(text: str, by: str) -> list[str]:
    return pattern("emergency", "between", by).split(text.lower())


def _plain(text: str) -> str:
    spoken = " ".join(raw_words(text.replace("-", " ")))
    return _around("things").sub(" ", _around("services").sub(" ", spoken))


def _is_real(line: str, slug: str) -> bool:
    """Judged by the whole message: not a film, not a job, not over, not last year, not every rainy season."""
    if any(_around(name).search(line) for name in ("fiction", "work", "over")):
        return False
    if slug == "bunuh-diri":  # whoever says it of the past may still be in danger
        return True
    if _around("past").search(line):
        return False
    if slug != "kekerasan" and _around("habit").search(line):
        return bool(_around("present").search(line))
    if slug == "orang-hilang":  # missing since yesterday is missing now
        return True
    return bool(_around("now").search(line)) or not _around("lately").search(line)


def _is_meant(sentence: str, sign: _Sign) -> bool:
    """Judged by the sentence that tells of it: not denied, supposed or asked about."""
    before = sentence[: sign.at]
    if _around("about").search(sentence):
        return False
    return sign.slug == "bunuh-diri" or not any(
        _around(name).search(before) for name in ("denied", "supposed", "asked")
    )
