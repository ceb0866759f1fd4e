"""What every channel speaks inside: one incoming message, one way to send, one way to look a message up.

A channel knows neither the conversation nor the store's rows; it turns a provider's words into these and back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.types import InboundKind, SharedPlace
from store.people import Address
from tickets.vocabulary import Channel


@dataclass(frozen=True)
class MediaLink:
    """A file that the provider keeps for us. The declared type is a hint, never trusted."""

    url: str
    declared_type: str


@dataclass(frozen=True)
class Incoming:
    """A citizen's message as any provider delivers it. `provider_id` is unique within the channel."""

    channel: Channel
    provider_id: str
    addresses: tuple[Address, ...]  # strongest first: business-scoped id, then number
    kind: InboundKind
    text: str
    media: tuple[MediaLink, ...]
    place: SharedPlace | None
    button: str | None
    quoted_provider_id: str | None
    received_at: datetime
    handled_by_provider: bool = False  # opt-out words that the provider has already answered


@dataclass(frozen=True)
class Outgoing:
    """One message to one citizen: free text, or an approved template with its variables."""

    reference: str  # our outbox id; comes back with the receipt
    to: Address
    body: str
    content_sid: str | None = None
    variables: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """The provider took the message. This is not delivery."""

    provider_id: str
    status: str


@dataclass(frozen=True)
class Found:
    """A message that the provider holds for a recipient."""

    provider_id: str
    body: str
    status: str
    created_at: datetime
    error_code: str | None


class SendRefused(Exception):
    """The provider said no, at once and for good; `code` is the provider's."""

    def __init__(self, code: str) -> None:
        super().__init__(f"refused with {code}")
        self.code = code


class SendLater(Exception):
    """The provider did not take it now (rate, its own trouble) and surely did not keep it: try again."""

    def __init__(self, code: str) -> None:
        super().__init__(f"not now: {code}")
        self.code = code


class SendUnsure(Exception):
    """Nobody knows whether the provider took it (time-out, broken connection, 5xx after the request was sent)."""


class Sender(Protocol):
    """The outgoing half of a channel."""

    def send(self, message: Outgoing) -> Accepted:
        """Hand over one message. Raises SendRefused, SendLater or SendUnsure."""
        ...

    def find(self, to: Address, since: datetime) -> Sequence[Found]:
        """Messages to a recipient since a time, newest first. Raises SendLater when it cannot be asked now."""
        ...
