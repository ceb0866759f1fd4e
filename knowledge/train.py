"""Trains the index: kind, article and category of a message, each with calibrated probabilities.

Rule: the only module that imports scikit-learn; deterministic; run by the command line and the worker, never by the web.
"""

import json
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from knowledge.features import piece_features, sign_features, word_features
from knowledge.language import learn_language
from knowledge.model import FORMAT, HEADS, META, WEIGHTS, Floats, Vocabulary, evidence, softmax
from knowledge.normalise import normalise
from knowledge.samples import Sample, samples_of
from knowledge.types import Region

FOLDS = 5
SEED = 20261122
STRENGTH = {"kind": 0.5, "article": 0.3, "category": 0.4}
UNTOLD_WEIGHT = 0.5  # a sentence of an answer teaches less than a citizen's wording
WRONG_ANSWERS = 0.03
WRONG_OFFERS = 0.30
TEMPERATURES = np.geomspace(0.5, 12, 40)


@dataclass(frozen=True)
class Fitted:
    """One training run: the vocabulary and, for each head, a matrix over it."""

    vocabulary: Vocabulary
    labels: dict[str, tuple[str, ...]]
    weights: dict[str, Floats]
    bias: dict[str, Floats]
    centres: Floats


def label_of(sample: Sample, head: str) -> str | None:
    return {"kind": sample.kind, "article": sample.article, "category": sample.category}[head]


def learn_vocabulary(texts: Sequence[str]) -> Vocabulary:
    """Single words and stems always; pairs and pieces only when two texts share them."""
    count: Counter[str] = Counter()
    for text in texts:
        count.update((*word_features(text), *piece_features(text), *sign_features(text)))
    kept = sorted(f for f, n in count.items() if n > 1 or f.startswith(("w ", "s ")))
    total = len(texts)
    rarity = np.array([np.log((1 + total) / (1 + count[f])) + 1 for f in kept], np.float32)
    return Vocabulary({f: row for row, f in enumerate(kept)}, rarity)


def encode_all(vocabulary: Vocabulary, texts: Sequence[str]) -> sp.csr_matrix:
    encoded = [vocabulary.encode(text) for text in texts]
    ends = np.cumsum([0, *(len(rows) for rows, _ in encoded)])
    rows = np.concatenate([rows for rows, _ in encoded])
    weights = np.concatenate([weights for _, weights in encoded])
    return sp.csr_matrix((weights, rows, ends), shape=(len(texts), len(vocabulary.rows)))


def fit(samples: Sequence[Sample]) -> Fitted:
    vocabulary = learn_vocabulary([sample.text for sample in samples])
    matrix = encode_all(vocabulary, [sample.text for sample in samples])
    # Wording tells the kind of a message; its topic is told by the other features alone.
    topic = matrix @ sp.diags([0.0 if f.startswith("m ") else 1.0 for f in vocabulary.rows], format="csr")
    labels: dict[str, tuple[str, ...]] = {}
    weights: dict[str, Floats] = {}
    bias: dict[str, Floats] = {}
    for head in HEADS:
        chosen = [i for i, s in enumerate(samples) if label_of(s, head) and (head != "kind" or s.told)]
        wanted = [str(label_of(samples[i], head)) for i in chosen]
        trust = [1.0 if samples[i].told else UNTOLD_WEIGHT for i in chosen]
        labels[head], weights[head], bias[head] = _fit_head((matrix if head == "kind" else topic)[chosen], wanted, trust, head)
    centres = _centres(topic, samples, labels["article"])
    return Fitted(vocabulary, labels, weights, bias, centres)


def _fit_head(
    matrix: sp.csr_matrix, wanted: list[str], trust: list[float], head: str
) -> tuple[tuple[str, ...], Floats, Floats]:
    balance = "balanced" if head == "kind" else None
    machine = LinearSVC(C=STRENGTH[head], class_weight=balance, random_state=SEED, max_iter=4000)
    machine.fit(matrix, wanted, sample_weight=trust)
    coefficients, bias = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        coefficients, bias = np.vstack([-coefficients, coefficients]), np.concatenate([-bias, bias])
    return tuple(machine.classes_), coefficients.T.astype(np.float32), bias.astype(np.float32)


