"""Measures how well messages are understood: `python -m knowledge.measure [region]`.

Rule: every message is read by an index that was trained without it and without its near-twins.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.elsewhere import Elsewhere
from knowledge.labels import MINE, NOW
from knowledge.language import detect_language
from knowledge.loader import load_region_named
from knowledge.model import open_index
from knowledge.samples import Sample, samples_of
from knowledge.train import (
    FOLDS,
    Calibrated,
    Unseen,
    among_best,
    calibrate,
    cross_validate,
    folds_of,
    learn_language,
    owners_of,
    write_index,
)
from knowledge.types import Language, Matter, Outcome, Region, Understood
from knowledge.understand import Reader
from knowledge.wordings import FIVE_STYLES, SUNDANESE

REPORTS = {Matter.COMPLAINT, Matter.SUPERVISION, Matter.ASPIRATION, Matter.INFORMATION}
NOT_OURS = {Outcome.OUTSIDE, Outcome.HANDOVER, Outcome.SMALLTALK}
Choice = Callable[[Sample], bool]


@dataclass(frozen=True)
class Read:
    """A held-out sample, what it was read as, and how long that took."""

    sample: Sample
    understood: Understood
    routed: Understood | None
    seconds: float


def read_held_out(region: Region, samples: list[Sample], found: Calibrated) -> list[Read]:
    """Every told sample, read by a reader that never saw it."""
    fold = folds_of(samples)
    reads: list[Read] = []
    for number in range(FOLDS):
        with tempfile.TemporaryDirectory() as folder:
            learned = [sample for sample, at in zip(samples, fold, strict=True) if at != number]
            write_index(region, Path(folder), learned, found)
            reader = Reader(region, open_index(Path(folder)))
        for sample in (sample for sample, at in zip(samples, fold, strict=True) if at == number):
            started = time.perf_counter()
            understood = reader.read(sample.text)
            seconds = time.perf_counter() - started
            routed = reader.route(sample.text) if sample.category else None
            reads.append(Read(sample, understood, routed, seconds))
    return reads


def fits(read: Read) -> bool:
    """Whether the outcome is one that serves the writer of the message."""
    outcome, sample = read.understood.outcome, read.sample
    if not sample.kind and sample.danger is None:
        return read.understood.own_case == (sample.own == MINE)
    if not sample.kind:
        return (read.understood.emergency is not None) == (sample.danger == NOW)
    if read.understood.emergency is not None:
        return True  # the numbers come first; whether they should have is counted apart
    if sample.article is not None:
        offered = {candidate.article for candidate in read.understood.candidates}
        right = outcome is Outcome.ANSWER and read.understood.article == sample.article
        return right or (outcome is Outcome.CLARIFY and sample.article in offered)
    if sample.category is not None:
        return outcome is Outcome.REPORT or read.understood.outside_agency is not None
    allowed = {
        "smalltalk": {Outcome.SMALLTALK, Outcome.MENU},
        "menu": {Outcome.MENU, Outcome.SMALLTALK},
        "praise": {Outcome.SMALLTALK},
        "question": {Outcome.HANDOVER, Outcome.CLARIFY, Outcome.OUTSIDE, Outcome.REPORT},
        "ppid": {Outcome.REPORT, Outcome.ANSWER, Outcome.CLARIFY},
    }
    return outcome in allowed.get(sample.kind, NOT_OURS if sample.kind not in REPORTS else {Outcome.REPORT})


def is_plain(sample: Sample) -> bool:
    return sample.plain


def of_styles(*styles: str) -> Choice:
    return lambda sample: sample.style in styles


def share(flags: list[bool]) -> str:
    return f"{100 * sum(flags) / len(flags):5.1f} % of {len(flags)}" if flags else "none"


def best_shares(unseen: Unseen, found: Calibrated, head: str, chosen: Choice) -> str:
    mine = np.array([bool(getattr(sample, head)) and chosen(sample) for sample in unseen.samples])
    first = among_best(unseen, found.shares[head], head, 1)[mine]
    three = among_best(unseen, found.shares[head], head, 3)[mine]
    return f"top-1 {share(list(first))}, top-3 {share(list(three))}"


def route_shares(region: Region, reads: list[Read]) -> str:
    routed = [(read.sample, read.routed) for read in reads if read.routed is not None and not read.sample.plain]
    wanted = [region.categories[str(sample.category)].agency for sample, _ in routed]
    first = [found.agency == agency for (_, found), agency in zip(routed, wanted, strict=True)]
    pairs = zip(routed, wanted, strict=True)
    three = [agency in {guess.agency for guess in found.top} for (_, found), agency in pairs]
    category = [sample.category == found.category for sample, found in routed]
    return f"category {share(category)}; office top-1 {share(first)}, top-3 {share(three)}"


def language_shares(samples: list[Sample]) -> list[str]:
    """Each hand's lines, told by weights learned without that hand."""
    heard: dict[bool, list[bool]] = {True: [], False: []}
    for hand in sorted({sample.hand for sample in samples if sample.style in FIVE_STYLES}):
        weights = learn_language([sample for sample in samples if sample.hand != hand])
        for sample in samples:
            if sample.hand == hand and sample.style in FIVE_STYLES:
                sundanese = sample.style == SUNDANESE
                told = detect_language(sample.text, weights)
                heard[sundanese].append(told is (Language.SUNDANESE if sundanese else Language.INDONESIAN))
    return [f"language: Sundanese {share(heard[True])}, Indonesian {share(heard[False])}"]


