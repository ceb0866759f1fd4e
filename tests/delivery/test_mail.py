"""Officers are told by mail that work is there; never what a citizen wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from store.words import OutboxState
from tests import factories
from tests.delivery.house import House, open_house
from tests.provider.mailbox import Mailbox
from tickets.facts import Notice
from tickets.vocabulary import Audience, NoticeKey

pytestmark = pytest.mark.sqlite

OFFICER = "petugas@dpupr.test"
SECRET = "RAHASIAWARGA lubang besar di depan rumah Bu Imas"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as box:
        yield box


@pytest.fixture
def house(sqlite_url: str, tmp_path: Path, mailbox: Mailbox) -> Iterator[House]:
    mail = {"smtp_url": mailbox.url, "mail_from": "Kepo <kepo@sumedang.example.go.id>"}
    with open_house(tmp_path, sqlite_url, **mail) as opened:
        yield opened


def work(house: House) -> str:
    """A complaint lands at an agency with one officer; the id of the mail's row."""
    with house.desk.database.write() as session:
        officer = factories.make_officer(session, OFFICER, agency="dpupr")
        citizen = factories.make_citizen(session, at=house.clock())
        new = factories.NewTicket(
            factories.new_id(), factories.make_code(), factories.Channel.WHATSAPP, text=SECRET, reporter_name="Bu Imas"
        )
        notice = Notice(Audience.AGENCY, NoticeKey.NEW_WORK, agency="dpupr")
        factories.make_ticket(
            session, citizen_id=citizen.id, new=new, notices=(notice,), routing=house.desk.routing, at=house.clock()
        )
        assert officer.active
    (row,) = house.rows()
    return row.id


def test_a_mail_says_that_work_arrived_and_where(house: House, mailbox: Mailbox) -> None:
    row = work(house)
    house.relay()
    (mail,) = mailbox.mails
    code = next(word for word in str(mail).replace("/", " ").split() if word.startswith("LP-"))
    assert mail["To"] == OFFICER
    assert code in mail["Subject"] + mail.get_content()
    assert house.desk.settings.base_url in mail.get_content()
    assert "untuk Dinas Pekerjaan Umum dan Tata Ruang." in mail.get_content()
    assert house.row(row).state == OutboxState.SENT


def test_a_mail_never_holds_what_a_citizen_wrote(house: House, mailbox: Mailbox) -> None:
    work(house)
    house.relay()
    (mail,) = mailbox.mails
    whole = mail["Subject"] + mail.get_content()
    for hidden in ("RAHASIAWARGA", "lubang", "Imas", "+62"):
        assert hidden not in whole


def test_an_address_that_is_wrong_for_good_ends_the_mail(house: House, mailbox: Mailbox) -> None:
    mailbox.answers[OFFICER] = 550
    row = work(house)
    house.relay(3)
    assert (house.row(row).state, house.row(row).error_code) == (OutboxState.FAILED, "smtp-550")
    assert not mailbox.mails


def test_a_full_mailbox_is_tried_again(house: House, mailbox: Mailbox) -> None:
    mailbox.answers[OFFICER] = 452
    row = work(house)
    house.relay()
    assert house.row(row).state == OutboxState.QUEUED
    mailbox.answers.clear()
    house.relay(2)
    assert len(mailbox.mails) == 1


def test_a_mail_sent_again_after_a_broken_line_keeps_its_message_id(house: House, mailbox: Mailbox) -> None:
    mailbox.break_after_data = 1
    row = work(house)
    house.relay(3)
    assert house.row(row).state == OutboxState.SENT
    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_a_mail_server_that_stays_away_is_given_up_in_the_end(sqlite_url: str, tmp_path: Path) -> None:
    mail = {"smtp_url": "smtp://127.0.0.1:9", "mail_from": "kepo@sumedang.example.go.id"}
    with open_house(tmp_path / "away", sqlite_url, **mail) as house:
        row = work(house)
        house.relay(20, hours=1)
        assert (house.row(row).state, house.row(row).reason) == (OutboxState.FAILED, "gave_up")
