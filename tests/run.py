"""What `make test` runs: lint, format, types, then every group of tests; stops at the first part that fails.

`make check` runs the first three only. Groups are counted at the end by tests/conftest.py.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRISM = ROOT / "tests" / "prism"

CHECKS = (
    ("lint", [sys.executable, "-m", "ruff", "check", "."]),
    ("format", [sys.executable, "-m", "ruff", "format", "--check", "."]),
    ("types", [sys.executable, "-m", "mypy"]),
)
TESTS = (("tests", [sys.executable, "-m", "pytest"]),)


def prepare_prism() -> None:
    """Install the mock of the provider's specification, if Node is here; the tests say so if it is not."""
    stamp = PRISM / "node_modules" / ".package-lock.json"
    lock = PRISM / "package-lock.json"
    if not shutil.which("npm") or not lock.exists():
        return
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return
    subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=PRISM, check=False)


def main() -> int:
    only_checks = sys.argv[1:] == ["check"]
    if not only_checks:
        prepare_prism()
    for name, command in CHECKS if only_checks else CHECKS + TESTS:
        started = time.monotonic()
        print(f"== {name}", flush=True)
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        print(f"== {name}: {'ok' if code == 0 else 'FAILED'} in {time.monotonic() - started:.0f} s", flush=True)
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
