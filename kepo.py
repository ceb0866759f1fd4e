"""The command line `kepo`: thin. Each command composes what it needs and calls the room that knows."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings
from knowledge.fields import ContentError
from knowledge.model import IndexMissing
from store.unusable import UNUSABLE, why_unusable
from tickets.vocabulary import Role

if TYPE_CHECKING:
    from scores.legs import ScoreLeg
    from scores.period import Period
    from scores.report import Scores

    Rows = argparse._SubParsersAction[argparse.ArgumentParser]

Command = Callable[[argparse.Namespace, Settings], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Exit codes: 0 done, 1 the answer is no, 2 the command or a setting is wrong."""
    arguments = _parser().parse_args(argv)
    configure_logs()
    try:
        settings = load_settings()
        command: Command = arguments.command
        return command(arguments, settings)
    except (SettingsError, ContentError, IndexMissing, FileProblem) as error:
        print(error, file=sys.stderr)
        return 2
    except UNUSABLE as error:
        print(why_unusable(error), file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Check, migrate, load what an empty desk needs, start web and worker."""
    from bot import knowledge_commands, running
    from bot.preflight import Weight, preflight
    from store.migrate import upgrade

    running.check_port(settings)
    findings = list(preflight(settings))
    for finding in findings:
        print(finding, file=sys.stderr)
    if any(finding.weight is Weight.FATAL for finding in findings):
        return 2
    settings.kepo_state_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database)
    knowledge_commands.prepare(settings, _now(), sys.stdout)
    if not settings.production:
        _demo_staff(settings)
    print(running.addresses(settings), flush=True)
    return running.start_processes(settings)


def _demo_staff(settings: Settings) -> None:
    from admin.staff_admin import ensure_demo_staff
    from bot.compose import prepared_region
    from store.session import Database

    password = settings.demo_password.get_secret_value()
    ensure_demo_staff(Database(settings.database), prepared_region(settings), password, _now())


def worker(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Deliver what is due, until told to stop."""
    from bot.compose import compose
    from bot.delivery.worker import run_worker
    from bot.preflight import forbids_start

    for finding in forbids_start(settings):
        print(finding, file=sys.stderr)
        return 2
    run_worker(compose(settings))
    return 0


def tick(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Do what is due now, once."""
    from bot.compose import compose
    from bot.delivery.worker import tick_once

    tick_once(compose(settings))
    return 0


def outbox(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Counts by state and the oldest waiting row."""
    from store.outbox import counts
    from store.session import Database

    with Database(settings.database).read() as session:
        found = counts(session)
    for state, number in found.by_state.items():
        print(f"{state.value:<12}{number:>8}")
    print(f"oldest waiting: {found.oldest_waiting.isoformat() if found.oldest_waiting else '-'}")
    return 0


def check(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Configuration and data preflight."""
    from bot.preflight import Weight, preflight, storage

    findings = [*preflight(settings), *storage(settings)]
    for finding in findings:
        print(finding)
    good = all(finding.weight is Weight.WARNING for finding in findings)
    print("ok" if good else "not ready")
    return 0 if good else 1


def ask(arguments: argparse.Namespace, settings: Settings) -> int:
    """What the desk would do with a first message."""
    from bot.asking import Timed
    from bot.compose import compose

    timed = Timed(compose(settings))
    for found in timed.answers(_texts(arguments), _now()):
        print(json.dumps(found, ensure_ascii=False) if arguments.json else found["reply"], flush=True)
    if arguments.file is not None:
        print(timed, file=sys.stderr)
    return 0


def _texts(arguments: argparse.Namespace) -> Iterator[str]:
    if arguments.file is None:
        yield arguments.text
        return
    try:
        with sys.stdin if arguments.file == "-" else Path(arguments.file).open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    yield str(json.loads(line)["text"])
    except (ValueError, KeyError, TypeError):
        raise FileProblem(f'{arguments.file}: each line must be {{"text": ...}}') from None
    except OSError as error:
        raise FileProblem(f"{arguments.file}: {error.strerror}") from None


def chat(_arguments: argparse.Namespace, settings: Settings) -> int:
    """The conversation of the simulator in a terminal; Ctrl-D ends it."""
    from bot.compose import compose
    from bot.terminal import converse

    return converse(compose(settings), sys.stdin, sys.stdout)


def knowledge(arguments: argparse.Namespace, settings: Settings) -> int:
    from bot import knowledge_commands

    return knowledge_commands.run(arguments.act, settings, arguments.folder, arguments.keep, _now(), sys.stdout)


def db_upgrade(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrate to the newest revision and bring the region's articles in."""
    from bot import knowledge_commands
    from store.migrate import upgrade

    settings.kepo_state_dir.mkdir(parents=True, exist_ok=True)
    upgrade(settings.database)
    knowledge_commands.seed(settings, _now())
    return 0


def audit(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Stored rows equal the fold of their events; 1 if any does not."""
    from store.audit import audit as find
    from store.session import Database

    with Database(settings.database).read() as session:
        findings = find(session)
    for finding in findings:
        print(finding)
    print(f"{len(findings)} findings")
    return 1 if findings else 0


def backup(arguments: argparse.Namespace, settings: Settings) -> int:
    from store.backup import BackupError
    from store.backup import backup as save
    from store.session import Database

    try:
        save(Database(settings.database), Path(arguments.path))
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    print(arguments.path)
    return 0


def restore(arguments: argparse.Namespace, settings: Settings) -> int:
    from store.backup import BackupError
    from store.backup import restore as bring_back

    try:
        bring_back(settings.database, Path(arguments.path))
    except BackupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def staff_add(arguments: argparse.Namespace, settings: Settings) -> int:
    """Add an officer; prints a password that must be changed at the first sign-in."""
    from admin.staff_admin import StaffError, add_officer
    from bot.compose import prepared_region
    from store.session import Database

    region = prepared_region(settings)
    try:
        password = add_officer(
            Database(settings.database), region, arguments.email, Role(arguments.role), arguments.agency, _now()
        )
    except StaffError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{arguments.email}\npassword, to be changed at the first sign-in: {password}")
    return 0


def staff_disable(arguments: argparse.Namespace, settings: Settings) -> int:
    """End an officer's access at once."""
    from admin.staff_admin import StaffError, disable_officer
    from store.session import Database

    try:
        disable_officer(Database(settings.database), arguments.email)
    except StaffError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def staff_password(arguments: argparse.Namespace, settings: Settings) -> int:
    """Give an officer a new password; open sessions end."""
    from admin.staff_admin import StaffError, reset_password
    from store.session import Database

    try:
        password = reset_password(Database(settings.database), arguments.email)
    except StaffError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"password, to be changed at the first sign-in: {password}")
    return 0


def scores(arguments: argparse.Namespace, settings: Settings) -> int:
    """Responsiveness of a period, from the database or from a file of legs."""
    from bot.compose import make_calendar, prepared_region
    from scores.legs import MissingColumns
    from scores.period import FREEZE_AFTER_WD, BadPeriod, Period
    from scores.report import RUBRIC, as_bytes, report

    region = prepared_region(settings)
    calendar = make_calendar(region)
    try:
        if arguments.rubric not in (None, RUBRIC):
            raise BadRubric(arguments.rubric, RUBRIC)
        period = Period.parse(arguments.period)
        freeze = calendar.add_working_days(period.ends(calendar.zone), FREEZE_AFTER_WD)
        seen_at = freeze if arguments.legs else min(_now(), freeze)
        legs = _legs_in(Path(arguments.legs), calendar.zone) if arguments.legs else _stored_legs(settings, period)
    except (BadPeriod, BadRubric, MissingColumns) as error:
        print(error, file=sys.stderr)
        return 2
    found = report(legs, period, calendar, seen_at)
    if arguments.json:
        sys.stdout.write(as_bytes(found).decode())
    else:
        _print_scores(found)
    return 0


class FileProblem(Exception):
    """A file given on the command line cannot be read; the message names it."""


class BadRubric(ValueError):
    def __init__(self, name: str, known: str) -> None:
        super().__init__(f"there is no rubric {name!r}; known: {known}")


def _legs_in(path: Path, zone: tzinfo) -> "Sequence[ScoreLeg]":
    from scores.legs import read_legs_csv

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            read = read_legs_csv(file, zone)
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise FileProblem(f"{path}: not a text in UTF-8") from None
    for bad in read.bad:
        print(f"line {bad.line}: {bad.reason}", file=sys.stderr)
    return read.legs


def _stored_legs(settings: Settings, period: "Period") -> "Sequence[ScoreLeg]":
    from admin.score_legs import legs_of
    from bot.compose import make_calendar, prepared_region
    from store.session import Database

    region = prepared_region(settings)
    with Database(settings.database).read() as session:
        return legs_of(session, region, period, make_calendar(region))


def _print_scores(found: "Scores") -> None:
    print(f"{found['period']}  {found['rubric']}  as seen at {found['frozen_at']}")
    for group in found["group_results"]:
        print(f"\n{group['group']}  p = {group['p']:.4f}")
        for row in group["agencies"]:
            rank = row["rank"] or "few tickets"
            print(
                f"  {row['agency']:<28}{row['met']:>6}/{row['n']:<6}{row['expected']:>8.4f}{row['score']:>7.1f}  {rank}"
            )


def _now() -> datetime:
    return datetime.now(UTC)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kepo", description="The WhatsApp desk of a local government.")
    rows = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    plain = {"run": run, "worker": worker, "tick": tick, "outbox": outbox, "check": check, "chat": chat, "audit": audit}
    for name, command in plain.items():
        rows.add_parser(name, help=command.__doc__).set_defaults(command=command)
    for name, copying in (("backup", backup), ("restore", restore)):
        row = rows.add_parser(name, help=copying.__doc__)
        row.add_argument("path", metavar="PATH")
        row.set_defaults(command=copying)
    _nested(rows, "db", "the database").add_parser("upgrade", help=db_upgrade.__doc__).set_defaults(command=db_upgrade)
    _add_knowledge(rows)
    _add_asking(rows)
    _add_staff(rows)
    _add_scores(rows)
    return parser


def _nested(rows: "Rows", name: str, about: str) -> "Rows":
    return rows.add_parser(name, help=about).add_subparsers(required=True, metavar="COMMAND")


def _add_knowledge(rows: "Rows") -> None:
    acts = _nested(rows, "knowledge", "what the desk knows")
    acts.add_parser("build", help="train the index of the content in force")
    acts.add_parser("export", help="write the published articles as files")
    acts.add_parser("import", help="take edited article files in; 1 if one is in conflict or cannot be read")
    for act, row in acts.choices.items():
        row.set_defaults(command=knowledge, act=act, folder=None, keep=None)
        if act != "build":
            row.add_argument("folder", nargs="?", metavar="FOLDER", help="default: articles in the state folder")
    acts.choices["import"].add_argument("--keep", nargs="+", metavar="SLUG", help="end a conflict for the database")


def _add_asking(rows: "Rows") -> None:
    asking = rows.add_parser("ask", help=ask.__doc__)
    texts = asking.add_mutually_exclusive_group(required=True)
    texts.add_argument("text", nargs="?", metavar="TEXT")
    texts.add_argument("--file", metavar="F.jsonl", help='lines {"text": ...}; - for standard input')
    asking.add_argument("--json", action="store_true")
    asking.set_defaults(command=ask)


def _add_staff(rows: "Rows") -> None:
    staff = _nested(rows, "staff", "officers and coordinators")
    for name, command in (("add", staff_add), ("disable", staff_disable), ("password", staff_password)):
        row = staff.add_parser(name, help=command.__doc__)
        row.add_argument("email", metavar="EMAIL")
        row.set_defaults(command=command)
        if command is staff_add:
            row.add_argument("--role", required=True, choices=[role.value for role in Role])
            row.add_argument("--agency", help="slug of the agency; not for a coordinator or a jury")


def _add_scores(rows: "Rows") -> None:
    row = rows.add_parser("scores", help=scores.__doc__)
    row.add_argument("--period", required=True, help="2026-09, 2026-Q3 or 2026")
    row.add_argument("--rubric")
    row.add_argument("--legs", metavar="FILE.csv")
    row.add_argument("--json", action="store_true")
    row.set_defaults(command=scores)


if __name__ == "__main__":
    sys.exit(main())
