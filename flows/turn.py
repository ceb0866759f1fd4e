"""One turn: what came in with what is known, and what goes out. Frozen."""

from dataclasses import dataclass, replace

from flows.state import Held, State
from flows.types import Effect, Inbound, InboundKind, Reply, TicketSummary, World
from flows.words import looks_like_question
from knowledge.types import Agency, Article, Category, Language, Outcome, Region, Understood
from knowledge.types import Matter as MatterKind
from tickets.vocabulary import Status

FILES = frozenset({InboundKind.IMAGE, InboundKind.DOCUMENT, InboundKind.AUDIO, InboundKind.VIDEO})


@dataclass(frozen=True)
class Step:
    """What a turn yields. `joinable`: the next text within seconds may belong to the message just read."""

    state: State
    replies: tuple[Reply, ...]
    effects: tuple[Effect, ...] = ()
    joinable: bool = False


@dataclass(frozen=True)
class Turn:
    inbound: Inbound
    understood: Understood
    world: World
    region: Region

    @property
    def text(self) -> str:
        button = self.inbound.button or ""
        return button if button.isdigit() else self.inbound.text.strip()

    @property
    def ids(self) -> tuple[str, ...]:
        return (*self.inbound.earlier, self.inbound.message)

    @property
    def is_file(self) -> bool:
        return self.inbound.kind in FILES

    @property
    def is_place(self) -> bool:
        return self.inbound.place is not None

    @property
    def files(self) -> int:
        """How many pictures or files the message brought."""
        return max(self.inbound.media_count, 1) if self.is_file else 0

    @property
    def has_content(self) -> bool:
        return bool(self.text) or self.is_file or self.is_place

    @property
    def asks_known(self) -> bool:
        """A question that an article answers: never swallowed as somebody's explanation or address."""
        return self.understood.outcome is Outcome.ANSWER and looks_like_question(self.text)

    @property
    def open_tickets(self) -> tuple[TicketSummary, ...]:
        return tuple(t for t in self.world.tickets if t.status is not Status.CLOSED)

    def ticket(self, code: str) -> TicketSummary | None:
        return next((t for t in self.world.tickets if t.code == code), None)

    def is_open(self, code: str) -> bool:
        return any(ticket.code == code for ticket in self.open_tickets)

    def article(self, slug: str | None) -> Article | None:
        return self.region.articles.get(slug) if slug else None

    def category(self, slug: str | None) -> Category | None:
        return self.region.categories.get(slug) if slug else None

    def agency(self, slug: str | None) -> Agency | None:
        return self.region.agencies.get(slug) if slug else None

    def agency_name(self, slug: str | None) -> str | None:
        agency = self.agency(slug)
        return agency.short or agency.name if agency else None

    def hold(self) -> Held:
        """This message, to be understood again after a question about it."""
        understood = self.understood if self.text else None
        return Held(self.text, self.ids, understood, self.inbound.place, self.files)

    def join(self, held: Held) -> Held:
        """A message that was put aside together with this one."""
        return replace(
            held,
            text=f"{held.text}\n{self.text}".strip(),
            messages=(*held.messages, *self.ids),
            shared=self.inbound.place or held.shared,
            files=held.files + self.files,
        )

    def resume(self, held: Held) -> "Turn":
        """The turn of a message that was put aside."""
        understood = held.understood or nothing_understood(held.text)
        wordless = InboundKind.LOCATION if held.shared else InboundKind.IMAGE
        kind = InboundKind.IMAGE if held.files else InboundKind.TEXT if held.text else wordless
        inbound = replace(
            self.inbound,
            message=held.messages[-1],
            earlier=held.messages[:-1],
            kind=kind,
            media_count=held.files,
            text=held.text,
            place=held.shared,
            button=None,
            quoted_code=None,
            other_matter=None,
        )
        return replace(self, inbound=inbound, understood=understood)


def nothing_understood(text: str) -> Understood:
    """A message without words, or whose words were not read."""
    return Understood(text=text, language=Language.OTHER, outcome=Outcome.HANDOVER, kind=MatterKind.NONE)
