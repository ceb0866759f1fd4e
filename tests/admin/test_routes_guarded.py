"""Every address of the console, by every method, for every role and for nobody: refused unless it is on the list, and
a refused request changes nothing. A new route on no list fails here.
"""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from admin.act_forms import FORMS
from admin.guards import WITHOUT_SIGN_IN
from admin.knowledge_acts import ACTS
from tests.admin.answers import FOREIGN, pin, seed
from tests.admin.conftest import (
    COORDINATOR,
    HEAD,
    JURY,
    OFFICER,
    OTHER_OFFICER,
    OVERSIGHT_OFFICER,
    Desk,
    Visitor,
)
from tests.admin.scenes import dispose, file_ticket, now_of, store_photo
from tickets.facts import Ticket
from tickets.vocabulary import Kind, Role

pytestmark = pytest.mark.sqlite

EVERYBODY = frozenset(Role)
WORKERS = frozenset({Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR})

# What each address is for. A route that is missing here, or a role too many in the code, fails.
ALLOWED: dict[tuple[str, str], frozenset[Role]] = {
    ("/admin/", "GET"): EVERYBODY,
    ("/admin/logout", "POST"): EVERYBODY,
    ("/admin/sandi", "GET"): EVERYBODY,
    ("/admin/sandi", "POST"): EVERYBODY,
    ("/admin/tugas", "GET"): WORKERS,
    ("/admin/aduan/<code>", "GET"): WORKERS,
    ("/admin/aduan/<code>/<act>", "POST"): frozenset({Role.OFFICER, Role.COORDINATOR}),
    ("/admin/media/<media_id>", "GET"): WORKERS,
    ("/admin/penyaringan", "GET"): frozenset({Role.COORDINATOR}),
    ("/admin/pertanyaan", "GET"): frozenset({Role.COORDINATOR}),
    ("/admin/lonceng", "GET"): WORKERS,
    ("/admin/lonceng", "POST"): WORKERS,
    ("/admin/jawaban", "GET"): EVERYBODY,
    ("/admin/jawaban/baru", "GET"): WORKERS,
    ("/admin/jawaban/baru", "POST"): WORKERS,
    ("/admin/jawaban/<slug>", "GET"): EVERYBODY,
    ("/admin/jawaban/<slug>/versi/<int:number>", "GET"): EVERYBODY,
    ("/admin/jawaban/<slug>/ubah", "GET"): WORKERS,
    ("/admin/jawaban/<slug>/ubah", "POST"): WORKERS,
    ("/admin/jawaban/<slug>/<act>", "POST"): WORKERS,
    ("/admin/portal", "GET"): EVERYBODY,
    ("/admin/portal", "POST"): frozenset({Role.COORDINATOR}),
    ("/admin/portal/<int:pin_id>/akhiri", "POST"): frozenset({Role.COORDINATOR}),
    ("/admin/skor", "GET"): EVERYBODY,
    ("/admin/skor.csv", "GET"): EVERYBODY,
}
OPEN = {("/admin/login", "GET"), ("/admin/login", "POST"), ("/admin/static/<path:filename>", "GET")}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
PEOPLE = {OFFICER: Role.OFFICER, HEAD: Role.AGENCY_HEAD, COORDINATOR: Role.COORDINATOR, JURY: Role.JURY}


def console_rules(desk: Desk) -> Iterator[Rule]:
    return (rule for rule in desk.app.url_map.iter_rules() if rule.endpoint.startswith("admin."))


def addresses(desk: Desk) -> set[tuple[str, str]]:
    return {(rule.rule, method) for rule in console_rules(desk) for method in rule.methods or () if method in METHODS}


