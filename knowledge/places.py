"""Finds the place that a message names: kecamatan, village, landmark, however it is spelt.

Rule: a name that fits several places gives them all; only the citizen can choose. A street or a landmark that an
officer could drive to counts as a locality, so that nobody is asked twice.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz import fuzz, process

from knowledge.normalise import known_words, raw_words, stem
from knowledge.types import Place, PlaceGuess, Region
from knowledge.words import word_set

DISTRICT_MARKS = word_set("places", "words", "district_marks")
VILLAGE_MARKS = word_set("places", "words", "village_marks")
NEAR_MARKS = word_set("places", "words", "near_marks")
BESIDE_MARKS = word_set("places", "words", "beside_marks")
SPELLING = 90.0
SPELLING_AFTER_MARK = 84.0
SHORTEST_GUESS = 7
SHORTEST_AFTER_MARK = 5
LONGEST_NAME = 4
EVERYDAY = word_set("places", "words", "everyday")
NO_NAME = word_set("places", "words", "no_name")
SPOTS = "|".join(sorted(word_set("places", "words", "spots")))
SPOT = re.compile(rf"\b(?:{SPOTS})\s+(?:raya\s+|baru\s+)?([a-z0-9]{{2,}})")
TWICE = re.compile(r"\b([a-z]{3,})2\b")
NUMBERED = re.compile(r"\b(?:rt|rw)\s*\.?\s*\d+|\bkm\s*\d+|\bno(?:mor)?\s*\.?\s*\d+\b(?=.*\bjl)|\b(?:jl|jln)\b.*\bno\b")


@dataclass(frozen=True)
class _Named:
    """A stretch of the message that reads like a name of places."""

    start: int
    end: int
    text: str
    places: tuple[Place, ...]
    score: float


def _words(text: str) -> list[str]:
    """The words of a message, "alun2" and "alun-alun" alike."""
    return raw_words(TWICE.sub(r"\1 \1", text.lower()).replace("-", " "))


def _squash(name: str) -> str:
    return "".join(raw_words(name.replace("-", " ")))


class Gazetteer:
    """All names of a region's places, ready to be found in running text."""

    def __init__(self, region: Region) -> None:
        names: dict[str, list[Place]] = defaultdict(list)
        for place in region.places:
            for name in dict.fromkeys(_squash(written) for written in (place.name, *place.also)):
                names[name].append(place)
        self._names = {name: tuple(places) for name, places in names.items()}
        self._spellings = [name for name in self._names if len(name) >= SHORTEST_AFTER_MARK]
        self._whole = frozenset(raw_words(f"{region.name} {region.slug}"))

    def find(self, text: str) -> PlaceGuess | None:
        """The place that the message is about, or several that it may be; None when it names none."""
        words = _words(text)
        named = self._named(words)
        if not named:
            return None
        places = _most_telling([item.places for item in named])
        kept = [item for item in named if set(item.places) & set(places)]
        said = " ".join(item.text for item in kept)
        return PlaceGuess(said, places, min(item.score for item in kept))

    def has_locality(self, text: str) -> bool:
        """Whether an officer would find the spot: a street, a landmark by name, a neighbourhood number."""
        return bool(self.locality(text))

    def locality(self, text: str) -> str:
        """The words that lead to the spot, from the first street, landmark or number to the last; empty if none do."""
        line = " ".join(_words(text))
        spots = [found.span() for found in SPOT.finditer(line) if self._is_name(found.group(1))]
        spots += [found.span() for found in NUMBERED.finditer(line)]
        if not spots:
            return ""
        start, end = min(start for start, _ in spots), max(end for _, end in spots)
        rest = line[end:].split()
        names = list(takewhile(lambda word: self._is_name(word), rest[:LONGEST_NAME]))
        before = line[:start].split()[-1:]
        led = before if before and before[0] in BESIDE_MARKS else []
        return " ".join([*led, line[start:end].strip(), *names])

    def _is_name(self, word: str) -> bool:
        if word in self._names or word.isdigit():
            return True
        return word not in NO_NAME and word not in known_words() and stem(word) not in known_words()

    def _named(self, words: list[str]) -> list[_Named]:
        found: list[_Named] = []
        at = 0
        while at < len(words):
            match = self._match_at(words, at)
            if match is None:
                at += 1
                continue
            found.append(match)
            at = match.end
        return found

    def _match_at(self, words: list[str], at: int) -> _Named | None:
        before = words[at - 1] if at else ""
        for size in range(min(LONGEST_NAME, len(words) - at), 0, -1):
            stretch = words[at : at + size]
            joined = "".join(stretch)
            places = self._names.get(joined)
            if places and (size > 1 or self._stands_alone(joined, before)):
                return _Named(at, at + size, " ".join(stretch), _of_kind(places, before), 100.0)
        return self._misspelt(words, at, before)

    def _stands_alone(self, word: str, before: str) -> bool:
        if word not in EVERYDAY and word not in known_words():
            return True
        return before in DISTRICT_MARKS or before in VILLAGE_MARKS

    def _misspelt(self, words: list[str], at: int, before: str) -> _Named | None:
        marked = before in DISTRICT_MARKS or before in VILLAGE_MARKS or before in NEAR_MARKS
        least, shortest = (SPELLING_AFTER_MARK, SHORTEST_AFTER_MARK) if marked else (SPELLING, SHORTEST_GUESS)
        for size in (2, 1):
            stretch = words[at : at + size]
            joined = "".join(stretch)
            if len(stretch) < size or len(joined) < shortest or (size == 2 and not marked):
                continue
            if any(word in NO_NAME or word in self._whole or word in known_words() for word in stretch):
                continue
            best = process.extractOne(joined, self._spellings, scorer=fuzz.ratio, score_cutoff=least)
            if best and abs(len(best[0]) - len(joined)) <= 2:
                places = _of_kind(self._names[best[0]], before)
                return _Named(at, at + size, " ".join(stretch), places, round(float(best[1]), 1))
        return None


def _of_kind(places: tuple[Place, ...], before: str) -> tuple[Place, ...]:
    """Narrowed by the word before: kec(amatan), desa, kelurahan."""
    if before in DISTRICT_MARKS:
        return tuple(place for place in places if place.kind == "kecamatan") or places
    if before in VILLAGE_MARKS:
        return tuple(place for place in places if place.kind in {"desa", "kelurahan"}) or places
    districts = {place.kecamatan for place in places}
    whole = tuple(place for place in places if place.kind == "kecamatan")
    # A village named like its own kecamatan, said without "desa": the wider one is safe.
    return whole if whole and len(districts) == 1 else places


def _most_telling(named: list[tuple[Place, ...]]) -> tuple[Place, ...]:
    """Villages and landmarks, narrowed by a kecamatan named beside them; else the kecamatan."""
    districts = {place.kecamatan for places in named for place in places if place.kind == "kecamatan"}
    narrow = [tuple(place for place in places if place.kind != "kecamatan") for places in named]
    narrow = [places for places in narrow if places]
    inside = [tuple(place for place in places if place.kecamatan in districts) for places in narrow]
    chosen = next((places for places in inside if places), None)
    if chosen is None:
        together = [place for places in (narrow or named) for place in places]
        return tuple(dict.fromkeys(together))
    return chosen
