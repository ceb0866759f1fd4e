"""People and what they wrote. Everything here can be erased without touching the ledger of a ticket."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from store.base import UtcDateTime, new_id, one_of
from store.words import AddressKind, Direction, MediaState
from tickets.vocabulary import Channel


class Citizen(SQLModel, table=True):
    """A person, however many addresses; the row that a turn locks."""

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    name: str | None = Field(default=None, max_length=120)  # given in the chat, never the profile name
    language: str = Field(default="id", max_length=8)
    privacy_noticed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    created_at: datetime = Field(sa_type=UtcDateTime)
    is_test: bool = Field(default=False)
    next_position: int = Field(default=1)  # of the next message; assigned under the lock


class CitizenAddress(SQLModel, table=True):
    """A number or a business-scoped id. `value` carries no `whatsapp:` prefix."""

    __tablename__ = "citizen_address"
    __table_args__ = (
        UniqueConstraint("channel", "value"),
        one_of("channel", Channel),
        one_of("kind", AddressKind),
    )

    id: int | None = Field(default=None, primary_key=True)
    citizen_id: str = Field(foreign_key="citizen.id", index=True, max_length=32)
    channel: str = Field(max_length=16)
    kind: str = Field(max_length=16)
    value: str = Field(max_length=160)
    last_inbound_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Conversation(SQLModel, table=True):
    """Where a citizen's chat stands. `before` and `joined` allow the last turn to be understood again (bursts)."""

    citizen_id: str = Field(foreign_key="citizen.id", primary_key=True, max_length=32)
    state: str
    before: str | None = Field(default=None)
    joined: str | None = Field(default=None)  # text of the last turn, if its question takes more text
    turn_at: datetime = Field(sa_type=UtcDateTime)
    version: int = Field(default=1)


class Message(SQLModel, table=True):
    """What somebody wrote, personal numbers masked. Officers' words to citizens stand here too."""

    __table_args__ = (
        UniqueConstraint("channel", "provider_id"),
        UniqueConstraint("citizen_id", "position"),
        one_of("direction", Direction),
        one_of("channel", Channel),
    )

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    # None: an officer's words on an imported ticket, whose citizen the desk does not know
    citizen_id: str | None = Field(default=None, foreign_key="citizen.id", index=True, max_length=32)
    position: int  # 1.. within the citizen's chat; without citizen, within the ticket
    ticket_id: str | None = Field(default=None, foreign_key="ticket.id", index=True, max_length=32)
    direction: str = Field(max_length=8)
    channel: str = Field(max_length=16)
    provider_id: str | None = Field(default=None, max_length=80)
    kind: str = Field(default="text", max_length=16)  # flows.types.InboundKind
    text: str = Field(default="")
    masked: str = Field(default="", max_length=80)  # kinds of hidden numbers, comma between
    latitude: float | None = Field(default=None)
    longitude: float | None = Field(default=None)
    place_label: str = Field(default="", max_length=300)
    officer_id: str | None = Field(default=None, foreign_key="officer.id", max_length=32)
    agency: str | None = Field(default=None, max_length=80)  # in whose name an officer wrote
    act: str | None = Field(default=None, max_length=24)  # store.words.Act
    at: datetime = Field(sa_type=UtcDateTime)


class Media(SQLModel, table=True):
    """A picture or file of a message; fetched by the worker, never by a web process."""

    __table_args__ = (one_of("state", MediaState), Index("ix_media_due", "state", "next_try_at"))

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    message_id: str = Field(foreign_key="message.id", index=True, max_length=32)
    provider_url: str = Field(max_length=600)
    declared_type: str = Field(default="", max_length=80)
    content_type: str | None = Field(default=None, max_length=80)  # by its first bytes
    state: str = Field(default=MediaState.WAITING.value, max_length=16)
    reason: str | None = Field(default=None, max_length=200)
    sha256: str | None = Field(default=None, index=True, max_length=64)
    size: int | None = Field(default=None)
    attempts: int = Field(default=0)
    next_try_at: datetime = Field(sa_type=UtcDateTime)


class EmergencyReferral(SQLModel, table=True):
    """Somebody was given the emergency numbers."""

    __tablename__ = "emergency_referral"

    id: int | None = Field(default=None, primary_key=True)
    message_id: str = Field(foreign_key="message.id", index=True, max_length=32)
    slug: str = Field(max_length=40)
    at: datetime = Field(sa_type=UtcDateTime)
