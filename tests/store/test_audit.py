"""The audit finds what does not add up, and nothing else."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from store.audit import audit
from store.session import Database
from tests.factories import NOW, make_citizen, make_message, make_ticket
from tickets.facts import By, NewEvent
from tickets.vocabulary import Actor, EventKind

ANSWERED = NewEvent(EventKind.ANSWERED, NOW, By(Actor.OFFICER, "0" * 32))


def fill(session: Session) -> None:
    citizen = make_citizen(session)
    make_citizen(session)
    for _ in range(3):
        make_message(session, citizen.id)
    make_ticket(session, citizen_id=citizen.id, events=[ANSWERED])
    make_ticket(session, agency=None)


def test_what_the_store_wrote_adds_up(database: Database) -> None:
    with database.write() as session:
        fill(session)
    with database.read() as session:
        assert audit(session) == ()


@pytest.mark.parametrize(
    ("harm", "problem"),
    [
        ("UPDATE ticket SET status = 'closed' WHERE agency IS NOT NULL", "status is 'closed'"),
        ("UPDATE ticket SET promised_due = opened_at WHERE agency IS NULL", "promised_due is"),
        ("UPDATE leg SET answered_at = NULL", "stored legs differ"),
        ("DELETE FROM leg", "0 stored legs differ"),
        ("UPDATE ticket_event SET seq = 9 WHERE seq = 3", "events are numbered [1, 2, 9]"),
        ("DELETE FROM ticket_event WHERE kind = 'opened'", "numbered"),
        ("UPDATE ticket_event SET version = 99 WHERE seq = 1", "do not fold"),
        ("UPDATE message SET position = 7 WHERE position = 3", "last position 7"),
        ("UPDATE citizen SET next_position = 3 WHERE next_position = 1", "0 messages"),
    ],
)
def test_harm_from_outside_is_found(database: Database, harm: str, problem: str) -> None:
    with database.write() as session:
        fill(session)
    with database.write() as session:
        session.connection().execute(text(harm))
    with database.read() as session:
        findings = audit(session)
    assert any(problem in str(finding) for finding in findings), findings


def test_every_finding_names_its_ticket(database: Database) -> None:
    with database.write() as session:
        code = make_ticket(session, agency=None).code
        session.connection().execute(text("UPDATE ticket SET last_seq = 5"))
    with database.read() as session:
        assert [finding.subject for finding in audit(session)] == [code]
