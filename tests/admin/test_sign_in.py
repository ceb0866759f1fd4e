"""Getting in, being kept out, and being put out again."""

import pytest
from sqlmodel import select

from store.staff import disable_officer, find_officer, set_role
from store.tables import SignInAttempt
from tests.admin.conftest import COORDINATOR, JURY, OFFICER, PASSWORD, Desk
from tickets.vocabulary import Role

pytestmark = pytest.mark.sqlite


def test_each_role_lands_on_its_own_work(desk: Desk) -> None:
    for email, first in ((OFFICER, "/admin/tugas"), (COORDINATOR, "/admin/penyaringan"), (JURY, "/admin/skor")):
        assert desk.sign_in(email).get("/admin/").headers["Location"] == first


def test_wrong_password_and_unknown_address_get_the_same_answer(desk: Desk) -> None:
    someone = desk.visitor()
    wrong = someone.post("/admin/login", "/admin/login", email=OFFICER, password="salah sekali")
    unknown = someone.post("/admin/login", "/admin/login", email="tidak@ada.test", password="salah sekali")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert "tidak cocok" in wrong.get_data(as_text=True)
    same = [
        answer.get_data(as_text=True).replace(OFFICER, "").replace("tidak@ada.test", "") for answer in (wrong, unknown)
    ]
    assert same[0].split("<form")[0] == same[1].split("<form")[0]


def test_address_is_read_without_regard_to_case(desk: Desk) -> None:
    someone = desk.sign_in(f"  {OFFICER.upper()} ")
    assert someone.get("/admin/tugas").status_code == 200


def test_sixth_failure_must_wait_even_with_the_right_password(desk: Desk) -> None:
    someone = desk.visitor()
    for _ in range(5):
        someone.post("/admin/login", "/admin/login", email=OFFICER, password="salah sekali")
    answer = someone.post("/admin/login", "/admin/login", email=OFFICER, password=PASSWORD)
    assert answer.status_code == 429
    assert "Coba lagi dalam 1 menit" in answer.get_data(as_text=True)
    desk.clock.move(seconds=31)
    desk.sign_in(OFFICER)


def test_unknown_address_is_throttled_like_a_known_one(desk: Desk) -> None:
    someone = desk.visitor()
    for _ in range(5):
        someone.post("/admin/login", "/admin/login", email="tidak@ada.test", password="salah sekali")
    answer = someone.post("/admin/login", "/admin/login", email="tidak@ada.test", password="salah sekali")
    assert answer.status_code == 429


def test_a_success_forgets_the_failures(desk: Desk) -> None:
    someone = desk.visitor()
    for _ in range(4):
        someone.post("/admin/login", "/admin/login", email=OFFICER, password="salah sekali")
    desk.sign_in(OFFICER)
    answer = desk.visitor().post("/admin/login", "/admin/login", email=OFFICER, password="salah sekali")
    assert answer.status_code == 401


def test_no_password_is_kept_with_the_tries(desk: Desk) -> None:
    desk.sign_in(OFFICER)
    with desk.database.read() as session:
        rows = session.exec(select(SignInAttempt)).all()
    assert rows
    assert all(PASSWORD not in str(row) for row in rows)


def test_closed_account_is_out_at_its_next_request(desk: Desk) -> None:
    someone = desk.sign_in(OFFICER)
    with desk.database.write() as session:
        officer = find_officer(session, OFFICER)
        assert officer is not None
        disable_officer(session, officer.id)
    assert someone.get("/admin/tugas").status_code == 302
    again = desk.visitor().post("/admin/login", "/admin/login", email=OFFICER, password=PASSWORD)
    assert again.status_code == 401


def test_a_new_role_ends_the_session(desk: Desk) -> None:
    someone = desk.sign_in(COORDINATOR)
    with desk.database.write() as session:
        officer = find_officer(session, COORDINATOR)
        assert officer is not None
        set_role(session, officer.id, Role.JURY, None)
    assert "/admin/login" in someone.get("/admin/penyaringan").headers["Location"]


