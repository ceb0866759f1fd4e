"""What will happen to a message before it is sent: the gate's own decision, in words.

Rule: the words come from the same function that the delivery asks; the page never guesses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from admin import spoken
from admin.clocks import Tone
from admin.context import ConsoleContext
from admin.texts import say, say_or
from bot.delivery import gate
from bot.delivery.gate import Passage, Way
from store.people import channel_of, window_opened_at
from store.tables import Citizen
from store.words import OutboxChannel
from tickets.acts import Act
from tickets.desk_agency import ANSWER_RESOLVES
from tickets.facts import Ticket
from tickets.vocabulary import Channel, NoticeKey

_KEYS: Mapping[Act, NoticeKey] = {
    Act.ACKNOWLEDGE: NoticeKey.ACKNOWLEDGED,
    Act.ANSWER: NoticeKey.ANSWERED,
    Act.ASK_CITIZEN: NoticeKey.QUESTION,
    Act.RESOLVE: NoticeKey.RESOLVED,
    Act.DISPOSE: NoticeKey.HANDED_OVER,
    Act.PASS_ON: NoticeKey.HANDED_OVER,
    Act.ARCHIVE: NoticeKey.ARCHIVED,
    Act.RECLASSIFY: NoticeKey.DEADLINE_MOVED,
}


@dataclass(frozen=True)
class Reach:
    """How a citizen can be reached; all None for a ticket that came without one."""

    has_citizen: bool
    channel: OutboxChannel | None = None
    last_inbound_at: datetime | None = None
    language: str = "id"


@dataclass(frozen=True)
class Forecast:
    words: str
    tone: Tone


def reach_of(session: Session, citizen_id: str | None, ticket_channel: Channel) -> Reach:
    """The ticket's own chat channel, else where the citizen wrote last (as the store queues it)."""
    citizen = session.get(Citizen, citizen_id) if citizen_id else None
    if citizen is None:
        return Reach(has_citizen=False)
    chats = (Channel.WHATSAPP, Channel.SIMULATOR)
    channel = ticket_channel if ticket_channel in chats else channel_of(session, citizen.id)
    if channel is None:
        return Reach(has_citizen=True, language=citizen.language)
    opened = window_opened_at(session, citizen.id, channel)
    return Reach(True, OutboxChannel(channel.value), opened, citizen.language)


def forecast(act: Act, ticket: Ticket, reach: Reach, context: ConsoleContext, now: datetime) -> Forecast:
    """What happens if this act is sent now."""
    key = _KEYS.get(act)
    if key is None:
        return Forecast(say("outcome.silent"), Tone.CALM)
    if not reach.has_citizen:
        return Forecast(say("outcome.nobody"), Tone.CALM)
    if key is NoticeKey.ANSWERED and ticket.kind in ANSWER_RESOLVES:
        key = NoticeKey.RESOLVED
    templates = context.region.templates
    passage = gate.decide(key, reach.channel, reach.last_inbound_at, now, templates, reach.language)
    return _in_words(passage, context)


def _in_words(passage: Passage, context: ConsoleContext) -> Forecast:
    if passage.way is Way.FREE_TEXT and passage.closes_at is not None:
        return Forecast(say("outcome.direct", until=spoken.moment(passage.closes_at, context.zone)), Tone.CALM)
    if passage.way is Way.TEMPLATE:
        return Forecast(say("outcome.template"), Tone.CALM)
    reason = say_or(f"reason.{passage.reason}", "reason.other")
    return Forecast(say("outcome.unsendable", reason=reason), Tone.LATE)
