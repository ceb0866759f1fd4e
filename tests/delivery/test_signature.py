"""Only the provider may speak at the door: a form without the right signature writes nothing at all."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from bot.door.twilio_whatsapp import SIGNATURE, SIGNATURE_SETTINGS
from tests.delivery.house import NUMBER, PUBLIC, House, every_count, open_house
from tests.provider.fake import TOKEN
from tests.provider.inbound import WEBHOOK, Form, message_form, signature

pytestmark = pytest.mark.sqlite

OLD = "token-before-the-rotation"
STATUS = "/webhooks/twilio/status"
MIME = "application/x-www-form-urlencoded"


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path) -> Iterator[House]:
    """A desk in the middle of a rotation: two secrets are valid."""
    with open_house(tmp_path, sqlite_url, twilio_auth_token_secondary=OLD) as opened:
        yield opened


def form(**more: str) -> list[tuple[str, str]]:
    """A message that the provider has answered itself, so that the desk only stores it."""
    return message_form(NUMBER, "", OptOutType="HELP", **more)


def post(house: House, fields: Form, headers: dict[str, str], path: str = WEBHOOK) -> int:
    return house.client.post(path, data=urlencode(fields), headers=headers, content_type=MIME).status_code


def test_the_right_signature_opens(house: House) -> None:
    fields = form()
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields)) == 200
    assert every_count(house.desk)["message"] == 1


def test_both_secrets_open_during_a_rotation(house: House) -> None:
    for secret in (TOKEN, OLD):
        fields = form()
        assert post(house, fields, signature(PUBLIC + WEBHOOK, fields, secret)) == 200


def test_an_empty_second_secret_opens_nothing(sqlite_url: str, tmp_path: Path) -> None:
    with open_house(tmp_path / "one", sqlite_url) as house:
        fields = form()
        assert post(house, fields, signature(PUBLIC + WEBHOOK, fields, "")) == 403


def test_the_newer_algorithm_opens_when_its_header_names_it(house: House) -> None:
    fields = form()
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields, sha256=True)) == 200


def test_unknown_and_repeated_parameters_are_part_of_the_signature(house: House) -> None:
    fields = [*form(NewName="1", Blank="", Padded="  x "), ("Twice", "b"), ("Twice", "a"), ("Twice", "a")]
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields)) == 200


def test_the_query_of_the_address_is_part_of_the_signature(house: House) -> None:
    fields = form()
    path = f"{WEBHOOK}?desk=1&empty=&sp%20ace=a%2Bb"
    assert post(house, fields, signature(PUBLIC + path, fields), path) == 200
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields), path) == 403


def _forgeries() -> Iterator[tuple[str, Form, dict[str, str]]]:
    fields = form()
    right = signature(PUBLIC + WEBHOOK, fields)
    yield "no signature", fields, {}
    yield "an empty signature", fields, {SIGNATURE: ""}
    yield "another secret", fields, signature(PUBLIC + WEBHOOK, fields, "guessed")
    yield "a changed body", [(n, "bohong" if n == "Body" else v) for n, v in fields], right
    yield "an added parameter", [*fields, ("Extra", "1")], right
    yield "a dropped blank value", [(n, v) for n, v in fields if v], right
    yield "another address", fields, signature("https://else.example" + WEBHOOK, fields)
    yield "the address inside the proxy", fields, signature("http://localhost" + WEBHOOK, fields)
    yield "another path", fields, signature(PUBLIC + STATUS, fields)
    yield (
        "the newer algorithm unnamed",
        fields,
        {SIGNATURE: signature(PUBLIC + WEBHOOK, fields, sha256=True)[SIGNATURE]},
    )
    yield "an algorithm nobody knows", fields, {**right, SIGNATURE_SETTINGS: "key=1,algorithm=NONE"}
    yield "a hostile host", fields, {**signature("https://evil.example" + WEBHOOK, fields), "Host": "evil.example"}
    yield (
        "a hostile forwarded host",
        fields,
        {
            **signature("https://evil.example" + WEBHOOK, fields),
            "X-Forwarded-Host": "evil.example",
            "X-Forwarded-Proto": "https",
        },
    )


@pytest.mark.parametrize(("fields", "headers"), [pytest.param(f, h, id=name) for name, f, h in _forgeries()])
def test_a_forgery_is_refused_and_stores_nothing(house: House, fields: Form, headers: dict[str, str]) -> None:
    before = every_count(house.desk)
    assert post(house, fields, headers) == 403
    assert every_count(house.desk) == before


def test_a_forged_receipt_is_refused_and_changes_nothing(house: House) -> None:
    row = house.answered(house.filed())
    house.relay()
    fields = [("MessageSid", house.held().sid), ("MessageStatus", "failed"), ("ErrorCode", "63016")]
    path = f"{STATUS}?o={row}"
    assert post(house, fields, signature(PUBLIC + path, fields, "guessed"), path) == 403
    assert post(house, fields, signature(f"{PUBLIC}{STATUS}?o=other", fields), path) == 403
    assert house.row(row).state == "sent"


def test_a_desk_without_any_secret_opens_to_nobody(sqlite_url: str, tmp_path: Path) -> None:
    with open_house(tmp_path / "none", sqlite_url, twilio_auth_token="", twilio_api_key="SK1") as house:
        fields = form()
        for secret in ("", TOKEN):
            assert post(house, fields, signature(PUBLIC + WEBHOOK, fields, secret)) == 403
        assert every_count(house.desk)["message"] == 0


def test_a_signed_form_that_is_no_message_is_refused(house: House) -> None:
    fields = [("AccountSid", "AC1"), ("Body", "halo")]
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields)) == 400
    assert every_count(house.desk)["message"] == 0


def test_a_body_with_strange_bytes_is_read_as_it_was_signed(house: House) -> None:
    fields = form(Label="Jl. Mayor Abdurahman é 😀 % & = + \r\n ;")
    assert post(house, fields, signature(PUBLIC + WEBHOOK, fields)) == 200
