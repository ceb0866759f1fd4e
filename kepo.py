"""The command line `kepo`: thin. Each command is a function that composes a desk and calls the room that knows."""

import argparse
import sys
from collections.abc import Callable, Sequence

from bot.settings import Settings, SettingsError, load_settings

Command = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 the answer is no, 2 the command or a setting is wrong."""
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        settings = load_settings()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    command: Command = arguments.command
    return command(arguments, settings)


def _parser() -> argparse.ArgumentParser:
    from commands import answering, database, desk, scoring, staff

    parser = argparse.ArgumentParser(prog="kepo", description="The WhatsApp desk of a local government.")
    rows = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for room in (desk, answering, staff, scoring, database):
        room.add_commands(rows)
    return parser


if __name__ == "__main__":
    sys.exit(main())
