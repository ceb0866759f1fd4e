"""Reads the golden set with the trained index and prints what became of it: `python -m tests.golden.report [--errors]`.

`--errors` lists what was not understood as meant, for reading by hand after the figures are taken. Nothing is learned
from the set, and no rule or threshold is set by it.
"""

import resource
import statistics
import sys
import time
from collections import defaultdict
from dataclasses import dataclass

from bot.compose import index_path, prepared_region
from bot.settings import load_settings
from knowledge.golden import GoldenAsk, holds, read_golden
from knowledge.loader import PACKAGE
from knowledge.model import open_index
from knowledge.types import Outcome, Understood
from knowledge.understand import Reader

NOT_TOLD = ("outside", "untold", "smalltalk")


@dataclass(frozen=True)
class Seen:
    """A message of the set, what it was read as, and how many seconds that took."""

    ask: GoldenAsk
    found: Understood
    seconds: float

    @property
    def wanted(self) -> str | None:
        return self.ask.expect.get("article")

    @property
    def offered(self) -> bool:
        return self.wanted in {self.found.article, *(c.article for c in self.found.candidates)}

    @property
    def first(self) -> bool:
        best = self.found.article or (self.found.candidates[0].article if self.found.candidates else None)
        return best == self.wanted

    @property
    def answered(self) -> bool:
        return self.found.outcome is Outcome.ANSWER

    @property
    def right(self) -> bool:
        return holds(self.ask.expect, self.found)


def share(flags: list[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):5.1f} % of {len(flags)}" if flags else "none"


def topics(seen: list[Seen]) -> list[str]:
    asked = [one for one in seen if one.ask.group == "topic"]
    lines = [f"right article first        {share([one.first for one in asked])}"]
    lines.append(f"right article among offered {share([one.offered for one in asked])}")
    lines.append(f"answered at once           {share([one.answered for one in asked])}")
    lines.append(f"a wrong article answered   {share([one.answered and not one.first for one in asked])}")
    for style in sorted({one.ask.style for one in asked}):
        mine = [one for one in asked if one.ask.style == style]
        wrong = share([one.answered and not one.first for one in mine])
        firsts, offers = share([one.first for one in mine]), share([one.offered for one in mine])
        lines.append(f"  {style:<7} first {firsts}, offered {offers}, wrong {wrong}")
    return lines


def reliability(seen: list[Seen]) -> list[str]:
    """Of messages with that much confidence, how many were right."""
    bands: dict[int, list[Seen]] = defaultdict(list)
    for one in seen:
        if one.ask.group == "topic" and one.found.candidates:
            bands[min(int(one.found.candidates[0].confidence * 5), 4)].append(one)
    return [
        f"  confidence {band / 5:.1f} to {band / 5 + 0.2:.1f}: mean "
        f"{statistics.mean(one.found.candidates[0].confidence for one in bands[band]):.2f}, "
        f"right {share([one.first for one in bands[band]])}"
        for band in sorted(bands)
    ]


def figures(seen: list[Seen]) -> list[str]:
    lines = [f"{len(seen)} messages by {len({one.ask.hand for one in seen})} hands", *topics(seen)]
    lines.append("confidence and how often it was right:")
    lines += reliability(seen)
    away = [one for one in seen if one.ask.group in NOT_TOLD]
    lines.append(f"out of scope answered with an article {share([one.answered for one in away])}")
    lines.append("as expected:")
    for group in sorted({one.ask.group for one in seen}):
        lines.append(f"  {group:<13}{share([one.right for one in seen if one.ask.group == group])}")
    own = [one for one in seen if one.ask.group == "own-case"]
    lines.append(f"own case heard as such     {share([one.found.own_case for one in own])}")
    times = sorted(one.seconds * 1000 for one in seen)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines.append(f"a message: p50 {times[len(times) // 2]:.1f} ms, p99 {times[int(len(times) * 0.99)]:.1f} ms")
    lines.append(f"most memory held: {held:.0f} MB")
    return lines


def errors(seen: list[Seen]) -> list[str]:
    return [
        f"{one.ask.group} {one.ask.style}: {one.ask.text!r} wanted {dict(one.ask.expect)}, read as "
        f"{one.found.outcome} {one.found.article or one.found.category or ''} {one.found.agency or ''} "
        f"{[(c.article, c.confidence) for c in one.found.candidates]}"
        for one in seen
        if not one.right and not (one.ask.group == "topic" and one.offered and not one.answered)
    ]


def main(arguments: list[str]) -> int:
    settings = load_settings()
    reader = Reader(prepared_region(settings), open_index(index_path(settings)))
    seen: list[Seen] = []
    for ask in read_golden(PACKAGE / settings.kepo_region):
        started = time.perf_counter()
        found = reader.read(ask.text)
        seen.append(Seen(ask, found, time.perf_counter() - started))
    lines = errors(seen) if "--errors" in arguments else figures(seen)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
