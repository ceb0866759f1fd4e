"""The trained index as it is served: a vocabulary, one matrix, a few calibration figures. NumPy only.

Rule: reads what `knowledge.train` wrote, computes no weight itself, and refuses a folder that holds no index.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.calibrate import Floats, couple, evidence, office_columns, softmax, trusted
from knowledge.features import Features, features_of, stems_of
from knowledge.labels import TOLD
from knowledge.normalise import normalise
from knowledge.spelling import Speller

FORMAT = 9
META = "index.json"
WEIGHTS = "weights.npy"  # the one large array, mapped and not read: processes share it
FIGURES = "figures.npz"
SIGN_WEIGHT = 0.5
HEADS = ("kind", "article", "category", "agency", "danger", "own", "told")


class IndexMissing(RuntimeError):
    """There is no trained index here; it is built by `kepo knowledge build` or the worker, never by a web process."""


@dataclass(frozen=True)
class Judged:
    """What the index thinks of a text. Probabilities are in the order of the head's labels."""

    kind: Floats
    article: Floats
    category: Floats
    agency: Floats
    danger: Floats
    own: Floats
    told: Floats
    confidence: float  # that the best article answers the text
    known: float  # share of the text's words that were ever seen


@dataclass(frozen=True)
class Head:
    """One decision: its labels, its columns in the matrix and the temperature of its calibration."""

    labels: tuple[str, ...]
    columns: slice
    temperature: float

    def share_of(self, label: str, shares: Floats) -> float:
        """The probability of one label; 0 for one that was never learned."""
        return float(shares[self.labels.index(label)]) if label in self.labels else 0.0


@dataclass(frozen=True)
class Vocabulary:
    """Feature -> row of the matrix, with the weight of a feature by its rarity."""

    rows: dict[str, int]
    rarity: Floats
    speller: Speller

    def encode(self, features: Features) -> tuple[npt.NDArray[np.int64], Floats]:
        """Rows and weights of a text; words and pieces of words count alike."""
        rows: list[int] = []
        weights: list[Floats] = [np.zeros(0, np.float32)]
        for sort in (features.words, features.pieces):
            found = [self.rows[feature] for feature in sort if feature in self.rows]
            if found:
                weight = self.rarity[found]
                rows.extend(found)
                weights.append(weight / np.linalg.norm(weight))
        wording = [self.rows[feature] for feature in features.signs if feature in self.rows]
        weights.append(np.full(len(wording), SIGN_WEIGHT, np.float32))
        return np.array([*rows, *wording], np.int64), np.concatenate(weights).astype(np.float32)

    def named(self, stems: frozenset[str], titles: Sequence[tuple[str, ...]]) -> Floats:
        """How much of each title a text names: rare words weigh more, and one never seen weighs most."""
        most = float(self.rarity.max(initial=1.0))
        shares = np.zeros(len(titles), np.float32)
        for at, title in enumerate(titles):
            weights = [float(self.rarity[self.rows[s]]) if s in self.rows else most for s in title]
            found = sum(weight for weight, s in zip(weights, title, strict=True) if s in stems)
            shares[at] = found / (sum(weights) or 1.0)
        return shares

    def known(self, text: str) -> float:
        words = normalise(text).split()
        return sum(f"w {word}" in self.rows for word in words) / len(words) if words else 0.0


@dataclass(frozen=True)
class Index:
    """Everything that reading needs from training."""

    vocabulary: Vocabulary
    weights: npt.NDArray[np.float16]  # rows of features; columns of the heads in order, then the articles' centres
    bias: Floats
    heads: Mapping[str, Head]
    centres: slice
    titles: tuple[tuple[str, ...], ...]  # stems of each article's title
    owners: npt.NDArray[np.int64]  # the agency's column for each category
    trust: Floats
    thresholds: Mapping[str, float]
    language: Mapping[str, float]
    from_history: bool  # the agencies were learned from a given history, not from the region

    def judge(self, text: str) -> Judged:
        rows, weights = self.vocabulary.encode(features_of(text, self.vocabulary.speller))
        scores = weights @ self.weights[rows].astype(np.float32) + self.bias
        share = {name: softmax(scores[head.columns] * head.temperature) for name, head in self.heads.items()}
        if not self.from_history:
            share["category"] = couple(share["category"], share["agency"], self.owners)
        known, words = self.vocabulary.known(text), len(normalise(text).split())
        likeness = scores[self.centres] / max(float(np.linalg.norm(weights)), 1e-6)
        margins = scores[self.heads["article"].columns]
        named = self.vocabulary.named(frozenset(stems_of(text, self.vocabulary.speller)), self.titles)
        told = self.heads["told"].share_of(TOLD, share["told"])
        figures = evidence(share["article"], margins, likeness, named, share["kind"], told, known, words)
        return Judged(**share, confidence=float(trusted(figures, self.trust)), known=known)


def open_index(folder: Path) -> Index:
    """The index in `folder`; raises `IndexMissing` rather than training one."""
    if not all((folder / name).is_file() for name in (META, WEIGHTS, FIGURES)):
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
    offices = heads["agency"].labels
    with np.load(folder / FIGURES) as arrays:
        return Index(
            vocabulary=Vocabulary(
                {f: row for row, f in enumerate(meta["features"])}, arrays["rarity"], Speller(meta["spelling"])
            ),
            weights=np.load(folder / WEIGHTS, mmap_mode="r"),
            bias=arrays["bias"],
            heads=heads,
            centres=slice(start, start + len(heads["article"].labels)),
            titles=tuple(tuple(meta["titles"].get(slug, ())) for slug in heads["article"].labels),
            owners=office_columns(heads["category"].labels, meta["owners"], offices),
            trust=arrays["trust"],
            thresholds=meta["thresholds"],
            language=meta["language"],
            from_history=meta["from_history"],
        )
