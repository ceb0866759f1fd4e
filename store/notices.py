"""Turns the notices of a decision into outbox rows and bells, in the caller's transaction.

One row for the citizen; for an agency or the coordinator one bell, and one mail for each active member of staff.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from store.base import new_id
from store.people import channel_of
from store.tables import Bell, Officer, Outbox, TicketRow
from store.words import OutboxChannel, OutboxState
from tickets.facts import Notice, Ticket
from tickets.vocabulary import Audience, Channel, Role

NO_ADDRESS = "no_address"  # reason of a notice to a citizen of whom no chat address is known


@dataclass(frozen=True)
class Routing:
    """How notices travel. `mail`: mails are wanted at all; `coordinator`: the coordinating agency's slug."""

    mail: bool
    coordinator: str


def queue_notices(
    session: Session, ticket: Ticket, notices: Sequence[Notice], routing: Routing, *, at: datetime
) -> None:
    """Queue what a decision wants told; `ticket` is folded already, so that `last_seq` names the decision."""
    for notice in notices:
        if notice.audience is Audience.CITIZEN:
            _tell_citizen(session, ticket, notice, at)
        else:
            _tell_staff(session, ticket, notice, routing, at)
    session.flush()


def _tell_citizen(session: Session, ticket: Ticket, notice: Notice, at: datetime) -> None:
    row = session.get_one(TicketRow, ticket.id)
    if row.citizen_id is None:
        return
    channel = _chat_channel(session, Channel(row.channel), row.citizen_id)
    outbox = _row(ticket, notice, channel or OutboxChannel.WHATSAPP, at)
    outbox.citizen_id = row.citizen_id
    if channel is None:
        outbox.state, outbox.reason, outbox.next_try_at = OutboxState.UNSENDABLE.value, NO_ADDRESS, None
    session.add(outbox)


def _chat_channel(session: Session, channel: Channel, citizen_id: str) -> OutboxChannel | None:
    """The ticket's own channel if one can chat on it (not the console), else where the citizen wrote last."""
    known: Channel | None = channel
    if channel not in (Channel.WHATSAPP, Channel.SIMULATOR):
        known = channel_of(session, citizen_id)
    return None if known is None else OutboxChannel(known.value)


def _tell_staff(session: Session, ticket: Ticket, notice: Notice, routing: Routing, at: datetime) -> None:
    agency = notice.agency if notice.audience is Audience.AGENCY else None
    session.add(Bell(agency=agency, ticket_id=ticket.id, key=notice.key.value, at=at))
    if not routing.mail:
        return
    for officer in _staff(session, notice, routing):
        mail = _row(ticket, notice, OutboxChannel.EMAIL, at)
        mail.unique_key = f"{mail.unique_key}:{notice.audience}:{officer.id}"
        mail.recipient = officer.email
        session.add(mail)


def _staff(session: Session, notice: Notice, routing: Routing) -> Sequence[Officer]:
    """Those who work on tickets: an agency's officers, or the coordinators; heads and juries only read."""
    if notice.audience is Audience.AGENCY:
        ours = (col(Officer.role) == Role.OFFICER.value, col(Officer.agency) == notice.agency)
    else:
        here = or_(col(Officer.agency) == routing.coordinator, col(Officer.agency).is_(None))
        ours = (col(Officer.role) == Role.COORDINATOR.value, here)
    query = select(Officer).where(col(Officer.active), *ours).order_by(col(Officer.email))
    return session.exec(query).all()


def _row(ticket: Ticket, notice: Notice, channel: OutboxChannel, at: datetime) -> Outbox:
    return Outbox(
        id=new_id(),
        unique_key=f"{ticket.id}:{ticket.last_seq}:{notice.key}",
        channel=channel.value,
        audience=notice.audience.value,
        ticket_id=ticket.id,
        message_id=notice.message,
        key=notice.key.value,
        params=dict(notice.params),
        next_try_at=at,
        created_at=at,
        state_at=at,
    )
