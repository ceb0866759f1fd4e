"""An act on a ticket from a submitted form, in one transaction.

Rule: a form that was filled in before the ticket last changed decides nothing; the same form twice decides once.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from admin.context import ConsoleContext
from admin.deciding import Attempt, decide
from admin.person import Person
from admin.texts import say, say_or
from store.ledger import events_of
from store.record import record
from store.tables import Message
from tickets import desk
from tickets.acts import Act
from tickets.desk import DeskError
from tickets.facts import Event, Ticket
from tickets.legs import may_return, present_leg
from tickets.vocabulary import EventKind, Role

# In the order in which the page shows them.
SHOWN = (
    Act.ANSWER,
    Act.RESOLVE,
    Act.ACKNOWLEDGE,
    Act.ASK_CITIZEN,
    Act.DISPOSE,
    Act.ARCHIVE,
    Act.RECLASSIFY,
    Act.PASS_ON,
    Act.RETURN_TO_COORDINATOR,
)

# Which events show that an act was done before.
_GIVEN_UP = frozenset({EventKind.PASSED_ON, EventKind.RETURNED})
_TRACE: Mapping[Act, frozenset[EventKind]] = {
    Act.ACKNOWLEDGE: frozenset({EventKind.ACKNOWLEDGED}),
    Act.ANSWER: frozenset({EventKind.ANSWERED}),
    Act.ASK_CITIZEN: frozenset({EventKind.ASKED_CITIZEN}),
    Act.RESOLVE: frozenset({EventKind.RESOLVED}),
    Act.PASS_ON: _GIVEN_UP,
    Act.RETURN_TO_COORDINATOR: _GIVEN_UP,
    Act.DISPOSE: frozenset({EventKind.DISPOSED}),
    Act.ARCHIVE: frozenset({EventKind.CLOSED}),
    Act.RECLASSIFY: frozenset({EventKind.RECLASSIFIED}),
}


class Outcome(StrEnum):
    DONE = "done"
    REPEATED = "repeated"  # this very form was recorded before
    STALE = "stale"  # the ticket changed since the form was shown
    INVALID = "invalid"  # something is missing in the form
    NOT_NOW = "not_now"  # the act is not offered in this state


def offered_acts(ticket: Ticket, person: Person, context: ConsoleContext, now: datetime) -> tuple[Act, ...]:
    """The acts whose forms are shown: those the desk allows, without the one it would refuse at this hour."""
    allowed = desk.allowed_acts(ticket, person.role, person.agency)
    leg = present_leg(ticket)
    early = leg is not None and may_return(leg, context.calendar, now)
    hidden = {Act.PASS_ON} if person.role is Role.OFFICER and early else set()
    return tuple(act for act in SHOWN if act in allowed and act not in hidden)


def attempt(session: Session, tried: Attempt) -> Outcome:
    """Do the act, or say why nothing was done. The ticket is locked; a DeskError must end the transaction."""
    if tried.form.seen != tried.ticket.last_seq:
        return Outcome.REPEATED if _was_done(session, tried) else Outcome.STALE
    if tried.act not in offered_acts(tried.ticket, tried.person, tried.context, tried.now):
        return Outcome.NOT_NOW
    if not tried.form.complete():
        return Outcome.INVALID
    decision = decide(session, tried)
    record(session, tried.ticket.id, decision, tried.context.routing, expected_seq=tried.ticket.last_seq)
    return Outcome.DONE


def refusal_words(error: DeskError) -> str:
    """The desk's refusal in the officer's words."""
    return say_or(f"refused.{type(error).__name__}", "refused.other")


def done_words(act: Act) -> str:
    return say(f"done.{act}")


def _was_done(session: Session, tried: Attempt) -> bool:
    """Whether an event since the form was shown is this person's same act with the same words."""
    since = [event for event in events_of(session, tried.ticket.id) if event.seq > tried.form.seen]
    mine = [e for e in since if e.actor_id == tried.person.officer_id and e.kind in _TRACE[tried.act]]
    if "text" not in tried.form:
        return bool(mine)
    return any(_words_of(session, event) == tried.text for event in mine)


def _words_of(session: Session, event: Event) -> str | None:
    row = session.get(Message, str(event.data.get("message") or event.data.get("reason") or ""))
    return None if row is None else row.text
