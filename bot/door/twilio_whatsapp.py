"""WhatsApp over Twilio: the only file that imports the provider's library.

Signatures are computed over the configured public address, never over what a proxy says about itself. Senders may be
numbers or business-scoped ids (BSUID), whose form is a country, a dot and up to 128 letters and digits.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit, urlunsplit

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator, get_signature_algorithm
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse
from werkzeug.datastructures import Headers, MultiDict

from bot.door.channel import Accepted, Found, Incoming, MediaLink, Outgoing, SendLater, SendRefused, SendUnsure
from flows.types import InboundKind, SharedPlace
from store.people import Address
from store.words import AddressKind
from tickets.vocabulary import Channel

SIGNATURE = "X-Twilio-Signature"
SIGNATURE_SETTINGS = "X-Twilio-Webhooks-Signature-Settings"
TIMEOUT_SECONDS = 4.0  # below the worker's grace when it is stopped
TEXT_LIMIT = 4096  # the provider sends 1,600; anything longer is cut, not refused
MEDIA_LIMIT = 10
RETRY_CODES = frozenset({"20429", "30001", "63017", "63018", "30008", "63010", "63012", "63023"})
_BSUID = re.compile(r"^[A-Z]{2}(\.ENT)?\.[A-Za-z0-9]{1,128}$")
_NUMBER = re.compile(r"^\+[1-9][0-9]{6,14}$")


class NotAMessage(Exception):
    """A signed request that carries no sender or no message id."""


def signed(url: str, form: MultiDict[str, str], headers: Headers, secrets: Iterable[str]) -> bool:
    """Whether one of the secrets signed this form for this address."""
    signature = headers.get(SIGNATURE, "")
    if not signature:
        return False
    algorithm = get_signature_algorithm(headers.get(SIGNATURE_SETTINGS, ""))
    try:
        return any(RequestValidator(secret).validate(url, form, signature, algorithm=algorithm) for secret in secrets)
    except ValueError:  # an algorithm nobody has heard of
        return False


def parse(form: MultiDict[str, str], now: datetime) -> Incoming:
    """Read a webhook's form. Unknown names are left alone: the set is open. Raises NotAMessage."""
    provider_id = form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid") or ""
    addresses = _addresses(form)
    if not provider_id or not addresses:
        raise NotAMessage("no MessageSid or no sender")
    media = _media(form)
    place = _place(form)
    return Incoming(
        channel=Channel.WHATSAPP,
        provider_id=provider_id[:80],
        addresses=addresses,
        kind=_kind(form, media, place),
        text=form.get("Body", "").replace("\x00", "")[:TEXT_LIMIT],
        media=media,
        place=place,
        button=form.get("ButtonPayload") or form.get("ListId") or None,
        quoted_provider_id=form.get("OriginalRepliedMessageSid") or None,
        received_at=now,
        handled_by_provider=bool(form.get("OptOutType")),
    )


def _addresses(form: MultiDict[str, str]) -> tuple[Address, ...]:
    values = [form.get("ExternalUserId", ""), form.get("From", "")]
    found: list[Address] = []
    for value in (v.removeprefix("whatsapp:").strip() for v in values):
        kind = _address_kind(value)
        if kind is not None and Address(kind, value) not in found:
            found.append(Address(kind, value))
    return tuple(found)


def _address_kind(value: str) -> AddressKind | None:
    if _NUMBER.match(value):
        return AddressKind.NUMBER
    return AddressKind.BSUID if _BSUID.match(value) else None


def _media(form: MultiDict[str, str]) -> tuple[MediaLink, ...]:
    count = form.get("NumMedia", "0")
    number = min(int(count[:3]), MEDIA_LIMIT) if count.isdecimal() else 0
    links = ((form.get(f"MediaUrl{i}", ""), form.get(f"MediaContentType{i}", "")) for i in range(number))
    return tuple(MediaLink(url[:600], kind[:80]) for url, kind in links if url)


def _place(form: MultiDict[str, str]) -> SharedPlace | None:
    try:
        latitude, longitude = float(form["Latitude"]), float(form["Longitude"])
    except (KeyError, ValueError):
        return None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    return SharedPlace(latitude, longitude, form.get("Label", "")[:200], form.get("Address", "")[:300])


_KINDS_BY_TYPE = (
    ("image/webp", InboundKind.STICKER),
    ("image/", InboundKind.IMAGE),
    ("audio/", InboundKind.AUDIO),
    ("video/", InboundKind.VIDEO),
    ("text/vcard", InboundKind.CONTACT),
    ("text/x-vcard", InboundKind.CONTACT),
)


