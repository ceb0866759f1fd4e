"""The simulator as a browser without script sees it, on a real desk.

It must behave like the phone: every message once, own chat only, receipts by looking, and nothing of a text as markup.
"""

import re
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from bot.delivery.media import fetch
from bot.delivery.relay import deliver_due
from bot.desk import Desk
from bot.door.simulator import simulator_blueprint
from bot.door.whatsapp_text import as_html
from store.outbox_replies import queue_reply
from store.tables import Citizen, CitizenAddress, Media, Message, Outbox
from store.words import MediaState, OutboxState
from tests.desk import Clock, make_desk
from tests.factories import make_message
from tickets.vocabulary import Channel

pytestmark = pytest.mark.sqlite

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
ID = "0123456789abcdef0123456789abcdef"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with an index and an empty database, to be copied."""
    folder = tmp_path_factory.mktemp("desk")
    make_desk(folder)
    return folder


@pytest.fixture
def desk(trained: Path, tmp_path: Path) -> Iterator[Desk]:
    state_dir = tmp_path / "state"
    shutil.copytree(trained, state_dir)
    desk = make_desk(state_dir, Clock())
    yield desk
    desk.database.dispose()


@pytest.fixture
def client(desk: Desk) -> FlaskClient:
    app = Flask("simulator-test", static_folder=None)
    app.config.update(SECRET_KEY="x", MAX_CONTENT_LENGTH=8 * 1024 * 1024)
    app.register_blueprint(simulator_blueprint(desk))
    return app.test_client()


def create(client: FlaskClient, name: str) -> str:
    """The address of a new citizen's chat."""
    answer = client.post("/simulator", data={"name": name})
    assert answer.status_code == 303
    return answer.headers["Location"].partition("#")[0]


def send(client: FlaskClient, chat: str, **form: object) -> TestResponse:
    return client.post(chat, data=form, follow_redirects=True)


def rows(desk: Desk, table: type) -> list:  # type: ignore[type-arg]
    with desk.database.read() as session:
        return list(session.exec(select(table)).all())


