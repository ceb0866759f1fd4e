"""Officers in transcripts: `dishub answer LP-... "words"` becomes the act that the console would record."""

import shlex
from collections.abc import Callable

from sqlmodel import Session

from bot.delivery.ticking import run_due
from bot.desk import Desk
from store.record import load_ticket, record, store_officer_message, ticket_by_code
from store.words import Act
from tests.factories import make_officer
from tickets import desk as rules
from tickets.facts import By, Decision, Ticket
from tickets.vocabulary import Actor, ArchiveReason, Role

Decider = Callable[[Desk, Ticket, str, By], Decision]
COORDINATOR = "koordinator"


def _answer(desk: Desk, ticket: Ticket, message: str, by: By) -> Decision:
    return rules.answer(ticket, message, by=by, now=desk.now(), calendar=desk.calendar)


def _resolve(desk: Desk, ticket: Ticket, message: str, by: By) -> Decision:
    return rules.resolve(ticket, message, by=by, now=desk.now(), calendar=desk.calendar)


def _ask(desk: Desk, ticket: Ticket, message: str, by: By) -> Decision:
    return rules.ask_citizen(ticket, message, by=by, now=desk.now())


def _acknowledge(desk: Desk, ticket: Ticket, message: str, by: By) -> Decision:
    return rules.acknowledge(ticket, message, by=by, now=desk.now())


OFFICERS: dict[str, tuple[Act, Decider]] = {
    "answer": (Act.ANSWER, _answer),
    "resolve": (Act.RESOLUTION, _resolve),
    "ask": (Act.QUESTION, _ask),
    "acknowledge": (Act.ACKNOWLEDGEMENT, _acknowledge),
}


def officer_acts(desk: Desk, line: str) -> None:
    """One act, recorded as the console records it. `tick` runs what the clock owes."""
    who, act, *rest = shlex.split(line)
    if act == "tick":
        run_due(desk)
        return
    with desk.database.write() as session:
        ticket = ticket_by_code(session, rest[0])
        assert ticket is not None, line
        decision = _decide(session, desk, ticket, who, act, rest[1] if len(rest) > 1 else "")
        record(session, ticket.id, decision, desk.routing)


def _decide(session: Session, desk: Desk, ticket: Ticket, who: str, act: str, words: str) -> Decision:
    if who == COORDINATOR:
        officer = make_officer(session, role=Role.COORDINATOR, agency=desk.region.coordinator)
        by = By(Actor.COORDINATOR, officer.id, desk.region.coordinator)
        if act == "archive":
            return rules.archive(ticket, ArchiveReason(words), by=by, now=desk.now())
        return rules.dispose(ticket, words, by=by, now=desk.now(), calendar=desk.calendar, rulebook=desk.rulebook)
    officer = make_officer(session, agency=who)
    stored_as, decide = OFFICERS[act]
    message = store_officer_message(
        session, ticket_id=ticket.id, officer_id=officer.id, agency=who, act=stored_as, text=words, at=desk.now()
    )
    return decide(desk, load_ticket(session, ticket.id), message, By(Actor.OFFICER, officer.id, who))
