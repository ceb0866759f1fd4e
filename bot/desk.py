"""What every part of the desk's door needs, put together once by `bot.compose`. No behaviour of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot.delivery.mail import Postman
from bot.delivery.media import MediaAccess
from bot.delivery.queue import Pager
from bot.door.channel import Sender
from bot.knowledge_library import Content, Library
from bot.settings import Settings
from knowledge.types import Region, Understood
from store.record import Routing
from store.session import Database
from store.words import OutboxChannel
from tickets.calendar import Calendar
from tickets.rulebook import Rulebook


@dataclass(frozen=True)
class Desk:
    """One desk of one government. `now` gives aware UTC; `dice` gives 0..1.

    `region` and `understand` are those of `content`; `refreshed` exchanges the three together.
    """

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
    library: Library
    content: Content

    def refreshed(self, session: Session, now: datetime) -> "Desk":
        """This desk with the content that is in force now; itself while nothing was published."""
        content = self.library.present(session, self.calendar.local_date(now))
        if content is self.content:
            return self
        region = replace(self.region, articles=content.articles, portals=content.portals)
        return replace(self, content=content, region=region, understand=content.understand)

    @property
    def media_dir(self) -> Path:
        return self.settings.kepo_state_dir / "media"

    @property
    def status_url(self) -> str:
        """Where the provider sends its receipts."""
        return f"{self.settings.base_url}/webhooks/twilio/status"
