"""What an operator reads when a file, a setting or the state folder is wrong: a sentence, never a trace."""

from pathlib import Path

import pytest

from bot.settings import SettingsError, load_settings
from kepo import main

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


def in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEPO_MODE", "production")
    monkeypatch.setenv("SECRET_KEY", "0123456789abcdef0123456789abcdef")
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "a-token")
    monkeypatch.setenv("PUBLIC_BASE_URL", "https://kepo.example.go.id")


@pytest.mark.parametrize("command", [["audit"], ["outbox"], ["scores", "--period", "2026-09"]])
def test_command_on_an_unprepared_database_says_what_to_run(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(command) == 2
    assert "kepo db upgrade" in capsys.readouterr().err


def test_check_in_production_refuses_an_unprepared_state_folder(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    in_production(monkeypatch)
    assert main(["check"]) == 1
    said = capsys.readouterr().out
    assert "kepo db upgrade" in said
    assert "kepo knowledge build" in said


def test_web_process_of_production_does_not_start_without_a_trained_index(monkeypatch: pytest.MonkeyPatch) -> None:
    from wsgi import create_app

    in_production(monkeypatch)
    assert main(["db", "upgrade"]) == 0
    with pytest.raises(SystemExit, match="kepo knowledge build"):
        create_app(load_settings())


def test_unreadable_files_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "legs.csv"
    broken.write_bytes(b"\xff\xfe\x00")
    assert main(["scores", "--period", "2026-09", "--legs", str(broken)]) == 2
    assert main(["scores", "--period", "2026-09", "--legs", str(tmp_path / "none.csv")]) == 2
    said = capsys.readouterr().err
    assert "legs.csv: not a text in UTF-8" in said
    assert "none.csv" in said


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
