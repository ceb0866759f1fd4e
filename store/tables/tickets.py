"""Tickets: the row that is read, the ledger that is true, and the legs that scores read.

The row and the legs are the fold of the events (`kepo audit` compares them); texts and places stand on the row so that
they can be erased.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.base import UtcDateTime, new_id, one_of
from tickets.vocabulary import Actor, Channel, Closing, EventKind, Kind, Status


class TicketRow(SQLModel, table=True):
    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("external_system", "external_code"),
        one_of("kind", Kind),
        one_of("status", Status),
        one_of("closing", Closing),
        one_of("channel", Channel),
        Index("ix_ticket_agency_status", "agency", "status"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    code: str = Field(max_length=11)  # LP- and 8 symbols
    kind: str = Field(max_length=16)
    category: str | None = Field(default=None, max_length=80)
    status: str = Field(max_length=24)
    closing: str | None = Field(default=None, max_length=16)
    agency: str | None = Field(default=None, max_length=80)
    suggested_agency: str | None = Field(default=None, max_length=80)
    category_confidence: float = Field(default=0.0)
    citizen_id: str | None = Field(default=None, foreign_key="citizen.id", index=True, max_length=32)
    channel: str = Field(max_length=16)
    text: str = Field(default="")
    place_text: str = Field(default="", max_length=300)
    place_code: str | None = Field(default=None, max_length=120)  # a landmark's holds its name
    latitude: float | None = Field(default=None)
    longitude: float | None = Field(default=None)
    reporter_name: str | None = Field(default=None, max_length=120)
    hide_name: bool = Field(default=False)
    hide_content: bool = Field(default=False)
    emergency: str | None = Field(default=None, max_length=40)
    opened_at: datetime = Field(sa_type=UtcDateTime, index=True)
    promised_due: datetime = Field(sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    waiting_since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    rule_version: str = Field(max_length=40)
    calendar_version: str = Field(max_length=40)
    external_system: str | None = Field(default=None, max_length=40)
    external_code: str | None = Field(default=None, max_length=80)
    is_test: bool = Field(default=False)
    last_seq: int = Field(default=0)  # optimistic assertion: two recorders cannot both append


class TicketEvent(SQLModel, table=True):
    """Append-only. `data` holds ids, enums, times and small numbers; never a body, a name or an address."""

    __tablename__ = "ticket_event"
    __table_args__ = (UniqueConstraint("ticket_id", "seq"), one_of("kind", EventKind), one_of("actor", Actor))

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, max_length=32)
    seq: int
    kind: str = Field(max_length=24)
    version: int = Field(default=1)
    at: datetime = Field(sa_type=UtcDateTime)
    actor: str = Field(max_length=16)
    actor_id: str | None = Field(default=None, max_length=32)
    data: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class LegRow(SQLModel, table=True):
    """One agency's ownership of a ticket; the fold of the events, stored so that scores need not refold."""

    __tablename__ = "leg"
    __table_args__ = (
        UniqueConstraint("ticket_id", "number"),
        one_of("kind", Kind),
        Index("ix_leg_agency_answer_due", "agency", "answer_due"),
        Index("ix_leg_answer_due", "answer_due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    ticket_id: str = Field(foreign_key="ticket.id", index=True, max_length=32)
    number: int
    agency: str = Field(max_length=80)
    kind: str = Field(max_length=16)
    category: str = Field(max_length=80)
    disposed_at: datetime = Field(sa_type=UtcDateTime)
    answer_wd: int
    resolve_wd: int
    answer_due: datetime = Field(sa_type=UtcDateTime)
    resolve_due: datetime = Field(sa_type=UtcDateTime)
    rule_version: str = Field(max_length=40)
    calendar_version: str = Field(max_length=40)
    acknowledged_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    answered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reopened_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    reopening_upheld: bool | None = Field(default=None)
    transferred_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    returned_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    paused_answer_min: int = Field(default=0)
    paused_resolve_min: int = Field(default=0)
