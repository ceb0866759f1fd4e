"""What people write, their names and numbers never reach a log: a whole conversation through the real processes.

One message fails on purpose, because a failure is where libraries like to quote what they were given.
"""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from store.words import Act
from tests.delivery.running import Running, running_desk
from tests.kill.office import Office
from tests.provider import faults
from tests.provider.fake import SENDER, Fake
from tests.provider.inbound import HttpDoor, Inbound, message_form, signature
from tests.provider.receipts import Receipts

pytestmark = pytest.mark.sqlite

NUMBER = "+6281398765432"
BSUID = "ID.99887766abc"
NIK = "3211046508900003"
CITIZEN = "Euis Kartikasari"
PROFILE = "ProfilMarkisa"
COMPLAINT = f"lampu jalan depan rumah belimbing wuluh SD Cikondang mati 2 minggu, NIK {NIK}"
ADDRESS = "Jalan Kecapi Manis 77"
MARKED = ("81398765432", "99887766abc", NIK, "Euis", "Kartikasari", "Markisa", "belimbing", "wuluh", "Kecapi")
OFFICE_WORDS = "menangani"


def _talk(inbound: Inbound) -> None:
    for line in (COMPLAINT, "1", CITIZEN, "1", "aduan saya", f"tambahan: alamat {ADDRESS}"):
        assert inbound.write(NUMBER, line, ProfileName=PROFILE, ExternalUserId=f"whatsapp:{BSUID}").taken
    place = {"Latitude": "-6.85", "Longitude": "107.92", "Address": ADDRESS, "Label": "Rumah Euis"}
    assert inbound.write(NUMBER, "", ProfileName=PROFILE, **place).taken
    picture = {"NumMedia": "1", "MediaUrl0": "https://belimbing.example/Euis.jpg", "MediaContentType0": "image/jpeg"}
    assert inbound.write(NUMBER, "foto belimbing", **picture).taken


def _things_go_wrong(running: Running, inbound: Inbound) -> None:
    """A forgery, a form that is no message, a body that breaks the reader, a page that is not there."""
    door = inbound.door
    form = message_form(NUMBER, COMPLAINT, ProfileName=PROFILE)
    url = f"{running.address}/webhooks/twilio/whatsapp"
    assert door.post("/webhooks/twilio/whatsapp", form, signature(url, form, "guessed"), 5).status == 403
    short = [("Body", COMPLAINT), ("ProfileName", PROFILE)]
    assert door.post("/webhooks/twilio/whatsapp", short, signature(url, short), 5).status == 400
    index = next((running.settings.kepo_state_dir / "index").iterdir())
    index.rename(index.with_name("away"))
    running.kill("web")
    running.start("web")
    running.wait_until_ready()
    assert inbound.write(NUMBER, COMPLAINT, ProfileName=PROFILE).status == 500
    assert requests.get(f"{running.address}/lacak/{CITIZEN}?q={NIK}", timeout=5).status_code == 404


def test_no_log_line_holds_what_people_wrote_or_who_they_are(tmp_path: Path, sqlite_url: str) -> None:
    with Fake() as provider, running_desk(tmp_path, sqlite_url, provider) as (running, desk):
        running.start("worker")
        running.start("web")
        running.wait_until_ready()
        inbound = Inbound(HttpDoor(running.address), running.address, provider.ledger)
        _talk(inbound)
        provider.plan(faults.refused(63024), faults.FAILED_BEFORE)
        office = Office(desk)
        office.open()()
        assert {act for _, act in office.acted} == {Act.ACKNOWLEDGEMENT, Act.ANSWER}
        _wait_until(lambda: provider.sends() >= 2)
        for held in provider.ledger.all():
            Receipts(HttpDoor(running.address)).report(held, "failed", 63024)
        _things_go_wrong(running, inbound)
        running.stop()
        log = running.log.read_text(encoding="utf-8")
    assert log.count('"event": "turn"') >= 8
    assert '"event": "request_failed"' in log
    for secret in (*MARKED, OFFICE_WORDS, SENDER.removeprefix("whatsapp:")):
        assert secret.lower() not in log.lower(), secret
    _every_line_is_json(log)


def _wait_until(done: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "the worker did not send in time"
        time.sleep(0.1)


def _every_line_is_json(log: str) -> None:
    """Other programs read them; a traceback would be a place where words slip through."""
    strange = [line for line in log.splitlines() if not line.startswith(("{", "[20"))]
    assert not strange
    for line in log.splitlines():
        if line.startswith("{"):
            json.loads(line)
