"""Accounts made from the command line."""

import pytest

from admin import staff_admin
from admin.passwords import matches
from admin.staff_admin import StaffError
from store.staff import OfficerFacts, find_officer, officers
from tests.admin.conftest import PASSWORD, Desk, sumedang
from tests.factories import NOW
from tickets.vocabulary import Role

pytestmark = pytest.mark.sqlite


def found(desk: Desk, email: str) -> OfficerFacts:
    with desk.database.read() as session:
        officer = find_officer(session, email)
    assert officer is not None
    return officer


def test_first_password_is_shown_once_and_must_be_changed(desk: Desk) -> None:
    password = staff_admin.add_officer(desk.database, sumedang(), "Baru@Dinsos.test", Role.OFFICER, "dinsos", NOW)
    assert found(desk, "baru@dinsos.test").must_change_password
    assert password not in found(desk, "baru@dinsos.test").password_hash
    assert desk.sign_in("baru@dinsos.test", password).get("/admin/tugas").headers["Location"] == "/admin/sandi"


@pytest.mark.parametrize(
    ("email", "role", "agency"),
    [
        ("bukan alamat", Role.OFFICER, "dinsos"),
        ("dua\nbaris@dinsos.test", Role.OFFICER, "dinsos"),
        ("a" * 300 + "@dinsos.test", Role.OFFICER, "dinsos"),
        ("a@b.test", Role.COORDINATOR, "dpupr"),
        ("a@b.test", Role.OFFICER, None),
        ("a@b.test", Role.AGENCY_HEAD, "tidak-ada"),
        ("a@b.test", Role.OFFICER, "pln"),
        ("petugas@dpupr.test", Role.OFFICER, "dpupr"),
    ],
)
def test_account_that_makes_no_sense_is_refused(desk: Desk, email: str, role: Role, agency: str | None) -> None:
    with pytest.raises(StaffError):
        staff_admin.add_officer(desk.database, sumedang(), email, role, agency, NOW)


def test_new_password_ends_sessions_and_opens_a_closed_account(desk: Desk) -> None:
    someone = desk.sign_in("petugas@dpupr.test")
    staff_admin.disable_officer(desk.database, "petugas@dpupr.test")
    password = staff_admin.reset_password(desk.database, "petugas@dpupr.test")
    assert someone.get("/admin/tugas").status_code == 302
    desk.sign_in("petugas@dpupr.test", password)


def test_own_choice_of_password_is_held_to_the_rules(desk: Desk) -> None:
    with pytest.raises(StaffError):
        staff_admin.set_password(desk.database, "petugas@dpupr.test", "pendek")
    staff_admin.set_password(desk.database, "petugas@dpupr.test", "sawah hijau di kaki gunung")
    assert matches(found(desk, "petugas@dpupr.test").password_hash, "sawah hijau di kaki gunung")


def test_unknown_address_is_named(desk: Desk) -> None:
    with pytest.raises(StaffError, match=r"tidak@ada\.test"):
        staff_admin.disable_officer(desk.database, "tidak@ada.test")


def test_demo_accounts_cover_every_office_of_the_government_with_one_hash(desk: Desk) -> None:
    region = sumedang()
    added = staff_admin.ensure_demo_staff(desk.database, region, PASSWORD, NOW)
    own = {f"admin.{slug}@kepo.test" for slug, agency in region.agencies.items() if not agency.outside}
    assert {person.email for person in region.staff} | own == set(added)
    assert "admin.disdukcapil@kepo.test" in added
    with desk.database.read() as session:
        demo = [officer for officer in officers(session) if officer.is_demo]
    assert len({officer.password_hash for officer in demo}) == 1
    assert found(desk, "koordinator@kepo.test").role is Role.COORDINATOR
    assert found(desk, "juri@kepo.test").role is Role.JURY
    desk.sign_in("admin.dlhk@kepo.test")


def test_demo_accounts_are_made_once(desk: Desk) -> None:
    staff_admin.ensure_demo_staff(desk.database, sumedang(), PASSWORD, NOW)
    assert staff_admin.ensure_demo_staff(desk.database, sumedang(), "sandi yang lain", NOW) == ()
    desk.sign_in("koordinator@kepo.test")
