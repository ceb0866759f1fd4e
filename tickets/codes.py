"""Ticket codes: `LP-` and eight symbols of Crockford base 32, seven random and one check.

Rule: what a citizen copies by hand is read kindly (case, spaces, hyphens, O for 0, I or L for 1), and a guess or a slip
of one symbol does not hit another ticket: the check is the sum of position x value, modulo 31.
"""

import re
from collections.abc import Iterator

PREFIX = "LP-"
RANDOM_CODES = 32**7

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {symbol: value for value, symbol in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_RANDOM_SYMBOLS = 7
_FILLERS = re.compile(r"[\s\-\u2010-\u2015]+")
_PREFIX = re.compile(r"^[L1I]P(?=.{8}$)")
_SYMBOL = "[0-9A-Za-z]"
_IN_TEXT = re.compile(  # a gap inside the code is followed by two symbols at least: single letters are words
    rf"(?<!{_SYMBOL})[LlIi1][Pp][\s\-\u2010-\u2015]*"
    rf"{_SYMBOL}(?:{_SYMBOL}(?:[ \-\u2010-\u2015](?={_SYMBOL}{{2}}))?){{6}}{_SYMBOL}(?!{_SYMBOL})"
)


def code_from(random_int: int) -> str:
    """The code of a random number below 32**7; the caller draws it."""
    if not 0 <= random_int < RANDOM_CODES:
        raise ValueError("a code is made from a number of seven base 32 digits")
    shifts = range(5 * (_RANDOM_SYMBOLS - 1), -1, -5)
    values = [random_int >> shift & 31 for shift in shifts]
    return PREFIX + "".join(_ALPHABET[value] for value in [*values, _check(values)])


def parse_code(text: str) -> str | None:
    """The canonical code that the text is, if its check holds. The prefix may be left out."""
    symbols = _PREFIX.sub("", _FILLERS.sub("", text).upper())
    if len(symbols) != _RANDOM_SYMBOLS + 1 or any(symbol not in _VALUES for symbol in symbols):
        return None
    values = [_VALUES[symbol] for symbol in symbols]
    if values[-1] != _check(values[:-1]):
        return None
    return PREFIX + "".join(_ALPHABET[value] for value in values)


def find_codes(text: str) -> tuple[str, ...]:
    """Codes in running text, in order, each once. In a chat the prefix is what tells a code from a word."""
    return tuple(dict.fromkeys(code for code, _ in _matches(text)))


def code_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where codes stand in a text."""
    return tuple(span for _, span in _matches(text))


def _matches(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _IN_TEXT.finditer(text):
        code = parse_code(match.group())
        if code is not None:
            yield code, match.span()


def _check(values: list[int]) -> int:
    return sum(position * value for position, value in enumerate(values, start=1)) % 31
