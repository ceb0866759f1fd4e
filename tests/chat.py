"""Plays transcripts of chats on a real desk: dispatch, rules, store and delivery, on an SQLite file.

A transcript is read line by line: `>` the citizen, `?` what the message means (else the trained reader says), `<` what
the answer must hold, `!` what it must not, `~` time passes, `@` an officer acts, `=` the state reached, `%` another
citizen begins, `+` the lines of a part are played, `#` a remark. `>>` is a text within seconds of the last one.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, select

from bot.delivery.relay import deliver_due
from bot.desk import Desk
from bot.dispatch import handle
from bot.door.channel import Incoming, MediaLink
from flows.state import START, loads, state_name
from flows.types import InboundKind, SharedPlace
from knowledge.types import Understood
from store import conversations
from store.people import Address
from store.tables import CitizenAddress, Message, Outbox, TicketRow
from store.words import AddressKind, Direction
from tests.desk import Clock
from tests.factories import NOW
from tests.meanings import meaning_of
from tests.officers import officer_acts
from tickets.vocabulary import Channel

UNITS = {"detik": "seconds", "menit": "minutes", "jam": "hours", "hari": "days"}
MEDIA = {
    "foto": InboundKind.IMAGE,
    "berkas": InboundKind.DOCUMENT,
    "suara": InboundKind.AUDIO,
    "video": InboundKind.VIDEO,
    "stiker": InboundKind.STICKER,
    "kontak": InboundKind.CONTACT,
    "reaksi": InboundKind.REACTION,
    "lokasi": InboundKind.LOCATION,
}
_BRACKETS = re.compile(r"^\[(\w+)([^\]]*)\]\s*(.*)$")
_CODE = re.compile(r"LP(\d?)\?")
_NUMBERS = itertools.count(1)
PARTS = Path(__file__).parent / "scenarios" / "parts"
BETWEEN = timedelta(seconds=30)  # beyond the seconds within which two texts count as one


class Mismatch(AssertionError):
    """A transcript and the desk disagree; says the line and what was shown."""


@dataclass
class Turn:
    """What the citizen saw since the last line that did something. `gap`: since the turn before it."""

    line: int
    before: str
    cause: str
    gap: timedelta = timedelta(0)
    meaning: Understood | None = None
    by_citizen: bool = True
    shown: str = ""
    after: str = ""


@dataclass
class Chat:
    """One citizen's chat with a desk."""

    desk: Desk
    clock: Clock
    turns: list[Turn] = field(default_factory=list)
    address: Address = field(
        default_factory=lambda: Address(AddressKind.SIMULATED, f"warga-{next(_NUMBERS)}#{next(_NUMBERS):08d}")
    )
    seen: set[str] = field(default_factory=set)
    last: datetime = field(default_factory=lambda: NOW)

    def says(self, said: str, meaning: Understood | None = None, line: int = 0, quickly: bool = False) -> str:
        """The citizen writes; the answer of that turn."""
        self.clock.now += timedelta(seconds=2) if quickly else BETWEEN
        turn = Turn(line, self.state, said, self.clock.now - self.last, meaning)
        self.turns.append(turn)
        self.last = self.clock.now
        desk = self.desk
        if meaning is not None:
            desk = replace(desk, understand=lambda text: replace(meaning, text=text))
        replies = handle(desk, self._incoming(said)).replies
        self.seen.update(reply.id for reply in replies)
        turn.shown = "\n\n".join(reply.body for reply in replies)
        turn.after = self.state
        return turn.shown

    def acts(self, line_text: str, line: int = 0) -> str:
        """An officer acts; whatever reaches the citizen by it."""
        turn = Turn(line, self.state, line_text, by_citizen=False)
        self.turns.append(turn)
        self.clock.now += BETWEEN
        officer_acts(self.desk, self.with_codes(line_text))
        return self._delivered(turn)

    def waits(self, amount: float, unit: str) -> None:
        self.clock.move(**{UNITS[unit]: amount})

    def _delivered(self, turn: Turn) -> str:
        deliver_due(self.desk)
        with self.desk.database.read() as session:
            query = (
                select(Outbox)
                .join(CitizenAddress, col(CitizenAddress.citizen_id) == col(Outbox.citizen_id))
                .where(col(CitizenAddress.value) == self.address.value, col(Outbox.sent_at).is_not(None))
                .order_by(col(Outbox.created_at))
            )
            fresh = [row for row in session.exec(query).all() if row.id not in self.seen]
            self.seen.update(row.id for row in fresh)
            turn.shown = "\n\n".join(row.body or "" for row in fresh)
        turn.after = self.state
        return turn.shown

    @property
    def state(self) -> str:
        with self.desk.database.read() as session:
            citizen = self._citizen_id()
            stored = conversations.load(session, citizen) if citizen else None
        return state_name(loads(stored.state) if stored else START)

    def codes(self) -> list[str]:
        """Own ticket codes, newest first."""
        with self.desk.database.read() as session:
            query = select(TicketRow.code).where(col(TicketRow.citizen_id) == self._citizen_id())
            return list(session.exec(query.order_by(col(TicketRow.opened_at).desc())).all())

    def written(self) -> int:
        """How many messages of the citizen are stored."""
        with self.desk.database.read() as session:
            mine = col(Message.citizen_id) == self._citizen_id()
            incoming = col(Message.direction) == Direction.IN.value
            return len(session.exec(select(Message).where(mine, incoming)).all())

    def with_codes(self, text: str) -> str:
        """`LP?` is the newest ticket's code, `LP2?` the one before it."""
        if not _CODE.search(text):
            return text
        codes = self.codes()
        return _CODE.sub(lambda found: codes[int(found[1] or 1) - 1], text)

    def _citizen_id(self) -> str | None:
        with self.desk.database.read() as session:
            query = select(CitizenAddress.citizen_id).where(col(CitizenAddress.value) == self.address.value)
            return session.exec(query).first()

    def _incoming(self, said: str) -> Incoming:
        kind, text, place = _message(self.with_codes(said))
        has_file = kind not in (InboundKind.TEXT, InboundKind.LOCATION, InboundKind.REACTION)
        return Incoming(
            channel=Channel.SIMULATOR,
            provider_id=f"T{next(_NUMBERS)}-{self.address.value}",
            addresses=(self.address,),
            kind=kind,
            text=text,
            media=(MediaLink("simulated:none", "image/jpeg"),) if has_file else (),
            place=place,
            button=None,
            quoted_provider_id=None,
            received_at=self.clock.now,
        )


