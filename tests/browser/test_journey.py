"""A complaint through the whole house, as people see it: chat, console, chat, scores."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, Windows
from tests.browser.running_site import Site
from tests.browser.screens import act, finish_report, new_citizen, open_ticket, say, send_photo, sign_in, wait_for_news

pytestmark = pytest.mark.browser

LAMP = "lampu jalan depan SD Cikondang mati 2 minggu"
AFTER_THE_DUE_DATE = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)


def test_a_complaint_goes_from_the_chat_through_the_agency_into_its_scores(
    site: Site, phone: Page, windows: Windows, photo: Path
) -> None:
    code = complain_with_photo(phone, photo)
    officer = windows.page(DESKTOP)
    sign_in(officer, site, agency_in_charge(site, phone, windows, code))
    handle(officer, code)
    read_and_confirm(phone, code)
    site.clock.set(AFTER_THE_DUE_DATE)
    see_scores(officer)


def complain_with_photo(phone: Page, photo: Path) -> str:
    new_citizen(phone, "Bu Euis")
    say(phone, LAMP)
    code = finish_report(phone, send_photo(phone, photo))
    expect(phone.get_by_role("img", name="Foto yang dikirim")).to_be_visible()
    return code


def agency_in_charge(site: Site, phone: Page, windows: Windows, code: str) -> str:
    """The agency's officer; if the matter went to screening, the coordinator disposes it first."""
    answer = phone.locator("[data-list]").inner_text()
    if "Koordinator memilahnya" in answer:
        coordinator = windows.page(DESKTOP)
        sign_in(coordinator, site, "koordinator@kepo.test")
        open_ticket(coordinator, code)
        dispose(coordinator)
    return "admin.dishub@kepo.test"


def dispose(coordinator: Page) -> None:
    panel = coordinator.locator("#dispose")
    panel.locator("summary").click()
    panel.get_by_label("Perangkat daerah tujuan").select_option("dishub")
    panel.get_by_label("Jenis laporan").select_option("complaint")
    panel.get_by_label("Kategori").select_option("lampu-jalan")
    panel.get_by_role("button", name="Teruskan").click()
    expect(coordinator.get_by_text("Laporan sudah diteruskan.")).to_be_visible()


def handle(officer: Page, code: str) -> None:
    open_ticket(officer, code)
    expect(officer.locator("main")).to_contain_text(LAMP)
    expect(officer.locator("main")).not_to_contain_text("Euis")
    act(officer, "Kirim pengantar", "Isi pengantar", "Laporan sudah kami terima, teknisi mengecek besok pagi.")
    act(officer, "Kirim jawaban", "Isi jawaban", "Dua lampu diganti hari Selasa oleh teknisi Dishub.")
    act(officer, "Nyatakan selesai", "Hasil penanganan", "Kedua lampu sudah menyala kembali.")
    expect(officer.locator(".photos img").first).to_be_visible()


def read_and_confirm(phone: Page, code: str) -> None:
    wait_for_news(phone, "teknisi mengecek besok pagi")
    wait_for_news(phone, "Dua lampu diganti hari Selasa")
    wait_for_news(phone, "Kedua lampu sudah menyala kembali")
    assert f"{code} ditutup sebagai beres" in say(phone, "beres")


def see_scores(officer: Page) -> None:
    officer.get_by_role("link", name="Skor").click()
    officer.get_by_label("Periode").select_option(label="November 2026")
    officer.get_by_role("button", name="Tampilkan").click()
    row = officer.get_by_role("row").filter(has_text="Dinas Perhubungan")
    expect(row.locator("[data-label='Jatuh tempo']")).to_have_text("1")
    expect(row.locator("[data-label='Tepat waktu']")).to_have_text(re.compile(r"^1 \(100"))


def test_an_answer_two_days_later_is_announced_and_read_after_a_word(
    site: Site, phone: Page, windows: Windows, photo: Path
) -> None:
    code = complain_with_photo(phone, photo)
    officer_name = agency_in_charge(site, phone, windows, code)
    site.clock.set(site.clock() + timedelta(days=2))
    officer = windows.page(DESKTOP)
    sign_in(officer, site, officer_name)
    open_ticket(officer, code)
    expect(officer.locator("#answer")).to_contain_text("Warga menerima pemberitahuan lebih dulu")
    act(officer, "Kirim jawaban", "Isi jawaban", "Lampu diganti hari Rabu oleh teknisi Dishub.")
    wait_for_news(phone, "lihat")
    expect(phone.locator("[data-list]")).not_to_contain_text("Lampu diganti hari Rabu")
    assert "Lampu diganti hari Rabu" in say(phone, "lihat")
