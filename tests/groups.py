"""Counts the tests by what they need (pure, sqlite, postgres, prism, browser) and says so at the end, a line each.

Rule: a group that cannot run here is named and skipped; on the build server (CI=true) that is a failure.
"""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

PURE = "pure"
GROUPS = (PURE, "sqlite", "postgres", "prism", "browser")
OUTCOMES = ("passed", "skipped", "failed")
_found: dict[str, str] = {}  # test -> group
_outcomes: dict[str, str] = {}  # test -> worst outcome
_reasons: dict[str, Counter[str]] = {group: Counter() for group in GROUPS}


def on_build_server() -> bool:
    return os.environ.get("CI", "").lower() == "true"


def cannot_run(reason: str) -> None:
    """Called by a fixture when this machine lacks what its group needs."""
    if on_build_server():
        pytest.fail(f"this group cannot run: {reason}", pytrace=False)
    pytest.skip(reason)


def group_of(item: pytest.Item) -> str:
    """The group of a test: that of the rarest thing it needs, by its mark or by a fixture such as `sqlite_url`."""
    needs = {mark.name for mark in item.iter_markers()} | {
        name.removesuffix("_url") for name in getattr(item, "fixturenames", ())
    }
    return next((name for name in reversed(GROUPS) if name in needs), PURE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    _found.update({item.nodeid: group_of(item) for item in items})


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    known = _outcomes.get(report.nodeid, "passed")
    _outcomes[report.nodeid] = max(known, report.outcome, key=OUTCOMES.index)
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = str(report.longrepr[2]).removeprefix("Skipped: ").splitlines()[0]
        _reasons[_found.get(report.nodeid, PURE)][reason] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    """On the build server nothing may be left out silently."""
    skipped = "skipped" in _outcomes.values()
    if on_build_server() and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _lines():
        terminalreporter.write_line(line)


def _lines() -> Iterator[str]:
    for group in GROUPS:
        counted = Counter(outcome for test, outcome in _outcomes.items() if _found.get(test) == group)
        if not counted:
            continue
        numbers = ", ".join(f"{counted[outcome]} {outcome}" for outcome in OUTCOMES)
        why = "".join(f"; skipped: {reason}" for reason, _ in _reasons[group].most_common(1))
        yield f"group {group:<9} {numbers}{why}"
