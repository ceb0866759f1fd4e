"""The provider's other half: it signs what a citizen wrote, calls the desk's webhook, and takes the answer as messages.

Rule: it repeats only where the provider would as the desk asks it to (`#rc=3&rp=ct,rt,5xx`): a connection that fails,
a read time-out, a 5xx. Never a 4xx, never longer than fifteen seconds in all.
"""

import time
import uuid
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

import requests
from twilio.request_validator import HMAC_SHA256, RequestValidator

from tests.provider.fake import SENDER, TOKEN
from tests.provider.ledger import ACCOUNT, Held, Ledger

WEBHOOK = "/webhooks/twilio/whatsapp"
RETRIES = 3
ALL_SECONDS = 15.0
Form = Sequence[tuple[str, str]]


class NoAnswer(Exception):
    """The connection failed, or nothing came in time."""


@dataclass(frozen=True)
class Answer:
    status: int
    body: str
    content_type: str = ""


class Door(Protocol):
    """Some way to the desk. Raises NoAnswer."""

    def post(self, path: str, form: Form, headers: dict[str, str], seconds: float) -> Answer: ...


@dataclass
class HttpDoor:
    """A desk behind a port."""

    address: str

    def post(self, path: str, form: Form, headers: dict[str, str], seconds: float) -> Answer:
        own = {"Content-Type": "application/x-www-form-urlencoded; charset=UTF-8", "Connection": "close", **headers}
        try:
            answer = requests.post(
                self.address + path, data=urlencode(form).encode(), headers=own, timeout=(5.0, seconds)
            )
        except requests.RequestException as error:
            raise NoAnswer(type(error).__name__) from error
        return Answer(answer.status_code, answer.text, answer.headers.get("Content-Type", ""))


def message_form(sender: str, body: str, sid: str | None = None, **more: str) -> list[tuple[str, str]]:
    """A webhook's form as the provider writes it, blank values included. `sender`: a number or a BSUID."""
    sid = sid or f"SM{uuid.uuid4().hex}"
    form = {
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ProfileName": "Warga",
        "MessageType": "text",
        "SmsSid": sid,
        "WaId": sender.removeprefix("+"),
        "SmsStatus": "received",
        "Body": body,
        "To": SENDER,
        "NumSegments": "1",
        "ReferralNumMedia": "0",
        "MessageSid": sid,
        "AccountSid": ACCOUNT,
        "From": f"whatsapp:{sender}",
        "ApiVersion": "2010-04-01",
        "FromCity": "",
    }
    return list({**form, **more}.items())


def signature(url: str, form: Form, secret: str = TOKEN, *, sha256: bool = False) -> dict[str, str]:
    """The headers that prove a form to be the provider's."""
    values: dict[str, list[str]] = {}
    for name, value in form:
        values.setdefault(name, []).append(value)
    algorithm = HMAC_SHA256 if sha256 else None
    made = RequestValidator(secret).compute_signature(url, _Many(values), algorithm)
    headers = {"X-Twilio-Signature": made}
    if sha256:
        headers["X-Twilio-Webhooks-Signature-Settings"] = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"
    return headers


class _Many(dict[str, list[str]]):
    """What the library's own signer reads a repeated name from."""

    def getall(self, name: str) -> list[str]:
        return self[name]


@dataclass(frozen=True)
class Delivered:
    """What became of one inbound message. `status` 0: the provider gave up without an answer."""

    status: int
    attempts: int
    messages: tuple[Held, ...] = ()

    @property
    def taken(self) -> bool:
        return self.status == 200

    @property
    def text(self) -> str:
        return "\n".join(held.body for held in self.messages)


@dataclass
class Inbound:
    """Calls the desk as the provider would. `public_url` is what the desk believes its address to be."""

    door: Door
    public_url: str
    ledger: Ledger
    secret: str = TOKEN
    pause: float = 0.2  # between attempts
    clock: Callable[[], float] = time.monotonic
    results: list[Delivered] = field(default_factory=list)

    def write(self, sender: str, body: str, sid: str | None = None, **more: str) -> Delivered:
        """A citizen's message, with all the attempts that the provider would make."""
        return self.deliver(message_form(sender, body, sid, **more))

    def deliver(self, form: Form) -> Delivered:
        result = self._deliver(form)
        self.results.append(result)
        return result

    def _deliver(self, form: Form) -> Delivered:
        headers = signature(self.public_url + WEBHOOK, form, self.secret)
        headers["I-Twilio-Idempotency-Token"] = str(uuid.uuid4())
        end = self.clock() + ALL_SECONDS
        status, attempt = 0, 0
        for attempt in range(1, RETRIES + 2):
            left = end - self.clock()
            if left <= 0:
                break
            try:
                answer = self.door.post(WEBHOOK, form, headers, left)
            except NoAnswer:
                status = 0
            else:
                status = answer.status
                if status < 500:
                    return Delivered(status, attempt, self._take(form, answer))
            time.sleep(self.pause)
        return Delivered(status, attempt)

    def _take(self, form: Form, answer: Answer) -> tuple[Held, ...]:
        """The messages of a TwiML answer, accepted like any other."""
        if answer.status != 200:
            return ()
        fields = dict(form)
        return tuple(
            self.ledger.accept(
                to=fields["From"],
                sender=fields["To"],
                body=(part.text or "") or "".join(body.text or "" for body in part.findall("Body")),
                callback=part.get("statusCallback", ""),
                origin="twiml",
            )
            for part in ElementTree.fromstring(answer.body).findall("Message")
        )
