"""Who writes: one citizen for each person, however many addresses."""

from datetime import timedelta

import pytest

from store.people import (
    Address,
    NoAddress,
    address_for,
    lock_citizen,
    mark_privacy_noticed,
    remember_name,
    window_opened_at,
)
from store.session import Database
from store.words import AddressKind
from tests.factories import NOW
from tickets.vocabulary import Channel

NUMBER = Address(AddressKind.NUMBER, "+6281200000001")
BSUID = Address(AddressKind.BSUID, "ID.4566000000000001")


def test_same_number_is_the_same_citizen(database: Database) -> None:
    with database.write() as session:
        first = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
    with database.write() as session:
        second = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
    assert first.is_new
    assert not second.is_new
    assert first.id == second.id


def test_same_value_on_another_channel_is_another_citizen(database: Database) -> None:
    with database.write() as session:
        chat = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
        simulated = lock_citizen(session, Channel.SIMULATOR, [NUMBER], NOW)
    assert chat.id != simulated.id


def test_addresses_that_arrive_together_are_linked(database: Database) -> None:
    with database.write() as session:
        known = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
    with database.write() as session:
        both = lock_citizen(session, Channel.WHATSAPP, [NUMBER, BSUID], NOW)
    with database.write() as session:
        hidden = lock_citizen(session, Channel.WHATSAPP, [BSUID], NOW)
    assert known.id == both.id == hidden.id
    assert both.conflicts == ()


def test_two_known_citizens_are_not_joined_but_reported(database: Database) -> None:
    with database.write() as session:
        by_number = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
        by_bsuid = lock_citizen(session, Channel.WHATSAPP, [BSUID], NOW)
    with database.write() as session:
        both = lock_citizen(session, Channel.WHATSAPP, [NUMBER, BSUID], NOW + timedelta(hours=1))
    assert both.id == by_bsuid.id
    assert both.conflicts == (by_number.id,)
    with database.read() as session:
        assert window_opened_at(session, by_number.id, Channel.WHATSAPP) == NOW


def test_message_without_address_is_refused(database: Database) -> None:
    with pytest.raises(NoAddress), database.write() as session:
        lock_citizen(session, Channel.WHATSAPP, [], NOW)


def test_window_opens_with_the_last_message_that_came_in(database: Database) -> None:
    with database.write() as session:
        citizen = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
        lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW + timedelta(hours=3))
        lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW + timedelta(hours=1))
    with database.read() as session:
        assert window_opened_at(session, citizen.id, Channel.WHATSAPP) == NOW + timedelta(hours=3)
        assert window_opened_at(session, citizen.id, Channel.SIMULATOR) is None


def test_address_to_write_to_is_the_one_used_last(database: Database) -> None:
    with database.write() as session:
        citizen = lock_citizen(session, Channel.WHATSAPP, [NUMBER, BSUID], NOW)
        together = address_for(session, citizen.id, Channel.WHATSAPP)
        lock_citizen(session, Channel.WHATSAPP, [BSUID], NOW + timedelta(days=1))
        after_hiding = address_for(session, citizen.id, Channel.WHATSAPP)
    assert together == NUMBER
    assert after_hiding == BSUID


def test_name_and_privacy_notice_are_remembered(database: Database) -> None:
    with database.write() as session:
        citizen = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
        remember_name(session, citizen.id, "Euis")
        mark_privacy_noticed(session, citizen.id, NOW)
    with database.write() as session:
        again = lock_citizen(session, Channel.WHATSAPP, [NUMBER], NOW)
    assert not citizen.privacy_noticed
    assert again.privacy_noticed
    assert again.name == "Euis"
