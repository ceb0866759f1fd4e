"""A place named in running text is found, however it is spelt."""

from pathlib import Path

import pytest

from knowledge.loader import load_region, load_region_named
from knowledge.places import Gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_region_named("sumedang"))


def labels(gazetteer: Gazetteer, text: str) -> list[str]:
    found = gazetteer.find(text)
    return [place.label for place in found.places] if found else []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("jalan di depan pasar tanjungsari bolong parah", "Pasar Tanjungsari, Kecamatan Tanjungsari"),
        ("pju mati di tanjung sari", "Kecamatan Tanjungsari"),
        ("banjir di jatinngor", "Kecamatan Jatinangor"),
        ("jln cibugel arah jayamekar rusak", "Desa Jayamekar, Kecamatan Cibugel"),
        ("ds sukajadi kec wado airnya mati", "Desa Sukajadi, Kecamatan Wado"),
        ("sampah numpuk di alun2 kota", "Alun-alun Sumedang, Kecamatan Sumedang Selatan"),
        ("lampu jalan depan SD Cikondang mati", "Desa Cikondang, Kecamatan Ganeas"),
    ],
)
def test_a_named_place_is_found(gazetteer: Gazetteer, text: str, label: str) -> None:
    assert labels(gazetteer, text) == [label]


@pytest.mark.parametrize("text", ["jalan rusak parah", "situ kumaha", "sumedang kapan maju", "air mati sejak kemarin"])
def test_everyday_words_are_no_places(gazetteer: Gazetteer, text: str) -> None:
    assert gazetteer.find(text) is None


def test_a_name_of_several_villages_gives_them_all() -> None:
    region = load_region_named("sumedang")
    names = [place.name for place in region.places if place.kind == "desa"]
    twin = next(name for name in names if names.count(name) > 1)
    found = Gazetteer(region).find(f"jalan rusak di desa {twin}")
    assert found is not None
    assert len(found.places) == names.count(twin)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("RT 02 RW 05 gelap", True),
        ("jl. Mayor Abdurahman bolong", True),
        ("depan SD Cikondang", True),
        ("dekat masjid al ikhlas", True),
        ("gang mawar", True),
        ("selokan depan rumah saya mampet", False),
        ("jalan rusak di desa kami", False),
        ("lampu jalan mati semua", False),
    ],
)
def test_a_street_or_landmark_by_name_is_a_locality(gazetteer: Gazetteer, text: str, known: bool) -> None:
    assert gazetteer.has_locality(text) is known


def test_a_place_keeps_the_office_of_its_kecamatan(region_folder: Path) -> None:
    found = Gazetteer(load_region(region_folder)).find("di desa cikondang")
    assert found is not None
    assert found.places[0].agency == "kecamatan-alun"


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("lubang di jl mayor abdurahman depan toko sinar", "jl mayor abdurahman depan toko sinar"),
        ("lampu PJU depan masjid al ikhlas mati 3 hari", "depan masjid al ikhlas"),
        ("rt 03 rw 05 jalannya rusak", "rt 03 rw 05"),
        ("jalan di depan rumah saya rusak", ""),
    ],
)
def test_the_words_that_lead_to_a_spot_on_no_list_are_kept(text: str, spot: str) -> None:
    assert Gazetteer(load_region_named("sumedang")).locality(text) == spot
