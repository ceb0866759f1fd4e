"""The gate of the 24-hour window: which way a notice to a citizen may go. Pure.

WhatsApp lets a desk write freely for 24 hours after the citizen's last message (counted from when our server received
it; our own messages do not extend it). Outside, only an approved template may open the talk; the words of the agency
then wait, parked, until the citizen answers. The console shows the same decision before an officer sends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.types import Template
from store.words import OutboxChannel
from tickets.vocabulary import NoticeKey

WINDOW = timedelta(hours=24)
# A message that leaves in the last moments may reach the provider after the window has shut.
MARGIN = timedelta(minutes=2)

# Which template announces which notice. A notice without a row says itself in the template.
ANNOUNCED_BY = {
    NoticeKey.ANSWERED: "answer_waiting",
    NoticeKey.ACKNOWLEDGED: "news_waiting",
    NoticeKey.ARCHIVED: "news_waiting",
    NoticeKey.HANDED_OVER: "news_waiting",
    NoticeKey.CLOSED_UNCONFIRMED: "news_waiting",
    NoticeKey.QUESTION: "question_waiting",
    NoticeKey.RESOLVED: "resolved_waiting",
    NoticeKey.DEADLINE_MOVED: "deadline_moved",
}


class Way(StrEnum):
    FREE_TEXT = "free_text"
    TEMPLATE = "template"  # announce by template, park the words
    UNSENDABLE = "unsendable"


class Unsendable(StrEnum):
    """Why nothing can be sent; the console holds the words for each."""

    NO_ADDRESS = "no_address"
    NO_TEMPLATE = "no_template"
    CHANNEL_OFF = "channel_off"
    NO_MAIL_ADDRESS = "no_mail_address"


@dataclass(frozen=True)
class Passage:
    """The way a notice goes. `closes_at` is when the window shuts, if it is open."""

    way: Way
    template: Template | None = None
    reason: Unsendable | None = None
    closes_at: datetime | None = None


def window_closes(last_inbound_at: datetime | None) -> datetime | None:
    """When free text must have left, or None if the citizen never wrote."""
    return last_inbound_at + WINDOW - MARGIN if last_inbound_at else None


def find_template(templates: Sequence[Template], purpose: str, language: str, *, simulated: bool) -> Template | None:
    """The usable template of a purpose: in the citizen's language, else in Indonesian. The simulator needs no id."""
    usable = [t for t in templates if t.purpose == purpose and (t.content_sid or simulated)]
    preferred = [t for t in usable if t.language == language] or [t for t in usable if t.language == "id"]
    return preferred[0] if preferred else None


def decide(
    key: NoticeKey,
    channel: OutboxChannel | None,
    last_inbound_at: datetime | None,
    now: datetime,
    templates: Sequence[Template],
    language: str = "id",
) -> Passage:
    """Which way a notice to a citizen may go at `now`. `channel` None: the citizen has no address."""
    if channel is None:
        return Passage(Way.UNSENDABLE, reason=Unsendable.NO_ADDRESS)
    closes = window_closes(last_inbound_at)
    if closes is not None and now < closes:
        return Passage(Way.FREE_TEXT, closes_at=closes)
    simulated = channel is OutboxChannel.SIMULATOR
    template = find_template(templates, ANNOUNCED_BY[key], language, simulated=simulated)
    if template is None:
        return Passage(Way.UNSENDABLE, reason=Unsendable.NO_TEMPLATE)
    return Passage(Way.TEMPLATE, template=template)