def _centres(matrix: sp.csr_matrix, samples: Sequence[Sample], labels: tuple[str, ...]) -> Floats:
    """One unit vector for each article: the middle of its texts."""
    columns = []
    for label in labels:
        mine = [i for i, sample in enumerate(samples) if sample.article == label]
        middle = np.asarray(matrix[mine].mean(axis=0)).ravel()
        columns.append(middle / np.linalg.norm(middle))
    return np.array(columns, np.float32).T


def scores_of(fitted: Fitted, texts: Sequence[str]) -> dict[str, Floats]:
    matrix = encode_all(fitted.vocabulary, texts)
    found = {head: np.asarray(matrix @ fitted.weights[head] + fitted.bias[head], np.float32) for head in HEADS}
    length = np.maximum(sp.linalg.norm(matrix, axis=1), 1e-6)
    found["likeness"] = np.asarray((matrix @ fitted.centres) / length[:, None], np.float32)
    return found


def folds_of(samples: Sequence[Sample]) -> npt.NDArray[np.int64]:
    """A fold for each told sample, near-twins together; -1 for titles and sentences of answers, always learned."""
    order = np.random.RandomState(SEED)
    of_twin: dict[str, int] = {}
    found = []
    for sample in samples:
        twin = " ".join(sorted(set(normalise(sample.text).split())))
        if sample.told and twin not in of_twin:
            of_twin[twin] = int(order.randint(FOLDS))
        found.append(of_twin[twin] if sample.told else -1)
    return np.array(found)


@dataclass(frozen=True)
class Unseen:
    """What cross-validation says of each told sample by models that never saw it."""

    samples: list[Sample]
    labels: dict[str, tuple[str, ...]]
    scores: dict[str, Floats]
    known: Floats


def cross_validate(samples: Sequence[Sample]) -> Unseen:
    fold = folds_of(samples)
    labels = {head: tuple(sorted({str(label_of(s, head)) for s in samples if label_of(s, head)})) for head in HEADS}
    told = np.flatnonzero(fold >= 0)
    where = {int(i): at for at, i in enumerate(told)}
    widths = {**{head: len(labels[head]) for head in HEADS}, "likeness": len(labels["article"])}
    scores = {name: np.full((len(told), width), -2.0, np.float32) for name, width in widths.items()}
    known = np.zeros(len(told), np.float32)
    for number in range(FOLDS):
        fitted = fit([s for s, f in zip(samples, fold, strict=True) if f != number])
        held = [int(i) for i in np.flatnonzero(fold == number)]
        texts = [samples[i].text for i in held]
        at = [where[i] for i in held]
        for name, found in scores_of(fitted, texts).items():
            head = "article" if name == "likeness" else name
            columns = [labels[head].index(label) for label in fitted.labels[head]]
            scores[name][np.ix_(at, columns)] = found
        known[at] = [fitted.vocabulary.known(text) for text in texts]
    return Unseen([samples[int(i)] for i in told], labels, scores, known)


