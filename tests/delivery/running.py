"""The desk's real processes, started by the command lines that production uses, for tests that kill or crowd them.

Rule: the listening socket is the supervisor's, as it is under systemd: while the web process starts again, callers
wait in the queue of the socket instead of being refused.
"""

import os
import shlex
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

from bot.compose import compose
from bot.desk import Desk
from bot.running import commands
from bot.settings import Settings
from tests.desk import lay_index, make_settings
from tests.provider.fake import SENDER, TOKEN, Fake
from tests.provider.ledger import ACCOUNT

START_SECONDS = 60.0
STOP_SECONDS = 15.0


class Running:
    """Web and worker of one desk, each in a process group of its own."""

    def __init__(self, settings: Settings, socket_: socket.socket) -> None:
        self.settings = settings
        self.address = f"http://127.0.0.1:{settings.port}"
        self.log = settings.kepo_state_dir / "processes.log"
        self._socket = socket_
        self._alive: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        """Start `web` or `worker`; whoever ran under this name must have ended."""
        command = commands(self.settings)[name].replace(
            f"--bind 127.0.0.1:{self.settings.port}", f"--bind fd://{self._socket.fileno()}"
        )
        with self.log.open("ab") as log:
            self._alive[name] = subprocess.Popen(
                shlex.split(command),
                env={**os.environ, **environment(self.settings)},
                cwd=self.settings.kepo_state_dir,
                stdout=log,
                stderr=log,
                pass_fds=(self._socket.fileno(),),
                start_new_session=True,
            )

    def kill(self, name: str) -> None:
        """SIGKILL to the whole group: nothing is said good-bye to."""
        process = self._alive.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_one_web_worker(self) -> None:
        """SIGKILL to one child of the web process, which then starts another."""
        children = Path(f"/proc/{self._alive['web'].pid}/task/{self._alive['web'].pid}/children").read_text().split()
        if children:
            os.kill(int(children[0]), signal.SIGKILL)

    def stop(self) -> None:
        """The orderly end that systemd gives."""
        for process in self._alive.values():
            process.terminate()
        for process in self._alive.values():
            try:
                process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self._alive.clear()

    def wait_until_ready(self) -> None:
        """Until web and worker say that they can do their work."""
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            try:
                if requests.get(f"{self.address}/readyz", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                pass
            time.sleep(0.1)
        raise RuntimeError(f"the desk did not become ready:\n{self.log.read_text(errors='replace')[-3000:]}")


def environment(settings: Settings) -> dict[str, str]:
    """The settings as their environment; secrets opened."""
    given = {name.upper(): value for name, value in settings.model_dump().items() if name in settings.model_fields_set}
    opened = {name: getattr(value, "get_secret_value", lambda v=value: v)() for name, value in given.items()}
    return {name: str(value) for name, value in opened.items()}


@contextmanager
def running_desk(folder: Path, database_url: str, provider: Fake, **settings: object) -> Iterator[tuple[Running, Desk]]:
    """A desk with nothing started yet, and the same desk composed in this process."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=256)
    listening.set_inheritable(True)
    given: dict[str, object] = {
        "database_url": database_url,
        "port": listening.getsockname()[1],
        "twilio_account_sid": ACCOUNT,
        "twilio_auth_token": TOKEN,
        "twilio_whatsapp_from": SENDER,
        "twilio_api_base_url": provider.url,
    }
    made = make_settings(folder, **{**given, **settings})
    lay_index(made)
    running = Running(made, listening)
    desk = compose(made)
    try:
        yield running, desk
    finally:
        running.stop()
        if "queue" in vars(desk.pager):  # opened by the first wake
            desk.pager.queue.storage.close()
        desk.database.dispose()
        listening.close()
