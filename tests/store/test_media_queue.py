"""Files on their way in: leased by time, settled once."""

from datetime import timedelta

from sqlmodel import Session, select

from store.base import new_id
from store.inbox import IncomingMedia, IncomingMessage, store_message
from store.media_queue import claim_media, media_refused, media_retry, media_stored
from store.session import Database
from store.tables import Media
from tests.factories import NOW, make_citizen
from tickets.vocabulary import Channel

LEASE = timedelta(minutes=1)


def picture(session: Session) -> None:
    media = (IncomingMedia("https://api.twilio.com/1", "image/jpeg"),)
    message = IncomingMessage(Channel.WHATSAPP, f"SM{new_id()}", "image", "", NOW, media=media)
    store_message(session, make_citizen(session).id, message)


def test_claimed_file_is_left_alone_until_its_lease_ends(database: Database) -> None:
    with database.write() as session:
        picture(session)
        first = claim_media(session, NOW, 5, LEASE)
        assert claim_media(session, NOW, 5, LEASE) == ()
        again = claim_media(session, NOW + LEASE, 5, LEASE)
    assert [(item.id, item.attempts) for item in again] == [(first[0].id, 2)]


def test_file_is_settled_once(database: Database) -> None:
    with database.write() as session:
        picture(session)
        item = claim_media(session, NOW, 5, LEASE)[0]
        assert media_stored(session, item.id, sha256="0" * 64, size=9, content_type="image/png")
        assert not media_refused(session, item.id, reason="too_large")
        assert not media_retry(session, item.id, at=NOW)
        assert claim_media(session, NOW + LEASE, 5, LEASE) == ()
    with database.read() as session:
        row = session.exec(select(Media)).one()
        assert (row.state, row.size, row.content_type, row.reason) == ("stored", 9, "image/png", None)


def test_file_that_failed_comes_due_at_its_time(database: Database) -> None:
    with database.write() as session:
        picture(session)
        item = claim_media(session, NOW, 5, LEASE)[0]
        assert media_retry(session, item.id, at=NOW + 5 * LEASE)
        assert claim_media(session, NOW + 4 * LEASE, 5, LEASE) == ()
        assert len(claim_media(session, NOW + 5 * LEASE, 5, LEASE)) == 1


def test_refused_file_keeps_its_reason(database: Database) -> None:
    with database.write() as session:
        picture(session)
        item = claim_media(session, NOW, 5, LEASE)[0]
        assert media_refused(session, item.id, reason="too_large")
    with database.read() as session:
        assert session.exec(select(Media.reason)).one() == "too_large"
