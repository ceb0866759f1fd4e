"""Tickets as citizens file them, through the desk's own decisions, for tests of the console."""

from datetime import datetime
from itertools import count

from sqlmodel import col, select

from store.base import new_id
from store.inbox import IncomingMedia, IncomingMessage, link_messages, store_message
from store.people import Address, lock_citizen
from store.record import NewTicket, create_ticket, load_ticket, record
from store.tables import Media, Message
from store.words import AddressKind, MediaState
from tests.admin.conftest import Desk
from tickets import desk as rules
from tickets.codes import code_from
from tickets.desk import Opening
from tickets.facts import By, Ticket
from tickets.vocabulary import Actor, Channel, Kind

NUMBER = "+6281200000001"
_CODES = count(7_000_000)


def file_ticket(
    desk: Desk,
    text: str = "jalan di depan pasar berlubang dalam",
    *,
    kind: Kind = Kind.COMPLAINT,
    category: str | None = "jalan-rusak",
    confirmed: bool = True,
    confidence: float = 0.95,
    number: str = NUMBER,
    name: str | None = "Euis Komariah",
    hide_name: bool = False,
    suggested: str | None = None,
    photos: int = 0,
    place: tuple[float, float] | None = None,
    at: datetime | None = None,
    channel: Channel = Channel.WHATSAPP,
) -> Ticket:
    """A citizen's ticket: with the defaults it goes straight to the category's agency."""
    now = at or desk.clock.now
    with desk.database.write() as session:
        citizen = lock_citizen(session, channel, [Address(AddressKind.NUMBER, number)], now)
        media = tuple(IncomingMedia(f"https://api.twilio.com/{new_id()}", "image/jpeg") for _ in range(photos))
        incoming = IncomingMessage(channel, f"SM{new_id()}", "text", text, now, media=media)
        message = store_message(session, citizen.id, incoming)
        opening = Opening(
            ticket_id=new_id(), code=code_from(next(_CODES)), kind=kind, category=category,
            category_confirmed=confirmed, confidence=confidence, suggested_agency=suggested, channel=channel,
            message=message.id, first_message_at=now, hide_name=hide_name, hide_content=False,
        )  # fmt: skip
        decision = rules.open_ticket(
            opening, by=By(Actor.CITIZEN, citizen.id), now=now, calendar=desk.context.calendar,
            rulebook=desk.context.rulebook,
        )  # fmt: skip
        supervised = kind is Kind.SUPERVISION
        new = NewTicket(
            id=opening.ticket_id, code=opening.code, channel=channel, text=text, citizen_id=citizen.id,
            suggested_agency=suggested, category_confidence=confidence, place_text="depan Pasar Tanjungsari",
            latitude=place[0] if place else None, longitude=place[1] if place else None, reporter_name=name,
            hide_name=hide_name or supervised, hide_content=supervised, messages=(message.id,),
        )  # fmt: skip
        return create_ticket(session, new, decision, desk.context.routing)


def citizen_adds(desk: Desk, ticket: Ticket, text: str, number: str = NUMBER) -> Ticket:
    """The citizen writes something more to the ticket."""
    now = desk.clock.now
    with desk.database.write() as session:
        citizen = lock_citizen(session, Channel.WHATSAPP, [Address(AddressKind.NUMBER, number)], now)
        message = store_message(session, citizen.id, IncomingMessage(Channel.WHATSAPP, None, "text", text, now))
        link_messages(session, ticket.id, [message.id])
        held = load_ticket(session, ticket.id)
        by = By(Actor.CITIZEN, citizen.id)
        decision = rules.citizen_added(held, message.id, by=by, now=now, calendar=desk.context.calendar)
        return record(session, ticket.id, decision, desk.context.routing)


def dispose(desk: Desk, ticket: Ticket, agency: str) -> Ticket:
    """The coordinator gives the ticket to an agency."""
    with desk.database.write() as session:
        decision = rules.dispose(
            load_ticket(session, ticket.id), agency, by=By(Actor.COORDINATOR, "c"), now=desk.clock.now,
            calendar=desk.context.calendar, rulebook=desk.context.rulebook,
        )  # fmt: skip
        return record(session, ticket.id, decision, desk.context.routing)


def now_of(desk: Desk, ticket: Ticket) -> Ticket:
    with desk.database.read() as session:
        return load_ticket(session, ticket.id, for_update=False)


def store_photo(desk: Desk, ticket: Ticket, body: bytes, content_type: str = "image/jpeg") -> str:
    """A file on the ticket's first message as the worker leaves it; the id of its row."""
    sha256 = new_id() * 2
    folder = desk.media_dir / sha256[:2]
    folder.mkdir(exist_ok=True)
    (folder / sha256).write_bytes(body)
    with desk.database.write() as session:
        message = session.exec(select(Message.id).where(col(Message.ticket_id) == ticket.id)).first()
        row = Media(
            message_id=str(message), provider_url="https://api.twilio.com/x", content_type=content_type,
            state=MediaState.STORED.value, sha256=sha256, size=len(body), next_try_at=desk.clock.now,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id
