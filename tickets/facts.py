"""The shapes that the rules take and give: facts in, decisions out. Frozen, no behaviour, no storage.

All times are aware UTC. Ids of messages are minted at the edge and passed in, so that a decision can be recorded whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from tickets.vocabulary import Actor, Audience, Closing, EventKind, Kind, NoticeKey, Status

EventValue = str | int | bool | None

EVENT_VERSION = 1


@dataclass(frozen=True)
class By:
    """Who acts: a citizen's or officer's id, or nobody for the system."""

    actor: Actor
    id: str | None = None
    agency: str | None = None  # of an officer: the agency on whose behalf


@dataclass(frozen=True)
class NewEvent:
    """An event that a decision adds; the store gives it its sequence number."""

    kind: EventKind
    at: datetime
    by: By
    data: Mapping[str, EventValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Event:
    """A recorded event. `seq` counts from 1 without gaps within its ticket."""

    seq: int
    kind: EventKind
    at: datetime
    actor: Actor
    actor_id: str | None
    data: Mapping[str, EventValue]
    version: int = EVENT_VERSION


@dataclass(frozen=True)
class Notice:
    """Something that somebody must be told. `message` is the id of the row that holds a person's words, if any."""

    audience: Audience
    key: NoticeKey
    agency: str | None = None  # for Audience.AGENCY
    message: str | None = None
    params: Mapping[str, EventValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What a rule decided: events to append and notices to queue, recorded together or not at all."""

    events: tuple[NewEvent, ...]
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True)
class Leg:
    """One agency's ownership of a ticket: a span of the agency's own clock (see the terms of the scoring method).

    Due times are the end of the last working day that the limit allows. Waits are nominal working minutes (450 a day).
    """

    number: int  # 1.. within the ticket
    agency: str
    kind: Kind
    category: str
    disposed_at: datetime
    answer_wd: int
    resolve_wd: int
    answer_due: datetime
    resolve_due: datetime
    rule_version: str
    calendar_version: str
    acknowledged_at: datetime | None = None
    answered_at: datetime | None = None
    resolved_at: datetime | None = None
    reopened_at: datetime | None = None
    reopening_upheld: bool | None = None
    transferred_at: datetime | None = None  # C5: passed on later than one working day
    returned_at: datetime | None = None  # C4: void
    closed_at: datetime | None = None
    paused_answer_min: int = 0  # pauses granted so far, already capped (C7)
    paused_resolve_min: int = 0


@dataclass(frozen=True)
class Ticket:
    """A ticket as its events fold: the stored row must equal it (checked by the audit)."""

    id: str
    code: str
    kind: Kind
    category: str | None
    status: Status
    agency: str | None  # the present owner
    opened_at: datetime  # the citizen's clock: server receipt of the first message
    promised_due: datetime  # the date told to the citizen: screening + answer limit
    rule_version: str
    calendar_version: str
    legs: tuple[Leg, ...] = ()
    dispositions: int = 0
    waiting_since: datetime | None = None  # an open question to the citizen
    resolved_at: datetime | None = None  # of the present resolution, if any
    closed_at: datetime | None = None
    closing: Closing | None = None
    last_seq: int = 0


@dataclass(frozen=True)
class Limits:
    """Limits of one rule version, in working days (hari kerja), from `region.toml`; a category may tighten them."""

    version: str
    verify_wd: int
    answer_wd: int
    reply_window_wd: int
    resolve_wd: Mapping[Kind, int]


@dataclass(frozen=True)
class CategoryRule:
    """What the rules need to know of a category leaf. None limits mean the kind's own."""

    slug: str
    agency: str | None
    kind: Kind
    answer_wd: int | None = None
    resolve_wd: int | None = None
