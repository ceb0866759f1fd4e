"""Reading short answers and writing dates: the only place that looks at spelling.

Rule: the words themselves stand in `texts/words.toml` and the catalogues; here is only how they are compared. Runs of
a letter count as one ("iyaaa"), signs and capitals do not count, and polite fillers around a word are left aside.
"""

import re
import tomllib
import unicodedata
from datetime import date, datetime
from functools import cache
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"
SHORT = 3  # words; a longer text in a choice is a new matter or the answer in words

_RUN = re.compile(r"([^\W\d_])\1+")
_SIGNS = re.compile(r"[^\w\s]|_")


def fold(text: str) -> str:
    """Lower case, no signs, no doubled letters, one space."""
    plain = unicodedata.normalize("NFKC", text).lower()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(_RUN.sub(r"\1", _SIGNS.sub(" ", plain)).split())


def tokens(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def is_short(text: str) -> bool:
    return len(text.split()) <= SHORT


@cache
def _lexicon() -> dict[str, tuple[str, ...]]:
    with (TEXTS / "words.toml").open("rb") as file:
        groups = tomllib.load(file)
    return {name: tuple(fold(word) for word in group["words"]) for name, group in groups.items()}


def group(name: str) -> tuple[str, ...]:
    """The folded phrases of a group of words; a wrong name is a programming error."""
    return _lexicon()[name]


def core(text: str) -> tuple[str, ...]:
    """The tokens that mean something, unless all are fillers."""
    fillers = frozenset(group("filler"))
    all_tokens = tokens(text)
    return tuple(token for token in all_tokens if token not in fillers) or all_tokens


@cache
def _cores(name: str) -> frozenset[tuple[str, ...]]:
    return frozenset(core(phrase) for phrase in group(name))


def says(text: str, name: str) -> bool:
    """The whole message is one phrase of the group, fillers aside on both sides."""
    return fold(text) in group(name) or core(text) in _cores(name)


def begins(text: str, name: str) -> str | None:
    """The longest phrase of the group that the message begins with."""
    whole, meaning = tokens(text), core(text)
    found = [p for p in group(name) if whole[: len(p.split())] == tuple(p.split())]
    found += [" ".join(p) for p in _cores(name) if meaning[: len(p)] == p]
    return max(found, key=len, default=None)


def opens(text: str, name: str) -> str | None:
    """The longest phrase of the group that stands at the beginning word for word, behind fillers at most.

    Where a filler is half of the meaning: "masih mati" is a phrase, "mati" alone is none.
    """
    said, fillers = tokens(text), frozenset(group("filler"))
    for at in range(len(said)):
        found = [p for p in group(name) if said[at : at + len(p.split())] == tuple(p.split())]
        if found:
            return max(found, key=len)
        if said[at] not in fillers:
            return None
    return None


def is_made_of(text: str, name: str) -> bool:
    """Begins with a phrase of the group and says nothing in other words: "bukan itu, hal baru"."""
    return begins(text, name) is not None and is_only(text, name)


def is_only(text: str, *names: str) -> bool:
    """Every word stands in one of the groups, fillers aside."""
    return set(core(text)) <= {word for name in names for phrase in group(name) for word in phrase.split()}


def telling(text: str) -> tuple[str, ...]:
    """The words that tell something: no fillers, no bare yes or no, no courtesy, no figures."""
    empty = {word for name in ("filler", "yes", "no", "greeting", "thanks") for word in group(name)}
    return tuple(word for word in tokens(text) if word not in empty and len(word) > 1 and not word.isdigit())


def holds(text: str, name: str) -> bool:
    """Some phrase of the group stands anywhere in the message."""
    padded = f" {fold(text)} "
    return any(f" {phrase} " in padded for phrase in group(name))


def looks_like_question(text: str) -> bool:
    return "?" in text or holds(text, "question")


def is_bare(text: str) -> bool:
    """A number, a yes, a no: means something only beside choices, never as somebody's own words."""
    return fold(text).replace(" ", "").isdigit() or any(says(text, name) for name in ("yes", "no", "change", "send"))


def number(text: str) -> int | None:
    """A digit 1..9 or its word, as the whole answer: "2", "no 2", "yang kedua", "dua"."""
    words = core(text)
    if len(words) != 1:
        return None
    word = words[0]
    if len(word) == 1 and word in "123456789":
        return int(word)
    for figure in range(1, 10):
        if word in group(f"number_{figure}"):
            return figure
    return None


def date_words(day: date, days: tuple[str, ...], months: tuple[str, ...]) -> str:
    """A date as people say it; names of days begin on Monday."""
    if isinstance(day, datetime):
        day = day.date()
    return f"{days[day.weekday()]}, {day.day} {months[day.month - 1]} {day.year}"


def excerpt(text: str, length: int) -> str:
    """The first words on one line, cut at a space."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[length // 2 :] else cut).rstrip(" ,.;:") + "…"


def take(text: str, length: int) -> tuple[str, int]:
    """A piece of a longer text that ends at a line or a word, and where the next piece begins (0 at the end)."""
    if len(text) <= length:
        return text, 0
    cut = max(text.rfind("\n", length // 2, length), 0) or max(text.rfind(" ", 0, length), 0) or length
    return text[:cut].rstrip(), cut
