"""Our places against the ministry's own list, if it is here: KEPO_PLACES_LIST names the file (kode,nama,tingkat).

The list is not part of the project, so this file holds no test on a machine without it.
"""

import csv
import os
import tomllib
from pathlib import Path

PLACES = Path(__file__).resolve().parents[2] / "knowledge" / "sumedang" / "places.toml"
LIST = os.environ.get("KEPO_PLACES_LIST")

if LIST:

    def test_places_equal_the_list_of_the_ministry() -> None:
        places = tomllib.loads(PLACES.read_text(encoding="utf-8"))
        with Path(LIST or "").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["kode"].startswith("32.11.")]
        expected = {(row["kode"], row["nama"], row["tingkat"]) for row in rows}
        ours = {(kecamatan["code"], kecamatan["name"], "kecamatan") for kecamatan in places["kecamatan"]}
        for kecamatan in places["kecamatan"]:
            ours |= {(village["code"], village["name"], village["kind"]) for village in kecamatan["villages"]}
        assert ours == expected
