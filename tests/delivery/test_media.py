"""Files that citizens send: fetched from the provider alone, small, and what their first bytes say they are."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlmodel import select

from bot.delivery import media
from bot.delivery.collect import collect_due
from bot.delivery.media import MAX_BYTES, MediaAccess, MediaLater, MediaRefused, fetch, path_of
from store import inbox
from store.tables import Media
from store.words import MediaState
from tests import factories
from tests.delivery.house import House
from tests.provider.fake import TOKEN, Fake, File
from tests.provider.ledger import ACCOUNT
from tickets.vocabulary import Channel

JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 64
PATH = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/MM1/Media/ME1"
REAL = f"https://api.twilio.com{PATH}"


@pytest.fixture
def provider() -> Iterator[Fake]:
    with Fake() as fake:
        yield fake


def access(provider: Fake | None, folder: Path) -> MediaAccess:
    return MediaAccess((ACCOUNT, TOKEN), provider.url if provider else "", folder / "simulator")


def refusal(url: str, provider: Fake | None, folder: Path) -> str:
    with pytest.raises(MediaRefused) as refused:
        fetch(url, access(provider, folder), folder)
    assert not [path for path in folder.rglob("*") if path.is_file()], "a refused file leaves nothing behind"
    return refused.value.reason


def test_a_picture_is_kept_under_its_hash(provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(JPEG)
    stored = fetch(REAL, access(provider, tmp_path), tmp_path)
    assert (stored.content_type, stored.size) == ("image/jpeg", len(JPEG))
    assert path_of(tmp_path, stored.sha256).read_bytes() == JPEG


def test_the_provider_is_asked_with_our_credentials(provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(JPEG)
    fetch(REAL, access(provider, tmp_path), tmp_path)
    assert [bool(authorization) for _, _, authorization in provider.seen] == [True]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x.jpg",
        f"https://api.twilio.com@evil.example{PATH}",
        f"https://api.twilio.com.evil.example{PATH}",
        f"https://api.twilio.com:8443{PATH}",
        f"http://api.twilio.com{PATH}",
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:22/",
        "file:///etc/passwd",
        "ftp://api.twilio.com/x",
        "//api.twilio.com/x",
        "",
    ],
)
def test_a_strange_host_is_never_asked(url: str, tmp_path: Path) -> None:
    assert refusal(url, None, tmp_path) == "strange_host"


@pytest.mark.parametrize("where", ["http://127.0.0.1:1/x", "https://evil.example/x", "https://localhost/x"])
def test_a_redirect_to_a_strange_host_is_not_followed(where: str, provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(moved_to=where)
    assert refusal(REAL, provider, tmp_path) == "strange_host"


def test_a_storage_name_that_points_inside_is_not_followed(
    provider: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for inside in ("127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1", "::1", "fd00::1"):
        _names_point_to(monkeypatch, "203.0.113.9", inside)
        provider.files[PATH] = File(moved_to="https://media.s3.amazonaws.com/x")
        assert refusal(REAL, provider, tmp_path) == "strange_host"


def test_the_storage_behind_a_redirect_gets_no_credentials(
    provider: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The storage host is not on this machine, so the library's call to it is answered here."""
    asked: list[Any] = []
    real_get = requests.get

    def get(url: str, **options: Any) -> requests.Response:
        if url.startswith(provider.url):
            return real_get(url, **options)
        asked.append((url, options["auth"], options.get("headers")))
        return real_get(f"{provider.url}/storage", **{**options, "auth": None})

    _names_point_to(monkeypatch, "8.8.8.8")
    monkeypatch.setattr(requests, "get", get)
    provider.files[PATH] = File(moved_to="https://mms.twiliocdn.com/x?signature=1")
    provider.files["/storage"] = File(JPEG)
    assert fetch(REAL, access(provider, tmp_path), tmp_path).content_type == "image/jpeg"
    assert asked == [("https://mms.twiliocdn.com/x?signature=1", None, None)]


def _names_point_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in addresses]
    real = socket.getaddrinfo

    def look_up(host: str, *options: Any, **named: Any) -> Any:
        return real(host, *options, **named) if host == "127.0.0.1" else found

    monkeypatch.setattr(media.socket, "getaddrinfo", look_up)


