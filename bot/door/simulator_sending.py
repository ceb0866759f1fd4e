"""Turns a form of the simulator into one incoming message, as a provider's webhook would.

A photo is kept under a name that follows from its message, so that a message sent again finds its photo again.
"""

import hashlib
import math
import os
import re
import secrets
import tempfile
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from werkzeug.datastructures import FileStorage, MultiDict

from bot.delivery.media import MAX_BYTES, content_type_of
from bot.door.channel import Incoming, MediaLink
from bot.door.simulator_chat import SIMULATED
from flows.types import InboundKind, SharedPlace
from store.people import Address
from store.words import AddressKind
from tickets.vocabulary import Channel

TEXT_LIMIT = 4096
_ID = re.compile(r"[0-9a-f]{32}")
_PLACES = Path(__file__).with_name("simulator_places.toml")
_TYPES = ("image/jpeg", "image/png", "image/webp")


class Refused(Exception):
    """The form holds nothing that can be sent; `reason` is a key of the page's texts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Draft:
    """A message before it is handed in, and again after it failed."""

    message_id: str
    text: str
    photo: MediaLink | None
    place: SharedPlace | None


@cache
def preset_places(region: str) -> tuple[SharedPlace, ...]:
    """Places of a region to share with one tap; none for a region that has no list."""
    rows = tomllib.loads(_PLACES.read_text(encoding="utf-8")).get(region, [])
    return tuple(SharedPlace(row["latitude"], row["longitude"], row["label"]) for row in rows)


def new_message_id() -> str:
    return secrets.token_hex(16)


def read_draft(
    form: MultiDict[str, str], photo: FileStorage | None, folder: Path, citizen_id: str, region: str
) -> Draft:
    """What the form wants to send. Raises Refused."""
    given = form.get("message_id", "")
    message_id = given if _ID.fullmatch(given) else new_message_id()
    text = form.get("text", "").replace("\r\n", "\n").replace("\x00", "").strip()[:TEXT_LIMIT]
    kept = _photo(photo, folder / _photo_name(citizen_id, message_id))
    place = _place(form, region)
    if not text and kept is None and place is None:
        raise Refused("empty")
    return Draft(message_id, text, kept, place)


def incoming(draft: Draft, citizen_id: str, address: str, now: datetime) -> Incoming:
    """The message as every channel speaks. Its id holds the citizen's, so that no two citizens can share one."""
    kind = InboundKind.TEXT
    if draft.place is not None:
        kind = InboundKind.LOCATION
    elif draft.photo is not None:
        kind = InboundKind.IMAGE
    return Incoming(
        channel=Channel.SIMULATOR,
        provider_id=f"{citizen_id[:16]}-{draft.message_id}",
        addresses=(Address(AddressKind.SIMULATED, address),),
        kind=kind,
        text=draft.text,
        media=(draft.photo,) if draft.photo else (),
        place=draft.place,
        button=None,
        quoted_provider_id=None,
        received_at=now,
    )


def _photo_name(citizen_id: str, message_id: str) -> str:
    return hashlib.sha256(f"{citizen_id}:{message_id}".encode()).hexdigest()[:40]


def _photo(photo: FileStorage | None, path: Path) -> MediaLink | None:
    body = b""
    if photo is not None:
        body = photo.stream.read(MAX_BYTES + 1)
        photo.close()
    if body:
        _check(body)
        _keep(path, body)
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return MediaLink(f"{SIMULATED}{path.name}", content_type_of(file.read(16)) or "")


def _check(body: bytes) -> None:
    if len(body) > MAX_BYTES:
        raise Refused("photo_large")
    if content_type_of(body[:16]) not in _TYPES:
        raise Refused("photo_type")


def _keep(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
    os.replace(name, path)


def _place(form: MultiDict[str, str], region: str) -> SharedPlace | None:
    presets = preset_places(region)
    chosen = form.get("preset", "")
    if chosen.isdecimal() and int(chosen) < len(presets):
        return presets[int(chosen)]
    if "latitude" not in form and "longitude" not in form:
        return None
    latitude, longitude = _degrees(form, "latitude", 90), _degrees(form, "longitude", 180)
    return SharedPlace(latitude, longitude, form.get("label", "").strip()[:200])


def _degrees(form: MultiDict[str, str], name: str, limit: int) -> float:
    try:
        value = float(form.get(name, "").strip().replace(",", "."))
    except ValueError:
        raise Refused("place") from None
    if not math.isfinite(value) or abs(value) > limit:
        raise Refused("place")
    return value
