"""Fetching what citizens sent: the provider's host only, credentials to it alone, a size limit, and first bytes.

A declared type is a hint that anybody can write; what a file is, its first bytes say. Files are stored under their
hash, so that the same picture twice is one file and its name cannot be chosen from outside.
"""

import hashlib
import ipaddress
import os
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

import requests

MAX_BYTES = 5 * 1024 * 1024  # the provider's own limit for pictures
TIMEOUT = (4.0, 10.0)  # seconds to connect, seconds between bytes
PROVIDER_HOST = "api.twilio.com"
# Where the provider's media host sends on to; these get no credentials.
STORAGE_HOSTS = (".twiliocdn.com", ".twilio.com", ".amazonaws.com")
MAX_REDIRECTS = 3
SIMULATED = "simulator:"

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
)


class MediaRefused(Exception):
    """The file will not be taken; `reason` is a key of the officers' texts."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MediaLater(Exception):
    """It could not be fetched now."""


@dataclass(frozen=True)
class MediaAccess:
    """How to reach the provider's media. `base_url` replaces the provider's host (a mock, a proxy)."""

    credentials: tuple[str, str]
    base_url: str
    simulated_dir: Path


@dataclass(frozen=True)
class StoredFile:
    sha256: str
    size: int
    content_type: str


def content_type_of(head: bytes) -> str | None:
    """The type that the first bytes show, or None for anything that the desk does not take."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head[4:8] == b"ftyp":
        return "video/mp4"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def path_of(media_dir: Path, sha256: str) -> Path:
    return media_dir / sha256[:2] / sha256


def fetch(url: str, access: MediaAccess, media_dir: Path) -> StoredFile:
    """Fetch one file and keep it under its hash. Raises MediaRefused or MediaLater."""
    body = _simulated(url, access) if url.startswith(SIMULATED) else _download(url, access)
    kind = content_type_of(body[:16])
    if kind is None:
        raise MediaRefused("unknown_type")
    digest = hashlib.sha256(body).hexdigest()
    _keep(path_of(media_dir, digest), body)
    return StoredFile(digest, len(body), kind)


def _simulated(url: str, access: MediaAccess) -> bytes:
    name = url.removeprefix(SIMULATED)
    path = access.simulated_dir / name
    if not name.isalnum() or not path.is_file():
        raise MediaRefused("gone")
    body = path.read_bytes()
    if len(body) > MAX_BYTES:
        raise MediaRefused("too_large")
    return body


def _download(url: str, access: MediaAccess) -> bytes:
    provider = urlsplit(access.base_url).netloc if access.base_url else PROVIDER_HOST
    address = _at_provider(url, access.base_url)
    for _ in range(MAX_REDIRECTS):
        host = urlsplit(address).netloc
        trusted = host == provider
        if not trusted:
            _refuse_strange_hosts(address)
        answer = _get(address, access.credentials if trusted else None)
        with answer:
            if answer.is_redirect:
                address = urljoin(address, answer.headers["Location"])
                continue
            return _body(answer)
    raise MediaRefused("too_many_redirects")


def _at_provider(url: str, base_url: str) -> str:
    """The address at the provider; anything that does not name the provider's host is refused before any request."""
    parts = urlsplit(url)
    if parts.scheme != "https" or parts.netloc != PROVIDER_HOST:
        if not base_url or parts.netloc != urlsplit(base_url).netloc:
            raise MediaRefused("strange_host")
        return url
    if not base_url:
        return url
    base = urlsplit(base_url)
    return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))


def _refuse_strange_hosts(address: str) -> None:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host.endswith(STORAGE_HOSTS):
        raise MediaRefused("strange_host")
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, 443, proto=socket.IPPROTO_TCP)}
    except OSError as error:
        raise MediaLater from error
    if not found or not all(ipaddress.ip_address(address).is_global for address in found):
        raise MediaRefused("strange_host")


def _get(address: str, credentials: tuple[str, str] | None) -> requests.Response:
    try:
        return requests.get(address, auth=credentials, timeout=TIMEOUT, allow_redirects=False, stream=True)
    except requests.RequestException as error:
        raise MediaLater from error


def _body(answer: requests.Response) -> bytes:
    if answer.status_code in (404, 410):
        raise MediaRefused("gone")
    if answer.status_code != 200:
        raise MediaLater(str(answer.status_code))
    held = bytearray()
    try:
        for chunk in answer.iter_content(65536):
            held += chunk
            if len(held) > MAX_BYTES:
                raise MediaRefused("too_large")
    except requests.RequestException as error:
        raise MediaLater from error
    return bytes(held)


def _keep(path: Path, body: bytes) -> None:
    """Write whole or not at all: a half-written picture must never be shown."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        return
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(name, path)