def bubbles(page: TestResponse) -> list[str]:
    """The visible words of each message on a page."""
    found = re.findall(r'<li class="row.*?</li>', page.text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", bubble).split()) for bubble in found]


def test_a_citizen_is_created_and_listed_by_name(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "  Bu  Euis ")
    page = client.get("/simulator").text
    assert "Bu Euis" in page
    assert f'href="{chat}#akhir"' in page
    (address,) = rows(desk, CitizenAddress)
    assert address.channel == "simulator"
    assert address.kind == "simulated"


def test_two_citizens_may_have_the_same_name(client: FlaskClient) -> None:
    assert create(client, "Asep") != create(client, "Asep")


def test_a_name_keeps_no_control_characters(client: FlaskClient) -> None:
    create(client, "Bu\x00 #Euis\x07")
    page = client.get("/simulator").get_data(as_text=True)
    assert "Bu Euis" in page
    assert "\x00" not in page


def test_a_name_is_needed(client: FlaskClient, desk: Desk) -> None:
    assert client.post("/simulator", data={"name": "   "}).status_code == 303
    assert rows(desk, CitizenAddress) == []


def test_a_message_is_answered_on_the_page_in_order(client: FlaskClient) -> None:
    chat = create(client, "Bu Euis")
    send(client, chat, text="min ktp ilang gmn")
    page = send(client, chat, text="menu")
    shown = bubbles(page)
    assert len(shown) == 4
    assert "min ktp ilang gmn" in shown[0]
    assert shown[1].startswith("Desk")
    assert "menu" in shown[2]
    assert shown[3].startswith("Desk")


def test_citizens_of_the_simulator_count_in_the_scores(client: FlaskClient, desk: Desk) -> None:
    send(client, create(client, "Bu Euis"), text="halo")
    (citizen,) = rows(desk, Citizen)
    assert citizen.is_test is False
    assert citizen.name is None  # the list's name is never taken for the citizen's own


def test_the_same_message_sent_twice_is_stored_and_answered_once(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    send(client, chat, text="halo", message_id=ID)
    send(client, chat, text="halo", message_id=ID)
    assert len(rows(desk, Message)) == 1


def test_a_message_id_of_one_citizen_is_free_for_another(client: FlaskClient, desk: Desk) -> None:
    send(client, create(client, "Bu Euis"), text="halo", message_id=ID)
    page = send(client, create(client, "Pak Dadang"), text="menu", message_id=ID)
    assert len(rows(desk, Message)) == 2
    assert "menu" in bubbles(page)[0]


def test_a_citizen_sees_only_the_own_chat(client: FlaskClient) -> None:
    one, other = create(client, "Bu Euis"), create(client, "Pak Dadang")
    send(client, one, text="rahasia saya")
    assert bubbles(client.get(other)) == []
    assert "rahasia" not in client.get(f"{other}/messages").text


def test_a_photo_is_kept_shown_and_fetched_like_a_real_one(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    send(client, chat, text="lampu mati", photo=(BytesIO(PNG), "../../lampu.png"))
    (media,) = rows(desk, Media)
    assert re.fullmatch(r"simulator:[0-9a-f]{40}", media.provider_url)
    with client.get(f"{chat}/photos/{media.provider_url.removeprefix('simulator:')}") as shown:
        assert (shown.data, shown.mimetype) == (PNG, "image/png")
    assert fetch(media.provider_url, desk.media, desk.media_dir).content_type == "image/png"


def test_a_photo_is_not_shown_under_another_citizen(client: FlaskClient, desk: Desk) -> None:
    one, other = create(client, "Bu Euis"), create(client, "Pak Dadang")
    send(client, one, photo=(BytesIO(PNG), "a.png"))
    (media,) = rows(desk, Media)
    name = media.provider_url.removeprefix("simulator:")
    with client.get(f"{one}/photos/{name}") as shown:
        assert shown.status_code == 200
    assert client.get(f"{other}/photos/{name}").status_code == 404
    assert client.get(f"{one}/photos/..%2Fkepo.sqlite").status_code == 404


@pytest.mark.parametrize(
    ("body", "words"), [(b"MZ not a photo", "hanya foto JPEG"), (PNG + bytes(5 * 1024 * 1024), "terlalu besar")]
)
def test_what_is_no_photo_or_too_large_is_refused_with_the_reason(
    client: FlaskClient, desk: Desk, body: bytes, words: str
) -> None:
    with send(client, create(client, "Bu Euis"), photo=(BytesIO(body), "a.png")) as page:
        assert page.status_code == 422
        assert words in page.text
    assert rows(desk, Message) == []


def test_a_form_beyond_all_bounds_is_refused_with_the_reason(client: FlaskClient) -> None:
    with send(client, create(client, "Bu Euis"), photo=(BytesIO(PNG + bytes(9 * 1024 * 1024)), "a.png")) as page:
        assert page.status_code == 422
        assert "terlalu besar" in page.text


def test_one_tick_until_the_worker_has_the_photo_then_two(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    assert 'data-ticks="1"' in send(client, chat, photo=(BytesIO(PNG), "a.png")).text
    with desk.database.write() as session:
        session.exec(select(Media)).one().state = MediaState.STORED.value
    assert 'data-ticks="2"' in client.get(chat).text


def test_a_place_is_sent_with_its_coordinates(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    page = send(client, chat, latitude="-6,8601", longitude="107.92", label="Depan pasar")
    assert "Depan pasar" in bubbles(page)[0]
    (message,) = rows(desk, Message)
    assert (message.kind, message.latitude, message.longitude) == ("location", -6.8601, 107.92)


def test_a_preset_place_is_sent_with_one_tap(client: FlaskClient, desk: Desk) -> None:
    page = send(client, create(client, "Bu Euis"), preset="0")
    assert "Alun-alun Sumedang" in bubbles(page)[0]
    assert rows(desk, Message)[0].place_label == "Alun-alun Sumedang"


@pytest.mark.parametrize(("latitude", "longitude"), [("91", "107"), ("nan", "107"), ("-6.8", ""), ("x", "y")])
def test_a_place_off_the_globe_is_refused(client: FlaskClient, desk: Desk, latitude: str, longitude: str) -> None:
    page = send(client, create(client, "Bu Euis"), latitude=latitude, longitude=longitude)
    assert page.status_code == 422
    assert "Lintang" in page.text
    assert rows(desk, Message) == []


def test_nothing_to_send_is_said_and_not_stored(client: FlaskClient, desk: Desk) -> None:
    assert send(client, create(client, "Bu Euis"), text="  \n ").status_code == 422
    assert rows(desk, Message) == []


def test_looking_at_a_message_gives_its_receipts(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    client.post(chat, data={"text": "halo"})
    assert {row.state for row in rows(desk, Outbox)} == {OutboxState.INLINE.value}
    client.get(f"{chat}/messages")
    for row in rows(desk, Outbox):
        assert row.state == OutboxState.READ.value
        assert row.delivered_at == row.read_at == desk.now()


def test_what_waits_for_the_worker_is_shown_once_it_was_sent(client: FlaskClient, desk: Desk) -> None:
    chat = create(client, "Bu Euis")
    citizen_id = chat.rpartition("/")[2]
    with desk.database.write() as session:
        inbound = make_message(session, citizen_id, "halo", channel=Channel.SIMULATOR, at=desk.now())
        queue_reply(
            session,
            citizen_id=citizen_id,
            channel=Channel.SIMULATOR,
            inbound_id=inbound.id,
            bodies=["kabar dari desk"],
            now=desk.now(),
        )
    assert "kabar dari desk" not in client.get(chat).text
    deliver_due(desk)
    assert "kabar dari desk" in client.get(chat).text
    assert rows(desk, Outbox)[0].state == OutboxState.READ.value


def test_the_list_counts_what_was_not_read(client: FlaskClient) -> None:
    chat = create(client, "Bu Euis")
    client.post(chat, data={"text": "halo"})
    assert "pesan belum dibaca" in client.get("/simulator").text
    client.get(chat)
    assert "pesan belum dibaca" not in client.get("/simulator").text


def test_a_script_gets_the_chat_as_json(client: FlaskClient) -> None:
    chat = create(client, "Bu Euis")
    answer = client.post(chat, data={"text": "halo", "message_id": ID}, headers={"Accept": "application/json"})
    messages = answer.get_json()["messages"]
    assert len(messages) == 2
    assert messages[0]["id"] in messages[0]["html"]
    assert client.get(f"{chat}/messages").get_json()["messages"] == messages


@pytest.fixture
def broken(desk: Desk) -> Path:
    """The desk cannot read its index any more: a message cannot be handled. Give it back to mend the desk."""
    index = desk.settings.kepo_state_dir / "index"
    index.rename(index.with_name("hidden"))
    return index


def mend(index: Path) -> None:
    index.with_name("hidden").rename(index)


def test_a_message_that_failed_keeps_its_text_and_is_sent_once_when_tried_again(
    client: FlaskClient, desk: Desk, broken: Path
) -> None:
    chat = create(client, "Bu Euis")
    page = send(client, chat, text="lampu mati\ndi Cikondang", photo=(BytesIO(PNG), "a.png"), message_id=ID)
    assert page.status_code == 503
    assert "Pesan belum terkirim. Ketuk untuk mencoba lagi." in page.text
    assert "lampu mati\ndi Cikondang" in page.text
    assert rows(desk, Message) == []
    mend(broken)
    assert f'name="message_id" value="{ID}"' in page.text
    send(client, chat, text="lampu mati\ndi Cikondang", message_id=ID)
    send(client, chat, text="lampu mati\ndi Cikondang", message_id=ID)
    (message,) = rows(desk, Message)
    (media,) = rows(desk, Media)
    assert media.message_id == message.id


def test_a_script_is_told_that_the_message_failed(client: FlaskClient, broken: Path) -> None:
    answer = client.post(create(client, "Bu Euis"), data={"text": "halo"}, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    assert answer.get_json() == {"failed": True}


def test_a_citizen_of_another_channel_has_no_page_here(client: FlaskClient) -> None:
    assert client.get("/simulator/0123456789abcdef0123456789abcdef").status_code == 404


def test_markup_in_a_message_is_shown_as_it_was_typed(client: FlaskClient) -> None:
    chat = create(client, '<img src="x">')
    page = send(client, chat, text="<script>alert(1)</script> *tebal <b>*")
    assert "<script>alert" not in page.text
    assert '<img src="x">' not in page.text
    assert "<strong>tebal &lt;b&gt;</strong>" in page.text


def test_the_page_has_no_inline_script_or_style(client: FlaskClient) -> None:
    page = send(client, create(client, "Bu Euis"), text="halo").text
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*Telepon 112* sekarang", "<strong>Telepon 112</strong> sekarang"),
        ("_hati-hati_", "<em>hati-hati</em>"),
        ("2*3*4 nama_berkas_baru", "2*3*4 nama_berkas_baru"),
        ("* bukan * tebal *", "* bukan * tebal *"),
        ("*dua\nbaris*", "*dua\nbaris*"),
        ("*_dua-duanya_*", "<strong><em>dua-duanya</em></strong>"),
        ("a & <b>", "a &amp; &lt;b&gt;"),
        ("Kode *LP-7K3M9Q2T*.", 'Kode <strong><span class="code">LP-7K3M9Q2T</span></strong>.'),
        (
            "https://contoh.go.id/a_b_c?x=1&y=2.",
            '<a href="https://contoh.go.id/a_b_c?x=1&amp;y=2" rel="noopener noreferrer">'
            "https://contoh.go.id/a_b_c?x=1&amp;y=2</a>.",
        ),
        (
            'https://x.id/"onclick=a',
            '<a href="https://x.id/" rel="noopener noreferrer">https://x.id/</a>&#34;onclick=a',
        ),
    ],
)
def test_the_marks_of_whatsapp_become_safe_tags(text: str, html: str) -> None:
    assert as_html(text) == html
