"""The content in force for one process: articles and the index that belongs to them, exchanged together.

Rule: a message is read and answered by one pair. New content is taken when its index is there; until then the old pair
serves, without the articles that may no longer be told. Nothing here trains.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import structlog
from sqlmodel import Session

from knowledge.article_file import parse_article
from knowledge.fields import ContentError
from knowledge.loader import content_hash
from knowledge.model import META, open_index
from knowledge.types import Article, Outcome, Portal, Region, Season, Understood
from knowledge.understand import Reader
from store.knowledge_served import ServedText, served_texts
from store.knowledge_state import content_number
from store.portal_pins import Days, pinned_days

QUICK = "-quick"  # ends the name of an index that bears the calibration of the one before it
log = structlog.get_logger()


@dataclass(frozen=True)
class Wanted:
    """What is to be told on a day. `number` is that of the database's content; 0: the files are told."""

    number: int
    day: date
    articles: Mapping[str, Article]
    hash: str
    portals: tuple[Portal, ...] = ()


class Reading:
    """Reads with one index, which is opened at the first message: a worker never has one.

    Once it was replaced it is opened for a single message at most, so that nobody who still holds it keeps its memory.
    """

    def __init__(self, region: Region, index: Path) -> None:
        self._region = region
        self._index = index
        self._turn = threading.Lock()
        self._reader: Reader | None = None
        self._replaced = False

    def read(self, text: str) -> Understood:
        return self._opened().read(text)

    def let_go(self) -> None:
        with self._turn:
            self._replaced, self._reader = True, None

    def _opened(self) -> Reader:
        with self._turn:
            reader = self._reader or Reader(self._region, open_index(self._index))
            if not self._replaced:
                self._reader = reader
            return reader


@dataclass(frozen=True)
class Content:
    """A pair that serves: the articles that may be told, and the reading of messages that goes with them.

    `gone`: articles that the index knows and that may not be told any more, with the office to ask instead.
    `portals`: the doors with the pins of officials, which need no index.
    """

    articles: Mapping[str, Article]
    index: Path
    reading: Reading
    gone: Mapping[str, str | None] = field(default_factory=dict)
    portals: tuple[Portal, ...] = ()

    def understand(self, text: str) -> Understood:
        understood = self.reading.read(text)
        return _left_out(understood, self.gone) if self.gone else understood


class Library:
    """Knows what is to be told and which indexes there are. One in a process, used by all its threads."""

    def __init__(self, region: Region, folder: Path, indexes: Path) -> None:
        self.region = region
        self.folder = folder
        self.indexes = indexes
        self._turn = threading.Lock()
        self._wanted: Wanted | None = None
        self._content: Content | None = None

    def present(self, session: Session | None, day: date) -> Content:
        """The pair to serve with now. Without a session (no database yet) the files are told."""
        number = content_number(session) if session is not None else 0
        held = self._content
        if held is not None and not self._turn.acquire(blocking=False):
            return held  # another thread is looking
        if held is None:
            self._turn.acquire()
        try:
            wanted = self._wanted
            if wanted is None or (wanted.number, wanted.day) != (number, day):
                wanted = self._wanted = self.wanted(session, day)
            self._content = self._exchanged(self._content, wanted)
            return self._content
        finally:
            self._turn.release()

    def wanted(self, session: Session | None, day: date) -> Wanted:
        """What is to be told on a day, read anew."""
        number = content_number(session) if session is not None else 0
        if session is None or number == 0:
            articles = {
                slug: article
                for slug, article in self.region.articles.items()
                if article.expires is None or day <= article.expires
            }
        else:
            articles = self.readable(served_texts(session, day))
        pins = pinned_days(session) if session is not None else {}
        hash_ = content_hash(self.folder, articles.values())
        return Wanted(number, day, articles, hash_, _with_pins(self.region.portals, pins))

    def readable(self, texts: tuple[ServedText, ...]) -> dict[str, Article]:
        """Texts as articles, with who confirmed them; one that an agency's end made unreadable is logged and left."""
        found: dict[str, Article] = {}
        for text in texts:
            try:
                article = parse_article(text.content, text.slug, self.region.agencies)
            except ContentError:
                log.error("article_unreadable", key=text.slug, version=text.number)
                continue
            at = text.confirmed_at.date().isoformat() if text.confirmed_at else ""
            found[text.slug] = replace(article, confirmed_by=text.confirmed_by, confirmed_at=at)
        return found

    def full_index(self, hash_: str) -> Path:
        return self.indexes / hash_

    def quick_index(self, hash_: str) -> Path:
        return self.indexes / f"{hash_}{QUICK}"

    def index_of(self, hash_: str) -> Path | None:
        """The best index of that content that was built."""
        built = (path for path in (self.full_index(hash_), self.quick_index(hash_)) if (path / META).is_file())
        return next(built, None)

    def _exchanged(self, held: Content | None, wanted: Wanted) -> Content:
        if held is not None and held.portals != wanted.portals:
            held = replace(held, portals=wanted.portals)
        index = self.index_of(wanted.hash)
        if index is None and held is not None and (held.index / META).is_file():
            return self._without_gone(held, wanted.articles)
        index = index or self.full_index(wanted.hash)
        if held is not None and held.index == index and held.articles == wanted.articles:
            return held
        if held is not None:
            held.reading.let_go()
        reading = Reading(replace(self.region, articles=wanted.articles), index)
        return Content(wanted.articles, index, reading, portals=wanted.portals)

    def _without_gone(self, held: Content, wanted: Mapping[str, Article]) -> Content:
        """The old pair, less what was withdrawn or has expired, and with who confirmed: that needs no index."""
        kept = {slug: _as_confirmed(article, wanted[slug]) for slug, article in held.articles.items() if slug in wanted}
        if kept == held.articles:
            return held
        gone = {slug: self._own_office(article.owner) for slug, article in held.articles.items() if slug not in kept}
        return replace(held, articles=kept, gone={**held.gone, **gone})

    def _own_office(self, owner: str) -> str | None:
        return None if self.region.agencies[owner].outside else owner


def _as_confirmed(told: Article, wanted: Article) -> Article:
    """The text that is told, with its new confirmation; a new text waits for its index."""
    if (told.confirmed_by, told.confirmed_at) == (wanted.confirmed_by, wanted.confirmed_at):
        return told
    confirmed = replace(told, confirmed_by=wanted.confirmed_by, confirmed_at=wanted.confirmed_at)
    return confirmed if confirmed == wanted else told


def _with_pins(portals: tuple[Portal, ...], pins: Mapping[str, tuple[Days, ...]]) -> tuple[Portal, ...]:
    """The doors with what officials pinned besides the seasons of the file."""
    return tuple(
        replace(portal, seasons=(*portal.seasons, *(Season(*days) for days in pins.get(portal.slug, ()))))
        for portal in portals
    )


def _left_out(understood: Understood, gone: Mapping[str, str | None]) -> Understood:
    """The reading without the articles that are gone: what only they would answer goes to their office."""
    kept = tuple(candidate for candidate in understood.candidates if candidate.article not in gone)
    found = replace(understood, candidates=kept)
    if understood.article in gone:
        office = gone[understood.article or ""]
        return replace(found, outcome=Outcome.HANDOVER, article=None, candidates=(), agency=office)
    if understood.outcome is Outcome.CLARIFY and len(kept) < 2 and len(understood.candidates) > len(kept):
        return replace(found, outcome=Outcome.HANDOVER, candidates=())
    return found
