"""A running desk for the browser: its own state folder, a free port, web and worker as `kepo run` starts them."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import requests

from admin.staff_admin import ensure_demo_staff
from bot import running
from bot.compose import prepared_region
from bot.settings import Settings
from store.session import Database
from tests.browser.clocked import SetClock
from tests.desk import lay_index, make_settings

START_SECONDS = 60.0
STOP_SECONDS = 15.0


class SiteBroken(RuntimeError):
    """The desk did not start or did not stop; the message holds the end of its log."""


@dataclass(frozen=True)
class Site:
    """One desk as the browser reaches it."""

    address: str
    settings: Settings
    clock: SetClock

    @property
    def password(self) -> str:
        return self.settings.demo_password.get_secret_value()


@contextmanager
def running_site(state_dir: Path, now: datetime) -> Iterator[Site]:
    """Start web and worker at the hour `now`, stop both at the end."""
    settings = make_settings(state_dir, port=_free_port())
    lay_index(settings)
    clock = SetClock(settings.kepo_state_dir)
    clock.set(now)
    database = Database(settings.database)
    ensure_demo_staff(database, prepared_region(settings), settings.demo_password.get_secret_value(), now)
    database.dispose()
    log = state_dir / "site.log"
    with log.open("wb") as output:
        processes = [_start(command, settings, output.fileno()) for command in _commands(settings)]
        try:
            site = Site(settings.base_url, settings, clock)
            _wait_until_ready(site, processes, log)
            yield site
        finally:
            _stop(processes, log)


def _commands(settings: Settings) -> tuple[list[str], list[str]]:
    own = running.commands(settings)
    web = own["web"].replace("wsgi:create_app()", "tests.browser.clocked:create_app()")
    return shlex.split(web), [sys.executable, "-m", "tests.browser.clocked"]


def _start(command: list[str], settings: Settings, output: int) -> "subprocess.Popen[bytes]":
    environment = {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "HOST": settings.host,
        "PORT": str(settings.port),
        "KEPO_MODE": settings.kepo_mode.value,
        "KEPO_STATE_DIR": str(settings.kepo_state_dir),
        "DATABASE_URL": settings.database_url,
        "PUBLIC_BASE_URL": settings.base_url,
    }
    return subprocess.Popen(
        command, cwd=running.ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
    )


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait_until_ready(site: Site, processes: "list[subprocess.Popen[bytes]]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(process.poll() is None for process in processes):
        try:
            if requests.get(f"{site.address}/readyz", timeout=2).status_code == 200:
                return
        except requests.RequestException:
            pass
        time.sleep(0.2)
    raise SiteBroken(f"the desk did not start:\n{_end_of(log)}")


def _stop(processes: "list[subprocess.Popen[bytes]]", log: Path) -> None:
    """Ask first; whoever does not end in time is ended, and that is a failure of the desk."""
    for process in processes:
        process.send_signal(signal.SIGTERM)
    deaf = []
    for process in processes:
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            deaf.append(str(process.args))
    if deaf:
        raise SiteBroken(f"did not stop when asked: {deaf}\n{_end_of(log)}")


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]
