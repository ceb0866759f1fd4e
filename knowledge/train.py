"""Trains the index: kind, article, category and office of a message, each with calibrated probabilities.

Rule: the only module that imports scikit-learn; deterministic; run by the command line or the worker, never by the web.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from joblib import Parallel, delayed
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from knowledge.calibrate import (
    SURE_KIND,
    Flags,
    Floats,
    answer_threshold,
    couple,
    evidence,
    offer_threshold,
    office_columns,
    silence_threshold,
    softmax,
    temperature,
    trusted,
)
from knowledge.elsewhere import Elsewhere
from knowledge.features import Features, features_of, stems_of
from knowledge.labels import CALM, GENERAL, MINE, NOW, TOLD, UNTOLD
from knowledge.language import BIAS, marks
from knowledge.model import FIGURES, FORMAT, HEADS, META, WEIGHTS, Vocabulary
from knowledge.normalise import normalise, raw_words
from knowledge.samples import Sample, samples_of
from knowledge.spelling import Speller, learn_spelling
from knowledge.types import Region
from knowledge.wordings import FIVE_STYLES, FREE, PLAIN, SUNDANESE, TYPO

FOLDS = 5
WORTH_PROCESSES = 2000  # samples below which starting processes takes longer than training
SEED = 20261122
STRENGTH = {"kind": 0.5, "article": 0.3, "category": 0.4, "agency": 0.3, "danger": 0.1, "own": 0.1, "told": 0.3}
WORDED_HEADS = ("kind", "danger", "own", "told")  # told by the wording as well as by the topic
SEEN_OFTEN = 3  # times that a mark of language must stand in different lines
UNTOLD_WEIGHT = 0.5  # a sentence of an answer teaches less than a citizen's wording
TURNED_AWAY = frozenset({"outside", "smalltalk", "menu"})
AWAY = frozenset({"outside", "smalltalk", "question"})  # without an article: chat, matters of others, untold matters
WRONG_ANSWERS = 0.03  # of the questions by hands never seen
ANSWERED_AWAY = 0.04  # of such messages that no article answers
LOST_OFFERS = 0.02  # right choices that are too unlikely to be offered
FALSE_ALARMS = 0.03
FALSE_OWN = 0.03  # general questions taken for somebody's own case


@dataclass(frozen=True)
class Fitted:
    """One training run: the vocabulary and, for each head, a matrix over it."""

    vocabulary: Vocabulary
    labels: dict[str, tuple[str, ...]]
    weights: dict[str, Floats]
    bias: dict[str, Floats]
    centres: Floats
    titles: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Unseen:
    """What cross-validation says of each told sample by models that never saw it."""

    samples: list[Sample]
    labels: dict[str, tuple[str, ...]]
    scores: dict[str, Floats]
    known: Floats


@dataclass(frozen=True)
class Calibrated:
    """The figures of calibration, with the unseen probabilities that they give."""

    temperatures: dict[str, float]
    shares: dict[str, Floats]
    trust: Floats
    confidence: Floats
    thresholds: dict[str, float]


def label_of(sample: Sample, head: str) -> str | None:
    found: dict[str, str | None] = {
        "kind": sample.kind,
        "article": sample.article,
        "category": sample.category,
        "agency": sample.agency if not (sample.article and sample.style in FIVE_STYLES) else None,
        "danger": sample.danger,
        "own": sample.own,
        "told": (TOLD if sample.article else UNTOLD) if sample.kind else None,
    }
    return found[head]


def owners_of(region: Region) -> dict[str, str]:
    """The office of each category that has one."""
    return {leaf.slug: leaf.agency for leaf in region.leaves if leaf.agency}


def learn_speller(samples: Sequence[Sample]) -> Speller:
    """Words are learned as rightly spelt from all samples but those that were mistyped on purpose."""
    return Speller(learn_spelling(sample.text for sample in samples if sample.style != TYPO))


def learn_vocabulary(features: Sequence[Features], speller: Speller) -> Vocabulary:
    """Single words and stems always; pairs and pieces only when two texts share them."""
    count: Counter[str] = Counter()
    for found in features:
        count.update((*found.words, *found.pieces, *found.signs))
    kept = sorted(f for f, n in count.items() if n > 1 or f.startswith(("w ", "s ")))
    total = len(features)
    rarity = np.array([np.log((1 + total) / (1 + count[f])) + 1 for f in kept], np.float32)
    return Vocabulary({f: row for row, f in enumerate(kept)}, rarity, speller)


def encode_all(vocabulary: Vocabulary, features: Sequence[Features]) -> sp.csr_matrix:
    encoded = [vocabulary.encode(found) for found in features]
    ends = np.cumsum([0, *(len(rows) for rows, _ in encoded)])
    rows = np.concatenate([rows for rows, _ in encoded])
    weights = np.concatenate([weights for _, weights in encoded])
    return sp.csr_matrix((weights, rows, ends), shape=(len(features), len(vocabulary.rows)))


def fit(samples: Sequence[Sample]) -> Fitted:
    speller = learn_speller(samples)
    features = [features_of(sample.text, speller) for sample in samples]
    vocabulary = learn_vocabulary(features, speller)
    matrix = encode_all(vocabulary, features)
    # Wording tells the kind of a message; its topic is told by the other features alone.
    topic = matrix @ sp.diags([0.0 if f.startswith("m ") else 1.0 for f in vocabulary.rows], format="csr")
    labels: dict[str, tuple[str, ...]] = {}
    weights: dict[str, Floats] = {}
    bias: dict[str, Floats] = {}
    for head in HEADS:
        chosen = [i for i, s in enumerate(samples) if label_of(s, head) and (head not in WORDED_HEADS or s.told)]
        wanted = [str(label_of(samples[i], head)) for i in chosen]
        trust = [1.0 if samples[i].told else UNTOLD_WEIGHT for i in chosen]
        labels[head], weights[head], bias[head] = _fit_head(
            (matrix if head in WORDED_HEADS else topic)[chosen], wanted, trust, head
        )
    centres = _centres(topic, samples, labels["article"])
    return Fitted(vocabulary, labels, weights, bias, centres, titles_of(samples, labels["article"]))


def learn_language(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of words and pieces for Sundanese against Indonesian, from the hands that wrote in both."""
    rows = [sample for sample in samples if sample.style in FIVE_STYLES]
    wanted = [sample.style == SUNDANESE for sample in rows]
    if len(set(wanted)) < 2:
        return {}
    found = [marks(raw_words(sample.text)) for sample in rows]
    count = Counter(mark for row in found for mark in row)
    columns = {mark: at for at, mark in enumerate(sorted(m for m, n in count.items() if n >= SEEN_OFTEN))}
    cells = [(at, columns[mark]) for at, row in enumerate(found) for mark in row if mark in columns]
    down, across = np.array(cells, np.int32).T
    lengths = np.sqrt([max(len(row), 1) for row in found])
    matrix = sp.csr_matrix((1 / lengths[down], (down, across)), shape=(len(rows), len(columns)))
    machine = LinearSVC(C=1.0, class_weight="balanced", random_state=SEED).fit(matrix, wanted)
    weights = {mark: round(float(machine.coef_[0][at]), 3) for mark, at in columns.items()}
    return {BIAS: round(float(machine.intercept_[0]), 3), **weights}


