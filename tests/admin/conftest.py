"""The real console on a migrated SQLite file, with the region's own offices, calendar and rules.

The accounts share one hash, and a cheap one: checking a real one costs a fifth of a second at each sign-in.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import Session, col, update
from werkzeug.test import TestResponse

import admin
import reports
from bot.chat_preview import chat_replies
from bot.compose import make_calendar, make_rulebook
from bot.door.whatsapp_text import as_html
from bot.knowledge_library import Library
from knowledge.loader import PACKAGE, load_region_named
from knowledge.types import Article, Region
from store.record import Routing
from store.session import Database
from store.staff import add_officer
from store.tables import Officer
from tests.desk import Clock
from tests.factories import NOW
from tickets.vocabulary import Role

PASSWORD = "kopi pagi di teras"
COORDINATOR = "koordinator@uji.test"
OFFICER = "petugas@dpupr.test"
OTHER_OFFICER = "petugas@disdukcapil.test"
OVERSIGHT_OFFICER = "petugas@inspektorat.test"
HEAD = "kepala@dpupr.test"
JURY = "juri@uji.test"
NUMBER = "+6281100000001"
STAFF = (
    (COORDINATOR, Role.COORDINATOR, "diskominfo"),
    (OFFICER, Role.OFFICER, "dpupr"),
    (OTHER_OFFICER, Role.OFFICER, "disdukcapil"),
    (OVERSIGHT_OFFICER, Role.OFFICER, "inspektorat"),
    (HEAD, Role.AGENCY_HEAD, "dpupr"),
    (JURY, Role.JURY, "diskominfo"),
)


@cache
def shared_hash() -> str:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@cache
def sumedang() -> Region:
    return load_region_named("sumedang")


@dataclass
class Visitor:
    """A browser of one person: carries the token of the page that was read last."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """Buffered, so that a file that is sent is closed."""
        return self.client.get(path, buffered=True)

    def page(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return answer.get_data(as_text=True)

    def post(self, path: str, seen_on: str, **fields: str | int) -> TestResponse:
        """Submit a form that was read on the page `seen_on`."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.page(seen_on))
        assert token is not None
        return self.client.post(path, data={"csrf_token": token[1], **fields})

    def act(self, code: str, act: str, **fields: str | int) -> TestResponse:
        """Submit an act's form as it stands on the ticket page now, unless `seq` is given."""
        here = f"/admin/aduan/{code}"
        if "seq" not in fields:
            seq = re.search(r'name="seq" value="(\d+)"', self.page(here))
            fields["seq"] = seq[1] if seq else 0
        return self.post(f"{here}/{act}", here, **fields)


class Desk:
    """The application under test with its database and its clock."""

    def __init__(self, database: Database, media_dir: Path) -> None:
        self.clock = Clock(NOW)
        self.database = database
        self.media_dir = media_dir
        region = sumedang()
        self.public = reports.ReportContext(region, production=False, whatsapp_number=NUMBER)
        self.context = admin.ConsoleContext(
            database=database,
            region=region,
            calendar=make_calendar(region),
            rulebook=make_rulebook(region),
            routing=Routing(mail=False, coordinator=region.coordinator),
            media_dir=media_dir,
            now=self.clock,
            production=False,
            public_base_url="http://localhost",
            chat=admin.ChatFace(self._replies, as_html, self.public.chat_link),
            present=self.present,
        )
        self.app = Flask("console_under_test")
        self.app.config.update(SECRET_KEY="a secret of the tests", TESTING=True)
        admin.register(self.app, self.context)
        reports.register(self.app, self.public)

    def _replies(self, article: Article) -> Mapping[str, tuple[str, ...]]:
        now = self.clock()
        return chat_replies(article, self.context.region, now, self.context.calendar.local_date(now))

    def present(self, session: Session) -> Region:
        """What is told now; nothing is ever read with it here, so no index is needed."""
        library = Library(self.context.region, PACKAGE / "sumedang", self.media_dir)
        content = library.present(session, self.context.calendar.local_date(self.clock()))
        return replace(self.context.region, articles=content.articles, portals=content.portals)

    def visitor(self) -> Visitor:
        return Visitor(self.app.test_client())

    def sign_in(self, email: str, password: str = PASSWORD) -> Visitor:
        someone = self.visitor()
        answer = someone.post("/admin/login", "/admin/login", email=email, password=password)
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return someone

    def sign_in_without_token(self, email: str) -> Visitor:
        """For tests that have taken the form token out of the way."""
        someone = self.visitor()
        answer = someone.client.post("/admin/login", data={"email": email, "password": PASSWORD})
        assert answer.status_code == 302
        return someone

    def add(self, email: str, role: Role, agency: str | None) -> None:
        """One more member of staff, with the common password."""
        with self.database.write() as session:
            add_officer(
                session, email=email, role=role, agency=agency, password_hash=shared_hash(), now=NOW,
                name=f"Uji {email}", must_change_password=False,
            )  # fmt: skip

    def must_change_password(self, email: str) -> None:
        with self.database.write() as session:
            session.exec(update(Officer).where(col(Officer.email) == email).values(must_change_password=True))


@pytest.fixture
def desk(sqlite_url: str, tmp_path: Path) -> Iterator[Desk]:
    """A console with one member of staff of every kind."""
    database = Database(sqlite_url)
    media_dir = tmp_path / "media"
    media_dir.mkdir()
    made = Desk(database, media_dir)
    for email, role, agency in STAFF:
        made.add(email, role, agency)
    yield made
    database.dispose()
