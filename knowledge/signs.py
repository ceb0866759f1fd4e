"""Signs in the wording that tell what a message wants, apart from its topic: to know, to report, its own file, a chat.

Rule: read on the plain text of `normalise`, so that slang and Sundanese need no pattern of their own.
"""

import re

from knowledge.normalise import normalise
from knowledge.words import joined, lexicon, pattern, word_set

ASKING = word_set("signs", "words", "asking")
OPENERS = word_set("signs", "words", "openers")
GREETING = OPENERS | word_set("signs", "words", "greeting")
TRAILING = word_set("signs", "words", "trailing")
TAGS = word_set("signs", "words", "tags")
WORDED = {name: frozenset(words.split()) for name, words in lexicon("signs")["worded"].items()}
PATTERNS = {name: pattern("signs", "patterns", name) for name in lexicon("signs")["patterns"]}
LONG = 14
SHORT = 3


def _own_case() -> re.Pattern[str]:
    own = {name: joined(text) for name, text in lexicon("signs")["own"].items()}
    return re.compile(own["asked"].replace("MINE", own["mine"]).replace("STATE", own["state"]))


OWN_CASE = _own_case()


def signs(text: str) -> tuple[str, ...]:
    """Names of the signs, as features to learn from."""
    plain = normalise(text)
    words = plain.split()
    telling = [word for word in words if word not in OPENERS]
    closing = [word for word in words if word not in TRAILING][-1:]
    found = {
        "mark": "?" in text,
        "loud": "!" in text,
        "opens-asking": bool(telling) and telling[0] in ASKING,
        "asks": any(word in ASKING for word in words),
        "ends-asking": bool(closing) and closing[0] in ASKING,
        "ends-tag": bool(closing) and closing[0] in TAGS,
        "own-case": bool(OWN_CASE.search(plain)),
        "thanks": "terima-kasih" in words,
        "greeting-only": only_greets(text),
        "long": len(words) > LONG,
        "short": len(words) <= SHORT,
        **{name: bool(sought.search(plain)) for name, sought in PATTERNS.items()},
        **{name: any(word in listed for word in words) for name, listed in WORDED.items()},
    }
    return tuple(name for name, holds in found.items() if holds)


def asks_where_to_report(text: str) -> bool:
    """A question about the way to report, not a report."""
    return bool(PATTERNS["channel"].search(normalise(text)))


def is_own_case(text: str) -> bool:
    """Asks how far the writer's own file has come."""
    return bool(OWN_CASE.search(normalise(text)))


def asks_plainly(text: str) -> bool:
    """Worded as a question from its first telling word on, or with a question mark."""
    found = signs(text)
    return "opens-asking" in found or "tag_question" in found or ("mark" in found and "asks" in found)


def only_greets(text: str) -> bool:
    words = normalise(text).split()
    return bool(words) and all(word in GREETING for word in words)


def telling_words(text: str) -> list[str]:
    """What is left of a message without greeting and courtesy."""
    return [word for word in normalise(text).split() if word not in GREETING]
