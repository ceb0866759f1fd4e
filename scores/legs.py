"""The legs that scores are counted from, and the CSV that carries them, so that anybody can recount without a database.

Rule: a blank means that it did not happen, or that nobody recorded it, which is no better (C12). A bad row is listed
with its line and reason and the good ones go in.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import IO, Protocol

from tickets.vocabulary import Closing, Kind


class Audit(StrEnum):
    CONFORM = "conform"
    NOT = "not"


class WorkingTime(Protocol):
    """The calendar that scores need; minutes are nominal, 450 a working day."""

    @property
    def version(self) -> str: ...

    @property
    def zone(self) -> tzinfo: ...

    def working_minutes(self, start: datetime, end: datetime) -> int: ...

    def due(self, start: datetime, days: int, paused_min: int = 0) -> datetime: ...


@dataclass(frozen=True)
class ScoreLeg:
    """One agency's ownership of one root ticket. Fields are the columns of the file, in order.

    `closing` is why the ticket ended in this leg; the column may be absent.
    """

    leg: str
    root: str
    agency: str
    group: str
    category: str
    kind: Kind
    disposed_at: datetime | None
    answer_wd: int
    resolve_wd: int
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    reopened_at: datetime | None = None
    reopening_upheld: bool | None = None
    transferred_at: datetime | None = None
    returned_at: datetime | None = None
    closed_at: datetime | None = None
    paused_answer_min: int = 0
    paused_resolve_min: int = 0
    rating: int | None = None
    audit: Audit | None = None
    closing: Closing | None = None


COLUMNS = tuple(field.name for field in fields(ScoreLeg))
_OPTIONAL_COLUMNS = frozenset({"closing"})
_TRUE, _FALSE = frozenset({"1", "true", "yes"}), frozenset({"0", "false", "no"})
_RATINGS = range(1, 6)


@dataclass(frozen=True)
class BadRow:
    """A row that was left out. Lines count from 1, the heading being the first."""

    line: int
    reason: str


@dataclass(frozen=True)
class LegsFile:
    legs: tuple[ScoreLeg, ...]
    bad: tuple[BadRow, ...]


class MissingColumns(ValueError):
    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(f"columns missing: {', '.join(names)}")


def read_legs_csv(file: IO[str], zone: tzinfo) -> LegsFile:
    """Times are ISO 8601 with offset, or local time of the zone."""
    reader = csv.DictReader(file)
    missing = [name for name in COLUMNS if name not in (reader.fieldnames or ()) and name not in _OPTIONAL_COLUMNS]
    if missing:
        raise MissingColumns(missing)
    legs: dict[str, ScoreLeg] = {}
    bad: list[BadRow] = []
    for row in reader:
        try:
            leg = _leg({name: (row.get(name) or "").strip() for name in COLUMNS}, zone)
            if leg.leg in legs:
                raise ValueError(f"leg {leg.leg!r} stands twice")
            legs[leg.leg] = leg
        except ValueError as error:
            bad.append(BadRow(reader.line_num, str(error)))
    return LegsFile(tuple(legs.values()), tuple(bad))


def write_legs_csv(legs: Iterable[ScoreLeg], file: IO[str]) -> None:
    """Sorted by leg, so that the same legs give the same bytes."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for leg in sorted(legs, key=lambda leg: leg.leg):
        writer.writerow([_text(getattr(leg, name)) for name in COLUMNS])


def _leg(row: Mapping[str, str], zone: tzinfo) -> ScoreLeg:
    def moment(name: str) -> datetime | None:
        return _moment(name, row[name], zone)

    return ScoreLeg(
        leg=_needed(row, "leg"),
        root=row["root"] or row["leg"],
        agency=_needed(row, "agency"),
        group=_needed(row, "group"),
        category=row["category"],
        kind=Kind(_needed(row, "kind")),
        disposed_at=moment("disposed_at"),
        answer_wd=_count(row, "answer_wd", least=1),
        resolve_wd=_count(row, "resolve_wd", least=1),
        answered_at=moment("answered_at"),
        resolved_at=moment("resolved_at"),
        reopened_at=moment("reopened_at"),
        reopening_upheld=_flag(row, "reopening_upheld"),
        transferred_at=moment("transferred_at"),
        returned_at=moment("returned_at"),
        closed_at=moment("closed_at"),
        paused_answer_min=_count(row, "paused_answer_min", least=0, blank=0),
        paused_resolve_min=_count(row, "paused_resolve_min", least=0, blank=0),
        rating=_rating(row),
        audit=Audit(row["audit"]) if row["audit"] else None,
        closing=Closing(row["closing"]) if row["closing"] else None,
    )


def _needed(row: Mapping[str, str], name: str) -> str:
    if not row[name]:
        raise ValueError(f"{name} is blank")
    return row[name]


def _moment(name: str, text: str, zone: tzinfo) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{name} is no time: {text!r}") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)


def _count(row: Mapping[str, str], name: str, *, least: int, blank: int | None = None) -> int:
    text = row[name]
    if not text and blank is not None:
        return blank
    if not text.isdecimal() or int(text) < least:
        raise ValueError(f"{name} is no whole number from {least}: {text!r}")
    return int(text)


def _flag(row: Mapping[str, str], name: str) -> bool | None:
    text = row[name].lower()
    if not text:
        return None
    if text not in _TRUE | _FALSE:
        raise ValueError(f"{name} is neither true nor false: {row[name]!r}")
    return text in _TRUE


def _rating(row: Mapping[str, str]) -> int | None:
    text = row["rating"]
    if not text:
        return None
    if not text.isdecimal() or int(text) not in _RATINGS:
        raise ValueError(f"rating is not 1 to 5: {text!r}")
    return int(text)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)
