"""Rows with sensible defaults for tests of every room. Each returns what the store itself returns.

Times are aware UTC; `NOW` is a Monday morning in Sumedang, in office hours.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

from sqlmodel import Session

from store.base import new_id
from store.inbox import IncomingMessage, StoredMessage, store_message
from store.people import Address, CitizenFacts, lock_citizen
from store.record import NewTicket, Routing, create_ticket
from store.tables import Officer
from store.words import AddressKind
from tickets.facts import By, Decision, NewEvent, Notice, Ticket
from tickets.vocabulary import Actor, Channel, EventKind, Kind, Role

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
ROUTING = Routing(mail=True, coordinator="diskominfo")
_NUMBERS = count(1)
_BASE_32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def make_citizen(
    session: Session, number: str | None = None, *, channel: Channel = Channel.WHATSAPP, at: datetime = NOW
) -> CitizenFacts:
    """A citizen who has just written from the number."""
    number = number or f"+62812{next(_NUMBERS):08d}"
    return lock_citizen(session, channel, [Address(AddressKind.NUMBER, number)], at)


def make_message(
    session: Session,
    citizen_id: str,
    text: str = "jalan rusak",
    *,
    channel: Channel = Channel.WHATSAPP,
    at: datetime = NOW,
    provider_id: str | None = None,
) -> StoredMessage:
    """A text message of the citizen."""
    provider_id = provider_id or f"SM{new_id()}"
    return store_message(session, citizen_id, IncomingMessage(channel, provider_id, "text", text, at))


def make_officer(
    session: Session,
    email: str | None = None,
    *,
    role: Role = Role.OFFICER,
    agency: str | None = "dpupr",
    active: bool = True,
) -> Officer:
    """A member of staff who cannot sign in: the hash is none."""
    officer = Officer(
        id=new_id(),
        email=email or f"petugas{next(_NUMBERS)}@kepo.test",
        name="Petugas Uji",
        role=role.value,
        agency=agency,
        password_hash="!",
        active=active,
        created_at=NOW,
    )
    session.add(officer)
    session.flush()
    return officer


def make_code() -> str:
    """A code that no other ticket of this test run has. Its check symbol is not computed."""
    number, symbols = next(_NUMBERS), ""
    while number:
        number, digit = divmod(number, 32)
        symbols = _BASE_32[digit] + symbols
    return f"LP-{symbols.rjust(7, '0')}0"


def opened(
    *, kind: Kind = Kind.COMPLAINT, category: str | None = "jalan-rusak", at: datetime = NOW, message: str | None = None
) -> NewEvent:
    """The first event of a ticket."""
    data = {
        "kind": kind.value,
        "category": category,
        "channel": Channel.WHATSAPP.value,
        "message": message,
        "first_message_at": at.isoformat(),
        "promised_due": (at + timedelta(days=11)).isoformat(),
        "rule_version": "2026",
        "calendar_version": "2026",
    }
    return NewEvent(EventKind.OPENED, at, By(Actor.SYSTEM), data)


def disposed(
    agency: str = "dpupr",
    *,
    kind: Kind = Kind.COMPLAINT,
    category: str | None = "jalan-rusak",
    at: datetime = NOW,
    answer_due: datetime | None = None,
    resolve_due: datetime | None = None,
) -> NewEvent:
    """A disposition; by default due in 7 days (answer) and 20 days (resolution)."""
    data = {
        "agency": agency,
        "kind": kind.value,
        "category": category,
        "answer_wd": 5,
        "resolve_wd": 14,
        "answer_due": (answer_due or at + timedelta(days=7)).isoformat(),
        "resolve_due": (resolve_due or at + timedelta(days=20)).isoformat(),
        "rule_version": "2026",
        "calendar_version": "2026",
    }
    return NewEvent(EventKind.DISPOSED, at, By(Actor.SYSTEM), data)


def make_ticket(
    session: Session,
    *,
    citizen_id: str | None = None,
    agency: str | None = "dpupr",
    kind: Kind = Kind.COMPLAINT,
    category: str | None = "jalan-rusak",
    at: datetime = NOW,
    answer_due: datetime | None = None,
    events: Sequence[NewEvent] = (),
    notices: Sequence[Notice] = (),
    routing: Routing = ROUTING,
    new: NewTicket | None = None,
) -> Ticket:
    """A ticket of the agency (None: still in screening), followed by `events`. `new` overrides the row's own values."""
    history = [opened(kind=kind, category=category, at=at)]
    if agency is not None:
        history.append(disposed(agency, kind=kind, category=category, at=at, answer_due=answer_due))
    values = new or NewTicket(id=new_id(), code=make_code(), channel=Channel.WHATSAPP, text="jalan rusak di Cikole")
    values = replace(values, citizen_id=values.citizen_id or citizen_id)
    return create_ticket(session, values, Decision((*history, *events), tuple(notices)), routing)