def _kind(form: MultiDict[str, str], media: tuple[MediaLink, ...], place: SharedPlace | None) -> InboundKind:
    if place is not None:
        return InboundKind.LOCATION
    if media:
        declared = media[0].declared_type.lower()
        return next((kind for start, kind in _KINDS_BY_TYPE if declared.startswith(start)), InboundKind.DOCUMENT)
    if form.get("MessageType", "").lower() == "reaction":
        return InboundKind.REACTION
    return InboundKind.TEXT if form.get("Body", "").strip() else InboundKind.UNKNOWN


def twiml(replies: Sequence[tuple[str, str]], status_url: str) -> str:
    """The answer to a webhook: (outbox id, body) for each message, each with its own address for receipts."""
    response = MessagingResponse()
    for reference, body in replies:
        response.message(body, status_callback=with_reference(status_url, reference))
    return str(response)


def with_reference(status_url: str, reference: str) -> str:
    return f"{status_url}?{urlencode({'o': reference})}"


class _FixedHost(TwilioHttpClient):
    """Sends every request to one base address: a mock or a proxy. Nothing else can be reached then."""

    def __init__(self, base_url: str) -> None:
        super().__init__(timeout=TIMEOUT_SECONDS)
        self.base = urlsplit(base_url)

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> Response:
        parts = urlsplit(url)
        path = self.base.path.rstrip("/") + parts.path
        aimed = urlunsplit((self.base.scheme, self.base.netloc, path, parts.query, ""))
        return super().request(method, aimed, *args, **kwargs)


def make_client(account: str, user: str, secret: str, base_url: str) -> Client:
    """A client with a timeout: the library has none of its own."""
    http = _FixedHost(base_url) if base_url else TwilioHttpClient(timeout=TIMEOUT_SECONDS)
    return Client(user, secret, account, http_client=http)


class TwilioSender:
    """Sends and looks up messages by REST. A 201 is acceptance, not delivery."""

    def __init__(self, client: Client, sender: str, messaging_service: str, status_url: str) -> None:
        self.client = client
        self.sender = sender
        self.messaging_service = messaging_service
        self.status_url = status_url

    def send(self, message: Outgoing) -> Accepted:
        try:
            sent = self.client.messages.create(**self._request(message))
        except (TwilioRestException, TwilioServiceException) as error:  # the newer is no kind of the older
            raise _meaning(error) from error
        except (TwilioException, requests.RequestException) as error:
            raise _broken(error) from error
        return Accepted(str(sent.sid), str(sent.status))

    def _request(self, message: Outgoing) -> dict[str, str]:
        request = {
            "to": f"whatsapp:{message.to.value}",
            "status_callback": with_reference(self.status_url, message.reference),
        }
        if self.messaging_service:
            request["messaging_service_sid"] = self.messaging_service
        else:
            request["from_"] = self.sender
        if message.content_sid:
            request["content_sid"] = message.content_sid
            numbered = {str(i): value for i, value in enumerate(message.variables, start=1)}
            request["content_variables"] = json.dumps(numbered, ensure_ascii=False)
        else:
            request["body"] = message.body
        return request

    def find(self, to: Address, since: datetime) -> Sequence[Found]:
        # Not filtered by date on the provider's side: a message that is still queued there has no sending date.
        try:
            listed = self.client.messages.list(to=f"whatsapp:{to.value}", limit=100, page_size=100)
        except (TwilioException, requests.RequestException) as error:
            raise SendLater("look-up") from error
        return [
            Found(str(m.sid), m.body or "", str(m.status), m.date_created, str(m.error_code) if m.error_code else None)
            for m in listed
            if m.date_created is None or m.date_created.astimezone(UTC) >= since
        ]


def _meaning(error: TwilioRestException | TwilioServiceException) -> Exception:
    code = str(error.code or error.status)
    if error.status == 429 or code in RETRY_CODES:
        return SendLater(code)
    if error.status >= 500:
        return SendUnsure(code)
    return SendRefused(code)


def _broken(error: Exception) -> Exception:
    """A connection that was never made took nothing; anything later may have."""
    if isinstance(error, requests.ConnectTimeout):
        return SendLater("connect")
    if isinstance(error, requests.ConnectionError) and "NewConnectionError" in repr(error):
        return SendLater("connect")
    return SendUnsure(type(error).__name__)


def media_credentials(account: str, auth_token: str, api_key: str, api_secret: str) -> tuple[str, str]:
    """What the provider's media host wants: the key pair if there is one, else account and token."""
    return (api_key, api_secret) if api_key and api_secret else (account, auth_token)
