"""Hears that a message is about another government: the office of another town.

Rule: a town that somebody comes from, moves to or travels to does not make the matter another town's.
"""

from itertools import pairwise

from knowledge.normalise import raw_words
from knowledge.types import Region
from knowledge.words import word_set


class Elsewhere:
    """Names of other towns, without those that the region has itself."""

    def __init__(self, region: Region) -> None:
        own = {word for place in region.places for name in (place.name, *place.also) for word in raw_words(name)}
        own |= set(raw_words(f"{region.name} {region.slug}"))
        own |= {word for agency in region.agencies.values() for name in agency.words for word in raw_words(name)}
        self._names = word_set("elsewhere", "names", "single") - own
        self._pairs = frozenset(pair.replace("-", " ") for pair in word_set("elsewhere", "names", "pairs"))
        self._moving = word_set("elsewhere", "moving", "words")
        self._offices = word_set("elsewhere", "office", "words")
        self._leaving = word_set("elsewhere", "office", "leaving")

    def is_meant(self, text: str) -> bool:
        words = raw_words(text.replace("-", " "))
        pairs = {f"{first} {second}" for first, second in pairwise(words)}
        named = [word for word in words if word in self._names]
        if not named and not pairs & self._pairs:
            return False
        if not set(words) & self._leaving and any(
            first in self._offices and second in self._names for first, second in pairwise(words)
        ):
            return True
        return not any(word in self._moving for word in words)
