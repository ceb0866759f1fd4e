"""`kepo run`: everything from an empty folder to a running desk, in the foreground, and all of it stopped together."""

import errno
import os
import socket
import sys
from pathlib import Path

from honcho.manager import Manager

from bot.compose import prepared_region
from bot.settings import DEMO_PASSWORD, Settings, SettingsError

ROOT = Path(__file__).resolve().parent.parent
TAKEN = (
    "PORT {port} on {host} is taken by another program, perhaps an earlier start of the desk: end that"
    " (`ss -ltnp 'sport = :{port}'` names it) or set PORT to a free one."
)


def start_processes(settings: Settings) -> int:
    """Start web and worker; when one ends or Ctrl-C comes, both are stopped. The exit code of the one that ended."""
    manager = Manager()
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name, command in commands(settings).items():
        manager.add_process(name, command, env=environment, cwd=os.getcwd())
    manager.loop()
    stopped_by_hand = manager.returncode in (130, 143)
    return 0 if stopped_by_hand else int(manager.returncode or 0)


def check_port(settings: Settings) -> None:
    """Raise while another program listens there: perhaps a copy of the desk whose foreground alone was killed."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[
            0
        ]
        with socket.socket(family, kind, protocol) as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn: closing sockets do not hinder
            trial.bind(address)
    except OSError as error:  # whatever else is wrong with the address gunicorn says itself
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(TAKEN.format(host=settings.host, port=settings.port)) from None


def commands(settings: Settings) -> dict[str, str]:
    """The command line of each process; production runs the same two under systemd."""
    python = sys.executable
    web = (
        f"{python} -m gunicorn --chdir {ROOT} --bind {settings.host}:{settings.port}"
        f" --workers {settings.web_workers} --worker-class gthread --threads {settings.web_threads}"
        " --preload --no-control-socket --graceful-timeout 4 --timeout 30 --keep-alive 5"
        " --log-level warning 'wsgi:create_app()'"
    )
    return {"web": web, "worker": f"{python} -m kepo worker"}


def addresses(settings: Settings) -> str:
    """What the operator reads after the start."""
    region = prepared_region(settings)
    lines = [f"{region.desk}: {settings.base_url}/"]
    if settings.production:
        return "\n".join([*lines, f"  console    {settings.base_url}/admin/", "  officers   kepo staff add ..."])
    password = settings.demo_password.get_secret_value()
    shown = password if password == DEMO_PASSWORD else "as set in DEMO_PASSWORD"
    return "\n".join(
        [
            *lines,
            f"  simulator  {settings.base_url}/simulator",
            f"  console    {settings.base_url}/admin/",
            f"  webhook    {settings.base_url}/webhooks/twilio/whatsapp",
            f"  demo accounts (password {shown}):",
            "    koordinator@kepo.test, admin.disdukcapil@kepo.test, admin.dpupr@kepo.test",
            "    every other agency: admin.<agency-slug>@kepo.test",
        ]
    )
