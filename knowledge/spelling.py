"""Mends slips of the thumb against words seen before: a letter lost, doubled, swapped, a space forgotten.

Rule: the word as written stays beside the mended one, because what looks like a slip may be a name.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge.normalise import known_words, normalise, plain_words, stem

SHORTEST = 4  # below it, one letter makes another word
LONG_WORD = 8  # from here on two slips may be mended
SHORTEST_JOINED = 6
SHORTEST_PART = 2
LONGER_PART = 4
SEEN_TWICE = 2  # a word seen once may itself be a slip


class Speller:
    """Knows words with how often each was seen. Deterministic; keeps the mended words of a process."""

    def __init__(self, seen: Mapping[str, int]) -> None:
        self.seen = dict(sorted(seen.items()))
        self._right = set(self.seen) | {word for word in known_words() if word.isalpha()}
        self._targets = plain_words() | {word for word, times in self.seen.items() if times >= SEEN_TWICE}
        self._mended = lru_cache(maxsize=16384)(self._mend)

    @cached_property
    def _stems(self) -> frozenset[str]:
        """Made when the first unknown word comes."""
        return frozenset(stem(word) for word in self._right)

    @cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for word in sorted(self._targets):
            if len(word) >= SHORTEST:
                found.setdefault(len(word), []).append(word)
        return found

    def words(self, text: str) -> list[str]:
        """The plain words of a text, each slip followed by what it probably was."""
        found: list[str] = []
        for word in normalise(text).split():
            found.append(word)
            found.extend(self._mended(word))
        return found

    def _mend(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORTEST or not word.isalpha() or word in self._right or stem(word) in self._stems:
            return ()
        slips = 1 if len(word) < LONG_WORD else 2
        near = [like for size in range(len(word) - slips, len(word) + slips + 1) for like in self._of_length(size)]
        hits = process.extract(word, near, scorer=OSA.distance, score_cutoff=slips, limit=5)
        if hits:
            return (min(hits, key=lambda hit: self._rank(word, hit[0], float(hit[1])))[0],)
        return self._split(word) if len(word) >= SHORTEST_JOINED else ()

    def _of_length(self, size: int) -> list[str]:
        return self._by_length.get(size, [])

    def _rank(self, word: str, like: str, slips: float) -> tuple[float, bool, int, str]:
        """Fewest slips first, then the same first letter, then the word seen most."""
        return slips, like[0] != word[0], -self.seen.get(like, 0), like

    def _split(self, word: str) -> tuple[str, ...]:
        """Two words written as one."""
        pairs = [(word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)]
        good = [pair for pair in pairs if set(pair) <= self._targets and max(map(len, pair)) >= LONGER_PART]
        return max(good, key=lambda pair: (min(self.seen.get(part, 0) for part in pair), pair)) if good else ()


def learn_spelling(texts: Iterable[str]) -> dict[str, int]:
    """Word -> in how many of the texts it stands."""
    seen: dict[str, int] = {}
    for text in texts:
        for word in set(normalise(text).split()):
            if word.isalpha():
                seen[word] = seen.get(word, 0) + 1
    return dict(sorted(seen.items()))


def words_of(text: str, speller: Speller | None) -> list[str]:
    """The plain words of a text; with a speller, mended words stand behind the slips."""
    return speller.words(text) if speller else normalise(text).split()
