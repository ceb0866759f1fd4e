"""One Chromium for all browser tests, one running desk for each module; each test has pages and citizens of its own."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.photo import write_photo
from tests.browser.running_site import Site, running_site
from tests.groups import cannot_run

collect_ignore = [] if os.environ.get("KEPO_PICTURES") == "1" else ["test_pictures.py"]

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 860}
MONDAY_MORNING = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
WAIT_MILLISECONDS = 15_000  # the worker sweeps every few seconds, and two cores may be busy


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = CHROMIUM if Path(CHROMIUM).exists() else shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        cannot_run("Chromium is not installed")
    with sync_playwright() as playwright:
        expect.set_options(timeout=WAIT_MILLISECONDS)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A desk that opened on a Monday morning. Tests may move its clock forward, never back."""
    with running_site(tmp_path_factory.mktemp("site"), MONDAY_MORNING) as site:
        yield site


class Windows:
    """Opens pages that share nothing with each other; a page that reports an error of script or policy fails."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser = browser
        self.site = site
        self.open: list[BrowserContext] = []
        self.troubles: list[str] = []

    def page(self, size: dict[str, int]) -> Page:
        context = self.browser.new_context(
            base_url=self.site.address,
            viewport={"width": size["width"], "height": size["height"]},
            locale="id-ID",
            reduced_motion="reduce",
        )
        context.set_default_timeout(WAIT_MILLISECONDS)
        self.open.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if "Content Security" in said.text else None)
        return page

    def close(self) -> None:
        for context in self.open:
            context.close()


@pytest.fixture
def windows(chromium: Browser, site: Site) -> Iterator[Windows]:
    windows = Windows(chromium, site)
    yield windows
    windows.close()
    assert windows.troubles == []


@pytest.fixture
def phone(windows: Windows) -> Page:
    return windows.page(PHONE)


@pytest.fixture
def desktop(windows: Windows) -> Page:
    return windows.page(DESKTOP)


@pytest.fixture(scope="session")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_photo(tmp_path_factory.mktemp("photo") / "lampu.png")