def _message(said: str) -> tuple[InboundKind, str, SharedPlace | None]:
    found = _BRACKETS.match(said)
    if found is None or found[1] not in MEDIA:
        return InboundKind.TEXT, said, None
    kind = MEDIA[found[1]]
    if kind is not InboundKind.LOCATION:
        return kind, found[3], None
    degrees, _, label = found[2].strip().partition(" ")
    latitude, longitude = (float(part) for part in degrees.split(","))
    return kind, found[3], SharedPlace(latitude, longitude, label)


@dataclass(frozen=True)
class Line:
    where: str
    number: int
    sign: str
    text: str


def read_transcript(path: Path) -> Iterator[Line]:
    """The lines that do something, those of included parts in their place."""
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if raw.startswith("+"):
            part = PARTS / f"{raw[1:].strip()}.part"
            yield from (replace(line, where=f"{path.name}:{number} {line.where}") for line in read_transcript(part))
        elif raw.strip() and not raw.startswith("#"):
            yield Line(f"{path.name}:{number}", number, raw[0], raw[1:].strip())


def play(path: Path, desk: Desk, clock: Clock) -> list[Turn]:
    """Play a transcript; raises Mismatch at the first line that does not hold. All turns of all its citizens."""
    chats = [Chat(desk, clock)]
    lines = list(read_transcript(path))
    for here, following in itertools.zip_longest(lines, lines[1:]):
        if here.sign == "%":
            chats.append(Chat(desk, clock, last=clock.now))
            continue
        meaning = meaning_of(following.text, desk.region) if following and following.sign == "?" else None
        _play_line(chats[-1], here, meaning)
    return [turn for chat in chats for turn in chat.turns]


def _play_line(chat: Chat, line: Line, meaning: Understood | None) -> None:
    last = chat.turns[-1] if chat.turns else Turn(0, "idle", "")
    where = line.where
    if line.sign == ">":
        quickly = line.text.startswith(">")
        chat.says(line.text.lstrip("> "), meaning, line.number, quickly)
    elif line.sign == "@":
        chat.acts(line.text, line.number)
    elif line.sign == "~":
        amount, unit = line.text.split()
        chat.waits(float(amount), unit)
    elif line.sign == "=" and chat.state != line.text:
        raise Mismatch(f"{where}: state is {chat.state}, not {line.text}\n{last.shown}")
    elif line.sign == "<" and chat.with_codes(line.text) not in last.shown:
        raise Mismatch(f"{where}: the answer lacks {line.text!r}\n{last.shown}")
    elif line.sign == "!" and chat.with_codes(line.text) in last.shown:
        raise Mismatch(f"{where}: the answer holds {line.text!r}\n{last.shown}")
    elif line.sign not in "=<!?":
        raise Mismatch(f"{where}: no line begins with {line.sign!r}")
