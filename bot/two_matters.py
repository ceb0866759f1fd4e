"""Whether one message tells of two matters: each clause is read on its own, and both must be sure and far apart.

Rule: silence unless it is plain, because a wrong remark costs trust and a missed one only a second report.
"""

import re
from collections.abc import Callable

from knowledge.types import Matter, Outcome, Region, Understood

# A comma or a full stop joins cause and effect as often as two matters: no sign.
JOINTS = re.compile(
    r"\s*(?:[\n;&]|,?\s*\b(?:dan|sama|plus|terus|trus|trs|ditambah|sareng|selain itu|satu lagi|hiji deui)\b)\s*", re.I
)
SURE = 0.8
LEAST_WORDS = 2
MOST_CLAUSES = 5
Read = Callable[[str], Understood]


def other_matter(text: str, whole: Understood, read: Read, region: Region) -> str | None:
    """The category of the matter that the report is not filed under, if the message plainly tells of another one."""
    if whole.outcome is not Outcome.REPORT or whole.kind is not Matter.COMPLAINT:
        return None
    clauses = [clause for clause in JOINTS.split(text) if clause and len(clause.split()) >= LEAST_WORDS]
    if not 2 <= len(clauses) <= MOST_CLAUSES:
        return None
    heard = [found for found in map(read, clauses) if _is_plain(found)]
    if whole.category not in [found.category for found in heard]:
        return None
    others = (found.category for found in heard if _is_far(found.category, whole.category, region))
    return next(others, None)


def _is_plain(found: Understood) -> bool:
    report = found.outcome is Outcome.REPORT and found.kind is Matter.COMPLAINT
    return report and found.category_confidence >= SURE


def _is_far(one: str | None, other: str | None, region: Region) -> bool:
    """Under another branch of the tree and with another agency: what belongs together is often said in two clauses."""
    first, second = region.categories.get(one or ""), region.categories.get(other or "")
    if first is None or second is None:
        return False
    return first.parent != second.parent and first.agency != second.agency
