"""A candidate: an index of content that is not published yet, fitted in seconds and compared with the one in force.

Rule: the calibration figures of the present index are used again; a full training replaces them later. What needs
scikit-learn is imported only inside, so that the process that starts a candidate's own process never holds it.
"""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from knowledge.golden import Compared, GoldenAsk, compare
from knowledge.model import Index, open_index
from knowledge.samples import samples_of
from knowledge.types import Region
from knowledge.understand import Reader


def train_fully(region: Region, folder: Path) -> None:
    """The index with its own calibration: half a minute or more."""
    from knowledge.train import build_index

    build_index(region, folder)


def check_candidate(
    present: Region, present_index: Path, candidate: Region, folder: Path, asks: Iterable[GoldenAsk]
) -> Compared:
    """Fits the candidate into `folder` and reads the golden questions by both."""
    index = open_index(present_index)
    _fit(candidate, folder, index)
    return compare(asks, Reader(present, index).read, Reader(candidate, open_index(folder)).read)


def _fit(region: Region, folder: Path, present: Index) -> None:
    from knowledge.train import Calibrated, build_index, write_index

    samples = samples_of(region)
    figures = Calibrated(
        temperatures={name: head.temperature for name, head in present.heads.items()},
        shares={},
        trust=present.trust,
        confidence=np.zeros(0, np.float32),
        thresholds=dict(present.thresholds),
    )
    write_index(region, folder, samples, figures)
    if open_index(folder).heads["kind"].labels != present.heads["kind"].labels:  # the figures are of other kinds
        build_index(region, folder)
