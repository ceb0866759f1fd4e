"""`kepo ask`: what the desk would do with a first message, without writing anything, and how long each took."""

import time
from collections.abc import Iterable, Iterator
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


class Timed:
    """Messages answered one after another in this process. As text: how many, and their times."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._took: list[float] = []

    def answers(self, texts: Iterable[str], now: datetime) -> Iterator[dict[str, Any]]:
        for text in texts:
            began = time.perf_counter()
            found = ask(self._desk, text, now)
            self._took.append(time.perf_counter() - began)
            yield found

    def __str__(self) -> str:
        ordered = sorted(self._took)
        if not ordered:
            return "0 messages"
        half, most = (1000 * ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.99))
        total = sum(ordered)
        return f"{len(ordered)} messages in {total:.1f} s; each p50 {half:.1f} ms, p99 {most:.1f} ms"
