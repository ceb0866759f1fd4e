"""What must hold on every page: own things only, a small screen, a screen reader, a bad connection, no script."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import DESKTOP, PHONE, Windows
from tests.browser.running_site import Site
from tests.browser.screens import OWN, REPLIES, act, finish_report, new_citizen, open_ticket, say, send_photo, sign_in

pytestmark = pytest.mark.browser

LAMP = "lampu jalan di depan kantor desa Cikondang mati sejak 2 minggu"
LEVY = "petugas kelurahan minta uang 50 ribu untuk surat pengantar di desa Cikondang"
COORDINATOR = "koordinator@kepo.test"
OFFICER = "admin.dishub@kepo.test"
FAILED = "Pesan belum terkirim. Ketuk untuk mencoba lagi."


@pytest.fixture(scope="module")
def ticket(chromium: Browser, site: Site) -> str:
    """The code of a complaint that an agency has; a second one waits in screening."""
    windows = Windows(chromium, site)
    phone = windows.page(PHONE)
    new_citizen(phone, "Pak Dadang")
    finish_report(phone, say(phone, LEVY))
    code = finish_report(phone, say(phone, LAMP))
    windows.close()
    return code


def test_two_citizens_do_not_see_each_others_chats(site: Site, windows: Windows, photo: Path) -> None:
    one, other = windows.page(PHONE), windows.page(PHONE)
    new_citizen(one, "Bu Euis")
    send_photo(one, photo, "rahasia Bu Euis")
    picture = one.get_by_role("img", name="Foto yang dikirim").get_attribute("src")
    new_citizen(other, "Pak Ujang")
    say(other, "halo")
    expect(other.locator("[data-list]")).not_to_contain_text("rahasia")
    expect(one.locator("[data-list]")).not_to_contain_text("halo")
    assert picture is not None
    own, name = picture.split("/")[2], picture.rsplit("/", 1)[1]
    citizen = other.url.split("/simulator/")[1].split("#")[0]
    assert other.request.get(f"/simulator/{own}/photos/{name}").status == 200
    assert other.request.get(f"/simulator/{citizen}/photos/{name}").status == 404


def test_the_console_works_on_a_phone(site: Site, phone: Page, ticket: str) -> None:
    sign_in(phone, site, OFFICER)
    fits(phone)
    open_ticket(phone, ticket)
    fits(phone)
    act(phone, "Kirim jawaban", "Isi jawaban", "Lampu diganti Selasa pagi oleh teknisi Dishub.")
    fits(phone)


def fits(page: Page) -> None:
    """Nothing is wider than the screen, and what is tapped is tall enough for a thumb."""
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]
    for button in page.locator("button:visible, summary.btn:visible, a.btn:visible").all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 40, button.inner_text()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_has_a_serious_barrier(site: Site, windows: Windows, ticket: str, size: dict[str, int]) -> None:
    barriers = [
        *simulator_barriers(windows.page(size)),
        *console_barriers(windows.page(size), site, COORDINATOR, ticket),
        *console_barriers(windows.page(size), site, OFFICER, ticket),
    ]
    assert barriers == []


def simulator_barriers(page: Page) -> list[str]:
    page.goto("/simulator")
    found = barriers_of(page)
    new_citizen(page, "Bu Imas")
    found += barriers_of(page)
    say(page, "min ktp ilang gmn")
    page.locator("details.attach > summary").click()
    return found + barriers_of(page)


def console_barriers(page: Page, site: Site, email: str, ticket: str) -> list[str]:
    """Sign-in, the first list of the role (screening or tasks), a ticket with every form open, the scores."""
    page.goto("/admin/login")
    found = barriers_of(page)
    sign_in(page, site, email)
    found += barriers_of(page)
    answer = page.goto(f"/admin/aduan/{ticket}")
    assert answer is not None
    assert answer.ok
    page.evaluate("document.querySelectorAll('main details').forEach((panel) => { panel.open = true; })")
    found += barriers_of(page)
    page.get_by_role("link", name="Skor").first.click()
    return found + barriers_of(page)


def barriers_of(page: Page) -> list[str]:
    """What axe calls serious or critical, with the page and the element."""
    violations = Axe().run(page).response["violations"]
    return [
        f"{page.url}: {violation['id']}: {node['html'][:200]}"
        for violation in violations
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_a_message_without_connection_is_sent_when_tapped(phone: Page) -> None:
    new_citizen(phone, "Bu Nining")
    phone.route(re.compile(r"/simulator/\w+$"), lambda route: route.abort())
    phone.get_by_label("Tulis pesan").fill("halo")
    phone.keyboard.press("Enter")
    again = phone.get_by_role("button", name=FAILED)
    expect(again).to_be_visible()
    phone.unroute_all()
    again.click()
    expect(phone.locator(REPLIES)).to_have_count(1)
    expect(phone.locator(OWN)).to_have_count(1)


def test_a_message_whose_answer_was_lost_is_not_doubled_by_trying_again(phone: Page) -> None:
    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    new_citizen(phone, "Bu Nining")
    phone.route(re.compile(r"/simulator/\w+$"), lose_the_answer)
    phone.get_by_label("Tulis pesan").fill("halo")
    phone.keyboard.press("Enter")
    again = phone.get_by_role("button", name=FAILED)
    expect(again).to_be_visible()
    phone.unroute_all()
    again.click()
    expect(again).to_have_count(0)
    phone.reload()
    expect(phone.locator(OWN)).to_have_count(1)
    expect(phone.locator(REPLIES)).to_have_count(1)


def test_the_simulator_works_without_script(chromium: Browser, site: Site, photo: Path) -> None:
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    new_citizen(page, "Pak Tanpa Skrip")
    page.get_by_label("Tulis pesan").fill("halo")
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(REPLIES)).to_have_count(1)
    page.locator("details.attach > summary").click()
    page.get_by_role("button", name="Alun-alun Sumedang").click()
    expect(page.locator(OWN)).to_have_count(2)
    expect(page.get_by_role("link", name="Muat ulang untuk melihat pesan baru")).to_be_visible()
    context.close()
