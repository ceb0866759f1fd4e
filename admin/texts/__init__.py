"""All that the console says outside its templates. The TOML files hold the words; code knows keys only."""

import tomllib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


class TextMissing(KeyError):
    """No text stands under a key; a test walks all of them."""


@cache
def catalogue() -> dict[str, str]:
    """Every text under its dotted key."""
    return {key: text for file in FOLDER.glob("*.toml") for key, text in _flat(_read(file))}


def _read(file: Path) -> dict[str, object]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _flat(table: dict[str, object], path: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        key = f"{path}{name}"
        if isinstance(value, dict):
            found += _flat(value, f"{key}.")
        else:
            found.append((key, str(value)))
    return found


def say(key: str, **params: object) -> str:
    """The text of a key with its placeholders filled."""
    text = catalogue().get(key)
    if text is None:
        raise TextMissing(key)
    return text.format(**params) if params else text


def say_or(key: str, fallback: str) -> str:
    """The text of a key that comes from stored data and may be newer than the catalogue."""
    return say(key if key in catalogue() else fallback)
