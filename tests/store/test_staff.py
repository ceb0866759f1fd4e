"""Accounts of staff and the tries at their doors."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from store.session import Database
from store.staff import (
    OfficerExists,
    OfficerFacts,
    OfficerMissing,
    add_officer,
    disable_officer,
    enable_officer,
    failures_since_success,
    find_officer,
    forget_attempts,
    has_demo_staff,
    note_attempt,
    note_sign_in,
    officer_by_id,
    officers,
    set_password,
    set_role,
)
from tests.factories import NOW
from tickets.vocabulary import Role

MINUTE = timedelta(minutes=1)


def added(session: Session, email: str = "Admin.DPUPR@kepo.test", is_demo: bool = False) -> OfficerFacts:
    return add_officer(
        session, email=email, role=Role.OFFICER, agency="dpupr", password_hash="hash", now=NOW, is_demo=is_demo
    )


def again(session: Session, officer: OfficerFacts) -> OfficerFacts:
    found = officer_by_id(session, officer.id)
    assert found is not None
    return found


def test_address_is_found_without_regard_to_case_and_taken_once(database: Database) -> None:
    with database.write() as session:
        officer = added(session)
        assert find_officer(session, " admin.dpupr@KEPO.test ") == officer
        assert find_officer(session, "nobody@kepo.test") is None
        with pytest.raises(OfficerExists):
            added(session, "admin.dpupr@kepo.test")


def test_every_change_of_access_ends_the_open_sessions(database: Database) -> None:
    with database.write() as session:
        officer = added(session)
        keys = {officer.session_key, set_password(session, officer.id, "other", must_change=False)}
        set_role(session, officer.id, Role.AGENCY_HEAD, "dlhk")
        keys.add(again(session, officer).session_key)
        disable_officer(session, officer.id)
        keys.add(again(session, officer).session_key)
        enable_officer(session, officer.id)
        now = again(session, officer)
    assert len(keys | {now.session_key}) == 5
    assert (now.role, now.agency, now.active, now.password_hash) == (Role.AGENCY_HEAD, "dlhk", True, "other")
    assert not now.must_change_password


def test_unknown_account_cannot_be_changed(database: Database) -> None:
    with database.write() as session, pytest.raises(OfficerMissing):
        disable_officer(session, "nobody")


def test_failures_are_counted_since_the_last_success(database: Database) -> None:
    with database.write() as session:
        for minute, succeeded in enumerate([False, True, False, False]):
            note_attempt(session, "A@kepo.test", succeeded=succeeded, now=NOW + minute * MINUTE)
        note_attempt(session, "b@kepo.test", succeeded=False, now=NOW)
        assert failures_since_success(session, "a@kepo.test", NOW) == (NOW + 2 * MINUTE, NOW + 3 * MINUTE)
        assert failures_since_success(session, "a@kepo.test", NOW + 3 * MINUTE) == (NOW + 3 * MINUTE,)
        forget_attempts(session, NOW + 3 * MINUTE)
        assert failures_since_success(session, "b@kepo.test", NOW) == ()


def test_demo_accounts_count_only_while_active(database: Database) -> None:
    with database.write() as session:
        assert not has_demo_staff(session)
        demo = added(session, is_demo=True)
        assert has_demo_staff(session)
        disable_officer(session, demo.id)
        assert not has_demo_staff(session)


def test_staff_is_listed_by_agency(database: Database) -> None:
    with database.write() as session:
        mine = added(session)
        other = add_officer(
            session, email="x@kepo.test", role=Role.OFFICER, agency="dlhk", password_hash="hash", now=NOW
        )
        note_sign_in(session, mine.id, NOW)
        assert [officer.id for officer in officers(session)] == [other.id, mine.id]
        assert [officer.signed_in_at for officer in officers(session, "dpupr")] == [NOW]
