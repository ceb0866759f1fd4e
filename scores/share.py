"""The share of due legs that were met, made comparable: case mix by leaving one out, small numbers by shrinking.

Rule: counts are integers per agency and category, summed in sorted order. An agency is never part of its own benchmark,
and each starts with M imaginary legs handled at the level that its own mix lets one expect.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

VIRTUAL_LEGS = 20  # M
BENCHMARK_WEIGHT = 30  # legs at the group's level, in the benchmark of a category

Counts = Mapping[str, Mapping[str, tuple[int, int]]]  # agency -> category -> (met, due)


@dataclass(frozen=True)
class AgencyShare:
    """Shares are 0..1, the score 0..100, all unrounded."""

    agency: str
    n: int
    met: int
    benchmarks: Mapping[str, float]  # p_ac of the agency's own categories
    expected: float  # e
    post: float
    score: float  # X


@dataclass(frozen=True)
class GroupShare:
    p: float
    agencies: tuple[AgencyShare, ...]


def share_part(counts: Counts, virtual: int = VIRTUAL_LEGS) -> GroupShare | None:
    """The part for one group; None when nothing was due."""
    agencies = sorted(agency for agency in counts if any(due for _, due in counts[agency].values()))
    if not agencies:
        return None
    categories = sorted({category for agency in agencies for category in counts[agency]})
    met, due = _tables(counts, agencies, categories)
    p = float(met.sum() / due.sum())
    others_met, others_due = met.sum(axis=0) - met, due.sum(axis=0) - due
    benchmark = (others_met + BENCHMARK_WEIGHT * p) / (others_due + BENCHMARK_WEIGHT)
    n, s = due.sum(axis=1), met.sum(axis=1)
    expected = (due * benchmark).sum(axis=1) / n
    post = (s + virtual * expected) / (n + virtual)
    score = 100 * np.clip(post - expected + p, 0, 1)
    return GroupShare(
        p,
        tuple(
            AgencyShare(
                agency=agency,
                n=int(n[row]),
                met=int(s[row]),
                benchmarks={c: float(benchmark[row, at]) for at, c in enumerate(categories) if due[row, at]},
                expected=float(expected[row]),
                post=float(post[row]),
                score=float(score[row]),
            )
            for row, agency in enumerate(agencies)
        ),
    )


def _tables(
    counts: Counts, agencies: list[str], categories: list[str]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    shape = (len(agencies), len(categories))
    met, due = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    column = {category: at for at, category in enumerate(categories)}
    for row, agency in enumerate(agencies):
        for category, (s, n) in counts[agency].items():
            met[row, column[category]], due[row, column[category]] = s, n
    return met, due
