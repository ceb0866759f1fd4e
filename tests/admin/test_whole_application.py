"""The console as the program serves it: with the application's own headers, cookies and error pages."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from admin.staff_admin import ensure_demo_staff
from bot.compose import compose
from bot.knowledge_files import seed_articles
from tests.admin.conftest import PASSWORD, Desk, Visitor, sumedang
from tests.admin.scenes import file_ticket, store_photo
from tests.desk import Clock, make_settings
from wsgi import create_app

pytestmark = pytest.mark.sqlite


@pytest.fixture
def served(tmp_path: Path) -> tuple[Visitor, Desk]:
    """The program's own application, and a hand on its database."""
    settings = make_settings(tmp_path / "state")
    desk = compose(settings, now=Clock())
    inside = Desk(desk.database, desk.media_dir)
    desk.media_dir.mkdir(parents=True, exist_ok=True)
    ensure_demo_staff(desk.database, sumedang(), PASSWORD, desk.now())
    client: FlaskClient = create_app(desk=desk).test_client()
    return Visitor(client), inside


def sign_in(visitor: Visitor, email: str) -> None:
    answer = visitor.post("/admin/login", "/admin/login", email=email, password=PASSWORD)
    assert answer.status_code == 302


def test_demo_officer_answers_a_ticket(served: tuple[Visitor, Desk]) -> None:
    visitor, inside = served
    ticket = file_ticket(inside)
    sign_in(visitor, "admin.dpupr@kepo.test")
    assert ticket.code in visitor.page("/admin/tugas")
    assert visitor.act(ticket.code, "answer", text="Jalan ditambal hari Rabu.").status_code == 302


def test_pages_need_nothing_that_the_content_policy_forbids(served: tuple[Visitor, Desk]) -> None:
    visitor, _ = served
    policy = visitor.get("/admin/login").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_files_of_strangers_stay_in_their_sandbox(served: tuple[Visitor, Desk]) -> None:
    visitor, inside = served
    media_id = store_photo(inside, file_ticket(inside), b"\xff\xd8\xff")
    sign_in(visitor, "admin.dpupr@kepo.test")
    answer = visitor.get(f"/admin/media/{media_id}")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_public_pages_and_codes_follow_the_console_without_a_restart(served: tuple[Visitor, Desk]) -> None:
    visitor, inside = served
    seed_articles(inside.database, sumedang(), inside.clock())
    sign_in(visitor, "koordinator@kepo.test")
    assert doors(visitor)[0] == "Siaga banjir dan longsor"
    visitor.post("/admin/portal", "/admin/portal", portal="adminduk", dari="2026-11-23", sampai="2026-11-23")
    assert doors(visitor)[0] == "KTP, KK, akta, pindah"
    code = "/qr/jawaban/ktp-hilang.png"
    assert f'href="{code}"' in visitor.page("/admin/portal")
    assert visitor.get(code).status_code == 200
    visitor.post("/admin/jawaban/ktp-hilang/tarik", "/admin/jawaban/ktp-hilang", nomor=1)
    assert visitor.get(code).status_code == 404
    assert "KTP-el hilang" not in visitor.page("/layanan/adminduk")


def doors(visitor: Visitor) -> list[str]:
    return re.findall(r'<a href="/layanan/[^"]+">([^<]+)</a>', visitor.page("/"))


def test_session_ends_by_itself_within_a_working_day(served: tuple[Visitor, Desk]) -> None:
    visitor, _ = served
    assert visitor.client.application.permanent_session_lifetime.total_seconds() <= 12 * 3600


def test_public_pages_read_no_session(served: tuple[Visitor, Desk]) -> None:
    visitor, _ = served
    for path in ("/", "/privasi"):
        answer = visitor.get(path)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
