"""Stored legs as scores take them: each with the group of its agency, for the page and the command line alike."""

from dataclasses import fields

from sqlmodel import Session

from knowledge.types import Region
from scores.legs import ScoreLeg
from scores.period import Period
from store.score_queries import LegLine, score_legs
from tickets.calendar import Calendar
from tickets.vocabulary import Kind

_COPIED = tuple(f.name for f in fields(ScoreLeg) if f.name in LegLine.__dataclass_fields__)
NO_GROUP = "other"  # an agency that has left the region's files


def legs_of(session: Session, region: Region, period: Period, calendar: Calendar) -> tuple[ScoreLeg, ...]:
    """The legs that a period can need.

    A supervision complaint that stood with anybody but the oversight was taken back for what it is, not for what the
    agency did: it says nothing of the agency.
    """
    lines = score_legs(session, disposed_before=period.ends(calendar.zone), due_from=period.starts(calendar.zone))
    return tuple(_leg(line, region) for line in lines if not _taken_back(line, region))


def _taken_back(line: LegLine, region: Region) -> bool:
    return line.kind is Kind.SUPERVISION and line.agency != region.oversight


def _leg(line: LegLine, region: Region) -> ScoreLeg:
    agency = region.agencies.get(line.agency)
    copied = {name: getattr(line, name) for name in _COPIED}
    return ScoreLeg(group=agency.group if agency else NO_GROUP, **copied)
