"""What the console works with, made once by the composition root and handed in.

Rule: a view takes everything, the time included, from here; nothing is read from the environment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app
from markupsafe import Markup
from sqlmodel import Session

from knowledge.types import Article, Region
from store.record import Routing
from store.session import Database
from tickets.calendar import Calendar
from tickets.desk import Rulebook

EXTENSION = "kepo_console"


@dataclass(frozen=True)
class ChatFace:
    """The chat as the console shows it; its rooms are not imported here, so it is handed in.

    `replies`: the messages of an article, by part; `html`: a message with its marks as safe HTML; `link`: opens the
    chat with a text typed in, empty while the desk has no number.
    """

    replies: Callable[[Article], Mapping[str, tuple[str, ...]]]
    html: Callable[[str], Markup]
    link: Callable[[str], str]


@dataclass(frozen=True)
class ConsoleContext:
    """One government's desk as its staff use it. `region` is that of the start; `present` gives what is told now."""

    database: Database
    region: Region
    calendar: Calendar
    rulebook: Rulebook
    routing: Routing
    media_dir: Path
    now: Callable[[], datetime]
    production: bool
    public_base_url: str
    chat: ChatFace
    present: Callable[[Session], Region]

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.region.timezone)

    def agency_name(self, slug: str | None) -> str:
        """The full name of an office; an unknown slug (an office that left the region) stands for itself."""
        agency = self.region.agencies.get(slug or "")
        return agency.name if agency else (slug or "")

    def agency_short(self, slug: str | None) -> str:
        agency = self.region.agencies.get(slug or "")
        return agency.short if agency else (slug or "")

    def category_name(self, slug: str | None) -> str:
        category = self.region.categories.get(slug or "")
        return category.name if category else (slug or "")

    def portal_name(self, slug: str) -> str:
        return next((portal.name for portal in self.region.portals if portal.slug == slug), slug)

    def place_name(self, text: str, code: str | None) -> str:
        """The citizen's own words for a place, else the name that the gazetteer gave it."""
        return text or next((place.label for place in self.region.places if code and place.code == code), "")


def console() -> ConsoleContext:
    """The context of the running application."""
    context: ConsoleContext = current_app.extensions[EXTENSION]
    return context
