"""Numbered choices and how an answer picks one: by number, by word, by what the label says, with a small slip allowed.

Rule: when two choices fit equally, none is taken; asking again is cheaper than filing the wrong thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flows import words
from flows.catalogue import plain
from flows.types import Ref

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
    for choice in choices:
        fits = [phrase for name in choice.groups if (phrase := _leading(text, name))]
        if fits:
            found[choice.value] = max(len(phrase) for phrase in fits)
    return _only_best(found)


def _leading(text: str, name: str) -> str | None:
    """A phrase that the answer begins with, if hardly anything else is said: "ya tapi salah tempat" is no yes."""
    phrase = words.begins(text, name)
    if phrase is None:
        return None
    own = {word for known in words.group(name) for word in known.split()} | set(words.group("question"))
    rest = [word for word in words.core(text) if word not in phrase.split()]
    if any(word in words.group("but") for word in rest):
        return None
    return phrase if len([word for word in rest if word not in own]) <= 1 else None


def _by_label(meaning: tuple[str, ...], choices: Sequence[Choice]) -> str | None:
    if len(meaning) == 1 and len(meaning[0]) < 3:
        return None
    fits = [choice.value for choice in choices if set(meaning) <= _tokens(choice)]
    return fits[0] if len(fits) == 1 else None


def _by_slip(meaning: tuple[str, ...], choices: Sequence[Choice]) -> str | None:
    """One word of five letters or more that is nearly a word of one choice: "sryat", "lanjutt"."""
    if len(meaning) != 1 or len(meaning[0]) < 5:
        return None
    found: dict[str, int] = {}
    for choice in choices:
        known = [phrase for name in choice.groups for phrase in words.group(name)] + list(_tokens(choice))
        likeness = max((SequenceMatcher(None, meaning[0], word).ratio() for word in known), default=0.0)
        if likeness >= SLIP:
            found[choice.value] = round(likeness * 100)
    return _only_best(found)


def _only_best(found: dict[str, int]) -> str | None:
    best = max(found.values(), default=0)
    winners = [value for value, score in found.items() if score == best]
    return winners[0] if len(winners) == 1 else None


def _tokens(choice: Choice) -> set[str]:
    label = plain(choice.label) if isinstance(choice.label, Ref) else choice.label
    return set(words.tokens(label))
