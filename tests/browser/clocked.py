"""The real desk with one thing changed: its clock, which a test sets by writing a file.

Web and worker run as they always do, so that days can pass between a complaint, its answer and the scores.
`gunicorn 'tests.browser.clocked:create_app()'` and `python -m tests.browser.clocked`.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask

import wsgi
from bot.compose import compose
from bot.delivery.worker import run_worker
from bot.desk import Desk
from bot.logs import configure_logs
from bot.settings import load_settings


class SetClock:
    """Real time, moved by the seconds in a file. The file is read each time: every process sees the same hour."""

    def __init__(self, state_dir: Path) -> None:
        self.file = state_dir / "clock"

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(self.file.read_text(encoding="ascii")))

    def set(self, now: datetime) -> None:
        """It is `now`; time goes on from there. Replaced whole, since other processes read it at any moment."""
        written = self.file.with_suffix(".new")
        written.write_text(str((now - datetime.now(UTC)).total_seconds()), encoding="ascii")
        written.replace(self.file)


def clocked_desk() -> Desk:
    settings = load_settings()
    return compose(settings, now=SetClock(settings.kepo_state_dir))


def create_app() -> Flask:
    return wsgi.create_app(desk=clocked_desk())


if __name__ == "__main__":
    configure_logs()
    run_worker(clocked_desk())
