"""Notices an answer that only thanks or promises. Pure; the words it knows stand in the texts.

Rule: it warns and never refuses. What counts as an answer is judged by people.
"""

import re

from admin.texts import say

LONGEST_COURTESY = 240  # a longer text says something
_WORDS = re.compile(r"[a-zà-ÿ]+", re.IGNORECASE)


def only_thanks(text: str) -> bool:
    """Whether nothing is left when the words of courtesy are taken away: no act, no decision, no date."""
    if len(text) > LONGEST_COURTESY or any(symbol.isdigit() for symbol in text):
        return False
    courtesy = set(say("thanks.words").split())
    rest = [word for word in _WORDS.findall(text.lower()) if word not in courtesy]
    return len(rest) <= 1
