"""Signing in: the throttle, the password, and the person behind a cookie.

Rule: an unknown address, a closed account and a wrong password get the same answer after the same work. A try is
written down before the password is looked at, so that many at once cannot pass the throttle together.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from admin.passwords import matches
from admin.person import Person
from admin.throttle import MEMORY, blocked_until
from store.session import Database
from store.staff import (
    OfficerFacts,
    failures_since_success,
    find_officer,
    note_attempt,
    note_sign_in,
    officer_by_id,
)


@dataclass(frozen=True)
class Entry:
    """What a try led to: somebody, a wait, or neither."""

    person: Person | None = None
    wait_until: datetime | None = None


def person_of(officer: OfficerFacts) -> Person:
    return Person(
        officer_id=officer.id,
        email=officer.email,
        name=officer.name,
        role=officer.role,
        agency=officer.agency,
        session_key=officer.session_key,
        must_change_password=officer.must_change_password,
        bell_seen=officer.bell_seen,
    )


def by_cookie(session: Session, cookie_id: str) -> Person | None:
    """The person of a session; None once the account is closed or its key has changed."""
    officer_id, _, key = cookie_id.partition(":")
    officer = officer_by_id(session, officer_id)
    if officer is None or not officer.active or officer.session_key != key:
        return None
    return person_of(officer)


def try_sign_in(database: Database, email: str, password: str, now: datetime) -> Entry:
    """One try. The password is checked outside the transaction, which would hold up every other writer."""
    address = email.strip().lower()
    with database.write() as session:
        until = blocked_until(failures_since_success(session, address, now - MEMORY))
        if until is not None and now < until:
            return Entry(wait_until=until)
        note_attempt(session, address, succeeded=False, now=now)
        officer = find_officer(session, address)
    known = officer if officer is not None and officer.active else None
    if not matches(known.password_hash if known else None, password) or known is None:
        return Entry()
    with database.write() as session:
        note_attempt(session, address, succeeded=True, now=now)
        note_sign_in(session, known.id, now)
    return Entry(person_of(known))
