"""What the console works with, made once by the composition root and handed in.

Rule: a view takes everything, the time included, from here; nothing is read from the environment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import current_app

from knowledge.types import Region
from store.record import Routing
from store.session import Database
from tickets.calendar import Calendar
from tickets.desk import Rulebook

EXTENSION = "kepo_console"


@dataclass(frozen=True)
class ConsoleContext:
    """One government's desk as its staff use it."""

    database: Database
    region: Region
    calendar: Calendar
    rulebook: Rulebook
    routing: Routing
    media_dir: Path
    now: Callable[[], datetime]
    production: bool
    public_base_url: str

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

    def place_name(self, text: str, code: str | None) -> str:
        """The citizen's own words for a place, else the name that the gazetteer gave it."""
        return text or next((place.label for place in self.region.places if code and place.code == code), "")


def console() -> ConsoleContext:
    """The context of the running application."""
    context: ConsoleContext = current_app.extensions[EXTENSION]
    return context
