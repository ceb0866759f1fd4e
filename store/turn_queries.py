"""Small look-ups of a turn: when a matter was first written, which ticket a quoted notice spoke of."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.tables import Message, Outbox, TicketRow


def first_message_at(session: Session, message_ids: Sequence[str]) -> datetime | None:
    """When the earliest of these messages came in: the start of the citizen's clock."""
    query = select(func.min(col(Message.at))).where(col(Message.id).in_(list(message_ids)))
    return session.exec(query).one()


def code_of_notice(session: Session, citizen_id: str, provider_id: str) -> str | None:
    """The code of the ticket that a message of ours to this citizen spoke of."""
    query = (
        select(TicketRow.code)
        .join(Outbox, col(Outbox.ticket_id) == col(TicketRow.id))
        .where(col(Outbox.provider_id) == provider_id, col(Outbox.citizen_id) == citizen_id)
    )
    return session.exec(query).first()
