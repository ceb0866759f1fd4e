"""Personal numbers in what people write: found and hidden before anything else reads or stores the text.

Rule: a number that may be a NIK, a KK or a card is hidden with nothing kept but its kind; phone numbers, ticket codes,
amounts and dates stay readable, for an officer needs them. In doubt between the two, it is hidden.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tickets.codes import code_spans

NIK, KK, CARD = "nik", "kk", "card"

PLACEHOLDERS = {
    NIK: "[NIK disembunyikan]",
    KK: "[nomor KK disembunyikan]",
    CARD: "[nomor kartu atau rekening disembunyikan]",
}

_PROVINCES = frozenset([*range(11, 22), *range(31, 37), *range(51, 54), *range(61, 66), *range(71, 77), 81, 82,
                        *range(91, 98)])  # fmt: skip
_GAP = r"[ \u00a0]?[.\-\u2010-\u2015_][ \u00a0]?|[ \u00a0]{1,2}"
_RUN = re.compile(rf"\d(?:(?:{_GAP})?\d)*")
_DIGITS = re.compile(r"\d+")
_READABLE = (
    re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])([-./ ])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?!\d)"),  # 22-11-2026
    re.compile(r"(?<!\d)(?:19|20)\d\d([-./])(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])(?!\d)"),  # 2026-11-22
    re.compile(r"(?i:(?<![a-z])(?:rp|idr)\.?\s*)\d[\d.,]*"),  # amounts
    re.compile(r"(?<!\d)\d{1,15}(?=\s*(?i:rupiah)\b)"),
    re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})+(?![\d])"),
    re.compile(r"(?<![\d.])\d{1,3}\.\d{4,}(?![\d.])"),  # degrees
    re.compile(r"(?<!\d)\d\d[. ]\d\d(?:[. ]\d{3}){3}[. -]\d{4}[. -]\d(?!\d)"),  # tax object (NOP)
)
_BEFORE = 30  # characters in which a word before a number says what it is
_SAYS_KK = re.compile(r"(?i)(?:\bkk|kartu\s+keluarga)[\W_]*(?:[^\W\d]+\W+){0,2}[^\W\d]*[\W_]*$")
_SAYS_NIK = re.compile(r"(?i)(?:\bnik|\bktp)[\W_]*(?:[^\W\d]+\W+){0,2}[^\W\d]*[\W_]*$")
_SAYS_ACCOUNT = re.compile(r"(?i)(?:\b(?:no)?rek|rekening)[\W_]*(?:[^\W\d]+\W+){0,3}[^\W\d]*[\W_]*$")
_SAYS_ACCOUNT_AT_ONCE = re.compile(r"(?i)(?:\b(?:no)?rek|rekening)[\W_]*(?:[a-z]+\W+)?$")
_E_MONEY_FROM_ZERO = "0145"
_POPULATION_DIGITS = 16
_BLOCK = 4  # cards are written in blocks of four or more; shorter groups are lists and prices
_CARD_DIGITS = range(13, 20)
_ACCOUNT_DIGITS = range(10, 17)
_PHONE_DIGITS = range(9, 16)


@dataclass(frozen=True)
class Masked:
    """The text without its personal numbers, and which kinds were hidden, in order of first appearance."""

    text: str
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class _Group:
    """Digits without a gap."""

    start: int
    end: int
    digits: str


def mask(text: str) -> Masked:
    pieces: list[str] = []
    kinds: list[str] = []
    last = 0
    for start, end, kind in _found(text):
        pieces += [text[last:start], PLACEHOLDERS[kind]]
        kinds.append(kind)
        last = end
    return Masked("".join([*pieces, text[last:]]), tuple(dict.fromkeys(kinds)))


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    for groups in _runs(text):
        at = 0
        while at < len(groups):
            hit = _number_at(text, groups, at)
            if hit is not None:
                size, kind = hit
                yield groups[at].start, groups[at + size - 1].end, kind
                at += size
            else:
                at += _phone_at(text, groups, at) or 1


def _runs(text: str) -> Iterator[list[_Group]]:
    """Digit groups that one number may span; what must stay readable parts them."""
    readable = _readable_spans(text)
    for run in _RUN.finditer(text):
        groups: list[_Group] = []
        for match in _DIGITS.finditer(text, run.start(), run.end()):
            if any(start < match.end() and match.start() < end for start, end in readable):
                yield groups
                groups = []
            else:
                groups.append(_Group(match.start(), match.end(), _plain(match.group())))
        yield groups


def _readable_spans(text: str) -> list[tuple[int, int]]:
    spans = list(code_spans(text))
    for pattern in _READABLE:
        spans += [match.span() for match in pattern.finditer(text)]
    return spans


def _plain(digits: str) -> str:
    return "".join(str(int(digit)) for digit in digits)


def _number_at(text: str, groups: list[_Group], at: int) -> tuple[int, str] | None:
    """How many groups from here make a personal number, and of which kind."""
    if _is_phone_start(text, groups[at]) and not _says(_SAYS_ACCOUNT_AT_ONCE, text, groups[at]):
        return None
    digits = ""
    hit: tuple[int, str] | None = None
    for size, group in enumerate(groups[at:], start=1):
        digits += group.digits
        if len(digits) > max(_CARD_DIGITS):
            break
        kind = _kind(text, groups[at : at + size], digits)
        if kind in (NIK, KK):
            return size, kind
        if kind is not None:
            hit = size, kind
    return hit


def _kind(text: str, groups: list[_Group], digits: str) -> str | None:
    first = groups[0]
    in_blocks = all(len(group.digits) >= _BLOCK for group in groups[:-1])
    if len(digits) == _POPULATION_DIGITS:
        kind = _population_kind(text, first, digits, in_blocks=in_blocks)
        if kind is not None:
            return kind
    if len(digits) in _ACCOUNT_DIGITS and _says(_SAYS_ACCOUNT, text, first):
        return CARD
    return CARD if in_blocks and len(digits) in _CARD_DIGITS and _luhn(digits) else None


def _population_kind(text: str, first: _Group, digits: str, *, in_blocks: bool) -> str | None:
    """A word before the number decides; else the date tells a KK and, with the region, a NIK."""
    if _says(_SAYS_KK, text, first):
        return KK
    if _says(_SAYS_NIK, text, first) or (_is_region(digits) and _is_date(digits, women=True)):
        return NIK
    return KK if in_blocks and _is_date(digits, women=False) and not _luhn(digits) else None


def _says(pattern: re.Pattern[str], text: str, first: _Group) -> bool:
    before = text[max(first.start - _BEFORE, 0) : first.start]
    return pattern.search(before.rpartition("]")[2]) is not None  # a placeholder says nothing of its neighbour


def _is_region(digits: str) -> bool:
    return int(digits[:2]) in _PROVINCES and 1 <= int(digits[2:4]) <= 79 and int(digits[4:6]) >= 1


def _is_date(digits: str, *, women: bool) -> bool:
    """DDMMYY from the seventh digit; a woman's NIK has 40 added to the day."""
    day, month = int(digits[6:8]), int(digits[8:10])
    if women and day > 40:
        day -= 40
    return 1 <= day <= 31 and 1 <= month <= 12


def _luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + place % 2)
        total += doubled - 9 if doubled > 9 else doubled
    return total % 10 == 0


def _is_phone_start(text: str, group: _Group) -> bool:
    if text[max(group.start - 1, 0) : group.start] == "+" or group.digits == "62":
        return True
    return group.digits.startswith(("0", "628")) and not group.digits.startswith(_E_MONEY_FROM_ZERO)


def _phone_at(text: str, groups: list[_Group], at: int) -> int:
    """How many groups from here make a phone number; 0 if none. A NIK that begins inside ends it."""
    if not _is_phone_start(text, groups[at]):
        return 0
    total, size = 0, 0
    for index, group in enumerate(groups[at:], start=at):
        if total + len(group.digits) > max(_PHONE_DIGITS) or (size and _nik_at(groups, index)):
            break
        total += len(group.digits)
        size += 1
    return size if total in _PHONE_DIGITS else 0


def _nik_at(groups: list[_Group], at: int) -> bool:
    digits = ""
    for group in groups[at:]:
        digits += group.digits
        if len(digits) >= _POPULATION_DIGITS:
            break
    return len(digits) == _POPULATION_DIGITS and _is_region(digits) and _is_date(digits, women=True)
