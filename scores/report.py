"""The scores of a period as published: a figure per agency and group, its counts, and why one is not ranked.

Rule: the same legs, period and freeze give the same bytes. The order, and ties, use the printed score (one decimal,
half up); below the period's minimum an agency sees its own numbers and has no rank.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TypedDict

from scores.cohort import Due, due_cohort
from scores.legs import COLUMNS, ScoreLeg, WorkingTime
from scores.period import Period
from scores.share import AgencyShare, share_part

RUBRIC = "responsiveness-index"
FEW_TICKETS = "few_tickets"

_SHARE_DIGITS, _PART_DIGITS, _PRINT_DIGITS = 6, 4, 1


class Parts(TypedDict):
    """Scores 0..100; None where the part is not measured yet."""

    A: float | None
    R: float | None
    S: float | None
    Q: float | None
    C: float | None


class AgencyResult(TypedDict):
    agency: str
    n: int
    met: int
    expected: float  # share of its legs that its own mix lets one expect, 0..1
    parts: Parts
    score: float  # part A as printed: what the rank is ordered by
    index: float | None
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    p_top3: float | None
    ranked: bool
    reasons: list[str]


class GroupResult(TypedDict):
    group: str
    p: float
    agencies: list[AgencyResult]


class Scores(TypedDict):
    period: str
    rubric: str
    frozen_at: str
    snapshot: str
    group_results: list[GroupResult]


def report(
    legs: Iterable[ScoreLeg], period: Period, calendar: WorkingTime, frozen_at: datetime, rubric: str = RUBRIC
) -> Scores:
    """Groups by name; agencies by rank, then those not ranked by name."""
    cohort = due_cohort(legs, period, calendar, frozen_at)
    groups = sorted({due.group for due in cohort})
    return Scores(
        period=period.label,
        rubric=rubric,
        frozen_at=frozen_at.astimezone(UTC).isoformat(),
        snapshot=_snapshot(cohort, period, calendar, frozen_at, rubric),
        group_results=[_group(group, [due for due in cohort if due.group == group], period) for group in groups],
    )


def as_bytes(scores: Scores) -> bytes:
    return (json.dumps(scores, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def half_up(value: float, digits: int) -> float:
    """Rounded as people round, from the shortest decimal that is the number."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP))


def _group(group: str, cohort: list[Due], period: Period) -> GroupResult:
    counts: dict[str, dict[str, tuple[int, int]]] = {}
    for due in cohort:
        met, n = counts.setdefault(due.agency, {}).get(due.category, (0, 0))
        counts[due.agency][due.category] = (met + due.met, n + 1)
    share = share_part(counts)
    assert share is not None, "a group in the report has a leg that was due"
    results = [_agency(agency, period) for agency in share.agencies]
    _rank(results)
    results.sort(key=lambda result: (result["rank"] is None, result["rank"] or 0, result["agency"]))
    return GroupResult(group=group, p=half_up(share.p, _SHARE_DIGITS), agencies=results)


def _agency(share: AgencyShare, period: Period) -> AgencyResult:
    enough = share.n >= period.minimum
    return AgencyResult(
        agency=share.agency,
        n=share.n,
        met=share.met,
        expected=half_up(share.expected, _SHARE_DIGITS),
        parts=Parts(A=half_up(share.score, _PART_DIGITS), R=None, S=None, Q=None, C=None),
        score=half_up(share.score, _PRINT_DIGITS),
        index=None,
        rank=None,
        rank_low=None,
        rank_high=None,
        p_top3=None,
        ranked=enough,
        reasons=[] if enough else [FEW_TICKETS],
    )


def _rank(results: list[AgencyResult]) -> None:
    """Equal printed scores share a rank: 1, 2, 2, 4."""
    scores = Counter(result["score"] for result in results if result["ranked"])
    for result in results:
        if result["ranked"]:
            result["rank"] = 1 + sum(count for score, count in scores.items() if score > result["score"])


def _snapshot(cohort: tuple[Due, ...], period: Period, calendar: WorkingTime, frozen_at: datetime, rubric: str) -> str:
    """Hash of everything that the figures follow from: the legs in order, times as whole seconds."""
    digest = hashlib.sha256()
    for line in (period.label, rubric, calendar.version, str(int(frozen_at.timestamp()))):
        digest.update(line.encode() + b"\n")
    for due in cohort:
        for leg in due.legs:
            row = [_canonical(getattr(leg, name)) for name in COLUMNS]
            digest.update(json.dumps([*row, due.met], separators=(",", ":")).encode() + b"\n")
    return digest.hexdigest()


def _canonical(value: object) -> object:
    return int(value.timestamp()) if isinstance(value, datetime) else value
