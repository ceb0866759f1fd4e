"""The doors of the menu in the console: order, codes, and the pins of a coordinator."""

import re

import pytest

from store.portal_pins import portal_pins
from tests.admin.answers import pin, seed
from tests.admin.conftest import COORDINATOR, JURY, OFFICER, Desk

pytestmark = pytest.mark.sqlite
PAGE = "/admin/portal"


def doors(page: str) -> list[str]:
    """The names of the doors of today's menu, in their order."""
    return re.findall(r"<h3>([^<]+)</h3>", page.split('id="urutan"')[1].split('id="luar"')[0])


def first_doors(desk: Desk) -> list[str]:
    return doors(desk.sign_in(OFFICER).page(PAGE))


def test_doors_stand_in_todays_order_with_links_and_codes(desk: Desk) -> None:
    seed(desk)
    page = desk.sign_in(JURY).page(PAGE)
    assert doors(page)[0] == "KTP, KK, akta, pindah"
    assert "https://wa.me/6281100000001?text=Info%3A%20adminduk" in page
    for code in ("/qr/desk.png", "/qr/layanan/adminduk.png", "/qr/layanan/adminduk.svg", "/qr/jawaban/ktp-hilang.png"):
        assert f'"{code}"' in page
    assert "Sematkan" not in page.split("<main")[1]


def test_pinned_door_stands_first_and_goes_back_when_it_is_ended(desk: Desk) -> None:
    seed(desk)
    before = first_doors(desk)
    coordinator = desk.sign_in(COORDINATOR)
    answer = coordinator.post(PAGE, PAGE, portal="infrastruktur", dari="2026-11-23", sampai="2026-12-01")
    assert answer.status_code == 302
    assert first_doors(desk)[0] == "Jalan, air, lampu, bangunan"
    page = coordinator.page(PAGE)
    assert "23 November 2026 sampai 1 Desember 2026, sedang berlaku, oleh Uji koordinator@uji.test" in page
    assert "Di urutan pertama sampai 1 Desember 2026" in page
    assert coordinator.post(f"{PAGE}/1/akhiri", PAGE).status_code == 302
    assert first_doors(desk) == before
    assert "diakhiri oleh Uji koordinator@uji.test" in coordinator.page(PAGE)
    coordinator.post(f"{PAGE}/1/akhiri", PAGE)
    assert "sudah diakhiri sebelumnya" in coordinator.page(PAGE)
    assert coordinator.post(f"{PAGE}/77/akhiri", PAGE).status_code == 404


def test_pin_of_later_days_waits_and_a_past_one_is_kept_as_history(desk: Desk) -> None:
    seed(desk)
    before = first_doors(desk)
    coordinator = desk.sign_in(COORDINATOR)
    coordinator.post(PAGE, PAGE, portal="infrastruktur", dari="2026-11-25", sampai="2026-11-26")
    assert "belum mulai" in coordinator.page(PAGE)
    assert first_doors(desk) == before
    desk.clock.move(days=2)
    assert first_doors(desk)[0] == "Jalan, air, lampu, bangunan"
    desk.clock.move(days=2)
    assert first_doors(desk) == before
    assert "Sematan yang sudah lewat (1)" in coordinator.page(PAGE)


@pytest.mark.parametrize(
    ("portal", "first", "last", "words"),
    [
        ("", "2026-11-23", "2026-12-01", "Pilih portal dari daftar."),
        ("tidak-ada", "2026-11-23", "2026-12-01", "Pilih portal dari daftar."),
        ("adminduk", "", "2026-12-01", "Isi tanggalnya."),
        ("adminduk", "2026-11-23", "kapan", "Isi tanggalnya."),
        ("adminduk", "2026-12-02", "2026-12-01", "tidak boleh sebelum tanggal mulai"),
        ("adminduk", "2026-11-01", "2026-11-22", "Tanggal akhir sudah lewat."),
    ],
)
def test_senseless_days_are_refused_beside_their_field_and_stay(
    desk: Desk, portal: str, first: str, last: str, words: str
) -> None:
    seed(desk)
    answer = desk.sign_in(COORDINATOR).post(PAGE, PAGE, portal=portal, dari=first, sampai=last)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert f'name="sampai" value="{last}"' in page
    with desk.database.read() as session:
        assert portal_pins(session) == ()


def test_officer_sees_pins_and_has_no_form(desk: Desk) -> None:
    seed(desk)
    pin(desk)
    page = desk.sign_in(OFFICER).page(PAGE)
    assert "sedang berlaku" in page
    assert "Akhiri" not in page
