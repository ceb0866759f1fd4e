"""A decision is recorded whole: events, row, legs, notices."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from store.ledger import events_of, legs_of
from store.record import (
    NewTicket,
    Routing,
    StaleTicket,
    TicketMissing,
    load_ticket,
    record,
    store_officer_message,
    ticket_by_code,
)
from store.session import Database
from store.tables import Bell, Message, Outbox, TicketRow
from store.words import Act, OutboxState
from tests.factories import NOW, ROUTING, make_citizen, make_message, make_officer, make_ticket
from tickets.facts import By, Decision, NewEvent, Notice
from tickets.vocabulary import Actor, Audience, Channel, EventKind, NoticeKey, Role, Status

ANSWERED = Decision(
    (NewEvent(EventKind.ANSWERED, NOW, By(Actor.OFFICER, "0" * 32), {"message": "0" * 32}),),
    (Notice(Audience.CITIZEN, NoticeKey.ANSWERED),),
)


def test_created_ticket_reads_back_as_it_was_folded(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        message = make_message(session, citizen.id)
        new = NewTicket("t1", "LP-00000001", Channel.WHATSAPP, "jalan rusak", messages=(message.id,))
        made = make_ticket(session, citizen_id=citizen.id, new=new)
    with database.read() as session:
        assert load_ticket(session, "t1", for_update=False) == made
        assert ticket_by_code(session, "LP-00000001", for_update=False) == made
        assert legs_of(session, "t1") == made.legs
        assert session.get_one(Message, message.id).ticket_id == "t1"


def test_recorded_events_count_on_without_gaps(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
        after = record(session, ticket.id, ANSWERED, ROUTING)
    assert after.status is Status.ANSWERED
    assert after.legs[0].answered_at == NOW
    with database.read() as session:
        assert [event.seq for event in events_of(session, ticket.id)] == [1, 2, 3]
        row = session.get_one(TicketRow, ticket.id)
        assert (row.status, row.last_seq) == ("answered", 3)
        assert legs_of(session, ticket.id) == after.legs


def test_decision_on_an_older_ticket_is_refused(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
        record(session, ticket.id, ANSWERED, ROUTING)
    with pytest.raises(StaleTicket), database.write() as session:
        record(session, ticket.id, ANSWERED, ROUTING, expected_seq=ticket.last_seq)
    with database.read() as session:
        assert len(events_of(session, ticket.id)) == 3


def test_code_is_given_once(database: Database) -> None:
    new = NewTicket("t1", "LP-00000001", Channel.WHATSAPP, "")
    with database.write() as session:
        make_ticket(session, new=new)
    with pytest.raises(IntegrityError), database.write() as session:
        make_ticket(session, new=NewTicket("t2", "LP-00000001", Channel.WHATSAPP, ""))


def test_unknown_ticket_is_named_or_none(database: Database) -> None:
    with database.read() as session:
        assert ticket_by_code(session, "LP-00000001") is None
        with pytest.raises(TicketMissing):
            load_ticket(session, "nowhere", for_update=False)


def test_citizen_gets_one_row_on_the_channel_of_the_ticket(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        ticket = make_ticket(session, citizen_id=citizen.id)
        record(session, ticket.id, ANSWERED, ROUTING)
    with database.read() as session:
        row = session.exec(select(Outbox)).one()
    assert row.unique_key == f"{ticket.id}:3:answered"
    assert (row.channel, row.audience, row.citizen_id) == ("whatsapp", "citizen", citizen.id)
    assert row.state == OutboxState.QUEUED


def test_ticket_entered_at_the_console_is_answered_where_the_citizen_chats(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session, channel=Channel.SIMULATOR)
        new = NewTicket("t1", "LP-00000001", Channel.CONSOLE, "", citizen_id=citizen.id)
        make_ticket(session, new=new)
        record(session, "t1", ANSWERED, ROUTING)
    with database.read() as session:
        assert session.exec(select(Outbox.channel)).all() == ["simulator"]


def test_imported_ticket_has_nobody_to_tell(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
        record(session, ticket.id, ANSWERED, ROUTING)
    with database.read() as session:
        assert session.exec(select(Outbox)).all() == []


def test_agency_gets_a_bell_and_each_active_officer_a_mail(database: Database) -> None:
    notice = Notice(Audience.AGENCY, NoticeKey.NEW_WORK, agency="dpupr")
    with database.write() as session:
        make_officer(session, "a@kepo.test")
        make_officer(session, "b@kepo.test")
        make_officer(session, "gone@kepo.test", active=False)
        make_officer(session, "head@kepo.test", role=Role.AGENCY_HEAD)
        make_officer(session, "other@kepo.test", agency="dlhk")
        make_ticket(session, notices=[notice])
    with database.read() as session:
        assert session.exec(select(Bell.agency, Bell.key)).all() == [("dpupr", "new_work")]
        mails = session.exec(select(Outbox.recipient).order_by(col(Outbox.recipient))).all()
    assert mails == ["a@kepo.test", "b@kepo.test"]


def test_coordinator_gets_a_bell_without_agency_and_a_mail(database: Database) -> None:
    notice = Notice(Audience.COORDINATOR, NoticeKey.TO_SCREEN)
    with database.write() as session:
        make_officer(session, "c@kepo.test", role=Role.COORDINATOR, agency="diskominfo")
        make_officer(session, "d@kepo.test", agency="diskominfo")
        make_ticket(session, agency=None, notices=[notice])
    with database.read() as session:
        assert session.exec(select(Bell.agency)).all() == [None]
        assert session.exec(select(Outbox.recipient)).all() == ["c@kepo.test"]


def test_without_mail_only_the_bell_rings(database: Database) -> None:
    notice = Notice(Audience.AGENCY, NoticeKey.NEW_WORK, agency="dpupr")
    with database.write() as session:
        make_officer(session)
        make_ticket(session, notices=[notice], routing=Routing(mail=False, coordinator="diskominfo"))
    with database.read() as session:
        assert len(session.exec(select(Bell)).all()) == 1
        assert session.exec(select(Outbox)).all() == []


def test_failed_block_leaves_nothing_behind(database: Database) -> None:
    def fails_after_creating() -> None:
        with database.write() as session:
            make_ticket(session)
            raise LookupError

    with pytest.raises(LookupError):
        fails_after_creating()
    with database.read() as session:
        assert session.exec(select(TicketRow)).all() == []


def test_officers_words_take_the_next_position_in_the_chat(database: Database) -> None:
    with database.write() as session:
        officer = make_officer(session)
        citizen = make_citizen(session)
        make_message(session, citizen.id)
        ticket = make_ticket(session, citizen_id=citizen.id)
        words = store_officer_message(
            session,
            ticket_id=ticket.id,
            officer_id=officer.id,
            agency="dpupr",
            act=Act.ANSWER,
            text="Sudah kami tambal.",
            at=NOW,
        )
        later = make_message(session, citizen.id)
    with database.read() as session:
        row = session.get_one(Message, words)
        assert (row.position, row.ticket_id, row.citizen_id) == (2, ticket.id, citizen.id)
    assert later.position == 3


def test_officers_words_on_an_imported_ticket_count_within_it(database: Database) -> None:
    with database.write() as session:
        officer = make_officer(session)
        ticket = make_ticket(session)
        for _ in range(2):
            store_officer_message(
                session, ticket_id=ticket.id, officer_id=officer.id, agency="dpupr", act=Act.ANSWER, text="x", at=NOW
            )
    with database.read() as session:
        assert session.exec(select(Message.position).order_by(col(Message.position))).all() == [1, 2]


def test_privacy_event_moves_the_switches_of_the_row(database: Database) -> None:
    change = NewEvent(EventKind.PRIVACY_CHANGED, NOW, By(Actor.CITIZEN), {"hide_name": True, "hide_content": False})
    with database.write() as session:
        ticket = make_ticket(session)
        record(session, ticket.id, Decision((change,)), ROUTING)
    with database.read() as session:
        row = session.get_one(TicketRow, ticket.id)
        assert (row.hide_name, row.hide_content) == (True, False)
