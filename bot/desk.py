"""What every part of the desk's door needs, put together once by `bot.compose`. No behaviour of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.delivery.mail import Postman
from bot.delivery.media import MediaAccess
from bot.delivery.queue import Pager
from bot.door.channel import Sender
from bot.settings import Settings
from knowledge.types import Region, Understood
from store.record import Routing
from store.session import Database
from store.words import OutboxChannel
from tickets.calendar import Calendar
from tickets.rulebook import Rulebook


@dataclass(frozen=True)
class Desk:
    """One desk of one government. `now` gives aware UTC; `dice` gives 0..1."""

    settings: Settings
    region: Region
    calendar: Calendar
    rulebook: Rulebook
    routing: Routing
    database: Database
    understand: Callable[[str], Understood]
    now: Callable[[], datetime]
    dice: Callable[[], float]
    mint: Callable[[], int]  # a random number for a ticket code
    pager: Pager
    senders: Mapping[OutboxChannel, Sender]
    postman: Postman | None
    media: MediaAccess

    @property
    def media_dir(self) -> Path:
        return self.settings.kepo_state_dir / "media"

    @property
    def status_url(self) -> str:
        """Where the provider sends its receipts."""
        return f"{self.settings.base_url}/webhooks/twilio/status"
