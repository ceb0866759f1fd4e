"""Numbered choices and how an answer picks one: by number, by word, by what the label says, with a small slip allowed.

Rule: when two choices fit equally, none is taken; asking again is cheaper than filing the wrong thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flows import words
from flows.catalogue import plain
from flows.types import Ref

CONSENT = frozenset({"yes", "no", "continue", "send", "cancel", "change", "keep"})  # never said by asking something
SLIP = 0.82  # likeness that counts as a slip of the finger, for words of at least five letters


@dataclass(frozen=True)
class Choice:
    """`label` is literal, or a catalogue key as a `Ref`. `groups` name the words that mean the same."""

    value: str
    label: str
    groups: tuple[str, ...] = ()


def labels(choices: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(choice.label for choice in choices)


def chosen(text: str, choices: Sequence[Choice]) -> str | None:
    """The value of the choice that a short answer means, if it means exactly one."""
    figure = words.number(text)
    if figure is not None:
        return choices[figure - 1].value if figure <= len(choices) else None
    meaning = words.core(text)
    if not meaning or len(meaning) > words.SHORT + 1:
        return None
    figure = words.number(meaning[0])
    if figure is not None and figure <= len(choices) and set(meaning[1:]) <= _tokens(choices[figure - 1]):
        return choices[figure - 1].value
    return _by_group(text, choices) or _by_label(meaning, choices) or _by_slip(meaning, choices)


def _by_group(text: str, choices: Sequence[Choice]) -> str | None:
    found: dict[str, int] = {}
    asks = words.looks_like_question(text)
    for choice in choices:
        groups = [name for name in choice.groups if not (asks and name in CONSENT)]
        fits = [phrase for name in groups if (phrase := _leading(text, name))]
        if fits:
            found[choice.value] = max(len(phrase) for phrase in fits)
    return _only_best(found)


def _leading(text: str, name: str) -> str | None:
    """A phrase that the answer begins with, if hardly anything else is said: "ya tapi salah tempat" is no yes."""
    phrase = words.begins(text, name)
    if phrase is None:
        return _mentioned(text, name)
    own = {word for known in words.group(name) for word in known.split()} | set(words.group("question"))
    rest = [word for word in words.core(text) if word not in phrase.split()]
    if any(word in words.group("but") for word in rest):
        return None
    return phrase if len([word for word in rest if word not in own]) <= 1 else None


def _mentioned(text: str, name: str) -> str | None:
    """A word of the group among nothing but question words: "terus tempatnya di mana"."""
    if name in CONSENT or not words.looks_like_question(text):
        return None
    around = set(words.group("question")) | set(words.group("link"))
    left = [word for word in words.core(text) if word not in around or word in words.group(name)]
    return " ".join(left) if left and set(left) <= set(words.group(name)) else None


def _by_label(meaning: tuple[str, ...], choices: Sequence[Choice]) -> str | None:
    if len(meaning) == 1 and len(meaning[0]) < 3:
        return None
    fits = [choice.value for choice in choices if set(meaning) <= _tokens(choice)]
    return fits[0] if len(fits) == 1 else None


def _by_slip(meaning: tuple[str, ...], choices: Sequence[Choice]) -> str | None:
    """Nearly a phrase of one choice, else nearly a word of its label: "smbunyikan nama", "sryat"."""
    said = " ".join(meaning)
    if len(said) < 5:
        return None
    phrases = {c.value: [p for name in c.groups for p in words.group(name)] + [words.fold(_label(c))] for c in choices}
    single = {c.value: list(_tokens(c)) for c in choices} if len(meaning) == 1 else {}
    return _only_best(_likely(said, phrases)) or _only_best(_likely(said, single))


def _likely(said: str, known: Mapping[str, Sequence[str]]) -> dict[str, int]:
    best = {
        value: max((SequenceMatcher(None, said, one).ratio() for one in ones), default=0.0)
        for value, ones in known.items()
    }
    return {value: round(likeness * 100) for value, likeness in best.items() if likeness >= SLIP}


def _only_best(found: dict[str, int]) -> str | None:
    best = max(found.values(), default=0)
    winners = [value for value, score in found.items() if score == best]
    return winners[0] if len(winners) == 1 else None


def _tokens(choice: Choice) -> set[str]:
    return set(words.tokens(_label(choice)))


def _label(choice: Choice) -> str:
    return plain(choice.label) if isinstance(choice.label, Ref) else choice.label
