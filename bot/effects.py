"""Carries out what a turn decided: each effect of the conversation becomes a decision of the desk, recorded at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.desk import Desk
from flows.types import (
    AddToTicket,
    AnswerAgency,
    CountArticle,
    Effect,
    FileTicket,
    GiveVerdict,
    LogEmergency,
    MarkPrivacyNoticed,
    ParamValue,
    ReleaseParked,
    RememberName,
    TakeBack,
    Withdraw,
)
from store.base import new_id
from store.inbox import link_messages, log_emergency, unlink_messages
from store.knowledge_days import count_article
from store.knowledge_words import Counted
from store.outbox import release
from store.people import CitizenFacts, mark_privacy_noticed, remember_name
from store.record import NewTicket, create_ticket, record, ticket_by_code
from store.turn_queries import first_message_at
from tickets import desk as rules
from tickets.codes import code_from
from tickets.facts import By, Decision, Ticket
from tickets.vocabulary import Actor, Channel, Status

CODE_TRIES = 5


class NotTheirs(LookupError):
    """The conversation named a ticket that is not there: a fault of ours, never of the citizen."""


@dataclass
class Done:
    """What came of a turn's effects. `filled`: values for the replies that announce a new ticket."""

    filled: dict[str, ParamValue] = field(default_factory=dict)
    queued: bool = False  # something waits for the worker
    important: bool = False  # the reply carries a code or an answer: it must arrive


@dataclass(frozen=True)
class Hands:
    """All that carrying out an effect needs."""

    session: Session
    desk: Desk
    citizen: CitizenFacts
    channel: Channel
    message: str
    now: datetime

    @property
    def by(self) -> By:
        return By(Actor.CITIZEN, self.citizen.id)


def carry_out(hands: Hands, effects: Sequence[Effect]) -> Done:
    """Do all effects of one turn, in order. Raises the rules' named errors if a ticket has moved meanwhile.

    Counts come last and by name: turns at the same moment count the same articles and must not wait for each other.
    """
    done = Done()
    for effect in effects:
        if not isinstance(effect, CountArticle):
            _carry_out_one(hands, effect, done)
    counts = [effect for effect in effects if isinstance(effect, CountArticle)]
    for count in sorted(counts, key=lambda count: count.slug):
        _count(hands, count)
    return done


def _carry_out_one(hands: Hands, effect: Effect, done: Done) -> None:
    match effect:
        case FileTicket():
            _file(hands, effect, done)
        case AddToTicket() | AnswerAgency():
            _write_to(hands, effect, done)
        case TakeBack():
            unlink_messages(hands.session, _own(hands, effect.code).id, effect.messages)
            _write_to(hands, AddToTicket(effect.code, effect.word), done)
        case GiveVerdict():
            _verdict(hands, effect, done)
        case Withdraw():
            ticket = _own(hands, effect.code)
            _record(
                hands, ticket, rules.withdraw(ticket, by=hands.by, now=hands.now, calendar=hands.desk.calendar), done
            )
        case ReleaseParked():
            release(hands.session, effect.notices, inbound_id=hands.message, now=hands.now)
            done.important = True
        case RememberName():
            remember_name(hands.session, hands.citizen.id, effect.name)
        case MarkPrivacyNoticed():
            mark_privacy_noticed(hands.session, hands.citizen.id, hands.now)
        case LogEmergency():
            log_emergency(hands.session, hands.message, effect.slug, hands.now)


def _count(hands: Hands, effect: CountArticle) -> None:
    """The simulator's citizens are a demo's only ones; beside real ones they are tests."""
    production = hands.desk.settings.production
    is_test = hands.citizen.is_test or (production and hands.channel is Channel.SIMULATOR)
    day = hands.desk.calendar.local_date(hands.now)
    count_article(hands.session, effect.slug, Counted(effect.what.value), day, is_test=is_test)


def _file(hands: Hands, effect: FileTicket, done: Done) -> None:
    desk = hands.desk
    opening = rules.Opening(
        ticket_id=new_id(),
        code=_free_code(hands),
        kind=effect.kind,
        category=effect.category,
        category_confirmed=effect.category_confirmed,
        confidence=effect.confidence,
        suggested_agency=effect.agency,
        channel=hands.channel,
        message=effect.messages[0] if effect.messages else hands.message,
        first_message_at=first_message_at(hands.session, effect.messages) or hands.now,
        hide_name=effect.hide_name,
        hide_content=effect.hide_content,
    )
    decision = rules.open_ticket(opening, by=hands.by, now=hands.now, calendar=desk.calendar, rulebook=desk.rulebook)
    ticket = create_ticket(hands.session, _row(hands, effect, opening), decision, desk.routing)
    agency = desk.region.agencies.get(ticket.agency or "")
    done.filled = {
        "code": ticket.code,
        "agency": agency.name if agency else None,
        "due": desk.calendar.local_date(ticket.promised_due),
        "screened": ticket.status is Status.SCREENING,
    }
    done.queued = done.important = True


def _row(hands: Hands, effect: FileTicket, opening: rules.Opening) -> NewTicket:
    shared = effect.shared
    return NewTicket(
        id=opening.ticket_id,
        code=opening.code,
        channel=hands.channel,
        text=effect.text,
        citizen_id=hands.citizen.id,
        suggested_agency=effect.agency,
        category_confidence=effect.confidence,
        place_text=effect.place_text,
        place_code=effect.place_code,
        latitude=shared.latitude if shared else None,
        longitude=shared.longitude if shared else None,
        reporter_name=effect.name,
        hide_name=effect.hide_name,
        hide_content=effect.hide_content,
        emergency=effect.emergency,
        is_test=hands.citizen.is_test,
        messages=effect.messages,
    )


def _free_code(hands: Hands) -> str:
    """A code that no ticket has: of 2^35, so a second draw is already rare."""
    for _ in range(CODE_TRIES):
        code = code_from(hands.desk.mint())
        if ticket_by_code(hands.session, code, for_update=False) is None:
            return code
    raise RuntimeError("no free ticket code found: the source of random numbers is broken")


def _write_to(hands: Hands, effect: AddToTicket | AnswerAgency, done: Done) -> None:
    ticket = _own(hands, effect.code)
    link_messages(hands.session, ticket.id, effect.messages)
    message = effect.messages[-1] if effect.messages else hands.message
    decide = rules.citizen_replied if isinstance(effect, AnswerAgency) else rules.citizen_added
    decision = decide(ticket, message, by=hands.by, now=hands.now, calendar=hands.desk.calendar)
    _record(hands, ticket, decision, done)


def _verdict(hands: Hands, effect: GiveVerdict, done: Done) -> None:
    ticket = _own(hands, effect.code)
    link_messages(hands.session, ticket.id, effect.messages)
    decision = rules.give_verdict(
        ticket, effect.verdict, by=hands.by, now=hands.now, calendar=hands.desk.calendar, rulebook=hands.desk.rulebook
    )
    _record(hands, ticket, decision, done)


def _record(hands: Hands, ticket: Ticket, decision: Decision, done: Done) -> None:
    record(hands.session, ticket.id, decision, hands.desk.routing)
    done.queued = True


def _own(hands: Hands, code: str) -> Ticket:
    ticket = ticket_by_code(hands.session, code)
    if ticket is None:
        raise NotTheirs(code)
    return ticket
