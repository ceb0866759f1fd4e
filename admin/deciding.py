"""From a valid form to the desk's decision. The words of an officer are stored first; their id goes into the decision.

Rule: nothing is decided here. A `DeskError` leaves through the caller's transaction, which takes the words back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from admin.act_forms import ActForm
from admin.context import ConsoleContext
from admin.person import Person
from admin.texts import say
from store import words
from store.record import store_officer_message
from tickets import desk
from tickets.acts import Act
from tickets.facts import By, Decision, Ticket
from tickets.legs import may_return
from tickets.lifecycle import after
from tickets.vocabulary import Actor, ArchiveReason, Kind, Role

# What the words of an act are, as the store keeps them.
STORED_AS = {
    Act.ACKNOWLEDGE: words.Act.ACKNOWLEDGEMENT,
    Act.ANSWER: words.Act.ANSWER,
    Act.ASK_CITIZEN: words.Act.QUESTION,
    Act.RESOLVE: words.Act.RESOLUTION,
}


@dataclass(frozen=True)
class Attempt:
    """One person's try of one act on one ticket."""

    act: Act
    form: ActForm
    ticket: Ticket
    person: Person
    now: datetime
    context: ConsoleContext

    @property
    def by(self) -> By:
        actor = Actor.COORDINATOR if self.person.role is Role.COORDINATOR else Actor.OFFICER
        return By(actor, self.person.officer_id, self.person.agency)

    @property
    def text(self) -> str:
        """The words of the form, as the form has cleaned them."""
        return str(self.form.data.get("text") or "")

    def chosen(self, name: str) -> str | None:
        """The value of a select, None when nothing is chosen."""
        return self.form.data.get(name) or None

    def keep_words(self, session: Session, text: str) -> str:
        """Store words on the ticket; their id."""
        return store_officer_message(
            session,
            ticket_id=self.ticket.id,
            officer_id=self.person.officer_id,
            agency=self.person.agency,
            act=STORED_AS.get(self.act, words.Act.REASON),
            text=text,
            at=self.now,
        )


def decide(session: Session, tried: Attempt) -> Decision:
    """What the desk decides on a valid form."""
    return _DECIDERS[tried.act](session, tried)


def _acknowledge(session: Session, tried: Attempt) -> Decision:
    message = tried.keep_words(session, tried.text)
    return desk.acknowledge(tried.ticket, message, by=tried.by, now=tried.now)


def _answer(session: Session, tried: Attempt) -> Decision:
    message = tried.keep_words(session, tried.text)
    return desk.answer(tried.ticket, message, by=tried.by, now=tried.now, calendar=tried.context.calendar)


def _ask_citizen(session: Session, tried: Attempt) -> Decision:
    message = tried.keep_words(session, tried.text)
    return desk.ask_citizen(tried.ticket, message, by=tried.by, now=tried.now)


def _resolve(session: Session, tried: Attempt) -> Decision:
    message = tried.keep_words(session, tried.text)
    return desk.resolve(tried.ticket, message, by=tried.by, now=tried.now, calendar=tried.context.calendar)


def _pass_on(session: Session, tried: Attempt) -> Decision:
    return _given_to(session, tried, tried.chosen("agency"))


def _return(session: Session, tried: Attempt) -> Decision:
    """Within one working day a return; later the desk's rules call the same wish a transfer to the coordinator."""
    calendar = tried.context.calendar
    if tried.ticket.legs and not may_return(tried.ticket.legs[-1], calendar, tried.now):
        return _given_to(session, tried, None)
    reason = tried.keep_words(session, tried.text)
    return desk.return_to_coordinator(tried.ticket, reason, by=tried.by, now=tried.now, calendar=calendar)


def _given_to(session: Session, tried: Attempt, agency: str | None) -> Decision:
    reason = tried.keep_words(session, tried.text)
    context = tried.context
    return desk.pass_on(
        tried.ticket, agency, reason, by=tried.by, now=tried.now, calendar=context.calendar, rulebook=context.rulebook
    )


def _archive(session: Session, tried: Attempt) -> Decision:
    return desk.archive(tried.ticket, ArchiveReason(str(tried.chosen("reason"))), by=tried.by, now=tried.now)


def _reclassify(session: Session, tried: Attempt) -> Decision:
    return _relabelled(session, tried, tried.text)


def _dispose(session: Session, tried: Attempt) -> Decision:
    """The coordinator names agency, kind and category at once: a changed label is an event before the disposition."""
    ticket, context = tried.ticket, tried.context
    label: Decision = Decision(())
    if (Kind(str(tried.chosen("kind"))), tried.chosen("category")) != (ticket.kind, ticket.category):
        label = _relabelled(session, tried, say("act.labelled_in_screening"))
        ticket = after(ticket, label.events)
    given = desk.dispose(
        ticket,
        str(tried.chosen("agency")),
        by=tried.by,
        now=tried.now,
        calendar=context.calendar,
        rulebook=context.rulebook,
    )
    # The notice of the disposition tells the date; one about the moved date would say it twice.
    return Decision((*label.events, *given.events), given.notices)


def _relabelled(session: Session, tried: Attempt, reason: str) -> Decision:
    context = tried.context
    return desk.reclassify(
        tried.ticket,
        kind=Kind(str(tried.chosen("kind"))),
        category=tried.chosen("category"),
        reason=tried.keep_words(session, reason),
        by=tried.by,
        now=tried.now,
        calendar=context.calendar,
        rulebook=context.rulebook,
    )


_DECIDERS: Mapping[Act, Callable[[Session, Attempt], Decision]] = {
    Act.ACKNOWLEDGE: _acknowledge,
    Act.ANSWER: _answer,
    Act.ASK_CITIZEN: _ask_citizen,
    Act.RESOLVE: _resolve,
    Act.PASS_ON: _pass_on,
    Act.RETURN_TO_COORDINATOR: _return,
    Act.ARCHIVE: _archive,
    Act.RECLASSIFY: _reclassify,
    Act.DISPOSE: _dispose,
}
