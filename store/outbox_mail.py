"""Mails that no ticket's decision asks for, such as the morning digest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from store.base import new_id
from store.insert import insert_if_absent
from store.tables import Outbox
from store.words import OutboxChannel, OutboxState
from tickets.vocabulary import Audience


def queue_mail(
    session: Session,
    *,
    unique_key: str,
    audience: Audience,
    recipient: str,
    key: str,
    params: Mapping[str, Any],
    now: datetime,
) -> bool:
    """Queue one mail; False if one with this key is there already."""
    values = {
        "id": new_id(),
        "unique_key": unique_key,
        "channel": OutboxChannel.EMAIL.value,
        "audience": audience.value,
        "recipient": recipient,
        "key": key,
        "params": dict(params),
        "state": OutboxState.QUEUED.value,
        "urgent": False,
        "must_arrive": False,
        "attempts": 0,
        "next_try_at": now,
        "created_at": now,
        "state_at": now,
    }
    return insert_if_absent(session, Outbox, values, ("unique_key",))
