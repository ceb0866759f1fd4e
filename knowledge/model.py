"""The trained index as it is served: a vocabulary, one matrix, a few calibration figures. NumPy only.

Rule: reads what `knowledge.train` wrote, computes no weight itself, and refuses a folder that holds no index.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.features import piece_features, sign_features, word_features
from knowledge.normalise import normalise

Floats = npt.NDArray[np.float32]
FORMAT = 1
META = "index.json"
WEIGHTS = "weights.npz"
SIGN_WEIGHT = 0.5
HEADS = ("kind", "article", "category")


class IndexMissing(RuntimeError):
    """There is no trained index here; it is built by `kepo knowledge build` or the worker, never by a web process."""


@dataclass(frozen=True)
class Judged:
    """What the index thinks of a text. Probabilities are in the order of the head's labels."""

    kind: Floats
    article: Floats
    category: Floats
    confidence: float  # that the best article answers the text
    known: float  # share of the text's words that were ever seen


@dataclass(frozen=True)
class Head:
    """One decision: its labels, its columns in the matrix and the temperature of its calibration."""

    labels: tuple[str, ...]
    columns: slice
    temperature: float

    def place(self, label: str) -> int | None:
        return self.labels.index(label) if label in self.labels else None


@dataclass(frozen=True)
class Vocabulary:
    """Feature -> row of the matrix, with the weight of a feature by its rarity."""

    rows: dict[str, int]
    rarity: Floats

    def encode(self, text: str) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows and weights of a text; words and pieces of words count alike."""
        rows: list[int] = []
        weights: list[Floats] = []
        for features in (word_features(text), piece_features(text)):
            found = [self.rows[feature] for feature in features if feature in self.rows]
            if found:
                weight = self.rarity[found]
                rows.extend(found)
                weights.append(weight / np.linalg.norm(weight))
        wording = [self.rows[feature] for feature in sign_features(text) if feature in self.rows]
        rows.extend(wording)
        weights.append(np.full(len(wording), SIGN_WEIGHT, np.float32))
        if not rows:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        return np.array(rows, np.int64), np.concatenate(weights).astype(np.float32)

    def known(self, text: str) -> float:
        words = normalise(text).split()
        return sum(f"w {word}" in self.rows for word in words) / len(words) if words else 0.0


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def evidence(article: Floats, margins: Floats, likeness: Floats, kind: Floats, known: float, words: int) -> Floats:
    """What the confidence in an answer is judged by. `likeness` is the cosine to each article's centre."""
    best = int(article.argmax())
    second = float(np.partition(article, -2)[-2]) if len(article) > 1 else 0.0
    first = float(article[best])
    odds = float(np.log((first + 1e-6) / (1 - first + 1e-6)))
    agrees = float(likeness.argmax() == best)
    figures = [odds, first - second, float(margins[best]), float(likeness[best]), agrees, known, min(words, 12) / 12]
    return np.array([*figures, *kind], np.float32)


@dataclass(frozen=True)
class Index:
    """Everything that reading needs from training."""

    vocabulary: Vocabulary
    weights: Floats  # rows of features; columns of kind, article, category, then the articles' centres
    bias: Floats
    heads: dict[str, Head]
    centres: slice
    trust: Floats  # weights of the evidence, the last one its bias
    thresholds: dict[str, float]
    language: dict[str, dict[str, float]]

    def judge(self, text: str) -> Judged:
        rows, weights = self.vocabulary.encode(text)
        scores = weights @ self.weights[rows] + self.bias if len(rows) else self.bias
        probability = {
            name: softmax(scores[head.columns] * head.temperature) for name, head in self.heads.items()
        }
        known, words = self.vocabulary.known(text), len(normalise(text).split())
        likeness = scores[self.centres] / max(float(np.linalg.norm(weights)), 1e-6)
        margins = scores[self.heads["article"].columns]
        figures = evidence(probability["article"], margins, likeness, probability["kind"], known, words)
        confidence = 1 / (1 + np.exp(-float(figures @ self.trust[:-1] + self.trust[-1])))
        return Judged(probability["kind"], probability["article"], probability["category"], float(confidence), known)


def open_index(folder: Path) -> Index:
    """The index in `folder`; raises `IndexMissing` rather than training one."""
    if not (folder / META).is_file() or not (folder / WEIGHTS).is_file():
        raise IndexMissing(f"no trained index in {folder}; run `kepo knowledge build`")
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    if meta.get("format") != FORMAT:
        raise IndexMissing(f"the index in {folder} is of another version; run `kepo knowledge build`")
    heads: dict[str, Head] = {}
    start = 0
    for name in HEADS:
        labels = tuple(meta["heads"][name]["labels"])
        heads[name] = Head(labels, slice(start, start + len(labels)), meta["heads"][name]["temperature"])
        start += len(labels)
    with np.load(folder / WEIGHTS) as arrays:
        return Index(
            vocabulary=Vocabulary({f: row for row, f in enumerate(meta["features"])}, arrays["rarity"]),
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            heads=heads,
            centres=slice(start, start + len(heads["article"].labels)),
            trust=arrays["trust"],
            thresholds=meta["thresholds"],
            language=meta["language"],
        )
