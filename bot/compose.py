"""Puts a desk together from its settings: where rooms meet. Web, worker and command line all start here."""

import random
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import make_url
from sqlmodel import Session

from bot.delivery.mail import Postman
from bot.delivery.media import MediaAccess
from bot.delivery.queue import Pager
from bot.desk import Desk
from bot.door.channel import Sender
from bot.door.simulated import SimulatedSender
from bot.door.twilio_whatsapp import TwilioSender, make_client, media_credentials
from bot.knowledge_library import Library, Wanted
from bot.settings import Settings
from knowledge.loader import PACKAGE, load_region_named
from knowledge.model import IndexMissing, open_index
from knowledge.types import Region
from store.knowledge_state import content_number
from store.record import Routing
from store.session import Database
from store.unusable import UNUSABLE
from store.words import OutboxChannel
from tickets.calendar import Calendar
from tickets.facts import CategoryRule
from tickets.rulebook import Rulebook
from tickets.vocabulary import Kind

_dice = random.SystemRandom()


@cache
def prepared_region(settings: Settings) -> Region:
    """The region, read once in a process. Raises ContentError at the first mistake in its files."""
    return load_region_named(settings.kepo_region)


def compose(settings: Settings, now: Callable[[], datetime] | None = None) -> Desk:
    """A desk ready to work. Reading the trained index is left to the first question, which a worker never asks."""
    region = prepared_region(settings)
    database = Database(settings.database)
    calendar = make_calendar(region)
    now = now or (lambda: datetime.now(UTC))
    library = make_library(settings)
    with opened(database) as session:
        content = library.present(session, calendar.local_date(now()))
    database.dispose()  # a web process forks after this
    return Desk(
        settings=settings,
        region=replace(region, articles=content.articles, portals=content.portals),
        calendar=calendar,
        rulebook=make_rulebook(region),
        routing=Routing(mail=settings.mail_enabled, coordinator=region.coordinator),
        database=database,
        understand=content.understand,
        now=now,
        dice=_dice.random,
        mint=lambda: secrets.randbits(35),
        pager=Pager(settings.database, settings.kepo_state_dir),
        senders=_senders(settings),
        postman=_postman(settings),
        media=_media(settings),
        library=library,
        content=content,
    )


def make_library(settings: Settings) -> Library:
    """Of the region's folder and the state folder's indexes."""
    return Library(prepared_region(settings), PACKAGE / settings.kepo_region, settings.kepo_state_dir / "index")


def wanted_content(settings: Settings) -> Wanted:
    """What is to be told today: the database's articles, or the files' while there is no database."""
    library, database = make_library(settings), Database(settings.database)
    today = make_calendar(library.region).local_date(datetime.now(UTC))
    try:
        with opened(database) as session:
            return library.wanted(session, today)
    finally:
        database.dispose()


def index_path(settings: Settings) -> Path:
    """Where the fully trained index of the present content lives."""
    return make_library(settings).full_index(wanted_content(settings).hash)


def index_is_built(settings: Settings) -> bool:
    """Whether a trained index of the present content is there."""
    path = make_library(settings).index_of(wanted_content(settings).hash)
    try:
        open_index(path or index_path(settings))
    except IndexMissing:
        return False
    return True


@contextmanager
def opened(database: Database) -> Iterator[Session | None]:
    """A reading session; None where no database was made yet, and nothing is made by looking."""
    if database.dialect == "sqlite" and not Path(make_url(database.url).database or "").exists():
        yield None
        return
    if not _is_prepared(database):
        yield None
        return
    with database.read() as session:
        yield session


def _is_prepared(database: Database) -> bool:
    try:
        with database.read() as session:
            content_number(session)
    except UNUSABLE:
        return False
    return True


def make_calendar(region: Region) -> Calendar:
    """Working time of the region, from its own files."""
    return Calendar.from_parts(_hours(region), region.raw["holidays"], region.timezone)


def _hours(region: Region) -> Mapping[str, Any]:
    hours = region.raw["region"]["hours"]
    assert isinstance(hours, Mapping)
    return hours


def make_rulebook(region: Region) -> Rulebook:
    """Limits and category leaves in the words of the rules."""
    leaves = [
        CategoryRule(leaf.slug, leaf.agency, Kind(leaf.kind.value), leaf.answer_wd, leaf.resolve_wd)
        for leaf in region.leaves
    ]
    return Rulebook.from_parts(region.raw["region"], leaves)


def _senders(settings: Settings) -> dict[OutboxChannel, Sender]:
    senders: dict[OutboxChannel, Sender] = {}
    if not settings.production:
        senders[OutboxChannel.SIMULATOR] = SimulatedSender()
    if settings.whatsapp_enabled:
        user, secret = media_credentials(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            settings.twilio_api_key,
            settings.twilio_api_secret.get_secret_value(),
        )
        client = make_client(settings.twilio_account_sid, user, secret, settings.twilio_api_base_url)
        status_url = f"{settings.base_url}/webhooks/twilio/status"
        senders[OutboxChannel.WHATSAPP] = TwilioSender(
            client, settings.twilio_whatsapp_from, settings.twilio_messaging_service_sid, status_url
        )
    return senders


def _postman(settings: Settings) -> Postman | None:
    if not settings.mail_enabled:
        return None
    return Postman(settings.smtp_url.get_secret_value(), settings.mail_from)


def _media(settings: Settings) -> MediaAccess:
    credentials = media_credentials(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_api_key,
        settings.twilio_api_secret.get_secret_value(),
    )
    return MediaAccess(credentials, settings.twilio_api_base_url, settings.kepo_state_dir / "simulator")
