"""What the door makes of what the provider brings: who wrote, what kind it was, and when to be silent."""

from collections.abc import Sequence

import pytest
from sqlmodel import SQLModel, col, select

from store.tables import CitizenAddress, Message, TicketRow
from store.words import OutboxState
from tests.delivery.house import NUMBER, House
from tests.provider.inbound import WEBHOOK, Delivered, message_form, signature

pytestmark = pytest.mark.sqlite

BSUID = "ID.45661234abc"
TO_THE_CODE = ("lampu jalan depan SD Cikondang mati sudah 2 minggu", "1", "1", "1")


@pytest.fixture
def house(talking_house: House) -> House:
    return talking_house


def addresses(house: House) -> dict[str, str]:
    """Every known address and whose it is."""
    with house.desk.database.read() as session:
        rows: Sequence[CitizenAddress] = session.exec(select(CitizenAddress)).all()
    return {row.value: row.citizen_id for row in rows}


def last_message(house: House) -> Message:
    with house.desk.database.read() as session:
        return session.exec(select(Message).order_by(col(Message.position).desc()).limit(1)).one()


def filed(house: House) -> Delivered:
    """A report taken to its code; the answer that carries it."""
    for line in TO_THE_CODE[:-1]:
        house.inbound.write(NUMBER, line)
    return house.inbound.write(NUMBER, TO_THE_CODE[-1])


def test_a_citizen_who_hides_the_number_is_answered(house: House) -> None:
    answer = house.inbound.write(BSUID, "halo", ExternalUserId=f"whatsapp:{BSUID}")
    assert answer.messages
    assert set(addresses(house)) == {BSUID}


def test_a_number_and_an_id_that_arrive_together_are_one_person(house: House) -> None:
    house.inbound.write(NUMBER, "halo")
    house.inbound.write(NUMBER, "halo", ExternalUserId=f"whatsapp:{BSUID}")
    house.inbound.write(BSUID, "halo", ExternalUserId=f"whatsapp:{BSUID}")
    known = addresses(house)
    assert set(known) == {NUMBER, BSUID}
    assert len(set(known.values())) == 1


def test_two_known_persons_are_never_joined_by_a_message(house: House) -> None:
    house.inbound.write(NUMBER, "halo")
    house.inbound.write(BSUID, "halo", ExternalUserId=f"whatsapp:{BSUID}")
    assert house.inbound.write(NUMBER, "halo", ExternalUserId=f"whatsapp:{BSUID}").taken
    assert len(set(addresses(house).values())) == 2


def test_words_that_the_provider_has_answered_stay_without_a_second_answer(house: House) -> None:
    for word in ("STOP", "START", "HELP"):
        answer = house.inbound.write(NUMBER, word.lower(), OptOutType=word)
        assert answer.taken
        assert not answer.messages
    assert last_message(house).position == 3


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "audio/ogg"}, "audio"),
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "video/mp4"}, "video"),
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "image/jpeg"}, "image"),
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "text/vcard"}, "contact"),
        ({"NumMedia": "1", "MediaUrl0": "https://api.twilio.com/a", "MediaContentType0": "x/strange"}, "document"),
        ({"Latitude": "-6.85", "Longitude": "107.92"}, "location"),
        ({"Latitude": "nan", "Longitude": "1e999"}, "unknown"),
        ({"MessageType": "poll_update"}, "unknown"),
        ({"NumMedia": "many"}, "unknown"),
    ],
)
def test_every_kind_of_message_is_stored_and_answered(more: dict[str, str], kind: str, house: House) -> None:
    answer = house.inbound.write(NUMBER, "", **more)
    assert answer.taken
    assert answer.text.strip()
    assert last_message(house).kind == kind


def test_a_message_without_a_body_is_taken(house: House) -> None:
    form = [(name, value) for name, value in message_form(NUMBER, "") if name != "Body"]
    assert house.inbound.deliver(form).taken


def test_zero_bytes_and_very_long_texts_are_taken(house: House) -> None:
    assert house.inbound.write(NUMBER, "jalan\x00rusak " + "panjang " * 3000).taken
    assert "\x00" not in last_message(house).text


def test_a_repeated_message_gets_the_same_answer_and_is_stored_once(house: House) -> None:
    sid = "SM" + "4" * 32
    first = house.inbound.write(NUMBER, "halo", sid)
    second = house.inbound.write(NUMBER, "halo", sid)
    assert first.text == second.text
    assert first.messages[0].callback == second.messages[0].callback
    assert last_message(house).position == 1


def test_an_answer_that_has_arrived_is_not_given_again(house: House) -> None:
    sid = "SM" + "4" * 32
    first = house.inbound.write(NUMBER, "halo", sid)
    house.receipts.report(first.messages[0], "delivered")
    again = house.inbound.write(NUMBER, "halo", sid)
    assert again.taken
    assert not again.messages


def test_the_code_that_the_citizen_reads_is_the_tickets(house: House) -> None:
    answer = filed(house)
    summary = [held.body for held in answer.messages]
    with house.desk.database.read() as session:
        (code,) = session.exec(select(TicketRow.code)).all()
    assert code in "\n".join(summary)


def test_an_answer_with_a_code_that_nobody_confirms_is_looked_up_and_not_sent_twice(house: House) -> None:
    filed(house)
    house.relay(4)
    (last,) = [row for row in house.rows(key="reply") if row.must_arrive]
    assert last.state == OutboxState.SENT
    assert house.provider.sends() == 0
    assert house.reached().count(str(last.body)) == 1


def test_an_answer_with_a_code_that_got_lost_is_sent_by_the_other_way(house: House) -> None:
    filed(house)
    (row,) = [row for row in house.rows(key="reply") if row.must_arrive]
    house.provider.ledger.forget(str(row.body))
    house.relay(4)
    assert house.row(row.id).state == OutboxState.SENT
    assert house.reached().count(str(row.body)) == 1
    assert house.provider.sends() == 1


def test_small_talk_that_nobody_confirms_is_left_alone(house: House) -> None:
    house.inbound.write(NUMBER, "halo")
    house.relay(4, minutes=10)
    assert house.provider.sends() == 0


def test_the_answer_is_valid_for_the_provider(house: House) -> None:
    form = message_form(NUMBER, "halo")
    answer = house.inbound.door.post(WEBHOOK, form, signature(house.inbound.public_url + WEBHOOK, form), 5)
    assert answer.content_type.startswith("text/xml")
    assert answer.body.startswith("<?xml")


def test_signs_of_markup_reach_the_citizen_as_they_are(house: House) -> None:
    text = house.inbound.write(NUMBER, "jalan <b>rusak</b> & berlubang di Cikole & Paseh").text
    assert "&amp;" not in text
    assert "&lt;" not in text


def test_the_longest_place_of_the_region_fits_into_a_ticket(house: House) -> None:
    longest = max((place.code for place in house.desk.region.places), key=len)
    table = SQLModel.metadata.tables["ticket"]
    assert len(longest) <= table.c.place_code.type.length