def test_a_circle_of_redirects_ends(provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(moved_to=PATH)
    assert refusal(REAL, provider, tmp_path) == "too_many_redirects"


def test_five_megabytes_are_taken_and_a_byte_more_is_not(provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(JPEG.ljust(MAX_BYTES, b"\0"))
    assert fetch(REAL, access(provider, tmp_path / "a"), tmp_path / "a").size == MAX_BYTES
    provider.files[PATH] = File(JPEG.ljust(MAX_BYTES + 1, b"\0"))
    assert refusal(REAL, provider, tmp_path / "b") == "too_large"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 20, "image/png"),
        (b"%PDF-1.7 ...........", "application/pdf"),
        (b"RIFF\x10\0\0\0WEBPVP8 ....", "image/webp"),
        (b"OggS\0\x02..............", "audio/ogg"),
        (b"\0\0\0\x18ftypmp42........", "video/mp4"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(body: bytes, kind: str, provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(body, "text/html")
    assert fetch(REAL, access(provider, tmp_path), tmp_path).content_type == kind


@pytest.mark.parametrize("body", [b"<html><script>", b"MZ\x90\0", b"PK\x03\x04", b"<svg onload=x>", b"", b"\xff\xd8"])
def test_a_file_that_only_claims_to_be_a_picture_is_refused(body: bytes, provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(body, "image/jpeg")
    assert refusal(REAL, provider, tmp_path) == "unknown_type"


def test_a_file_that_is_gone_is_refused_and_trouble_is_for_later(provider: Fake, tmp_path: Path) -> None:
    provider.files[PATH] = File(status=404)
    assert refusal(REAL, provider, tmp_path) == "gone"
    provider.files[PATH] = File(status=503)
    with pytest.raises(MediaLater):
        fetch(REAL, access(provider, tmp_path), tmp_path)


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "", ".", "x\0y"])
def test_a_simulated_file_cannot_name_a_path(name: str, tmp_path: Path) -> None:
    assert refusal(f"simulator:{name}", None, tmp_path) == "gone"


def _picture(house: House, url: str) -> str:
    with house.desk.database.write() as session:
        citizen = factories.make_citizen(session, at=house.clock())
        message = inbox.IncomingMessage(
            Channel.WHATSAPP, "SMpicture", "image", "", house.clock(), media=(inbox.IncomingMedia(url, "image/jpeg"),)
        )
        return inbox.store_message(session, citizen.id, message).id


def _stored(house: House) -> Media:
    with house.desk.database.read() as session:
        return session.exec(select(Media)).one()


def test_the_worker_fetches_what_came_with_a_message(house: House) -> None:
    _picture(house, REAL)
    house.provider.files[PATH] = File(JPEG)
    collect_due(house.desk)
    stored = _stored(house)
    assert (stored.state, stored.content_type) == (MediaState.STORED, "image/jpeg")
    assert path_of(house.desk.media_dir, str(stored.sha256)).exists()


def test_a_refused_file_keeps_its_reason_for_the_officer(house: House) -> None:
    _picture(house, "https://evil.example/x.jpg")
    collect_due(house.desk)
    assert (_stored(house).state, _stored(house).reason) == (MediaState.REFUSED, "strange_host")


def test_a_file_is_fetched_later_when_the_provider_is_in_trouble(house: House) -> None:
    _picture(house, REAL)
    house.provider.files[PATH] = File(status=500)
    collect_due(house.desk)
    assert _stored(house).state == MediaState.WAITING
    house.provider.files[PATH] = File(JPEG)
    collect_due(house.desk)
    assert _stored(house).state == MediaState.WAITING, "not at once"
    house.clock.move(minutes=1)
    collect_due(house.desk)
    assert _stored(house).state == MediaState.STORED


def test_a_file_that_never_comes_is_given_up(house: House) -> None:
    _picture(house, REAL)
    house.provider.files[PATH] = File(status=500)
    for _ in range(20):
        collect_due(house.desk)
        house.clock.move(hours=1)
    assert (_stored(house).state, _stored(house).reason) == (MediaState.REFUSED, "gave_up")
