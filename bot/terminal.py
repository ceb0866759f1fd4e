"""The conversation in a terminal: the same dispatch, one simulated citizen for each start."""

from typing import TextIO

from bot.desk import Desk
from bot.dispatch import handle
from bot.door.channel import Incoming
from flows.types import InboundKind
from store.base import new_id
from store.people import Address
from store.words import AddressKind
from tickets.vocabulary import Channel


def converse(desk: Desk, lines: TextIO, out: TextIO) -> int:
    """Read lines, print replies, until the input ends."""
    me = Address(AddressKind.SIMULATED, f"terminal-{new_id()[:12]}")
    for line in lines:
        turn = handle(
            desk,
            Incoming(
                channel=Channel.SIMULATOR,
                provider_id=f"terminal-{new_id()}",
                addresses=(me,),
                kind=InboundKind.TEXT,
                text=line.strip(),
                media=(),
                place=None,
                button=None,
                quoted_provider_id=None,
                received_at=desk.now(),
            ),
        )
        for reply in turn.replies:
            out.write(f"{reply.body}\n\n")
        out.flush()
    return 0