def titles_of(samples: Sequence[Sample], labels: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The stems of each article's title, in the order of the labels."""
    titles = {sample.article: stems_of(sample.text) for sample in samples if sample.title}
    return tuple(titles.get(label, ()) for label in labels)


def _fit_head(
    matrix: sp.csr_matrix, wanted: list[str], trust: list[float], head: str
) -> tuple[tuple[str, ...], Floats, Floats]:
    if len(set(wanted)) == 1:  # a region with one article: nothing to tell apart
        return (wanted[0],), np.zeros((matrix.shape[1], 1), np.float32), np.ones(1, np.float32)
    balance = "balanced" if head in WORDED_HEADS else None
    machine = LinearSVC(C=STRENGTH[head], class_weight=balance, random_state=SEED, max_iter=4000)
    machine.fit(matrix, wanted, sample_weight=trust)
    coefficients, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:  # a machine for two classes keeps one row
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    return tuple(map(str, machine.classes_)), coefficients.T.astype(np.float32), bias.astype(np.float32)


def _centres(matrix: sp.csr_matrix, samples: Sequence[Sample], labels: tuple[str, ...]) -> Floats:
    """One unit vector for each article: the middle of its texts."""
    columns = []
    for label in labels:
        mine = [i for i, sample in enumerate(samples) if sample.article == label]
        middle = np.asarray(matrix[mine].mean(axis=0)).ravel()
        columns.append(middle / np.linalg.norm(middle))
    return np.array(columns, np.float32).T


def _scores(fitted: Fitted, texts: Sequence[str]) -> dict[str, Floats]:
    speller = fitted.vocabulary.speller
    matrix = encode_all(fitted.vocabulary, [features_of(text, speller) for text in texts])
    found = {head: np.asarray(matrix @ fitted.weights[head] + fitted.bias[head], np.float32) for head in HEADS}
    length = np.maximum(sp.linalg.norm(matrix, axis=1), 1e-6)
    found["likeness"] = np.asarray((matrix @ fitted.centres) / length[:, None], np.float32)
    stems = [frozenset(stems_of(text, speller)) for text in texts]
    found["named"] = np.array([fitted.vocabulary.named(held, fitted.titles) for held in stems], np.float32)
    return found


def folds_of(samples: Sequence[Sample]) -> npt.NDArray[np.int64]:
    """A fold for each told sample; -1 for titles and sentences of answers, always learned.

    All rows of a hand that wrote freely are held out together, because the next citizen is a hand never seen. Other
    samples are spread at random, near-twins together.
    """
    order = np.random.RandomState(SEED)
    free = sorted({s.hand for s in samples if s.hand and s.style in FIVE_STYLES | {FREE}})
    of_hand = {hand: at % FOLDS for at, hand in enumerate(free)}
    of_twin: dict[str, int] = {}
    found = []
    for sample in samples:
        twin = " ".join(sorted(set(normalise(sample.text).split())))
        if sample.told and twin not in of_twin:
            by_chance = int(order.randint(FOLDS))
            of_twin[twin] = by_chance if sample.style == PLAIN else of_hand.get(sample.hand, by_chance)
        found.append(of_twin[twin] if sample.told else -1)
    return np.array(found)


Held = tuple[list[int], dict[str, tuple[str, ...]], dict[str, Floats], list[float]]


def _hold_out(samples: Sequence[Sample], fold: npt.NDArray[np.int64], number: int) -> Held:
    """Rows of the fold, the labels that were learned without it, and what they say of it."""
    fitted = fit([s for s, f in zip(samples, fold, strict=True) if f != number])
    held = [int(i) for i in np.flatnonzero(fold == number)]
    texts = [samples[i].text for i in held]
    return held, fitted.labels, _scores(fitted, texts), [fitted.vocabulary.known(text) for text in texts]


def cross_validate(samples: Sequence[Sample]) -> Unseen:
    """Each fold in a process of its own, as many at a time as there are processors."""
    fold = folds_of(samples)
    labels = {head: tuple(sorted({str(label_of(s, head)) for s in samples if label_of(s, head)})) for head in HEADS}
    told = np.flatnonzero(fold >= 0)
    where = {int(i): at for at, i in enumerate(told)}
    widths = {head: len(labels[head]) for head in HEADS} | dict.fromkeys(("likeness", "named"), len(labels["article"]))
    scores = {name: np.full((len(told), width), -2.0, np.float32) for name, width in widths.items()}
    known = np.zeros(len(told), np.float32)
    at_once = -1 if len(samples) >= WORTH_PROCESSES else 1
    parts = Parallel(n_jobs=at_once)(delayed(_hold_out)(samples, fold, number) for number in range(FOLDS))
    for held, learned, said, knew in parts:
        at = [where[i] for i in held]
        for name, found in said.items():
            head = name if name in HEADS else "article"
            columns = [labels[head].index(label) for label in learned[head]]
            scores[name][np.ix_(at, columns)] = found
        known[at] = knew
    return Unseen([samples[int(i)] for i in told], labels, scores, known)


def calibrate(unseen: Unseen, owners: dict[str, str], is_elsewhere: Callable[[str], bool]) -> Calibrated:
    """`is_elsewhere`: whether a message is about another town, which is never answered."""
    temperatures = {head: _temperature(unseen, head) for head in HEADS}
    shares = {head: softmax(unseen.scores[head] * temperatures[head]) for head in HEADS}
    columns = office_columns(unseen.labels["category"], owners, unseen.labels["agency"])
    shares["category"] = couple(shares["category"], shares["agency"], columns)
    told = shares["told"][:, unseen.labels["told"].index(TOLD)]
    figures = np.array(
        [
            evidence(shares["article"][i], unseen.scores["article"][i], unseen.scores["likeness"][i],
                     unseen.scores["named"][i], shares["kind"][i], float(told[i]), float(unseen.known[i]),
                     len(normalise(sample.text).split()))
            for i, sample in enumerate(unseen.samples)
        ],
        np.float32,
    )  # fmt: skip
    right = among_best(unseen, shares["article"], "article", 1)
    meant = np.array([bool(sample.kind) for sample in unseen.samples])
    machine = LogisticRegression(C=1.0, max_iter=2000, random_state=SEED).fit(figures[meant], right[meant])
    trust = np.concatenate([machine.coef_[0], machine.intercept_]).astype(np.float32)
    confidence = trusted(figures, trust)
    offers = among_best(unseen, shares["article"], "article", 3)
    thresholds = {
        **_answer_thresholds(unseen, _turned_away(unseen, shares["kind"], is_elsewhere), confidence, right),
        "offer": offer_threshold(confidence[meant], offers[meant], LOST_OFFERS),
        "danger": _threshold(unseen, shares, "danger", CALM, NOW, FALSE_ALARMS),
        "own": _threshold(unseen, shares, "own", GENERAL, MINE, FALSE_OWN),
    }
    return Calibrated(temperatures, shares, trust, confidence, thresholds)


def _turned_away(unseen: Unseen, kind: Floats, is_elsewhere: Callable[[str], bool]) -> Flags:
    """What is taken for chat, another's matter or another town's is not answered, whatever the confidence."""
    columns = [at for at, label in enumerate(unseen.labels["kind"]) if label in TURNED_AWAY]
    elsewhere = np.array([is_elsewhere(sample.text) for sample in unseen.samples])
    return np.asarray((kind[:, columns] >= SURE_KIND).any(axis=1) | elsewhere)


def _answer_thresholds(unseen: Unseen, turned: Flags, confidence: Floats, right: Flags) -> dict[str, float]:
    """`likely`: few enough answers are wrong. `answer`: and few messages are answered that no article answers."""
    free = np.array([sample.style in FIVE_STYLES for sample in unseen.samples])
    asked = free & np.array([sample.article is not None for sample in unseen.samples])
    away = free & np.array([sample.kind in AWAY and not sample.article for sample in unseen.samples])
    likely = answer_threshold(confidence[asked], right[asked], WRONG_ANSWERS)
    silent = silence_threshold(np.where(turned, np.float32(0), confidence)[away], ANSWERED_AWAY)
    return {"likely": likely, "answer": max(likely, silent)}


def _threshold(unseen: Unseen, shares: dict[str, Floats], head: str, no: str, yes: str, most: float) -> float:
    """So low that hardly any `yes` is missed, as long as at most that share of the `no` passes for one."""
    labels = unseen.labels[head]
    if yes not in labels:
        return 1.0
    likely = shares[head][:, labels.index(yes)]
    calm = np.sort(likely[[label_of(sample, head) == no for sample in unseen.samples]])
    return float(calm[int(len(calm) * (1 - most))])


def _temperature(unseen: Unseen, head: str) -> float:
    """Fitted on the region's own wordings: the plain ones would make the models too sure of themselves."""
    mine = [i for i, s in enumerate(unseen.samples) if label_of(s, head) and (head in WORDED_HEADS or not s.plain)]
    wanted = [unseen.labels[head].index(str(label_of(unseen.samples[i], head))) for i in mine]
    return temperature(unseen.scores[head][mine], wanted)


def among_best(unseen: Unseen, shares: Floats, head: str, most: int) -> Flags:
    """For each sample whether its label is among the likeliest ones; never for a sample without a label."""
    best = np.argsort(-shares, axis=1, kind="stable")[:, :most]
    labels = unseen.labels[head]
    pairs = zip(unseen.samples, best, strict=True)
    return np.array([label_of(sample, head) in {labels[int(at)] for at in row} for sample, row in pairs])


def build_index(region: Region, folder: Path, history: Sequence[tuple[str, str]] = ()) -> Path:
    """Trains on the region and writes the index into `folder`; returns the folder.

    With a history of (text, agency), the offices are learned from it instead of from the region.
    """
    samples = samples_of(region, history)
    found = calibrate(cross_validate(samples), owners_of(region), Elsewhere(region).is_meant)
    write_index(region, folder, samples, found, from_history=bool(history))
    return folder


def write_index(
    region: Region, folder: Path, samples: Sequence[Sample], found: Calibrated, *, from_history: bool = False
) -> None:
    """Fits on the samples and writes what `open_index` reads."""
    fitted = fit(samples)
    meta = {
        "format": FORMAT,
        "region": region.slug,
        "features": list(fitted.vocabulary.rows),
        "heads": {head: {"labels": fitted.labels[head], "temperature": found.temperatures[head]} for head in HEADS},
        "owners": owners_of(region),
        "titles": dict(zip(fitted.labels["article"], fitted.titles, strict=True)),
        "thresholds": found.thresholds,
        "spelling": fitted.vocabulary.speller.seen,
        "language": learn_language(samples),
        "from_history": from_history,
    }
    _write(folder, fitted, found.trust, meta)


def _write(folder: Path, fitted: Fitted, trust: Floats, meta: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.hstack([*(fitted.weights[head] for head in HEADS), fitted.centres]).astype(np.float16)
    bias = np.concatenate([*(fitted.bias[head] for head in HEADS), np.zeros(fitted.centres.shape[1])])
    figures = {"bias": bias.astype(np.float32), "rarity": fitted.vocabulary.rarity, "trust": trust}
    # The description comes last: a reader that finds it finds the weights whole as well.
    _put(folder / WEIGHTS, lambda file: np.save(file, weights))
    _put(folder / FIGURES, lambda file: np.savez(file, **figures))  # type: ignore[arg-type]
    _put(folder / META, lambda file: file.write(json.dumps(meta, ensure_ascii=False).encode()))


def _put(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Whole or not at all, and never into a file that a reader has mapped."""
    partial = path.with_name(f"{path.name}.{os.getpid()}")
    with partial.open("wb") as file:
        write(file)
    partial.replace(path)
