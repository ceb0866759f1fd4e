"""Puts a desk together from its settings: where rooms meet. Web, worker and command line all start here."""

import random
import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from bot.delivery.mail import Postman
from bot.delivery.media import MediaAccess
from bot.delivery.queue import Pager
from bot.desk import Desk
from bot.door.channel import Sender
from bot.door.simulated import SimulatedSender
from bot.door.twilio_whatsapp import TwilioSender, make_client, media_credentials
from bot.settings import Settings
from knowledge.loader import PACKAGE, content_hash, load_region_named
from knowledge.model import IndexMissing, open_index
from knowledge.types import Region, Understood
from knowledge.understand import Reader
from store.record import Routing
from store.session import Database
from store.words import OutboxChannel
from tickets.calendar import Calendar
from tickets.facts import CategoryRule
from tickets.rulebook import Rulebook
from tickets.vocabulary import Kind

_dice = random.SystemRandom()


@cache
def index_path(settings: Settings) -> Path:
    """Where the index of the present content lives."""
    return settings.kepo_state_dir / "index" / content_hash(PACKAGE / settings.kepo_region)


def index_is_built(settings: Settings) -> bool:
    """Whether the trained index of the present content is there."""
    try:
        open_index(index_path(settings))
    except IndexMissing:
        return False
    return True


@cache
def prepared_region(settings: Settings) -> Region:
    """The region, read once in a process. Raises ContentError at the first mistake in its files."""
    return load_region_named(settings.kepo_region)


def compose(settings: Settings, now: Callable[[], datetime] | None = None) -> Desk:
    """A desk ready to work. Reading the trained index is left to the first question, which a worker never asks."""
    region = prepared_region(settings)
    database = Database(settings.database)
    return Desk(
        settings=settings,
        region=region,
        calendar=make_calendar(region),
        rulebook=make_rulebook(region),
        routing=Routing(mail=settings.mail_enabled, coordinator=region.coordinator),
        database=database,
        understand=_reader(region, index_path(settings)),
        now=now or (lambda: datetime.now(UTC)),
        dice=_dice.random,
        mint=lambda: secrets.randbits(35),
        pager=Pager(settings.database, settings.kepo_state_dir),
        senders=_senders(settings),
        postman=_postman(settings),
        media=_media(settings),
    )


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


def _reader(region: Region, path: Path) -> Callable[[str], Understood]:
    @cache
    def reader() -> Reader:
        return Reader(region, open_index(path))

    return lambda text: reader().read(text)


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
