"""Templates that tell a citizen of a parked notice: the only thing that may be sent outside the window."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from store.base import new_id
from store.insert import insert_if_absent
from store.outbox_rows import locked_row
from store.tables import Outbox

ANNOUNCEMENT_KEY = "announcement"


def queue_announcement(
    session: Session, parked_id: str, *, template: str, params: Mapping[str, Any], now: datetime
) -> bool:
    """Queue the template that tells a citizen of a parked notice, once for each."""
    parked = locked_row(session, parked_id)
    row = Outbox(
        id=new_id(),
        unique_key=f"announce:{parked_id}",
        channel=parked.channel,
        audience=parked.audience,
        citizen_id=parked.citizen_id,
        ticket_id=parked.ticket_id,
        key=ANNOUNCEMENT_KEY,
        params=dict(params),
        template=template,
        announces=parked_id,
        next_try_at=now,
        created_at=now,
        state_at=now,
    )
    return insert_if_absent(session, Outbox, row.model_dump(), ("unique_key",))
