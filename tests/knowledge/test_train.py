"""The index is built whole, the same from the same content, and never by a reader."""

import json
from pathlib import Path

import numpy as np
import pytest

from knowledge.loader import load_region
from knowledge.model import FIGURES, META, WEIGHTS, IndexMissing, open_index
from knowledge.train import build_index
from knowledge.understand import Reader


def test_a_folder_without_an_index_is_refused_with_advice(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="kepo knowledge build"):
        open_index(tmp_path)


def test_the_same_content_gives_the_same_index(region_folder: Path, tmp_path: Path) -> None:
    region = load_region(region_folder)
    first, second = build_index(region, tmp_path / "first"), build_index(region, tmp_path / "second")
    assert (first / META).read_text() == (second / META).read_text()
    assert np.array_equal(np.load(first / WEIGHTS), np.load(second / WEIGHTS))
    with np.load(first / FIGURES) as one, np.load(second / FIGURES) as other:
        assert all(np.array_equal(one[name], other[name]) for name in one.files)


def test_an_index_of_another_format_is_refused(region_folder: Path, tmp_path: Path) -> None:
    folder = build_index(load_region(region_folder), tmp_path)
    meta = json.loads((folder / META).read_text())
    (folder / META).write_text(json.dumps({**meta, "format": 0}))
    with pytest.raises(IndexMissing, match="another version"):
        open_index(folder)


def test_routing_learns_from_a_history_instead_of_the_region(region_folder: Path, tmp_path: Path) -> None:
    region = load_region(region_folder)
    history = [(f"kucing oren nomor {n} naik pohon", "pln") for n in range(8)]
    history += [(f"listrik padam di blok {n}", "kominfo") for n in range(8)]
    reader = Reader(region, open_index(build_index(region, tmp_path, history)))
    assert reader.route("ada kucing oren di atas pohon").agency == "pln"
    assert reader.route("padam lagi listrik di blok kami").agency == "kominfo"
