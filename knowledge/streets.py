"""Leaves the names of streets out of what a message is about.

Rule: a street called after a major is no matter of parking, however often that street was named with parking. Only
names that begin with a person's title are left out: any other strange word after "jalan" may be slang for its state.
"""

import re
from functools import lru_cache
from itertools import takewhile

from knowledge.normalise import known_words, raw_words, stem
from knowledge.words import word_set

TITLES = "|".join(sorted(word_set("places", "words", "street_titles")))
STREET = re.compile(rf"\b(jl|jln|jalan|gg|gang)\b[. ]*(?:{TITLES})\b[. ]*((?:[a-z0-9-]+[. ]*){{1,2}})", re.IGNORECASE)
VERB = re.compile(r"(?:di|ber|ter|me)[a-z]{4,}")
NO_NAME = word_set("places", "words", "no_name") | word_set("places", "words", "spots")


@lru_cache(maxsize=64)
def without_street_names(text: str) -> str:
    """The text with the words of a street's name gone; "jl" stays and tells that there is a street."""
    return STREET.sub(_shortened, text)


def _shortened(found: re.Match[str]) -> str:
    words = re.findall(r"[^. ]+", found.group(2))
    names = list(takewhile(_is_name, words))
    return " ".join([found.group(1), *words[len(names) :], ""]) if names else found.group()


def _is_name(written: str) -> bool:
    word = " ".join(raw_words(written))
    if not word.isalpha() or VERB.fullmatch(word):
        return False
    return not (word in NO_NAME or word in known_words() or stem(word) in known_words())
