"""Officers who answer while processes die around them: every ticket gets an acknowledgement and an answer."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from bot.desk import Desk
from store.record import load_ticket, record, store_officer_message
from store.tables import Officer, TicketRow
from store.words import Act
from tests import factories
from tickets import desk as rules
from tickets.facts import By, Decision, Ticket
from tickets.vocabulary import Actor, Status

Decide = Callable[[Ticket, str, By], Decision]


@dataclass
class Office:
    """One officer for all agencies. Works until told to stop, then once more."""

    desk: Desk
    acted: set[tuple[str, Act]] = field(default_factory=set)
    _ended: threading.Event = field(default_factory=threading.Event)

    def open(self) -> Callable[[], None]:
        """Begin; the result ends it, with every ticket answered."""
        thread = threading.Thread(target=self._work, daemon=True)
        thread.start()

        def end() -> None:
            self._ended.set()
            thread.join(timeout=60)
            self._look()

        return end

    def _work(self) -> None:
        while not self._ended.wait(0.3):
            self._look()

    def _look(self) -> None:
        with self.desk.database.read() as session:
            query = select(TicketRow.id).where(col(TicketRow.status) == Status.HANDED_OVER.value)
            waiting = session.exec(query.order_by(col(TicketRow.opened_at))).all()
        for ticket_id in waiting:
            self._act(ticket_id, Act.ACKNOWLEDGEMENT, self._acknowledge)
            self._act(ticket_id, Act.ANSWER, self._answer)

    def _act(self, ticket_id: str, act: Act, decide: Decide) -> None:
        if (ticket_id, act) in self.acted:
            return
        now = self.desk.now()
        with self.desk.database.write() as session:
            ticket = load_ticket(session, ticket_id)
            by = By(Actor.OFFICER, self._officer(session), agency=ticket.agency)
            message = store_officer_message(
                session,
                ticket_id=ticket_id,
                officer_id=str(by.id),
                agency=ticket.agency,
                act=act,
                text=f"Petugas menangani {ticket.code} ({act.value}).",
                at=now,
            )
            record(session, ticket_id, decide(ticket, message, by), self.desk.routing)
        self.acted.add((ticket_id, act))
        self.desk.pager.wake()

    def _acknowledge(self, ticket: Ticket, message: str, by: By) -> Decision:
        return rules.acknowledge(ticket, message, by=by, now=self.desk.now())

    def _answer(self, ticket: Ticket, message: str, by: By) -> Decision:
        return rules.answer(ticket, message, by=by, now=self.desk.now(), calendar=self.desk.calendar)

    def _officer(self, session: Session) -> str:
        found = session.exec(select(Officer.id).limit(1)).first()
        return found or factories.make_officer(session).id
