"""Accounts of staff for the command line: the only way to the first account in production.

Rule: a password that somebody else has seen must be changed at the first sign-in.
"""

import re
from datetime import datetime

from admin.passwords import hash_password, one_time_password, too_weak
from knowledge.types import Region
from store import staff
from store.session import Database
from store.staff import OfficerFacts
from tickets.vocabulary import Role

LONGEST_ADDRESS = 200  # as the table of officers keeps it
_ADDRESS = re.compile(r"[^\s@<>,;:\"\\]+@[^\s@<>,;:\"\\]+", re.ASCII)
ROLES_OF_AN_AGENCY = frozenset({Role.OFFICER, Role.AGENCY_HEAD})


class StaffError(Exception):
    """An account cannot be made or changed; the message says why and what to do."""


def add_officer(
    database: Database, region: Region, email: str, role: Role, agency: str | None, now: datetime, name: str = ""
) -> str:
    """Create an account; the one-time password, which is shown once and kept nowhere."""
    _check_address(email)
    _check_agency(region, role, agency)
    password = one_time_password()
    hashed = hash_password(password)
    try:
        with database.write() as session:
            staff.add_officer(session, email=email, role=role, agency=agency, password_hash=hashed, now=now, name=name)
    except staff.OfficerExists:
        raise StaffError(f"{email} has an account already; use `password` to set a new password") from None
    return password


def disable_officer(database: Database, email: str) -> None:
    """Close an account; its open sessions end at their next request."""
    with database.write() as session:
        staff.disable_officer(session, _known(staff.find_officer(session, email), email).id)


def reset_password(database: Database, email: str) -> str:
    """A new one-time password for an account, which is opened again if it was closed."""
    password = one_time_password()
    hashed = hash_password(password)
    with database.write() as session:
        officer = _known(staff.find_officer(session, email), email)
        staff.enable_officer(session, officer.id)
        staff.set_password(session, officer.id, hashed, must_change=True)
    return password


def set_password(database: Database, email: str, password: str) -> None:
    """A password of the owner's own choice."""
    if too_weak(password, email) is not None:
        raise StaffError("this password is too weak: at least 12 characters, without the name in the address")
    hashed = hash_password(password)
    with database.write() as session:
        officer = _known(staff.find_officer(session, email), email)
        staff.set_password(session, officer.id, hashed, must_change=False)


def ensure_demo_staff(database: Database, region: Region, password: str, now: datetime) -> tuple[str, ...]:
    """The demo accounts that are missing, all with one shared hash; returns the addresses that were added."""
    wanted = [(person.email, person.name, Role(person.role), person.agency) for person in region.staff]
    wanted += [
        (f"admin.{agency.slug}@kepo.test", f"Admin {agency.short}", Role.OFFICER, agency.slug)
        for agency in region.agencies.values()
        if not agency.outside
    ]
    with database.read() as session:
        known = {officer.email for officer in staff.officers(session)}
    missing = [row for row in wanted if row[0] not in known]
    if not missing:
        return ()
    shared = hash_password(password)
    with database.write() as session:
        for email, name, role, agency in missing:
            staff.add_officer(
                session, email=email, role=role, agency=agency, password_hash=shared, now=now, name=name,
                must_change_password=False, is_demo=True,
            )  # fmt: skip
    return tuple(email for email, *_ in missing)


def _known(officer: OfficerFacts | None, email: str) -> OfficerFacts:
    if officer is None:
        raise StaffError(f"nobody has the address {email}")
    return officer


def _check_address(email: str) -> None:
    if len(email.strip()) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(email.strip()):
        raise StaffError(f"{email!r} is not an e-mail address")


def _check_agency(region: Region, role: Role, agency: str | None) -> None:
    if agency is None:
        if role in ROLES_OF_AN_AGENCY:
            raise StaffError(f"the role {role} needs an agency")
        return
    if role is Role.COORDINATOR and agency != region.coordinator:
        # A coordinator reads everything, complaints about the own office's people included.
        raise StaffError(f"a coordinator belongs to {region.coordinator}: leave --agency out")
    known = region.agencies.get(agency)
    if known is None or known.outside:
        raise StaffError(f"{agency!r} is not an agency of {region.name}")
