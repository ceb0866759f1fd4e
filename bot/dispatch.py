"""One message of a citizen, whole: once only, in order, in one transaction.

Understand the text before anything is locked; lock the sender; run the pure conversation; let the rules decide; record;
fill code, agency and date into the replies; commit. A repeat of a message is answered from what was stored.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.desk import Desk
from bot.door.channel import Incoming
from bot.effects import Done, Hands, carry_out
from bot.two_matters import other_matter
from bot.world import world_of
from flows.catalogue import render
from flows.engine import continues, step
from flows.state import START, State, dumps, loads
from flows.turn import Step, nothing_understood
from flows.types import Inbound, InboundKind, LogEmergency, MarkPrivacyNoticed, Reply
from flows.usefulness import uncorrected
from knowledge.types import Language, Understood
from store import conversations, inbox
from store.base import new_id
from store.conversations import StaleConversation, StoredConversation
from store.outbox_replies import StoredReply, queue_inline
from store.people import CitizenFacts, lock_citizen, remember_language
from store.record import StaleTicket
from store.turn_queries import code_of_notice
from store.words import OutboxState
from tickets.errors import DeskError
from tickets.personal_numbers import mask

JOIN_WITHIN = timedelta(seconds=8)  # text that goes on with the same free-text answer
ALBUM_WITHIN = timedelta(seconds=10)  # later pictures of one album
TURN_TRIES = 3
BODY_LIMIT = 1500  # the provider takes 1,600 characters
_MOVED = (StaleTicket, StaleConversation, DeskError, IntegrityError)
log = structlog.get_logger()


@dataclass(frozen=True)
class Turn:
    """What became of a message. `inline` belongs into the answer to the webhook."""

    message: str
    replies: tuple[StoredReply, ...]
    repeated: bool = False
    queued: bool = False

    @property
    def inline(self) -> tuple[StoredReply, ...]:
        """What was not confirmed yet; a repeat after the receipt would show the citizen the same reply twice."""
        return tuple(r for r in self.replies if r.state in (OutboxState.INLINE, OutboxState.UNSURE))


@dataclass(frozen=True)
class Read:
    """A message with its personal numbers hidden, and what it means."""

    text: str
    masked: tuple[str, ...]
    understood: Understood
    other_matter: str | None = None


def handle(desk: Desk, incoming: Incoming) -> Turn:
    """Take one message in. Raises only when the database is away or the program is wrong: then nothing is stored."""
    with desk.database.read() as session:
        known = inbox.already_answered(session, incoming.channel, incoming.provider_id)
        desk = desk.refreshed(session, incoming.received_at)  # one content for reading and answering
    if known is not None:
        return _repeated(known)
    read = _read(desk, incoming)
    for attempt in range(1, TURN_TRIES + 1):
        try:
            with desk.database.write() as session:
                turn = _turn(session, desk, incoming, read)
            break
        except _MOVED as error:  # an officer acted in the same moment: decide again on what is true now
            if attempt == TURN_TRIES:
                raise
            log.info("turn_again", attempt=attempt, exception_type=type(error).__name__)
    if turn.queued:
        desk.pager.wake()
    return turn


def _repeated(stored: inbox.StoredTurn) -> Turn:
    return Turn(stored.message_id, stored.replies, repeated=True)


def _read(desk: Desk, incoming: Incoming) -> Read:
    masked = mask(incoming.text)
    understood = _understand(desk, masked.text)
    other = other_matter(masked.text, understood, desk.understand, desk.region)
    return Read(masked.text, tuple(masked.kinds), understood, other)


def _understand(desk: Desk, text: str) -> Understood:
    """A refusal of the answer before it would blur what the message itself is about."""
    return replace(desk.understand(uncorrected(text)), text=text) if text.strip() else nothing_understood(text)


def _turn(session: Session, desk: Desk, incoming: Incoming, read: Read) -> Turn:
    now = incoming.received_at
    citizen = lock_citizen(session, incoming.channel, incoming.addresses, now)
    stored = inbox.already_answered(session, incoming.channel, incoming.provider_id)
    if stored is not None:
        return _repeated(stored)
    album = _is_later_picture(session, citizen, incoming, now)
    message = _store(session, citizen, incoming, read)
    if incoming.handled_by_provider:
        return Turn(message, ())
    return _converse(session, desk, incoming, read, citizen, message, album)


def _store(session: Session, citizen: CitizenFacts, incoming: Incoming, read: Read) -> str:
    place = incoming.place
    stored = inbox.store_message(
        session,
        citizen.id,
        inbox.IncomingMessage(
            channel=incoming.channel,
            provider_id=incoming.provider_id,
            kind=incoming.kind.value,
            text=read.text,
            at=incoming.received_at,
            masked=read.masked,
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
            place_label=(place.label or place.address) if place else "",
            media=tuple(inbox.IncomingMedia(m.url, m.declared_type) for m in incoming.media),
            id=new_id(),
        ),
    )
    return stored.id


def _converse(
    session: Session,
    desk: Desk,
    incoming: Incoming,
    read: Read,
    citizen: CitizenFacts,
    message: str,
    album: bool,
) -> Turn:
    now = incoming.received_at
    language = _language(session, citizen, read.understood)
    before = conversations.load(session, citizen.id)
    state = loads(before.state) if before else START
    inbound = _inbound(session, citizen, incoming, read, message)
    world = world_of(session, desk, citizen, incoming.channel, language, now)
    understood = read.understood
    if before and _is_fresh(before, inbound) and continues(state, inbound, understood, world, desk.region):
        state = loads(before.before or "")
        inbound, understood = _joined(desk, before.joined or "", inbound)
    done_step = step(state, inbound, understood, world, desk.region)
    done = carry_out(Hands(session, desk, citizen, incoming.channel, message, now), done_step.effects)
    _save(session, citizen, before, state, done_step, inbound, now)
    bodies = [] if album and not _acts(done_step) else _bodies(done_step.replies, done, language)
    replies = queue_inline(
        session,
        citizen_id=citizen.id,
        channel=incoming.channel,
        inbound_id=message,
        bodies=bodies,
        now=now,
        must_arrive=done.important,
    )
    log.info("turn", channel=incoming.channel.value, outcome=understood.outcome.value, kind=incoming.kind.value)
    return Turn(message, replies, queued=done.queued or bool(incoming.media))


def _language(session: Session, citizen: CitizenFacts, understood: Understood) -> str:
    """The language of the answer: that of a sentence long enough to tell, else the one remembered."""
    heard = understood.language
    if heard is Language.OTHER or len(understood.text.split()) < 4 or heard.value == citizen.language:
        return citizen.language
    remember_language(session, citizen.id, heard.value)
    return heard.value


def _inbound(session: Session, citizen: CitizenFacts, incoming: Incoming, read: Read, message: str) -> Inbound:
    quoted = incoming.quoted_provider_id
    return Inbound(
        message=message,
        kind=incoming.kind,
        text=read.text,
        at=incoming.received_at,
        media_count=len(incoming.media),
        place=incoming.place,
        button=incoming.button,
        masked=read.masked,
        quoted_code=code_of_notice(session, citizen.id, quoted) if quoted else None,
        other_matter=read.other_matter,
    )


def _is_fresh(before: StoredConversation, inbound: Inbound) -> bool:
    """Whether the turn before can still be heard again: it took free text, did nothing final, and was just now."""
    if before.joined is None or before.before is None or inbound.kind is not InboundKind.TEXT:
        return False
    return inbound.at - before.turn_at <= JOIN_WITHIN


def _joined(desk: Desk, held: str, inbound: Inbound) -> tuple[Inbound, Understood]:
    """The message together with the one before it: one answer typed in two parts."""
    first = json.loads(held)
    text = f"{first['text']}\n{inbound.text}"
    masked = tuple(dict.fromkeys((*first["masked"], *inbound.masked)))
    understood = _understand(desk, text)
    other = other_matter(text, understood, desk.understand, desk.region)
    whole = replace(inbound, text=text, earlier=tuple(first["messages"]), masked=masked, other_matter=other)
    return whole, understood


def _save(
    session: Session,
    citizen: CitizenFacts,
    before: StoredConversation | None,
    state: State,
    done: Step,
    inbound: Inbound,
    now: datetime,
) -> None:
    joinable = done.joinable and inbound.kind is InboundKind.TEXT and not _acts(done)
    held = {"text": inbound.text, "messages": [*inbound.earlier, inbound.message], "masked": list(inbound.masked)}
    conversations.save(
        session,
        citizen.id,
        StoredConversation(
            state=dumps(done.state),
            turn_at=now,
            before=dumps(state) if joinable else None,
            joined=json.dumps(held, ensure_ascii=False) if joinable else None,
            version=before.version if before else 0,
        ),
    )


def _acts(done: Step) -> bool:
    """Whether the turn did something that must not be done again or kept silent."""
    return any(not isinstance(effect, (MarkPrivacyNoticed, LogEmergency)) for effect in done.effects)


def _is_later_picture(session: Session, citizen: CitizenFacts, incoming: Incoming, now: datetime) -> bool:
    if incoming.kind is not InboundKind.IMAGE or incoming.text.strip():
        return False
    last = inbox.recent_messages(session, citizen.id, limit=1)
    return bool(last) and last[0].kind == InboundKind.IMAGE.value and now - last[0].at <= ALBUM_WITHIN


def _bodies(replies: Sequence[Reply], done: Done, language: str) -> list[str]:
    """One message a turn; only a long answer of an agency is cut in two at a paragraph."""
    parts = [render(_filled(reply, done), language) for reply in replies]
    bodies: list[str] = []
    for part in (p for p in parts if p):
        if bodies and len(bodies[-1]) + len(part) + 2 <= BODY_LIMIT:
            bodies[-1] = f"{bodies[-1]}\n\n{part}"
        else:
            bodies.extend(_cut(part))
    return bodies


def _filled(reply: Reply, done: Done) -> Reply:
    if not done.filled or not reply.key.endswith(".filed"):
        return reply
    return Reply(reply.key, {**reply.params, **done.filled})


def _cut(part: str) -> list[str]:
    pieces: list[str] = []
    while len(part) > BODY_LIMIT:
        at = max(part.rfind("\n", 0, BODY_LIMIT), part.rfind(" ", 0, BODY_LIMIT))
        at = at if at > 0 else BODY_LIMIT
        pieces.append(part[:at].rstrip())
        part = part[at:].lstrip()
    return [*pieces, part]