def temperature(scores: Floats, wanted: Sequence[int]) -> float:
    """The scale at which the probabilities of unseen samples are most honest."""
    rows = np.arange(len(wanted))
    losses = [-np.log(softmax(scores * t)[rows, wanted] + 1e-9).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def calibrate(unseen: Unseen) -> dict[str, float]:
    found = {}
    for head in HEADS:
        mine = [i for i, sample in enumerate(unseen.samples) if label_of(sample, head)]
        wanted = [unseen.labels[head].index(str(label_of(unseen.samples[i], head))) for i in mine]
        found[head] = temperature(unseen.scores[head][mine], wanted)
    return found


def unseen_evidence(unseen: Unseen, temperatures: dict[str, float]) -> Floats:
    kind = softmax(unseen.scores["kind"] * temperatures["kind"])
    article = softmax(unseen.scores["article"] * temperatures["article"])
    rows = [
        evidence(article[i], unseen.scores["article"][i], unseen.scores["likeness"][i], kind[i],
                 float(unseen.known[i]), len(normalise(sample.text).split()))
        for i, sample in enumerate(unseen.samples)
    ]  # fmt: skip
    return np.array(rows, np.float32)


def right_answers(unseen: Unseen) -> npt.NDArray[np.bool_]:
    best = unseen.scores["article"].argmax(axis=1)
    slugs = [unseen.labels["article"][int(at)] for at in best]
    return np.array([slug == sample.article for slug, sample in zip(slugs, unseen.samples, strict=True)])


def learn_trust(figures: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """When the best article is the right one, learned from samples that the models never saw."""
    machine = LogisticRegression(C=1.0, max_iter=2000, random_state=SEED).fit(figures, right)
    return np.concatenate([machine.coef_[0], machine.intercept_]).astype(np.float32)


def confidences(figures: Floats, trust: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-(figures @ trust[:-1] + trust[-1]))), np.float32)


def threshold(confidence: Floats, right: npt.NDArray[np.bool_], wrong_share: float) -> float:
    """The lowest confidence above which at most `wrong_share` of what is said is wrong."""
    order = np.argsort(-confidence, kind="stable")
    wrong = np.cumsum(~right[order]) / np.arange(1, len(order) + 1)
    passing = np.flatnonzero(wrong <= wrong_share)
    return float(confidence[order[passing[-1]]]) if len(passing) else 1.0


def offers_right(unseen: Unseen) -> npt.NDArray[np.bool_]:
    """Whether the right article is among the best three."""
    best = np.argsort(-unseen.scores["article"], axis=1)[:, :3]
    labels = unseen.labels["article"]
    return np.array([s.article in {labels[int(at)] for at in three} for s, three in zip(unseen.samples, best, strict=True)])


def build_index(region: Region, folder: Path) -> Path:
    """Trains on the region and writes the index into `folder`, whole or not at all; returns the folder."""
    samples = samples_of(region)
    unseen = cross_validate(samples)
    temperatures = calibrate(unseen)
    figures, right = unseen_evidence(unseen, temperatures), right_answers(unseen)
    trust = learn_trust(figures, right)
    confidence = confidences(figures, trust)
    thresholds = {
        "answer": threshold(confidence, right, WRONG_ANSWERS),
        "offer": threshold(confidence, offers_right(unseen), WRONG_OFFERS),
    }
    fitted = fit(samples)
    meta = {
        "format": FORMAT,
        "region": region.slug,
        "features": list(fitted.vocabulary.rows),
        "heads": {head: {"labels": fitted.labels[head], "temperature": temperatures[head]} for head in HEADS},
        "thresholds": thresholds,
        "language": learn_language([sample.text for sample in samples if sample.told]),
    }
    _write(folder, fitted, trust, meta)
    return folder


def _write(folder: Path, fitted: Fitted, trust: Floats, meta: dict[str, object]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = np.hstack([*(fitted.weights[head] for head in HEADS), fitted.centres]).astype(np.float16)
    bias = np.concatenate([*(fitted.bias[head] for head in HEADS), np.zeros(fitted.centres.shape[1])])
    arrays = {"weights": weights, "bias": bias.astype(np.float32), "rarity": fitted.vocabulary.rarity, "trust": trust}
    # The description comes last: a reader that finds it finds the weights whole as well.
    partial = folder / f"{WEIGHTS}.{os.getpid()}"
    with partial.open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]
    partial.replace(folder / WEIGHTS)
    described = folder / f"{META}.{os.getpid()}"
    described.write_text(json.dumps(meta, ensure_ascii=False), encoding="utf-8")
    described.replace(folder / META)
