"""Everything that leaves the house is a row here first, inline replies too."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.base import UtcDateTime, new_id, one_of
from store.words import OutboxChannel, OutboxState
from tickets.vocabulary import Audience


class Outbox(SQLModel, table=True):
    """One message to one recipient. `body` is frozen when the row is sent; before that `key` and `params` say it."""

    __table_args__ = (
        UniqueConstraint("unique_key"),
        one_of("channel", OutboxChannel),
        one_of("state", OutboxState),
        one_of("audience", Audience),
        Index("ix_outbox_due", "state", "next_try_at"),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    unique_key: str = Field(max_length=160)
    channel: str = Field(max_length=16)
    audience: str = Field(max_length=16)
    citizen_id: str | None = Field(default=None, foreign_key="citizen.id", index=True, max_length=32)
    recipient: str | None = Field(default=None, max_length=200)  # e-mail address; citizens' are looked up when sending
    ticket_id: str | None = Field(default=None, foreign_key="ticket.id", index=True, max_length=32)
    inbound_id: str | None = Field(default=None, foreign_key="message.id", index=True, max_length=32)
    message_id: str | None = Field(default=None, foreign_key="message.id", max_length=32)  # the officer's words
    key: str = Field(max_length=60)  # NoticeKey, "reply" for inline replies, or a mail's name
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    body: str | None = Field(default=None)
    template: str | None = Field(default=None, max_length=60)  # purpose of the template that carries it
    announces: str | None = Field(default=None, max_length=32)  # id of the parked row that a template announces
    state: str = Field(default=OutboxState.QUEUED.value, max_length=16)
    reason: str | None = Field(default=None, max_length=60)  # why failed or unsendable: a key of the officers' texts
    error_code: str | None = Field(default=None, max_length=16)
    urgent: bool = Field(default=False)
    must_arrive: bool = Field(default=False)  # an inline reply with a code or a due date: confirmed or looked up
    attempts: int = Field(default=0)
    next_try_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    lease_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    provider_id: str | None = Field(default=None, index=True, max_length=80)
    created_at: datetime = Field(sa_type=UtcDateTime)
    state_at: datetime = Field(sa_type=UtcDateTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    delivered_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Bell(SQLModel, table=True):
    """What the console's bell shows: to an agency, or to the coordinator when `agency` is empty."""

    id: int | None = Field(default=None, primary_key=True)
    agency: str | None = Field(default=None, index=True, max_length=80)
    ticket_id: str | None = Field(default=None, foreign_key="ticket.id", index=True, max_length=32)
    key: str = Field(max_length=60)
    at: datetime = Field(sa_type=UtcDateTime)


class Heartbeat(SQLModel, table=True):
    """A process or a scheduled job says that it lives."""

    name: str = Field(primary_key=True, max_length=60)
    at: datetime = Field(sa_type=UtcDateTime)
