"""What exactly leaves for a citizen: text, or a template with its variables; the gate decides, then it is frozen."""

from dataclasses import dataclass

from sqlmodel import Session

from bot.delivery import gate
from bot.desk import Desk
from bot.wording import NoticeFacts, announced, citizen_notice
from knowledge.types import Template
from store import outbox
from store.outbox import OutboxItem
from store.people import Address
from store.sending_queries import ToCitizen, to_citizen
from store.words import OutboxChannel
from tickets.vocabulary import NoticeKey

BODY_LIMIT = 1600  # the provider's


@dataclass(frozen=True)
class Parcel:
    """One message, ready to go."""

    address: Address
    body: str
    content_sid: str | None = None
    variables: tuple[str, ...] = ()


def prepare(session: Session, desk: Desk, item: OutboxItem) -> Parcel | None:
    """The parcel of a claimed row, its body frozen; None if the gate parked it or found no way."""
    facts = to_citizen(session, item)
    if facts.address is None:
        _unsendable(session, desk, item, gate.Unsendable.NO_ADDRESS)
        return None
    if item.key == outbox.ANNOUNCEMENT_KEY:
        return _announcement(session, desk, item, facts, facts.address)
    asked_about = item.look_up_first and item.body is not None  # compared as it was sent, whatever the gate says now
    if item.body is not None and (asked_about or item.key == outbox.REPLY_KEY):
        return Parcel(facts.address, item.body)
    return _notice(session, desk, item, facts, facts.address)


def _notice(session: Session, desk: Desk, item: OutboxItem, facts: ToCitizen, address: Address) -> Parcel | None:
    key = NoticeKey(item.key)
    passage = gate.decide(key, item.channel, facts.last_inbound_at, desk.now(), desk.region.templates, facts.language)
    if passage.way is gate.Way.UNSENDABLE or passage.reason is not None:
        _unsendable(session, desk, item, passage.reason or gate.Unsendable.NO_TEMPLATE)
        return None
    if passage.template is not None:
        _park(session, desk, item, facts, passage.template)
        return None
    body = _words(desk, key, item, facts)
    outbox.freeze_body(session, item.id, body)
    return Parcel(address, body)


def _words(desk: Desk, key: NoticeKey, item: OutboxItem, facts: ToCitizen) -> str:
    return citizen_notice(desk, key, _known(item, facts), facts.language)[:BODY_LIMIT]


def _known(item: OutboxItem, facts: ToCitizen) -> NoticeFacts:
    return NoticeFacts(
        code=facts.code,
        kind=facts.ticket.kind if facts.ticket else "",
        due=facts.ticket.due if facts.ticket else None,
        params=item.params,
        words=facts.words,
        words_agency=facts.words_agency,
        words_at=facts.words_at,
    )


def _park(session: Session, desk: Desk, item: OutboxItem, facts: ToCitizen, template: Template) -> None:
    """The words wait; a template tells the citizen that they are there."""
    now = desk.now()
    outbox.park(session, item.id, now=now)
    params = announced(desk, _known(item, facts), facts.language)
    outbox.queue_announcement(session, item.id, template=template.purpose, params=params, now=now)


def _announcement(session: Session, desk: Desk, item: OutboxItem, facts: ToCitizen, address: Address) -> Parcel | None:
    simulated = item.channel is OutboxChannel.SIMULATOR
    template = gate.find_template(desk.region.templates, item.template or "", facts.language, simulated=simulated)
    if template is None:
        _unsendable(session, desk, item, gate.Unsendable.NO_TEMPLATE)
        return None
    variables = tuple(str(item.params.get(name, "")) for name in template.variables)
    body = filled(template, variables)
    outbox.freeze_body(session, item.id, body)
    return Parcel(address, body, content_sid=template.content_sid or None, variables=variables)


def filled(template: Template, variables: tuple[str, ...]) -> str:
    """The text that the citizen sees: what a look-up at the provider shows."""
    body = template.body
    for number, value in enumerate(variables, start=1):
        body = body.replace(f"{{{{{number}}}}}", value)
    return body


def _unsendable(session: Session, desk: Desk, item: OutboxItem, reason: gate.Unsendable) -> None:
    outbox.mark_unsendable(session, item.id, reason=reason.value, now=desk.now())
