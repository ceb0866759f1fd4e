"""What twenty citizens write: two hundred messages, with thirty reports taken all the way to their code."""

import random
import re
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.provider.inbound import Delivered, Inbound

PLACES = ("SD Cikondang", "Pasar Tanjungsari", "Alun-alun Sumedang", "Kantor Kecamatan Jatinangor", "RSUD Sumedang")
LAMP = "lampu jalan depan {place} mati sudah {days} hari"
ROAD = "jalan berlubang depan {place} sudah {days} hari"
CONFIRMED = ("1", "1", "1")  # the matter is right, the name is hidden, send it
CODE = re.compile(r"LP-[0-9A-Z]{8}")
FILED = "Kode laporan Anda"


def lines_of(number: int) -> tuple[str, ...]:
    """Ten messages of one citizen: every second one files two reports, the others ask, look and add."""
    place, days = PLACES[number % len(PLACES)], 3 + number
    lamp, road = LAMP.format(place=place, days=days), ROAD.format(place=place, days=days)
    if number % 2 == 0:
        return (lamp, *CONFIRMED, "cara bikin ktp baru gimana", road, *CONFIRMED, "aduan saya")
    return (
        "syarat bikin akta lahir apa aja",
        road,
        *CONFIRMED,
        "aduan saya",
        "1",
        f"lubangnya makin dalam, patokan nomor {number}",
        "min ktp ilang gmn",
        "makasih ya",
    )


def reports_of(number: int) -> int:
    return 2 if number % 2 == 0 else 1


@dataclass
class Citizen:
    """Types the lines one after the other, with pauses; knows what was answered."""

    number: int
    inbound: Inbound
    dice: random.Random
    pause: tuple[float, float]
    answers: list[tuple[str, Delivered]] = field(default_factory=list)  # provider's id of the message

    @property
    def address(self) -> str:
        return f"+62812000000{self.number:02d}"

    def type_all(self, answered: "Progress") -> None:
        for number, line in enumerate(lines_of(self.number)):
            time.sleep(self.dice.uniform(*self.pause))
            sid = f"SM{self.number:016x}{number:016x}"
            answer = self.inbound.write(self.address, line, sid)
            self.answers.append((sid, answer))
            if answer.taken:
                answered.one_more()

    def taken(self) -> set[str]:
        return {sid for sid, answer in self.answers if answer.taken}

    def given_up(self) -> set[str]:
        return {sid for sid, answer in self.answers if not answer.taken}


@dataclass
class Progress:
    """How many messages have been answered; somebody may wait for a number of them, or for the end."""

    count: int = 0
    over: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def one_more(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()

    def end(self) -> None:
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def wait_for(self, count: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self.over or self.count >= count)


def codes_in(bodies: list[str]) -> Iterator[str]:
    """The codes of the messages that say that a report was filed."""
    for body in bodies:
        if FILED in body:
            yield from CODE.findall(body)