def _beside(sample: Sample) -> str:
    return f"danger: {sample.danger}" if sample.danger else f"own case: {sample.own}"


def report(region: Region) -> list[str]:
    started = time.perf_counter()
    samples = samples_of(region)
    unseen = cross_validate(samples)
    found = calibrate(unseen, owners_of(region), Elsewhere(region).is_meant)
    trained = time.perf_counter() - started
    reads = read_held_out(region, samples, found)
    answered = [read for read in reads if read.understood.outcome is Outcome.ANSWER]
    wrong = [read for read in answered if read.sample.kind and read.understood.article != read.sample.article]
    asked = [read for read in reads if read.sample.article]
    plain = [read for read in asked if read.sample.plain]
    times = sorted(read.seconds * 1000 for read in reads)
    lines = [
        f"{len(region.articles)} articles, {len(region.leaves)} categories, {len(reads)} messages, {FOLDS} folds",
        f"article, whole hands held out: {best_shares(unseen, found, 'article', of_styles(*FIVE_STYLES))}",
        *(f"  {style:<7} {best_shares(unseen, found, 'article', of_styles(style))}" for style in sorted(FIVE_STYLES)),
        f"article, plain wordings:       {best_shares(unseen, found, 'article', is_plain)}",
        f"questions answered: {share([read.understood.outcome is Outcome.ANSWER for read in asked])}"
        f" (plain ones {share([read.understood.outcome is Outcome.ANSWER for read in plain])})",
        f"wrong answers: {len(wrong)}, {100 * len(wrong) / len(asked):.1f} % of questions,"
        f" {100 * len(wrong) / max(len(answered), 1):.1f} % of answers",
        f"report, the writers' wordings: {route_shares(region, reads)}",
    ]
    alarms = [read.understood.emergency is not None for read in reads if read.sample.kind and read.sample.danger]
    lines.append(f"messages about something else that raised an alarm: {share(alarms)}")
    groups: dict[str, list[bool]] = {}
    for read in reads:
        group = (
            "article"
            if read.sample.article
            else "report"
            if read.sample.category
            else read.sample.kind or _beside(read.sample)
        )
        groups.setdefault(f"outcome, {group}", []).append(fits(read))
    lines += [f"{group}: {share(flags)}" for group, flags in sorted(groups.items())]
    lines.append(f"outcome, all: {share([fits(read) for read in reads])}")
    lines += language_shares(samples)
    lines.append(f"a message: p50 {times[len(times) // 2]:.2f} ms, p99 {times[int(len(times) * 0.99)]:.2f} ms")
    lines.append(f"training with cross-validation: {trained:.0f} s; thresholds {found.thresholds}")
    return lines


def main(arguments: list[str]) -> int:
    region = load_region_named(arguments[0] if arguments else "sumedang")
    sys.stdout.write("\n".join(report(region)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
