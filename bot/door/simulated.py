"""The simulator's half of a channel: it accepts every message; the page that shows it gives the receipts."""

from collections.abc import Sequence
from datetime import datetime

from bot.door.channel import Accepted, Found, Outgoing
from store.people import Address


class SimulatedSender:
    """Nothing leaves the house: the message waits in the outbox until the page reads it."""

    def send(self, message: Outgoing) -> Accepted:
        return Accepted(f"SIM{message.reference}", "sent")

    def find(self, to: Address, since: datetime) -> Sequence[Found]:
        return ()
