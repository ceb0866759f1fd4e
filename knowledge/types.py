"""The shapes of what the government knows, and of what a message was understood to mean. Frozen, plain values.

`docs/content.md` describes the files these are read from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

LINK_WORD = "Info"  # the first word of what a link types


def _link_text(slug: str) -> str:
    """By slug, because a printed code outlives a title or a name."""
    return f"{LINK_WORD}: {slug.replace('-', ' ')}"


class Outcome(StrEnum):
    """What the desk would do with a first message."""

    ANSWER = "answer"
    CLARIFY = "clarify"  # two or three candidates offered
    REPORT = "report"
    HANDOVER = "handover"  # no answer known: offered to an officer
    OUTSIDE = "outside"  # not this government's matter
    SMALLTALK = "smalltalk"
    MENU = "menu"
    EMERGENCY = "emergency"  # nothing but the emergency numbers to say


class Matter(StrEnum):
    """What kind of matter a message brings."""

    QUESTION = "question"
    COMPLAINT = "complaint"
    SUPERVISION = "supervision"
    ASPIRATION = "aspiration"
    INFORMATION = "information"
    PPID = "ppid"
    PRAISE = "praise"
    SPAM = "spam"
    NONE = "none"


class Language(StrEnum):
    INDONESIAN = "id"
    SUNDANESE = "su"
    OTHER = "other"


@dataclass(frozen=True)
class Agency:
    slug: str
    name: str
    short: str
    group: str
    outside: bool = False
    contact: str = ""
    source: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Category:
    """A node of the tree; a leaf has an agency. Limits in working days; None means those of its kind."""

    slug: str
    name: str
    parent: str | None = None
    agency: str | None = None
    kind: Matter = Matter.COMPLAINT
    answer_wd: int | None = None
    resolve_wd: int | None = None
    needs_place: bool = False
    examples: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """A kecamatan, village or landmark. `code` is the ministry's code where there is one."""

    code: str
    name: str
    kind: str  # kecamatan | desa | kelurahan | landmark
    kecamatan: str  # name of the kecamatan
    also: tuple[str, ...] = ()
    agency: str = ""  # the kecamatan office
    village: str = ""  # where a landmark stands, if known

    @property
    def label(self) -> str:
        """How the place is written to people."""
        if self.kind == "kecamatan":
            return f"Kecamatan {self.name}"
        if self.kind == "landmark":
            return f"{self.name}, Kecamatan {self.kecamatan}" if self.kecamatan else self.name
        return f"{self.kind.capitalize()} {self.name}, Kecamatan {self.kecamatan}"


@dataclass(frozen=True)
class Source:
    title: str
    url: str


@dataclass(frozen=True)
class Article:
    """An answer with its sources. `parts` maps a heading (Syarat, Biaya, Lama, Tempat, Alur) to its text."""

    slug: str
    title: str
    owner: str  # agency slug
    portal: str
    answer: str
    checked: date
    review: date
    sources: tuple[Source, ...]
    questions: tuple[str, ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    own_case: str = ""
    confirmed_by: str = ""
    confirmed_at: str = ""
    expires: date | None = None  # the last day on which it is told

    @property
    def link_text(self) -> str:
        """What a link to this article types for the citizen."""
        return _link_text(self.slug)


@dataclass(frozen=True)
class Season:
    """Local days, both included."""

    start: date
    until: date


@dataclass(frozen=True)
class Portal:
    """A door of the menu. `also`: articles of other doors shown behind it; `seasonal`: shown only while pinned."""

    slug: str
    name: str
    name_su: str
    also: tuple[str, ...] = ()
    seasonal: bool = False
    seasons: tuple[Season, ...] = ()  # pinned to the first place

    def is_pinned(self, today: date) -> bool:
        return any(season.start <= today <= season.until for season in self.seasons)

    @property
    def link_text(self) -> str:
        """What a link to this door types for the citizen."""
        return _link_text(self.slug)


@dataclass(frozen=True)
class EmergencyLine:
    slug: str
    number: str
    line: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """An approved WhatsApp template. An empty `content_sid` cannot be sent."""

    purpose: str
    language: str
    category: str
    content_sid: str
    variables: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class DemoStaff:
    email: str
    name: str
    role: str
    agency: str


@dataclass(frozen=True)
class Region:
    """Everything in a region's folder. `raw` keeps `region.toml` and `holidays.toml` as plain values for the rules."""

    slug: str
    name: str
    desk: str
    timezone: str
    coordinator: str
    oversight: str
    emergency_number: str
    auto_dispose_confidence: float
    agencies: Mapping[str, Agency]
    categories: Mapping[str, Category]
    places: tuple[Place, ...]
    articles: Mapping[str, Article]
    emergencies: tuple[EmergencyLine, ...]
    templates: tuple[Template, ...]
    staff: tuple[DemoStaff, ...]
    raw: Mapping[str, Mapping[str, object]]
    portals: tuple[Portal, ...] = ()

    @property
    def leaves(self) -> tuple[Category, ...]:
        return tuple(c for c in self.categories.values() if c.agency is not None)

    def doors(self, today: date) -> tuple[Portal, ...]:
        """The portals of a local day: pinned ones first, then the order of the file; none with nothing behind it."""
        shown = [portal for portal in self.portals if self.behind(portal.slug)]
        pinned = [portal for portal in shown if portal.is_pinned(today)]
        return (*pinned, *(portal for portal in shown if portal not in pinned and not portal.seasonal))

    def behind(self, slug: str) -> tuple[str, ...]:
        """The articles of a portal: its own in the order of the alphabet, then those that it names besides."""
        portal = next((portal for portal in self.portals if portal.slug == slug), None)
        own = sorted(article.slug for article in self.articles.values() if article.portal == slug)
        also = [other for other in (portal.also if portal else ()) if other in self.articles]
        return tuple(dict.fromkeys([*own, *also]))


@dataclass(frozen=True)
class Candidate:
    article: str
    confidence: float


@dataclass(frozen=True)
class AgencyGuess:
    agency: str
    confidence: float


@dataclass(frozen=True)
class PlaceGuess:
    """A place named in a message. `text` is what the citizen wrote.

    Several places mean that it must be asked which; none that the words lead to a spot that is on no list.
    """

    text: str
    places: tuple[Place, ...]
    score: float  # 0..100, of the spelling


@dataclass(frozen=True)
class Understood:
    """What a message was understood to mean, without any state. Confidences are 0..1, calibrated."""

    text: str
    language: Language
    outcome: Outcome
    kind: Matter
    article: str | None = None
    portal: str | None = None  # slug of the door that a link opens
    confidence: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    category: str | None = None
    category_confidence: float = 0.0
    agency: str | None = None
    top: tuple[AgencyGuess, ...] = ()
    emergency: str | None = None  # slug of the EmergencyLine
    outside_agency: str | None = None  # slug of the outside agency whose matter it is
    own_case: bool = False  # asks about the writer's own file
    place: PlaceGuess | None = None
    has_detail: bool = False  # a complaint that says what is wrong well enough to be filed
    missing: tuple[str, ...] = ()  # what an officer could not work without: "place", "what"
