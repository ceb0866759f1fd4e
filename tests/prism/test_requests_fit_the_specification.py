"""Every kind of message that the desk sends, through the real sender, against the provider's own specification."""

from datetime import UTC, datetime

import pytest
import requests
from twilio.base.exceptions import TwilioRestException

from bot.door.channel import Outgoing, SendRefused
from bot.door.twilio_whatsapp import TwilioSender, make_client
from store.people import Address
from store.words import AddressKind

pytestmark = pytest.mark.prism

ACCOUNT = "AC" + "0" * 31 + "1"
SERVICE = "MG" + "0" * 31 + "2"
CONTENT = "HX" + "0" * 31 + "3"
STATUS_URL = "https://kepo.example.go.id/webhooks/twilio/status"
NUMBER = Address(AddressKind.NUMBER, "+6281234567890")
BSUID = Address(AddressKind.BSUID, "ID.45661234")


def make_sender(address: str, *, account: str = ACCOUNT, service: str = "") -> TwilioSender:
    client = make_client(account, account, "token", address)
    return TwilioSender(client, "whatsapp:+6281100000000", service, STATUS_URL)


def message(to: Address = NUMBER, *, content_sid: str | None = None, variables: tuple[str, ...] = ()) -> Outgoing:
    return Outgoing("0123456789abcdef", to, "Aduan *LP-7K3M9Q2T* diteruskan.", content_sid, variables)


def test_free_text_fits(provider_address: str) -> None:
    accepted = make_sender(provider_address).send(message())
    assert accepted.provider_id.startswith(("SM", "MM"))
    assert accepted.status


def test_a_template_with_its_variables_fits(provider_address: str) -> None:
    announced = message(content_sid=CONTENT, variables=("LP-7K3M9Q2T", "Dinas Perhubungan"))
    assert make_sender(provider_address).send(announced).provider_id


def test_sending_through_a_messaging_service_fits(provider_address: str) -> None:
    assert make_sender(provider_address, service=SERVICE).send(message()).provider_id


def test_a_recipient_who_hides_the_number_fits(provider_address: str) -> None:
    assert make_sender(provider_address).send(message(BSUID)).provider_id


def test_a_look_up_by_recipient_fits(provider_address: str) -> None:
    found = make_sender(provider_address).find(NUMBER, datetime(2000, 1, 1, tzinfo=UTC))
    assert all(entry.provider_id for entry in found)


def test_the_shared_templates_can_be_listed(provider_address: str) -> None:
    client = make_client(ACCOUNT, ACCOUNT, "token", provider_address)
    assert client.content.v1.contents.list(limit=1) is not None


def test_a_template_id_of_the_wrong_form_is_refused(provider_address: str) -> None:
    with pytest.raises(SendRefused) as refusal:
        make_sender(provider_address).send(message(content_sid="HX-not-an-id"))
    assert refusal.value.code == "422"


def test_an_account_of_the_wrong_form_is_refused(provider_address: str) -> None:
    with pytest.raises(SendRefused):
        make_sender(provider_address, account="ACshort").send(message())


def test_a_receipt_address_that_is_none_is_refused(provider_address: str) -> None:
    client = make_client(ACCOUNT, ACCOUNT, "token", provider_address)
    sender = TwilioSender(client, "whatsapp:+6281100000000", "", "not an address")
    with pytest.raises(SendRefused):
        sender.send(message())


def test_a_message_without_recipient_is_refused(provider_address: str) -> None:
    client = make_client(ACCOUNT, ACCOUNT, "token", provider_address)
    with pytest.raises(TwilioRestException) as refusal:
        client.messages.create(to=None, from_="whatsapp:+6281100000000", body="halo")  # type: ignore[arg-type]
    assert refusal.value.status == 422


def test_a_request_without_credentials_is_refused(provider_address: str) -> None:
    answer = requests.post(
        f"{provider_address}/2010-04-01/Accounts/{ACCOUNT}/Messages.json",
        data={"To": "whatsapp:+6281234567890", "From": "whatsapp:+6281100000000", "Body": "halo"},
        timeout=5,
    )
    assert answer.status_code == 401


def test_a_picture_and_a_place_fit_as_lists(provider_address: str) -> None:
    client = make_client(ACCOUNT, ACCOUNT, "token", provider_address)
    sent = client.messages.create(
        to="whatsapp:+6281234567890",
        from_="whatsapp:+6281100000000",
        body="Kantor Kecamatan",
        media_url=["https://kepo.example.go.id/a.jpg"],
        persistent_action=["geo:-6.85,107.92|Kantor Kecamatan"],
    )
    assert sent.sid
