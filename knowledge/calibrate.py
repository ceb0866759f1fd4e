"""Turns scores into honest probabilities: temperatures, the office's say in a category, trust, thresholds.

Rule: every figure is chosen on samples that the models never saw. NumPy only; the same functions serve and train.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
TEMPERATURES = np.geomspace(0.5, 12, 40)
SURE_KIND = 0.5  # a kind as likely as this is taken for it
OFFICE_SAY = 0.5  # weight of the office's probability in that of its categories


def softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def couple(own: Floats, office: Floats, columns: npt.NDArray[np.int64]) -> Floats:
    """Weighs each label with its office; `columns` holds the office of each label, -1 for none."""
    say = np.where(columns >= 0, office[..., columns], 1e-4) ** OFFICE_SAY
    weighed = own * say + 1e-9
    return np.asarray(weighed / weighed.sum(axis=-1, keepdims=True), np.float32)


def office_columns(labels: Sequence[str], owners: Mapping[str, str], offices: Sequence[str]) -> npt.NDArray[np.int64]:
    place = {office: at for at, office in enumerate(offices)}
    return np.array([place.get(owners.get(label, ""), -1) for label in labels], np.int64)


def temperature(scores: Floats, wanted: Sequence[int]) -> float:
    """The scale at which the probabilities of unseen samples are most honest."""
    rows = np.arange(len(wanted))
    losses = [-np.log(softmax(scores * t)[rows, wanted] + 1e-9).mean() for t in TEMPERATURES]
    return float(TEMPERATURES[int(np.argmin(losses))])


def evidence(
    article: Floats,
    margins: Floats,
    likeness: Floats,
    named: Floats,
    kind: Floats,
    told: float,
    known: float,
    words: int,
) -> Floats:
    """What the confidence in an answer is judged by.

    `likeness` is the cosine to each article's centre, `named` the share of each title that the message names, `told`
    the probability that any article answers it.
    """
    best = int(article.argmax())
    second = float(np.partition(article, -2)[-2]) if len(article) > 1 else 0.0
    first = float(article[best])
    odds = float(np.log((first + 1e-6) / (1 - first + 1e-6)))
    agrees = float(likeness.argmax() == best)
    others = float(np.delete(named, best).max()) if len(named) > 1 else 0.0
    title = [float(named[best]), float(named[best]) - others]
    figures = [odds, first - second, float(margins[best]), float(likeness[best]), agrees, *title, told, known]
    figures.append(min(words, 12) / 12)
    return np.array([*figures, *kind], np.float32)


def trusted(figures: Floats, trust: Floats) -> Floats:
    """Confidence from evidence; the last weight is the bias."""
    return np.asarray(1 / (1 + np.exp(-(figures @ trust[:-1] + trust[-1]))), np.float32)


def answer_threshold(confidence: Floats, right: Flags, wrong_share: float) -> float:
    """The lowest confidence at which wrong answers are at most `wrong_share` of the questions."""
    order = np.argsort(-confidence, kind="stable")
    wrong = np.cumsum(~right[order]) / max(len(order), 1)
    passing = np.flatnonzero(wrong <= wrong_share)
    return float(confidence[order[passing[-1]]]) if len(passing) else 1.0


def silence_threshold(confidence: Floats, answered_share: float) -> float:
    """The confidence that at most `answered_share` of the messages exceed which no article answers."""
    return float(np.quantile(confidence, 1 - answered_share)) if len(confidence) else 0.0


def offer_threshold(confidence: Floats, right: Flags, lost_share: float) -> float:
    """The confidence below which at most `lost_share` of the right choices lie: they would not be offered."""
    return float(np.quantile(confidence[right], lost_share)) if right.any() else 1.0
