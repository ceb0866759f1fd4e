"""What of a text is compared: words, pairs, stems and pieces of words; one and the same in training and service.

Rule: pure functions of the text; weights belong to the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.normalise import stem
from knowledge.signs import signs
from knowledge.spelling import Speller, words_of
from knowledge.words import word_set

LONGEST_TEXT = 600
PIECES = (3, 4, 5)
COMMON = word_set("signs", "words", "common")


def word_features(words: Sequence[str]) -> tuple[str, ...]:
    """Words, stems and pairs of plain words, each once."""
    telling = [word for word in words if word not in COMMON]
    found = [f"w {word}" for word in words]
    found += [f"s {stem(word)}" for word in telling]
    found += [f"b {first} {second}" for first, second in pairwise(telling)]
    return tuple(dict.fromkeys(found))


def stems_of(text: str, speller: Speller | None = None) -> tuple[str, ...]:
    """The stems of the telling words, each once: what a title promises and a message may name."""
    words = words_of(text[:LONGEST_TEXT], speller)
    return tuple(dict.fromkeys(f"s {stem(word)}" for word in words if word not in COMMON))


def sign_features(text: str) -> tuple[str, ...]:
    """How the text is worded, which tells its kind and nothing of its topic."""
    return tuple(f"m {sign}" for sign in signs(text[:LONGEST_TEXT]))


def piece_features(words: Sequence[str]) -> tuple[str, ...]:
    """Pieces of three to five letters inside the words, so that a misspelling still resembles its word."""
    found: dict[str, None] = {}
    for word in words:
        padded = f" {word} "
        for size in PIECES:
            for start in range(max(len(padded) - size + 1, 0)):
                found[padded[start : start + size]] = None
    return tuple(found)


@dataclass(frozen=True)
class Features:
    """All features of one text, by sort."""

    words: tuple[str, ...]
    pieces: tuple[str, ...]
    signs: tuple[str, ...]


def features_of(text: str, speller: Speller | None = None) -> Features:
    words = words_of(text[:LONGEST_TEXT], speller)
    return Features(word_features(words), piece_features(words), sign_features(text))
