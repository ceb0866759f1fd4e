"""Members of staff and their sign-ins. A change of role, agency or password, or an account's end, renews the session
key, and with it every open session of that person ends. Hashing is the console's; here a hash is a string.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from store.base import new_id
from store.tables import Officer, SignInAttempt
from tickets.vocabulary import Role


class OfficerExists(ValueError):
    """Somebody has this e-mail address already."""


class OfficerMissing(LookupError):
    """Nobody has this e-mail address or id."""


@dataclass(frozen=True)
class OfficerFacts:
    """A member of staff, the hash included: for sign-in and the staff pages, never for a template."""

    id: str
    email: str
    name: str
    role: Role
    agency: str | None
    password_hash: str
    session_key: str
    must_change_password: bool
    active: bool
    is_demo: bool
    bell_seen: int
    created_at: datetime
    signed_in_at: datetime | None


def add_officer(
    session: Session,
    *,
    email: str,
    role: Role,
    agency: str | None,
    password_hash: str,
    now: datetime,
    name: str = "",
    must_change_password: bool = True,
    is_demo: bool = False,
) -> OfficerFacts:
    """Create an account. The address is kept in lower case."""
    if find_officer(session, email) is not None:
        raise OfficerExists(f"{email} has an account already")
    row = Officer(
        id=new_id(),
        email=_address(email),
        name=name,
        role=role.value,
        agency=agency,
        password_hash=password_hash,
        must_change_password=must_change_password,
        is_demo=is_demo,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return _facts(row)


def find_officer(session: Session, email: str) -> OfficerFacts | None:
    """By address, without regard to case; disabled ones too (see `active`)."""
    return _found(session, col(Officer.email) == _address(email))


def officer_by_id(session: Session, officer_id: str) -> OfficerFacts | None:
    return _found(session, col(Officer.id) == officer_id)


def officers(session: Session, agency: str | None = None) -> tuple[OfficerFacts, ...]:
    """All members of staff, or an agency's, by agency and address."""
    query = select(Officer).order_by(col(Officer.agency), col(Officer.email))
    if agency is not None:
        query = query.where(col(Officer.agency) == agency)
    return tuple(_facts(row) for row in session.exec(query).all())


def has_demo_staff(session: Session) -> bool:
    """Whether an active demo account exists: production refuses to start with one."""
    query = select(Officer.id).where(col(Officer.is_demo), col(Officer.active)).limit(1)
    return session.exec(query).first() is not None


def set_password(session: Session, officer_id: str, password_hash: str, *, must_change: bool) -> str:
    """The new session key, for the person who has just changed the own password."""
    return _change(session, officer_id, password_hash=password_hash, must_change_password=must_change)


def set_role(session: Session, officer_id: str, role: Role, agency: str | None) -> None:
    _change(session, officer_id, role=role.value, agency=agency)


def disable_officer(session: Session, officer_id: str) -> None:
    """End the access; what the person did stays."""
    _change(session, officer_id, active=False)


def enable_officer(session: Session, officer_id: str) -> None:
    _change(session, officer_id, active=True)


def note_sign_in(session: Session, officer_id: str, now: datetime) -> None:
    session.exec(update(Officer).where(col(Officer.id) == officer_id).values(signed_in_at=now))


def note_attempt(session: Session, email: str, *, succeeded: bool, now: datetime) -> None:
    """Remember a try, for an address of ours or not."""
    session.add(SignInAttempt(email=_address(email)[:200], at=now, succeeded=succeeded))
    session.flush()


def failures_since_success(session: Session, email: str, since: datetime) -> tuple[datetime, ...]:
    """Times of failed tries after the last success and not before `since`, oldest first."""
    tries = (
        select(SignInAttempt)
        .where(col(SignInAttempt.email) == _address(email)[:200], col(SignInAttempt.at) >= since)
        .order_by(col(SignInAttempt.at), col(SignInAttempt.id))
    )
    failures: list[datetime] = []
    for attempt in session.exec(tries).all():
        failures = [] if attempt.succeeded else [*failures, attempt.at]
    return tuple(failures)


def forget_attempts(session: Session, before: datetime) -> None:
    """Drop tries that no throttle looks at any more."""
    session.exec(delete(SignInAttempt).where(col(SignInAttempt.at) < before))


def _change(session: Session, officer_id: str, **values: Any) -> str:
    key = new_id()
    changed = update(Officer).where(col(Officer.id) == officer_id).values(session_key=key, **values)
    if session.exec(changed).rowcount != 1:
        raise OfficerMissing(f"no member of staff {officer_id}")
    return key


def _found(session: Session, condition: Any) -> OfficerFacts | None:
    query = select(Officer).where(condition).execution_options(populate_existing=True)
    row = session.exec(query).first()
    return None if row is None else _facts(row)


def _facts(row: Officer) -> OfficerFacts:
    return OfficerFacts(
        id=row.id,
        email=row.email,
        name=row.name,
        role=Role(row.role),
        agency=row.agency,
        password_hash=row.password_hash,
        session_key=row.session_key,
        must_change_password=row.must_change_password,
        active=row.active,
        is_demo=row.is_demo,
        bell_seen=row.bell_seen,
        created_at=row.created_at,
        signed_in_at=row.signed_in_at,
    )


def _address(email: str) -> str:
    return email.strip().lower()
