"""Messages once each, in order, and the conversation that they move."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from store.citizen_queries import citizen_tickets, owner_of, parked_notices
from store.conversations import StaleConversation, StoredConversation, load, save
from store.housekeeping import beat, last_beats
from store.inbox import IncomingMessage, already_answered, log_emergency, recent_messages, store_message
from store.outbox import claim, park, queue_inline
from store.public_queries import AgencyCounts, DeskCounts, agency_counts, desk_counts
from store.session import Database
from store.tables import EmergencyReferral, Message
from store.words import OutboxState
from tests.factories import NOW, make_citizen, make_message, make_ticket
from tickets.facts import By, NewEvent, Notice
from tickets.vocabulary import Actor, Audience, Channel, EventKind, Kind, NoticeKey

ANSWERED = NewEvent(EventKind.ANSWERED, NOW, By(Actor.OFFICER, "0" * 32))


def test_repeated_message_finds_the_same_replies_in_order(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        message = make_message(session, citizen.id, provider_id="SM1")
        queue_inline(
            session,
            citizen_id=citizen.id,
            channel=Channel.WHATSAPP,
            inbound_id=message.id,
            bodies=["satu", "dua"],
            now=NOW,
        )
    with database.read() as session:
        turn = already_answered(session, Channel.WHATSAPP, "SM1")
        assert already_answered(session, Channel.SIMULATOR, "SM1") is None
        assert already_answered(session, Channel.WHATSAPP, "SM2") is None
    assert turn is not None
    assert (turn.message_id, turn.citizen_id) == (message.id, citizen.id)
    assert [(reply.body, reply.state) for reply in turn.replies] == [
        ("satu", OutboxState.INLINE),
        ("dua", OutboxState.INLINE),
    ]


def test_provider_id_is_stored_once(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        make_message(session, citizen.id, provider_id="SM1")
    with pytest.raises(IntegrityError), database.write() as session:
        make_message(session, citizen.id, provider_id="SM1")


def test_messages_keep_their_order_and_what_came_with_them(database: Database) -> None:
    place = IncomingMessage(
        Channel.WHATSAPP, "SM9", "location", "", NOW, masked=("nik", "kk"), latitude=-6.84, longitude=107.9
    )
    with database.write() as session:
        citizen = make_citizen(session)
        for text in ("a", "b", "c"):
            make_message(session, citizen.id, text)
        stored = store_message(session, citizen.id, place)
        log_emergency(session, stored.id, "kebakaran", NOW)
    with database.read() as session:
        recent = recent_messages(session, citizen.id, limit=3)
        row = session.get_one(Message, stored.id)
        assert session.exec(select(EmergencyReferral.slug)).all() == ["kebakaran"]
    assert [(message.position, message.text) for message in recent] == [(2, "b"), (3, "c"), (4, "")]
    assert (row.masked, row.latitude, row.longitude) == ("nik,kk", -6.84, 107.9)


def test_conversation_is_saved_version_by_version(database: Database) -> None:
    first = StoredConversation(state="menu", turn_at=NOW)
    with database.write() as session:
        citizen = make_citizen(session)
        assert load(session, citizen.id) is None
        save(session, citizen.id, first)
        loaded = load(session, citizen.id)
        assert loaded == replace(first, version=1)
        save(session, citizen.id, StoredConversation("report", NOW, before="menu", joined="jalan", version=1))
        assert load(session, citizen.id) == StoredConversation("report", NOW, "menu", "jalan", 2)


@pytest.mark.parametrize("version", [0, 2])
def test_conversation_that_somebody_else_saved_is_not_overwritten(database: Database, version: int) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        save(session, citizen.id, StoredConversation("menu", NOW))
        with pytest.raises(StaleConversation):
            save(session, citizen.id, StoredConversation("report", NOW, version=version))


def test_citizen_sees_own_tickets_newest_first(database: Database) -> None:
    with database.write() as session:
        citizen, other = make_citizen(session), make_citizen(session)
        old = make_ticket(session, citizen_id=citizen.id, at=NOW - timedelta(days=3), events=[ANSWERED])
        new = make_ticket(session, citizen_id=citizen.id, agency=None)
        foreign = make_ticket(session, citizen_id=other.id)
    with database.read() as session:
        tickets = citizen_tickets(session, citizen.id)
        assert owner_of(session, foreign.code) == other.id
        assert owner_of(session, "LP-ZZZZZZZZ") is None
    assert [ticket.code for ticket in tickets] == [new.code, old.code]
    assert tickets[0].due_at == new.promised_due
    assert tickets[1].due_at == old.legs[0].resolve_due


def test_parked_notice_waits_with_the_words_and_the_code(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        notice = Notice(Audience.CITIZEN, NoticeKey.ANSWERED, params={"agency": "dpupr"})
        ticket = make_ticket(session, citizen_id=citizen.id, events=[ANSWERED], notices=[notice])
        row = claim(session, NOW, 1, timedelta(seconds=30))[0].id
        assert parked_notices(session, citizen.id, Channel.WHATSAPP) == ()
        park(session, row, now=NOW)
        parked = parked_notices(session, citizen.id, Channel.WHATSAPP)
        assert parked_notices(session, citizen.id, Channel.SIMULATOR) == ()
    assert [(p.id, p.code, p.key, p.params) for p in parked] == [(row, ticket.code, "answered", {"agency": "dpupr"})]


def test_last_beat_of_each_name_is_kept(database: Database) -> None:
    with database.write() as session:
        beat(session, "worker", NOW)
        beat(session, "worker", NOW + timedelta(seconds=30))
        beat(session, "digest", NOW)
    with database.read() as session:
        assert last_beats(session) == {"worker": NOW + timedelta(seconds=30), "digest": NOW}


def test_public_counts_know_neither_persons_nor_supervision(database: Database) -> None:
    with database.write() as session:
        make_ticket(session, events=[ANSWERED])
        make_ticket(session)
        make_ticket(session, agency="inspektorat", kind=Kind.SUPERVISION)
    with database.read() as session:
        assert desk_counts(session) == DeskCounts(tickets=3, open=3, answered=1)
        assert agency_counts(session) == (AgencyCounts("dpupr", tickets=2, answered=1, resolved=0),)
