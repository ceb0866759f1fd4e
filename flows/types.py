"""What goes into a turn of the conversation and what comes out. Frozen, no behaviour.

Replies and effects are keys and values, never text for the wire: the catalogue renders them, and what a decision
yields (code, agency, due date) is filled in before rendering.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from tickets.vocabulary import Closing, Kind, NoticeKey, Status, Verdict


class Ref(str):
    """A value that is itself a key of the catalogue, so that no words stand in code."""

    __slots__ = ()


ParamValue = str | int | bool | date | tuple[str, ...] | None


class InboundKind(StrEnum):
    """What a citizen sent, whatever the provider calls it."""

    TEXT = "text"
    IMAGE = "image"
    DOCUMENT = "document"
    AUDIO = "audio"
    VIDEO = "video"
    LOCATION = "location"
    CONTACT = "contact"
    STICKER = "sticker"
    REACTION = "reaction"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SharedPlace:
    """A place shared from the phone. Degrees, WGS 84."""

    latitude: float
    longitude: float
    label: str = ""
    address: str = ""


@dataclass(frozen=True)
class Inbound:
    """One message of a citizen, personal numbers already masked. `message` is the id of its stored row."""

    message: str
    kind: InboundKind
    text: str
    at: datetime
    media_count: int = 0
    place: SharedPlace | None = None
    button: str | None = None  # id of a tapped button or list row
    masked: tuple[str, ...] = ()  # kinds of personal numbers that were hidden: nik, kk, card
    quoted_code: str | None = None  # ticket code in the notice that the citizen quoted
    earlier: tuple[str, ...] = ()  # ids of the earlier parts of a message that was joined from a burst
    other_matter: str | None = None  # category of a second matter that the message plainly tells of


@dataclass(frozen=True)
class TicketSummary:
    """A citizen's own ticket, as much as the chat needs."""

    code: str
    kind: Kind
    title: str  # first words of the matter, masked
    category: str | None  # name for people
    agency: str | None  # name for people
    status: Status
    closing: Closing | None
    opened_on: date
    due_on: date | None  # the date promised or now in force
    late: bool = False
    asked: bool = False  # an open question of the agency waits for the citizen
    awaits_verdict: bool = False
    put_at: datetime | None = None  # when the open question or the question for a verdict was put to the citizen
    category_slug: str | None = None
    agency_slug: str | None = None
    place: str = ""  # where it is, in words
    place_code: str | None = None
    closed_on: date | None = None
    may_reopen: bool = False  # closed after a resolution, and the reply window is still open


@dataclass(frozen=True)
class ParkedNotice:
    """A notice that waits for the citizen's word. `text` is its rendered body."""

    id: str
    code: str
    key: NoticeKey
    text: str
    on: date | None = None  # the day on which it was written


@dataclass(frozen=True)
class World:
    """What a turn may know. `now` is aware UTC; `today` is the local date."""

    now: datetime
    today: date
    citizen_name: str | None  # the name that the citizen gave, never the profile name
    privacy_noticed: bool
    language: str
    privacy_link: str
    tickets: tuple[TicketSummary, ...] = ()  # own ones, newest first
    parked: tuple[ParkedNotice, ...] = ()  # oldest first
    question_due: date | None = None  # by when a question filed now would have to be answered
    screened_due: date | None = None  # the same for a question whose agency the coordinator must find first


@dataclass(frozen=True)
class Reply:
    """One part of the answer of a turn: a catalogue key and its values. Parts are joined by a blank line."""

    key: str
    params: Mapping[str, ParamValue] = field(default_factory=dict)


@dataclass(frozen=True)
class FileTicket:
    """The citizen confirmed: open a ticket. The reply `filled_by` it gets code, agency and due date."""

    kind: Kind
    category: str | None
    category_confirmed: bool
    confidence: float
    agency: str | None  # suggested, for questions and for screening
    text: str
    place_code: str | None
    place_text: str
    shared: SharedPlace | None
    name: str | None
    hide_name: bool
    hide_content: bool
    messages: tuple[str, ...]  # ids of the messages that made it, oldest first
    emergency: str | None = None


@dataclass(frozen=True)
class AddToTicket:
    code: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class AnswerAgency:
    """The citizen's answer to the agency's open question."""

    code: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class TakeBack:
    """What was passed on as an answer was none: the messages leave the ticket, `word` stays and says so."""

    code: str
    messages: tuple[str, ...]
    word: tuple[str, ...]


@dataclass(frozen=True)
class GiveVerdict:
    code: str
    verdict: Verdict
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Withdraw:
    code: str


@dataclass(frozen=True)
class ReleaseParked:
    """The citizen said *lihat*: these parked notices are delivered with this turn."""

    notices: tuple[str, ...]


@dataclass(frozen=True)
class RememberName:
    name: str


@dataclass(frozen=True)
class MarkPrivacyNoticed:
    pass


@dataclass(frozen=True)
class LogEmergency:
    """A referral to the emergency numbers is logged, whatever else the message was."""

    slug: str


class Fared(StrEnum):
    """How an article fared in a turn."""

    ANSWERED = "answered"
    HELPED_YES = "helped_yes"
    HELPED_NO = "helped_no"
    NOT_THAT = "not_that"
    TICKET = "ticket"


@dataclass(frozen=True)
class CountArticle:
    """One more of these for the article on this day."""

    slug: str
    what: Fared


Effect = (
    FileTicket
    | AddToTicket
    | AnswerAgency
    | TakeBack
    | GiveVerdict
    | Withdraw
    | ReleaseParked
    | RememberName
    | MarkPrivacyNoticed
    | LogEmergency
    | CountArticle
)
