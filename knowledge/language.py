"""Tells Indonesian, Sundanese and other languages apart in one short chat line.

Rule: weights of words and pieces of words, learned with the index from lines of both languages; words that exist in
one language only help where the weights are undecided. Words of other languages are counted first.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from math import sqrt

from knowledge.normalise import raw_words
from knowledge.types import Language
from knowledge.words import lexicon, word_set

PIECES = (2, 3, 4)
BIAS = ""  # the name under which the bias is kept
UNDECIDED = 0.5
UNSEEN_LETTERS = 0.4
FEWEST_WORDS = 3  # below it, unseen letters say nothing
FOREIGN_WORDS = 2

Weights = Mapping[str, float]


@cache
def _sundanese() -> dict[str, float]:
    """Word -> weight as a sign of Sundanese."""
    tables = lexicon("sundanese")
    words = {way for ways in tables["words"].values() for way in ways.split()}
    words |= set(tables["particles"]["words"].split())
    shared = word_set("function_words", "shared", "shared")
    weights = {word: 1.0 for word in words - shared}
    weights.update({word: 0.5 for word in words & word_set("function_words", "shared", "half")})
    return weights


@cache
def _indonesian() -> frozenset[str]:
    slang = lexicon("slang")["words"]
    ways = {way for line in slang.values() for way in line.split()} | set(slang)
    listed = word_set("function_words", "words", "indonesian")
    return frozenset((ways | listed) - set(_sundanese()))


@cache
def _other() -> frozenset[str]:
    return word_set("function_words", "words", "other") - _indonesian() - set(_sundanese())


def marks(words: Sequence[str]) -> tuple[str, ...]:
    """Words and their pieces with edges, each once; as they were written, because spelling tells the language."""
    found = dict.fromkeys(f"w {word}" for word in words)
    for word in words:
        padded = f" {word} "
        for size in PIECES:
            found.update(dict.fromkeys(padded[at : at + size] for at in range(len(padded) - size + 1)))
    return tuple(found)


def _leaning(words: Sequence[str], weights: Weights) -> float:
    """Above zero: Sundanese."""
    found = marks(words)
    return weights.get(BIAS, 0.0) + sum(weights.get(mark, 0.0) for mark in found) / sqrt(len(found) or 1)


def detect_language(text: str, weights: Weights) -> Language:
    words = raw_words(text)
    if not words and any(letter.isalpha() for letter in text):
        return Language.OTHER  # another alphabet
    sundanese = sum(_sundanese().get(word, 0.0) for word in words)
    indonesian = sum(word in _indonesian() for word in words)
    if _is_foreign(words, sundanese + indonesian, weights):
        return Language.OTHER
    leaning = _leaning(words, weights)
    told = sundanese >= 1 and sundanese > 0.6 * indonesian
    if leaning > 0 or (told and leaning > -UNDECIDED):
        return Language.SUNDANESE
    return Language.INDONESIAN


def _is_foreign(words: Sequence[str], ours: float, weights: Weights) -> bool:
    foreign = sum(word in _other() for word in words)
    if foreign >= FOREIGN_WORDS and foreign > ours:
        return True
    letters = [mark for mark in marks(words) if len(mark) == PIECES[1] and not mark.startswith("w ")]
    if ours or len(words) < FEWEST_WORDS or not letters:
        return False
    return sum(mark not in weights for mark in letters) > UNSEEN_LETTERS * len(letters)
