"""`kepo ask`: what the desk would do with a first message, without writing anything."""

from datetime import datetime
from typing import Any

from bot.desk import Desk
from flows.catalogue import render
from flows.engine import step
from flows.state import START
from flows.types import Inbound, InboundKind, World
from tickets.personal_numbers import mask


def ask(desk: Desk, text: str, now: datetime) -> dict[str, Any]:
    """The answer in the contract's shape."""
    masked = mask(text)
    understood = desk.understand(masked.text)
    world = World(
        now=now,
        today=desk.calendar.local_date(now),
        citizen_name=None,
        privacy_noticed=True,
        language=understood.language.value,
        privacy_link=f"{desk.settings.base_url}/privasi",
    )
    inbound = Inbound("ask", InboundKind.TEXT, masked.text, now, masked=tuple(masked.kinds))
    turn = step(START, inbound, understood, world, desk.region)
    return {
        "text": masked.text,
        "language": understood.language.value,
        "outcome": understood.outcome.value,
        "kind": understood.kind.value,
        "article": understood.article,
        "confidence": round(understood.confidence, 4),
        "candidates": [{"article": c.article, "confidence": round(c.confidence, 4)} for c in understood.candidates],
        "category": understood.category,
        "agency": understood.agency,
        "emergency": understood.emergency is not None,
        "reply": "\n\n".join(render(reply, world.language) for reply in turn.replies),
    }
