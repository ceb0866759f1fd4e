"""What the provider holds: messages that it accepted, whichever way they came, and files that citizens sent."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

ACCOUNT = "AC" + "0" * 31 + "7"


@dataclass
class Held:
    """One accepted message. `origin`: rest or twiml."""

    sid: str
    to: str
    sender: str
    body: str
    callback: str
    origin: str
    created_at: datetime
    content_sid: str | None = None
    status: str = "queued"
    error_code: int | None = None

    def as_json(self) -> dict[str, object]:
        """The message resource, as much of it as a client reads."""
        stamp = format_datetime(self.created_at.astimezone(UTC))
        return {
            "sid": self.sid,
            "account_sid": ACCOUNT,
            "api_version": "2010-04-01",
            "to": self.to,
            "from": self.sender,
            "body": self.body,
            "status": self.status,
            "error_code": self.error_code,
            "error_message": None,
            "direction": "outbound-reply" if self.origin == "twiml" else "outbound-api",
            "date_created": stamp,
            "date_updated": stamp,
            "date_sent": None,
            "messaging_service_sid": None,
            "num_media": "0",
            "num_segments": "1",
            "price": None,
            "price_unit": None,
            "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{self.sid}.json",
        }


@dataclass
class Ledger:
    """Accepted messages in order. `now` stamps them: a test that stands still keeps its provider standing still."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    on_accept: Callable[[Held], None] = lambda held: None
    _held: list[Held] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def accept(
        self, *, to: str, sender: str, body: str, callback: str, origin: str, content_sid: str | None = None
    ) -> Held:
        held = Held(f"SM{uuid.uuid4().hex}", to, sender, body, callback, origin, self.now(), content_sid)
        with self._lock:
            self._held.append(held)
        self.on_accept(held)
        return held

    def all(self) -> list[Held]:
        with self._lock:
            return list(self._held)

    def to(self, address: str) -> list[Held]:
        """Messages to one recipient, oldest first."""
        return [held for held in self.all() if held.to == f"whatsapp:{address.removeprefix('whatsapp:')}"]

    def forget(self, body: str) -> None:
        """As if a message had never arrived."""
        with self._lock:
            self._held = [held for held in self._held if held.body != body]
