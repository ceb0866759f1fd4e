"""`kepo check`: what would go wrong later, said before the start."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from bot.compose import index_is_built, make_calendar, make_rulebook, prepared_region
from bot.delivery.gate import ANNOUNCED_BY, find_template
from bot.knowledge_files import release_conflicts
from bot.settings import DEMO_PASSWORD, Settings
from knowledge.types import Region
from store import staff
from store.migrate import at_head
from store.session import Database
from store.unusable import UNUSABLE, why_unusable

CALENDAR_WARNING = timedelta(days=90)


class Weight(StrEnum):
    WARNING = "warning"
    REFUSED = "refused"  # `kepo check` says no; the desk may start and says the rest when it matters
    FATAL = "error"  # the desk does not start


@dataclass(frozen=True)
class Finding:
    """One sentence for the operator."""

    text: str
    weight: Weight = Weight.WARNING

    def __str__(self) -> str:
        return f"{self.weight}: {self.text}"


def forbids_start(settings: Settings) -> list[Finding]:
    """What keeps a desk from starting: said by every process before it serves anything."""
    return [finding for finding in preflight(settings) if finding.weight is Weight.FATAL]


def preflight(settings: Settings) -> Iterator[Finding]:
    """All findings. Raises ContentError when the region's files cannot be read at all."""
    region = prepared_region(settings)
    yield from _calendar(region, datetime.now(UTC))
    make_rulebook(region)
    if settings.production:
        yield from _production(settings, region)
    elif not settings.signature_secrets:
        yield Finding("TWILIO_AUTH_TOKEN is not set: the webhook refuses every message; the simulator works")


def storage(settings: Settings) -> Iterator[Finding]:
    """What `kepo db upgrade` and `kepo knowledge build` must have made before web and worker start."""
    weight = Weight.REFUSED if settings.production else Weight.WARNING  # `kepo run` makes both by itself
    problem = _database_problem(settings)
    if problem is not None:
        yield Finding(problem, weight)
    if problem is None:
        yield from _conflicts(settings)
    if not index_is_built(settings):
        yield Finding("no trained index of the present content: run `kepo knowledge build`", weight)


def _database_problem(settings: Settings) -> str | None:
    database = Database(settings.database)
    try:
        return None if at_head(database) else "the database is not at the newest revision: run `kepo db upgrade`"
    except UNUSABLE as error:
        return why_unusable(error)
    finally:
        database.dispose()


def _conflicts(settings: Settings) -> Iterator[Finding]:
    """Articles that changed both in the region's files and on the desk: a person must decide."""
    database = Database(settings.database)
    try:
        for slug in release_conflicts(database, prepared_region(settings)):
            yield Finding(
                f"article {slug}: its file changed with the program; the desk's own text stays in force until somebody"
                f" brings the news in by hand, then `kepo knowledge import --keep {slug}`"
            )
    finally:
        database.dispose()


def _has_demo_accounts(settings: Settings) -> bool:
    database = Database(settings.database)
    try:
        if not at_head(database):  # empty, or about to be migrated: an older database is looked at by the next check
            return False
        with database.read() as session:
            return staff.has_demo_staff(session)
    except SQLAlchemyError:
        return False
    finally:
        database.dispose()


def _calendar(region: Region, now: datetime) -> Iterator[Finding]:
    calendar = make_calendar(region)
    if not calendar.covers(now):
        yield Finding("holidays.toml has no calendar for today: no due date can be computed", Weight.FATAL)
    elif not calendar.covers(now + CALENDAR_WARNING):
        yield Finding("holidays.toml ends within 90 days: add the next year before tickets fall due in it")


def _production(settings: Settings, region: Region) -> Iterator[Finding]:
    if not settings.whatsapp_enabled:
        yield Finding("no credentials or sender for WhatsApp: answers outside a webhook cannot be sent", Weight.REFUSED)
    for purpose in sorted(set(ANNOUNCED_BY.values())):
        if find_template(region.templates, purpose, "id", simulated=False) is None:
            yield Finding(
                f"templates.toml: no content_sid for {purpose}; answers after 24 hours cannot be announced",
                Weight.REFUSED,
            )
    if _has_demo_accounts(settings):
        yield Finding("the database holds demo accounts: use a fresh one, or `kepo staff disable` each", Weight.FATAL)
    if not settings.mail_enabled:
        yield Finding("SMTP_URL is not set: agencies see new work only in the console")
    if settings.demo_password.get_secret_value() != DEMO_PASSWORD:
        yield Finding("DEMO_PASSWORD has no effect in production")
