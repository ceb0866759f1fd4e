"""Whose road it is: a fault of the toll road belongs to its operator, what lies beside it to the regency."""

import pytest

from knowledge.doors import OutsideDoors
from knowledge.loader import load_region_named
from knowledge.types import Region


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region_named("sumedang")


@pytest.mark.parametrize(
    "text",
    [
        "jalan tol cisumdawu berlubang",
        "tol cisumdawu macet",
        "tol cisumdawu arah bandung banyak lubang",
        "ada longsor di jalan tol km 204",
        "cisumdawu amblas lagi di km 177",
        "terowongan kembar cisumdawu gelap",
    ],
)
def test_a_fault_of_the_toll_road_belongs_to_its_operator(region: Region, text: str) -> None:
    assert OutsideDoors(region).find(text) == "ckjt"


@pytest.mark.parametrize(
    "text",
    [
        "jalan menuju tol cisumdawu rusak parah",
        "jalan desa di bawah tol cisumdawu rusak",
        "banjir dari proyek tol cisumdawu masuk ke sawah warga",
        "macet di depan gerbang tol cimalaka",
        "angkot ngetem di mulut tol cisumdawu ga ada yg atur, antri sekilo",
        "genangan di kolong tol jatinangor ga surut",
        "tanah sudah kena tol cisumdawu masih keluar tagihan pajaknya",
        "sampah numpuk di pinggir tol jatinangor",
    ],
)
def test_what_lies_beside_the_toll_road_stays_with_the_regency(region: Region, text: str) -> None:
    assert OutsideDoors(region).find(text) is None


def test_the_operator_has_a_number_to_call_and_its_source(region: Region) -> None:
    operator = region.agencies["ckjt"]
    assert operator.outside
    assert "158" in operator.contact
