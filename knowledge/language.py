"""Tells Indonesian, Sundanese and other languages apart in one short chat line.

Rule: words that exist in one language only decide; letter triples, learned with the index, only where they are silent.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from math import log

from knowledge.normalise import raw_words
from knowledge.types import Language
from knowledge.words import lexicon, word_set

UNSEEN_LETTERS = 0.4


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


def triples(words: list[str]) -> list[str]:
    """Letter triples of the words, with their edges."""
    return [f" {word} "[at : at + 3] for word in words if word.isalpha() for at in range(len(word))]


def learn_language(texts: list[str]) -> dict[str, dict[str, float]]:
    """Letter triples of texts that the words alone decide, as log frequencies for each language."""
    counts = {"su": Counter[str](), "id": Counter[str]()}
    for text in texts:
        words = raw_words(text)
        sure = _balance(words)
        if abs(sure) >= 1:
            counts["su" if sure > 0 else "id"].update(triples(words))
    counts["su"].update(triples(list(_sundanese())))
    profile: dict[str, dict[str, float]] = {}
    for name, count in counts.items():
        total = sum(count.values()) + len(count) + 1
        profile[name] = {triple: round(log((n + 1) / total), 3) for triple, n in sorted(count.items()) if n > 1}
        profile[name][""] = round(log(1 / total), 3)
    return profile


def _balance(words: list[str]) -> float:
    """Above zero: more Sundanese than Indonesian words."""
    sundanese = sum(_sundanese().get(word, 0.0) for word in words)
    return sundanese - 0.6 * sum(word in _indonesian() for word in words)


def detect_language(text: str, profile: Mapping[str, Mapping[str, float]]) -> Language:
    words = raw_words(text)
    foreign = sum(word in _other() for word in words)
    sundanese = sum(_sundanese().get(word, 0.0) for word in words)
    indonesian = sum(word in _indonesian() for word in words)
    if foreign >= 2 and foreign > indonesian + sundanese:
        return Language.OTHER
    if sundanese >= 1 and sundanese > 0.6 * indonesian:
        return Language.SUNDANESE
    if indonesian or sundanese:
        return Language.SUNDANESE if sundanese > indonesian else Language.INDONESIAN
    return _by_letters(words, profile)


def _by_letters(words: list[str], profile: Mapping[str, Mapping[str, float]]) -> Language:
    found = triples(words)
    if not found or len(words) < 3:
        return Language.INDONESIAN
    likely = {name: sum(table.get(t, table[""]) for t in found) / len(found) for name, table in profile.items()}
    unseen = sum(t not in profile["id"] and t not in profile["su"] for t in found) / len(found)
    if unseen > UNSEEN_LETTERS:
        return Language.OTHER
    return Language.SUNDANESE if likely["su"] > likely["id"] + 0.3 else Language.INDONESIAN