def snapshot(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Everything in the database."""
    with desk.database.read() as session:
        ask = session.connection().execute
        names = ask(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return {name: [tuple(row) for row in ask(text(f"SELECT * FROM {name}"))] for name in names}


def concrete(rule: str, ticket: Ticket, media_id: str) -> list[str]:
    """The addresses of a rule for a real object; acts one by one."""
    path = rule.replace("<code>", ticket.code).replace("<media_id>", media_id)
    path = path.replace("<slug>", FOREIGN).replace("<int:number>", "1").replace("<int:pin_id>", "1")
    acts = ACTS if "jawaban" in path else FORMS
    return [path.replace("<act>", act) for act in acts] if "<act>" in path else [path]


def fill(desk: Desk) -> tuple[Ticket, str]:
    """One real object of every kind: a ticket with a photo, articles, a pinned door."""
    ticket = file_ticket(desk)
    seed(desk)
    pin(desk)
    return ticket, store_photo(desk, ticket, b"\xff\xd8\xff")


def without_tokens(desk: Desk) -> None:
    """The guard alone must hold, so the form token is taken out of its way."""
    desk.app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=set())


def test_every_route_of_the_console_is_on_a_list(desk: Desk) -> None:
    listed = set(ALLOWED) | OPEN
    found = {(rule, method) for rule, method in addresses(desk) if method != "HEAD"}
    assert found == listed


def test_the_code_names_exactly_the_roles_of_the_list(desk: Desk) -> None:
    for rule in console_rules(desk):
        if rule.endpoint in WITHOUT_SIGN_IN:
            continue
        roles = getattr(desk.app.view_functions[rule.endpoint], "roles", None)
        for method in (rule.methods or set()) & set(METHODS) - {"HEAD"}:
            assert roles == ALLOWED[(rule.rule, method)], rule.rule


def test_nobody_gets_in_without_signing_in(desk: Desk) -> None:
    ticket, media_id = fill(desk)
    without_tokens(desk)
    before = snapshot(desk)
    for rule in {rule for rule, _ in ALLOWED}:
        for path in concrete(rule, ticket, media_id):
            for method in METHODS:
                answer = desk.visitor().client.open(path, method=method)
                body = answer.get_data(as_text=True)
                assert answer.status_code in (302, 405), f"{method} {path}: {answer.status_code}"
                assert answer.status_code == 405 or "/admin/login" in answer.headers["Location"]
                assert ticket.code not in body.replace(path, "") or answer.status_code == 302
    assert snapshot(desk) == before


def test_roles_that_are_not_named_are_refused_and_change_nothing(desk: Desk) -> None:
    ticket, media_id = fill(desk)
    visitors = {email: desk.sign_in(email) for email in PEOPLE}
    without_tokens(desk)
    before = snapshot(desk)
    for email, role in PEOPLE.items():
        for rule in {rule for rule, _ in ALLOWED}:
            for path in concrete(rule, ticket, media_id):
                for method in METHODS:
                    allowed = ALLOWED.get((rule, "GET" if method == "HEAD" else method), frozenset())
                    if role in allowed:
                        continue
                    form = {"seq": ticket.last_seq, "text": "x"}
                    answer = visitors[email].client.open(path, method=method, data=form)
                    assert answer.status_code in (403, 405), f"{role} {method} {path}: {answer.status_code}"
    assert snapshot(desk) == before


def test_foreign_objects_do_not_exist_for_an_officer(desk: Desk) -> None:
    ticket = file_ticket(desk)
    media_id = store_photo(desk, ticket, b"\xff\xd8\xff")
    other = desk.sign_in(OTHER_OFFICER)
    without_tokens(desk)
    before = snapshot(desk)
    for rule, method in ALLOWED:
        if "<" not in rule or "<slug>" in rule or "<int:pin_id>" in rule:
            continue
        for path in concrete(rule, ticket, media_id):
            form = {"seq": ticket.last_seq, "text": "Jalan ditambal.", "agency": "disdukcapil", "kind": "complaint"}
            answer = other.client.open(path, method=method, data=form)
            assert answer.status_code == 404, f"{method} {path}: {answer.status_code}"
            nowhere = path.replace(ticket.code, "LP-ZZZZZZZZ").replace(media_id, "0" * 32)
            missing = other.client.open(nowhere, method=method, data=form)
            assert missing.status_code == 404
            assert page_of(missing) == page_of(answer)
    assert snapshot(desk) == before


def test_foreign_articles_are_read_and_not_changed(desk: Desk) -> None:
    ticket, media_id = fill(desk)
    visitors = {email: desk.sign_in(email) for email in (OFFICER, HEAD)}
    without_tokens(desk)
    before = snapshot(desk)
    for visitor in visitors.values():
        for rule, method in ALLOWED:
            if "<slug>" not in rule:
                continue
            readable = method == "GET" and not rule.endswith("ubah")
            for path in concrete(rule, ticket, media_id):
                form = {"nomor": 1, "token": "-:-", "tombol": "ajukan", "judul": "x"}
                answer = visitor.client.open(path, method=method, data=form)
                assert answer.status_code == (200 if readable else 403), f"{method} {path}: {answer.status_code}"
                missing = visitor.client.open(path.replace(FOREIGN, "tidak-ada"), method=method, data=form)
                assert missing.status_code == 404
    assert snapshot(desk) == before


def page_of(answer: TestResponse) -> str:
    """The page without its form token, which is signed with the second."""
    return re.sub(r'(name="csrf_token" value=")[^"]*', r"\1", answer.get_data(as_text=True))


def everything_seen(visitor: Visitor, ticket: Ticket, media_id: str) -> str:
    """All that a person can read by any address, filter or search."""
    seen = [
        visitor.get(path).get_data(as_text=True)
        for path in (
            "/admin/tugas",
            *(f"/admin/tugas?tampil={name}" for name in ("terlambat", "segera", "menunggu", "selesai", "semua")),
            "/admin/tugas?tampil=semua&jenis=supervision",
            "/admin/penyaringan",
            "/admin/pertanyaan",
            "/admin/lonceng",
            "/admin/skor?periode=2026",
            f"/admin/aduan/{ticket.code}",
            f"/admin/media/{media_id}",
        )
    ]
    searches = (f"/admin/tugas?tampil=semua&cari={words}" for words in ("uang", "loket"))
    searched = [visitor.get(path).get_data(as_text=True) for path in searches]
    return "\n".join(seen + searched)


def test_the_accused_agency_cannot_reach_a_supervision_complaint(desk: Desk) -> None:
    secret = "petugas loket meminta uang rokok"
    ticket = file_ticket(desk, secret, kind=Kind.SUPERVISION, category=None, suggested="inspektorat")
    media_id = store_photo(desk, ticket, b"\xff\xd8\xff")
    dispose(desk, ticket, "inspektorat")
    without_tokens(desk)
    for email in (OTHER_OFFICER, OFFICER, HEAD, JURY):
        seen = everything_seen(desk.sign_in_without_token(email), ticket, media_id)
        assert secret not in seen
        assert ticket.code not in re.sub(r"(href|value|action)=\"[^\"]*\"", "", seen)
    assert secret in desk.sign_in_without_token(OVERSIGHT_OFFICER).page(f"/admin/aduan/{ticket.code}")


def test_an_agency_that_held_it_loses_what_turns_out_to_be_a_supervision_complaint(desk: Desk) -> None:
    secret = "ternyata mandor meminta uang"
    ticket = file_ticket(desk, secret)
    media_id = store_photo(desk, ticket, b"\xff\xd8\xff")
    coordinator = desk.sign_in(COORDINATOR)
    officer = desk.sign_in(OFFICER)
    assert secret in officer.page(f"/admin/aduan/{ticket.code}")
    coordinator.act(ticket.code, "reclassify", text="menyangkut pungutan", kind="supervision", category="")
    assert now_of(desk, ticket).kind is Kind.SUPERVISION
    seen = everything_seen(officer, ticket, media_id)
    assert secret not in seen
    assert ticket.code not in seen
    answer = officer.post(f"/admin/aduan/{ticket.code}/answer", "/admin/tugas", seq=ticket.last_seq, text="tidak benar")
    assert answer.status_code == 404


def test_coordinator_cannot_give_a_supervision_complaint_to_the_accused(desk: Desk) -> None:
    ticket = file_ticket(desk, "pungutan liar", kind=Kind.SUPERVISION, category=None)
    coordinator = desk.sign_in(COORDINATOR)
    answer = coordinator.act(ticket.code, "dispose", agency="disdukcapil", kind="supervision", category="")
    assert answer.status_code == 422
    assert now_of(desk, ticket) == ticket
    assert "hanya diteruskan ke Inspektorat Daerah" in coordinator.page(f"/admin/aduan/{ticket.code}")
