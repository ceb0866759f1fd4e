"""The start says what hinders it."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.running import check_port
from bot.settings import SettingsError
from tests.desk import make_settings


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_a_taken_port_is_named_with_the_ways_out_in_one_sentence(listener: socket.socket, tmp_path: Path) -> None:
    port = listener.getsockname()[1]
    settings = make_settings(tmp_path).model_copy(update={"port": port})
    with pytest.raises(SettingsError, match=f"^PORT {port} on 127.0.0.1 is taken .* or set PORT to a free one.$"):
        check_port(settings)


def test_a_port_that_was_let_go_is_free(listener: socket.socket, tmp_path: Path) -> None:
    settings = make_settings(tmp_path).model_copy(update={"port": listener.getsockname()[1]})
    with socket.create_connection(listener.getsockname()):
        listener.accept()[0].close()
    listener.close()
    check_port(settings)
