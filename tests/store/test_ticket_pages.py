"""One ticket as an officer sees it: what is linked to it and nothing else."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from store.base import new_id
from store.bells import count_unseen, list_bells, mark_seen
from store.clauses import Scope
from store.inbox import IncomingMedia, IncomingMessage, link_messages, store_message
from store.media_queue import claim_media, media_stored
from store.outbox import claim, park, queue_announcement
from store.record import NewTicket, record, store_officer_message
from store.score_queries import score_legs
from store.session import Database
from store.tables import Media, Officer
from store.ticket_pages import media_file, ticket_page
from store.words import Act, OutboxState
from tests.factories import NOW, ROUTING, make_citizen, make_code, make_message, make_officer, make_ticket
from tickets.facts import By, Decision, NewEvent, Notice
from tickets.vocabulary import Actor, Audience, Channel, EventKind, Kind, NoticeKey, Role

OVERSIGHT = "inspektorat"
DPUPR = Scope(Role.OFFICER, "dpupr", OVERSIGHT)
DLHK = Scope(Role.OFFICER, "dlhk", OVERSIGHT)
COORDINATOR = Scope(Role.COORDINATOR, None, OVERSIGHT)


def named(citizen_id: str | None = None, **values: object) -> NewTicket:
    base: dict[str, object] = {"text": "jalan rusak", "reporter_name": "Euis", "citizen_id": citizen_id, **values}
    return NewTicket(id=new_id(), code=make_code(), channel=Channel.WHATSAPP, **base)  # type: ignore[arg-type]


def picture(session: Session, citizen_id: str) -> str:
    media = (IncomingMedia("https://api.twilio.com/1", "image/jpeg"),)
    message = IncomingMessage(Channel.WHATSAPP, f"SM{new_id()}", "image", "", NOW, media=media)
    return store_message(session, citizen_id, message).id


def test_officer_sees_the_messages_of_the_ticket_and_not_the_other_chats(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        make_message(session, citizen.id, "rahasia lain")
        told = make_message(session, citizen.id, "jalan rusak")
        ticket = make_ticket(session, new=named(citizen.id, messages=(told.id,)))
        officer = make_officer(session)
        store_officer_message(
            session, ticket_id=ticket.id, officer_id=officer.id, agency="dpupr", act=Act.ANSWER, text="Sudah.", at=NOW
        )
    with database.read() as session:
        page = ticket_page(session, DPUPR, ticket.code)
    assert page is not None
    assert [(m.text, m.officer, m.act) for m in page.messages] == [
        ("jalan rusak", None, None),
        ("Sudah.", "Petugas Uji", Act.ANSWER),
    ]
    assert page.ticket == ticket
    assert page.legs == ticket.legs
    assert [event.kind for event in page.events] == [EventKind.OPENED, EventKind.DISPOSED]


def test_foreign_and_missing_tickets_look_the_same(database: Database) -> None:
    with database.write() as session:
        ticket = make_ticket(session)
    with database.read() as session:
        assert ticket_page(session, DLHK, ticket.code) is None
        assert ticket_page(session, DLHK, "LP-ZZZZZZZZ") is None


def test_hidden_name_is_seen_by_the_coordinator_alone(database: Database) -> None:
    with database.write() as session:
        open_one = make_ticket(session, new=named())
        hidden = make_ticket(session, new=named(hide_name=True))
    with database.read() as session:
        names = {
            (scope.role, ticket.code): page.reporter_name
            for scope in (DPUPR, COORDINATOR)
            for ticket in (open_one, hidden)
            if (page := ticket_page(session, scope, ticket.code)) is not None
        }
    assert names == {
        (Role.OFFICER, open_one.code): "Euis",
        (Role.OFFICER, hidden.code): None,
        (Role.COORDINATOR, open_one.code): "Euis",
        (Role.COORDINATOR, hidden.code): "Euis",
    }


def test_file_is_given_only_when_stored_and_to_those_who_see_its_ticket(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        linked, other = picture(session, citizen.id), picture(session, citizen.id)
        ticket = make_ticket(session, citizen_id=citizen.id)
        link_messages(session, ticket.id, [linked])
        ids = dict(session.exec(select(Media.message_id, Media.id)).all())
        assert media_file(session, DPUPR, ids[linked]) is None
        for item in claim_media(session, NOW, 9):
            media_stored(session, item.id, sha256="a" * 64, size=3, content_type="image/jpeg")
    with database.read() as session:
        stored = media_file(session, DPUPR, ids[linked])
        assert media_file(session, DLHK, ids[linked]) is None
        assert media_file(session, DPUPR, ids[other]) is None
        page = ticket_page(session, DPUPR, ticket.code)
    assert stored is not None
    assert stored.sha256 == "a" * 64
    assert page is not None
    assert page.messages[0].media == (stored,)


def test_message_once_linked_stays_with_its_ticket(database: Database) -> None:
    with database.write() as session:
        citizen = make_citizen(session)
        message = make_message(session, citizen.id)
        first, second = make_ticket(session), make_ticket(session)
        link_messages(session, first.id, [message.id])
        link_messages(session, second.id, [message.id])
        page = ticket_page(session, DPUPR, second.code)
    assert page is not None
    assert page.messages == ()


def test_page_tells_what_became_of_each_notice(database: Database) -> None:
    answered = NewEvent(EventKind.ANSWERED, NOW, By(Actor.OFFICER, "0" * 32))
    with database.write() as session:
        citizen = make_citizen(session)
        ticket = make_ticket(session, citizen_id=citizen.id)
        record(session, ticket.id, Decision((answered,), (Notice(Audience.CITIZEN, NoticeKey.ANSWERED),)), ROUTING)
        row = claim(session, NOW, 1, timedelta(seconds=30))[0].id
        park(session, row, now=NOW)
        queue_announcement(session, row, template="answer_waiting", params={}, now=NOW)
    with database.read() as session:
        page = ticket_page(session, DPUPR, ticket.code)
    assert page is not None
    assert [(n.key, n.state, n.announced) for n in page.notices] == [
        ("answered", OutboxState.PARKED, OutboxState.QUEUED)
    ]


def test_bell_rings_for_its_own_agency_and_is_seen_once(database: Database) -> None:
    work = [Notice(Audience.AGENCY, NoticeKey.NEW_WORK, agency="dpupr")]
    with database.write() as session:
        officer = make_officer(session)
        make_ticket(session, notices=work)
        ticket = make_ticket(session, notices=work)
        make_ticket(session, agency=None, notices=[Notice(Audience.COORDINATOR, NoticeKey.TO_SCREEN)])
    with database.write() as session:
        rings = list_bells(session, DPUPR, officer.bell_seen)
        assert count_unseen(session, DPUPR, officer.bell_seen) == 2
        assert rings[0].code == ticket.code
        assert not rings[0].seen
        assert [ring.key for ring in list_bells(session, COORDINATOR, 0)] == ["to_screen"]
        assert list_bells(session, DLHK, 0) == ()
        mark_seen(session, officer.id, rings[0].id)
        mark_seen(session, officer.id, rings[1].id)
    with database.read() as session:
        seen = session.get_one(Officer, officer.id).bell_seen
        assert seen == rings[0].id
        assert count_unseen(session, DPUPR, seen) == 0


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.COMPLAINT])
def test_scores_read_legs_of_what_is_scored(database: Database, kind: Kind) -> None:
    with database.write() as session:
        ticket = make_ticket(session, kind=kind)
    with database.read() as session:
        legs = score_legs(session)
    assert [leg.root for leg in legs] == ([ticket.id] if kind is Kind.COMPLAINT else [])


def test_scores_leave_out_tests_and_imported_copies(database: Database) -> None:
    with database.write() as session:
        ours = make_ticket(session)
        make_ticket(session, new=named(is_test=True))
        copy = NewTicket(new_id(), make_code(), Channel.IMPORTED, "", external_system="kepo", external_code=ours.code)
        make_ticket(session, new=copy)
        foreign = NewTicket(new_id(), make_code(), Channel.IMPORTED, "", external_system="lapor", external_code="77")
        imported = make_ticket(session, new=foreign)
    with database.read() as session:
        assert {leg.root for leg in score_legs(session)} == {ours.id, imported.id}
        assert score_legs(session, disposed_before=NOW) == ()
        assert score_legs(session, due_from=NOW + timedelta(days=99)) == ()
