"""Prism on the provider's own specification: it knows the shapes of requests, not the rules of WhatsApp."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from tests.groups import cannot_run
from tests.prism.specification import FOLDER, SOURCE, write_specification

PRISM = FOLDER / "node_modules" / ".bin" / "prism"
START_SECONDS = 60.0


@pytest.fixture(scope="session")
def provider_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running mock. Prism itself is started: npx would leave a child alive."""
    if shutil.which("node") is None:
        cannot_run("Node.js is not installed")
    if not PRISM.exists() or not SOURCE.exists():
        cannot_run("its packages are not installed (`npm ci` in tests/prism)")
    folder = tmp_path_factory.mktemp("prism")
    specification = write_specification(folder)
    port = _free_port()
    log = folder / "prism.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(PRISM), "mock", "--host", "127.0.0.1", "--port", str(port), str(specification)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def _free_port() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


def _wait_until_it_answers(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            requests.get(address, timeout=2)
        except requests.RequestException:
            time.sleep(0.1)
            continue
        return
    raise RuntimeError(f"Prism did not start:\n{log.read_text(encoding='utf-8', errors='replace')[-2000:]}")
