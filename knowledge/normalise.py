"""Brings the ways in which people write on a phone to one plain spelling, before anything is compared.

Rule: deterministic and without a clock; the same text gives the same words in training and in service.
"""

import re
import unicodedata
from functools import cache, lru_cache

from knowledge.words import lexicon

WORD = re.compile(r"[a-z0-9]+(?:-[a-z]+)*")
LINK = re.compile(r"(?:https?://|www\.)\S+")
LETTER_DIGITS = str.maketrans("0134567", "oieasgt")
KEEP_NUMBER = {
    "rt",
    "rw",
    "sd",
    "sdn",
    "smp",
    "smpn",
    "sma",
    "sman",
    "smk",
    "smkn",
    "no",
    "nomor",
    "km",
    "blok",
    "gang",
}
SUFFIXES = ("nyalah", "kannya", "annya", "nya", "kan", "keun", "lah", "kah", "tah", "ku", "mu", "an", "na", "in", "i")
PREFIXES = ("memper", "diper", "penge", "menge", "meng", "meny", "peng", "peny", "mem", "men", "pem", "pen", "ber",
            "ter", "per", "nga", "nge", "ng", "ny", "di", "ke", "se", "me", "pe", "ka", "pa")  # fmt: skip
SHORTEST_STEM = 4


@cache
def _single_words() -> dict[str, str]:
    """Way of writing -> plain word. An Indonesian reading is kept where a Sundanese word looks the same."""
    found: dict[str, str] = {}
    for name in ("slang", "sundanese"):
        for plain, ways in lexicon(name)["words"].items():
            for way in ways.split():
                found.setdefault(way, plain)
    return found


@cache
def _phrase_pattern() -> re.Pattern[str]:
    longest_first = sorted(lexicon("slang")["phrases"], key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])")


@cache
def known_words() -> frozenset[str]:
    """Every plain word of the lexicon and every way it is written."""
    return frozenset(_single_words()) | frozenset(_single_words().values())


@cache
def plain_words() -> frozenset[str]:
    """The single words into which ways of writing are resolved."""
    return frozenset(word for plain in _single_words().values() for word in plain.split() if word.isalpha())


def raw_words(text: str) -> list[str]:
    """The words as they were written, in lower case, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", LINK.sub(" tautan ", text)).encode("ascii", "ignore").decode()
    return WORD.findall(plain.lower())


@lru_cache(maxsize=4096)
def normalise(text: str) -> str:
    """The text in plain words: slang, Sundanese and misspellings resolved, punctuation gone."""
    phrases = lexicon("slang")["phrases"]
    line = _phrase_pattern().sub(lambda found: phrases[found.group()], " ".join(raw_words(text)))
    return " ".join(word for token in line.split() for word in _plain(token).split())


def _plain(token: str) -> str:
    words = _single_words()
    if token in words:
        return words[token]
    token = _letters(token)
    if " " in token:
        return " ".join(_plain(part) for part in token.split())
    for shape in (token, squeeze(token)):
        if shape in words:
            return words[shape]
        if shape in known_words():
            return shape
    bare = squeeze(token)
    if "-" in bare:
        return _hyphened(bare)
    if bare.endswith("ny") and len(bare) > 5:
        return bare + "a"
    return bare


def _hyphened(token: str) -> str:
    parts = token.split("-")
    if len(set(parts)) == 1:
        return _plain(parts[0])
    return " ".join(_plain(part) for part in parts)


def _letters(token: str) -> str:
    """Digits that stand for letters (4nak), for a doubled word (anak2), or beside a word (2minggu, rt02)."""
    if token.isdigit() or token.isalpha() or "-" in token:
        return token
    if token.endswith("2") and token[:-1].isalpha() and len(token) > 3 and token[:-1] not in KEEP_NUMBER:
        return token[:-1]
    beside = re.fullmatch(r"(\d+)([a-z]{2,})|([a-z]{2,})(\d+)", token)
    if beside:
        word = beside.group(2) or beside.group(3)
        if word in known_words() or word in KEEP_NUMBER:
            return f"{beside.group(1) or word} {beside.group(2) or beside.group(4)}"
    spelt = token.translate(LETTER_DIGITS)
    return spelt if spelt.isalpha() and sum(map(str.isdigit, token)) <= len(token) // 2 else token


@lru_cache(maxsize=16384)
def squeeze(word: str) -> str:
    """bangeeet -> banget, tolongg -> tolong."""
    once = re.sub(r"([a-z])\1{2,}", r"\1", word)
    if once != word:
        twice = re.sub(r"([a-z])\1{2,}", r"\1\1", word)
        if twice in known_words():
            return twice
    return re.sub(r"([a-z])\1$", r"\1", once) if len(once) > 4 else once


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem: good enough for two forms of a word to meet, never shown to anyone."""
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST_STEM:
            word = word[: -len(suffix)]
            break
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= SHORTEST_STEM:
            return word[len(prefix) :]
    return word
