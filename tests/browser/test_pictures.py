"""Takes the pictures of the documentation; collected only when KEPO_PICTURES=1 asks for them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bot.running import ROOT
from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.month import fill_a_month
from tests.browser.running_site import Site
from tests.browser.screens import finish_report, new_citizen, open_ticket, say, send_photo, sign_in

pytestmark = pytest.mark.browser

FOLDER = ROOT / "docs" / "pictures"
LARGEST = 200_000  # bytes
NOW = datetime(2026, 12, 2, 3, 0, tzinfo=UTC)
LAMP = "lampu jalan depan SD Cikondang mati 2 minggu"
OFFICER = "admin.dishub@kepo.test"


@pytest.fixture(scope="module")
def busy_site(site: Site) -> Site:
    """A desk in December that had a month of complaints."""
    fill_a_month(site.settings)
    site.clock.set(NOW)
    return site


def keep(page: Page, name: str, at: str | None = None) -> None:
    """Write what the screen shows; a phone is first moved to the part that the picture is about."""
    if at is not None and page.viewport_size == PHONE:
        page.locator(at).first.evaluate("part => part.scrollIntoView({block: 'start'})")
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = page.screenshot(animations="disabled", caret="hide")
    assert len(picture) < LARGEST, f"{name} has {len(picture)} bytes"
    (FOLDER / f"{name}.png").write_bytes(picture)


def test_pictures_of_the_main_pages_are_taken(busy_site: Site, windows: Windows, photo: Path) -> None:
    phone = windows.page(PHONE)
    new_citizen(phone, "Bu Euis")
    say(phone, LAMP)
    code = finish_report(phone, send_photo(phone, photo))
    expect(phone.locator(".ticks:not(.read)")).to_have_count(0)
    keep(phone, "simulator-phone")
    phone.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})
    keep(phone, "simulator-desktop")
    for kind, size in (("phone", PHONE), ("desktop", DESKTOP)):
        officer = windows.page(size)
        sign_in(officer, busy_site, OFFICER)
        keep(officer, f"list-{kind}", at=".queue")
        open_ticket(officer, code)
        expect(officer.locator(".photos img").first).to_be_visible()
        keep(officer, f"ticket-{kind}")
        coordinator = windows.page(size)
        sign_in(coordinator, busy_site, "koordinator@kepo.test")
        coordinator.get_by_role("link", name="Skor").click()
        coordinator.get_by_label("Periode").select_option(label="November 2026")
        coordinator.get_by_role("button", name="Tampilkan").click()
        keep(coordinator, f"scores-{kind}", at="table")
