"""What people do on the pages, in their words: a citizen in the simulator, an officer in the console."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.running_site import Site

CODE = re.compile(r"LP-[0-9A-HJKMNP-TV-Z]{8}")
REPLIES = "[data-list] .row:not(.mine)"
OWN = "[data-list] .row.mine"
LONGEST_REPORT = 8  # turns from the first sentence to the code


class NoCode(AssertionError):
    """The conversation did not end with a ticket."""


def new_citizen(page: Page, name: str) -> None:
    """Open an empty chat."""
    page.goto("/simulator")
    page.get_by_label("Warga baru").fill(name)
    page.get_by_role("button", name="Buat", exact=True).click()
    expect(page.get_by_role("log")).to_be_visible()


def say(page: Page, text: str) -> str:
    """Write a message; the desk's answer."""
    replies = page.locator(REPLIES).count()
    page.get_by_label("Tulis pesan").fill(text)
    page.keyboard.press("Enter")
    return _answer_after(page, replies)


def send_photo(page: Page, photo: Path, caption: str = "") -> str:
    """Send a photo; the desk's answer."""
    replies = page.locator(REPLIES).count()
    page.get_by_label("Foto", exact=True).set_input_files(photo)
    page.get_by_label("Tulis pesan").fill(caption)
    page.get_by_role("button", name="Kirim", exact=True).click()
    return _answer_after(page, replies)


def _answer_after(page: Page, replies: int) -> str:
    answer = page.locator(REPLIES).nth(replies)
    expect(answer).to_be_visible()
    return answer.inner_text()


def wait_for_news(page: Page, words: str) -> str:
    """News that the worker sends shows up by itself; its text."""
    news = page.locator(REPLIES).filter(has_text=words).last
    expect(news).to_be_visible()
    return news.inner_text()


def finish_report(page: Page, answer: str) -> str:
    """Take the first choice (yes, hide my name, send) until there is a code."""
    for _ in range(LONGEST_REPORT):
        found = CODE.search(answer)
        if found:
            return found[0]
        answer = say(page, "1")
    raise NoCode(f"after {LONGEST_REPORT} turns the desk still says: {answer}")


def sign_in(page: Page, site: Site, email: str) -> None:
    page.goto("/admin/login")
    page.get_by_label("Alamat surel").fill(email)
    page.get_by_label("Sandi").fill(site.password)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("navigation", name="Menu utama")).to_be_visible()


def open_ticket(page: Page, code: str) -> None:
    """From the list that stands first for the role."""
    page.get_by_role("link", name=re.compile(code)).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(code)


def act(page: Page, heading: str, field: str, text: str) -> None:
    """Write and send one act; the page says that it was recorded."""
    panel = page.locator("details.act").filter(has=page.locator("summary", has_text=re.compile(f"^{heading}$")))
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.get_by_label(field).fill(text)
    panel.get_by_role("button", name=heading).click()
    expect(page.locator(".say-good, .say-soon").first).to_be_visible()
