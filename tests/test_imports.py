"""The import table of the house: arrows point downward, and the build fails on a breach.

A row says what a package may import besides the standard library and itself. Rows for single files narrow or widen
the row of their package.
"""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
OURS = {"tickets", "knowledge", "scores", "flows", "store", "bot", "admin", "reports", "wsgi", "kepo"}
FLASK = {"flask", "werkzeug", "jinja2", "markupsafe"}
SQL = {"sqlmodel", "sqlalchemy", "alembic", "psycopg"}
CONSOLE = {"flask_login", "flask_wtf", "wtforms", "argon2"}

MAY = {
    "tickets": set(),
    "knowledge": {"rapidfuzz", "numpy"},
    "scores": {"tickets.vocabulary", "numpy"},
    "flows": {
        "tickets.vocabulary",
        "tickets.codes",
        "tickets.personal_numbers",
        "knowledge.types",
    },
    "store": {"tickets", *SQL},
    "bot": {
        "flows", "knowledge", "tickets", "store", *FLASK, "sqlmodel", "sqlalchemy", "structlog", "huey", "requests",
        "pydantic", "pydantic_settings", "phonenumbers", "dotenv",
    },
    "admin": {
        "tickets", "knowledge", "scores", "store", "bot.delivery.gate", *FLASK, *CONSOLE, "sqlmodel", "sqlalchemy",
    },
    "reports": {"tickets", "scores", "store.public_queries", "store.session", "knowledge.types", "segno", *FLASK},
    "wsgi": {*OURS, *FLASK, "flask_talisman", "structlog"},
    "kepo": {*OURS, "honcho", "structlog"},
}  # fmt: skip

FILES = {
    "knowledge/train.py": MAY["knowledge"] | {"sklearn", "scipy", "joblib"},
    "knowledge/measure.py": MAY["knowledge"] | {"sklearn", "scipy"},
    "bot/door/twilio_whatsapp.py": MAY["bot"] | {"twilio"},
    "bot/running.py": MAY["bot"] | {"honcho"},
}

# Web processes must not pay for what only the trainer needs, and no rule may read a clock or throw dice.
NEVER = {
    "tickets": {"random", "datetime.now"},
    "flows": {"random", "os"},
    "scores": {"random"},
    "knowledge": {"random"},
}


def modules() -> list[Path]:
    files = [p for name in OURS for p in (ROOT / name).rglob("*.py")] + [ROOT / "wsgi.py", ROOT / "kepo.py"]
    return sorted(p for p in files if p.exists() and "versions" not in p.parts)


def imports_of(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.update({f"{node.module}.{alias.name}" for alias in node.names})
    return found


def allowed(name: str, may: set[str], own: str) -> bool:
    top = name.split(".")[0]
    if top in sys.stdlib_module_names or top == own:
        return True
    return any(name == row or name.startswith(row + ".") for row in may)


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    relative = path.relative_to(ROOT)
    room = relative.parts[0].removesuffix(".py")
    may = FILES.get(relative.as_posix(), MAY[room])
    wrong = sorted(name for name in imports_of(path) if not allowed(name, may, room))
    assert not wrong, f"{relative} imports {wrong}"
    banned = sorted(n for n in imports_of(path) if n.split(".")[0] in NEVER.get(room, set()))
    assert not banned, f"{relative} imports {banned}"


def test_the_table_catches_a_planted_breach() -> None:
    assert not allowed("flask.Flask", MAY["tickets"], "tickets")
    assert not allowed("store.record.record", MAY["reports"], "reports")
    assert not allowed("twilio.rest.Client", MAY["bot"], "bot")
    assert allowed("bot.delivery.gate.decide", MAY["admin"], "admin")
    assert not allowed("bot.dispatch.handle", MAY["admin"], "admin")


@pytest.mark.parametrize("room", ["tickets", "flows", "scores", "knowledge"])
def test_no_rule_reads_a_clock(room: str) -> None:
    calls = []
    for path in (p for p in modules() if p.relative_to(ROOT).parts[0] == room):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}:
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                if owner in {"datetime", "date"}:
                    calls.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not calls, f"a clock is read in {calls}"


def test_the_provider_library_is_imported_in_one_file_only() -> None:
    users = [p for p in modules() if any(n.split(".")[0] == "twilio" for n in imports_of(p))]
    assert [p.relative_to(ROOT).as_posix() for p in users] == ["bot/door/twilio_whatsapp.py"]