def test_sign_out_needs_a_form_and_ends_the_session(desk: Desk) -> None:
    someone = desk.sign_in(OFFICER)
    assert someone.get("/admin/logout").status_code == 405
    assert someone.post("/admin/logout", "/admin/tugas").status_code == 302
    assert someone.get("/admin/tugas").status_code == 302


def test_after_sign_in_one_goes_on_to_the_page_that_was_asked_for(desk: Desk) -> None:
    someone = desk.visitor()
    asked = someone.get("/admin/skor?periode=2026-09").headers["Location"]
    answer = someone.post(asked, asked, email=OFFICER, password=PASSWORD)
    assert answer.headers["Location"] == "/admin/skor?periode=2026-09"


@pytest.mark.parametrize("target", ["https://jahat.test/", "//jahat.test", "/admin/\\jahat.test", "/lain"])
def test_sign_in_never_leads_to_another_site(desk: Desk, target: str) -> None:
    someone = desk.visitor()
    answer = someone.client.get("/admin/login", query_string={"lanjut": target})
    assert answer.status_code == 200
    answer = someone.post(f"/admin/login?lanjut={target}", "/admin/login", email=OFFICER, password=PASSWORD)
    assert answer.headers["Location"] == "/admin/"


def test_form_without_token_changes_nothing(desk: Desk) -> None:
    someone = desk.sign_in(OFFICER)
    answer = someone.client.post("/admin/logout")
    assert answer.status_code == 400
    assert "terlalu lama terbuka" in answer.get_data(as_text=True)
    assert someone.get("/admin/tugas").status_code == 200


def test_pages_behind_the_sign_in_are_not_kept_by_caches(desk: Desk) -> None:
    assert desk.sign_in(OFFICER).get("/admin/tugas").headers["Cache-Control"] == "no-store"


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(desk: Desk) -> None:
    answer = desk.visitor().post("/admin/login", "/admin/login", email=OFFICER, password=PASSWORD)
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_temporary_password_must_be_changed_before_anything_else(desk: Desk) -> None:
    desk.must_change_password(OFFICER)
    someone = desk.sign_in(OFFICER)
    assert someone.get("/admin/tugas").headers["Location"] == "/admin/sandi"
    new = "sawah hijau di kaki gunung"
    answer = someone.post("/admin/sandi", "/admin/sandi", old=PASSWORD, new=new, again=new)
    assert answer.status_code == 302
    assert someone.get("/admin/tugas").status_code == 200
    desk.sign_in(OFFICER, new)


def test_changing_the_password_ends_other_sessions_only(desk: Desk) -> None:
    here, elsewhere = desk.sign_in(OFFICER), desk.sign_in(OFFICER)
    new = "sawah hijau di kaki gunung"
    here.post("/admin/sandi", "/admin/sandi", old=PASSWORD, new=new, again=new)
    assert here.get("/admin/tugas").status_code == 200
    assert elsewhere.get("/admin/tugas").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("salah", "sawah hijau di kaki", "sawah hijau di kaki", "Sandi lama tidak cocok"),
        (PASSWORD, "pendek", "pendek", "terlalu pendek"),
        (PASSWORD, "sawah hijau di kaki", "sawah hijau di kaku", "tidak sama"),
        (PASSWORD, PASSWORD, PASSWORD, "sama dengan sandi lama"),
        ("", "sawah hijau di kaki", "sawah hijau di kaki", "Tuliskan sandi yang sekarang"),
    ],
)
def test_wrong_password_change_says_what_is_wrong(desk: Desk, old: str, new: str, again: str, said: str) -> None:
    answer = desk.sign_in(OFFICER).post("/admin/sandi", "/admin/sandi", old=old, new=new, again=again)
    assert answer.status_code == 422
    assert said in answer.get_data(as_text=True)
    desk.sign_in(OFFICER)
