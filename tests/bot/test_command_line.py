"""What an operator reads when a file, a setting or the state folder is wrong: a sentence, never a trace."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings
from store.migrate import upgrade

PROGRAM = Path(__file__).resolve().parents[2] / "kepo.py"
LEAVE = ("TWILIO_AUTH_TOKEN", "TWILIO_ACCOUNT_SID", "DATABASE_URL", "PUBLIC_BASE_URL", "SMTP_URL", "MAIL_FROM")
pytestmark = pytest.mark.sqlite


@pytest.fixture(autouse=True)
def nothing_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder without `.env`, and none of the settings of whoever runs the tests."""
    for name in LEAVE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KEPO_MODE", "demo")
    monkeypatch.setenv("KEPO_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)


def kepo(*command: str) -> subprocess.CompletedProcess[str]:
    """The command as a process of its own, in the folder and with the settings of the test."""
    return subprocess.run([sys.executable, PROGRAM, *command], capture_output=True, text=True, check=False)


def in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPO_MODE", "production")
    monkeypatch.setenv("SECRET_KEY", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "a-token")
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://kepo.example.go.id")


@pytest.mark.parametrize("command", [["audit"], ["outbox"], ["scores", "--period", "2026-09"]])
def test_command_on_an_unprepared_database_says_what_to_run(command: list[str]) -> None:
    done = kepo(*command)
    assert done.returncode == 2
    assert "kepo db upgrade" in done.stderr
    assert "Traceback" not in done.stderr


def test_check_in_production_refuses_an_unprepared_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    in_production(monkeypatch)
    done = kepo("check")
    assert done.returncode == 1
    assert "kepo db upgrade" in done.stdout
    assert "kepo knowledge build" in done.stdout


def test_web_process_of_production_does_not_start_without_a_trained_index(monkeypatch: pytest.MonkeyPatch) -> None:
    from wsgi import create_app

    in_production(monkeypatch)
    settings = load_settings()
    settings.kepo_state_dir.mkdir()
    upgrade(settings.database)
    with pytest.raises(SystemExit, match="kepo knowledge build"):
        create_app(settings)


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "legs.csv"
    broken.write_bytes(b"\xff\xfe\x00")
    for name, said in (("legs.csv", "not a text in UTF-8"), ("none.csv", "No such file")):
        done = kepo("scores", "--period", "2026-09", "--legs", str(tmp_path / name))
        assert done.returncode == 2
        assert f"{name}: {said}" in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgresql+psycopg://host:port/name"),
        ("PUBLIC_BASE_URL", "https://kepo.example.go.id?desk=1"),
        ("PUBLIC_BASE_URL", "https://kepo.example.go.id:99999"),
        ("SMTP_URL", "smtp://mail.example.go.id:abc"),
        ("SMTP_URL", "smtp:mail.example.go.id"),
    ],
)
def test_wrong_address_in_a_setting_is_named(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    monkeypatch.setenv("MAIL_FROM", "kepo@example.go.id")
    with pytest.raises(SettingsError, match=name):
        load_settings()
