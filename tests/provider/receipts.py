"""Delivery receipts: signed callbacks to the address that each message named, in any order and number."""

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from urllib.parse import urlsplit

from tests.provider.fake import TOKEN
from tests.provider.inbound import Door, NoAnswer, signature
from tests.provider.ledger import ACCOUNT, Held

USUAL = ("sent", "delivered", "read")


@dataclass
class Receipts:
    """Reports what became of a message, at once."""

    door: Door
    secret: str = TOKEN

    def report(self, held: Held, status: str, error_code: int | None = None) -> int:
        """Post one receipt; the desk's status, 0 if there was no answer. It is not repeated."""
        held.status, held.error_code = status, error_code or held.error_code
        form = [
            ("ChannelPrefix", "whatsapp"),
            ("ApiVersion", "2010-04-01"),
            ("MessageStatus", status),
            ("SmsSid", held.sid),
            ("SmsStatus", status),
            ("To", held.to),
            ("From", held.sender),
            ("MessageSid", held.sid),
            ("AccountSid", ACCOUNT),
        ]
        if error_code is not None:
            form.append(("ErrorCode", str(error_code)))
        parts = urlsplit(held.callback)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        try:
            return self.door.post(path, form, signature(held.callback, form, self.secret), 5.0).status
        except NoAnswer:
            return 0


@dataclass
class Postman:
    """Brings receipts in the background: late, sometimes twice, sometimes in the wrong order, sometimes lost."""

    receipts: Receipts
    dice: random.Random
    statuses: Sequence[str] = USUAL
    late: float = 0.1  # seconds at most between two
    _waiting: Queue[Held] = field(default_factory=Queue)
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Callable[[], None]:
        """Begin; the result stops it after what is waiting has been brought."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()

        def stop() -> None:
            self._ended.set()
            thread.join(timeout=30)

        return stop

    def accept(self, held: Held) -> None:
        """Hook for a ledger: every accepted message gets its receipts."""
        self._waiting.put(held)

    def _run(self) -> None:
        while True:
            try:
                held = self._waiting.get(timeout=0.1)
            except Empty:
                if self._ended.is_set():
                    return
                continue
            for status in self._order():
                time.sleep(self.dice.uniform(0, self.late))
                self.receipts.report(held, status)

    def _order(self) -> list[str]:
        order = list(self.statuses[: self.dice.randint(1, len(self.statuses))])
        if self.dice.random() < 0.3:
            order.append(self.dice.choice(order))
        if self.dice.random() < 0.3:
            self.dice.shuffle(order)
        return order
