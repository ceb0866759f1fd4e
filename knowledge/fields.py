"""Strict reading of content files, so that a mistake is named where it was made and never becomes a silent default.

Rule: every complaint says the file, the entry and what to do about it.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path


class ContentError(ValueError):
    """A content file cannot be used as it stands."""

    def __init__(self, file: str, entry: str, advice: str) -> None:
        where = f"{file}: {entry}" if entry else file
        super().__init__(f"{where}: {advice}")
        self.file = file
        self.entry = entry
        self.advice = advice


@dataclass(frozen=True)
class Entry:
    """One table of a content file, with enough of its address to complain about it."""

    file: str
    name: str
    values: Mapping[str, object]

    def wrong(self, advice: str) -> ContentError:
        return ContentError(self.file, self.name, advice)

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without a default it must be there and say something."""
        if key not in self.values:
            if default is None:
                raise self.wrong(f"write `{key}`, a text; it is missing")
            return default
        value = self.values[key]
        if not isinstance(value, str):
            raise self.wrong(f"write `{key}` as a text in quotes, not {type(value).__name__}")
        if default is None and not value.strip():
            raise self.wrong(f"fill `{key}`; it is empty")
        return value.strip()

    def flag(self, key: str, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(f"write `{key}` as true or false")
        return value

    def days(self, key: str) -> int | None:
        """A number of working days, or None where the entry leaves it to the region."""
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise self.wrong(f"write `{key}` as a whole number of working days, 1 or more")
        return value

    def share(self, key: str) -> float:
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            raise self.wrong(f"write `{key}` as a number from 0 to 1")
        return float(value)

    def day(self, key: str) -> date:
        value = self.values.get(key)
        if type(value) is not date:
            raise self.wrong(f"write `{key}` as a date without quotes, like 2026-11-22")
        return value

    def texts(self, key: str, *, at_least: int = 0) -> tuple[str, ...]:
        """A list of texts without blanks and without repeats."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.wrong(f"write `{key}` as a list of texts, none of them empty")
        found = tuple(str(item).strip() for item in value)
        if len(found) < at_least:
            raise self.wrong(f"give `{key}` at least {at_least} text(s)")
        repeated = sorted({item for item in found if found.count(item) > 1})
        if repeated:
            raise self.wrong(f"`{key}` repeats {repeated[0]!r}; keep it once")
        return found

    def entries(self, key: str, *, at_least: int = 0) -> tuple["Entry", ...]:
        """The tables under a key, each with a name to be found by."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.wrong(f"write `{key}` as tables, [[{key}]]")
        if len(value) < at_least:
            raise self.wrong(f"write at least {at_least} [[{key}]]")
        return tuple(Entry(self.file, _name(key, number, item), item) for number, item in enumerate(value, 1))

    def only(self, *known: str) -> None:
        """Refuses a key that nobody reads: most often a misspelt one."""
        for key in self.values:
            if key not in known:
                raise self.wrong(f"remove or correct `{key}`; known here: {', '.join(known)}")


def _name(key: str, number: int, item: Mapping[str, object]) -> str:
    for identity in ("slug", "code", "name", "purpose", "email", "url"):
        value = item.get(identity)
        if isinstance(value, str) and value:
            return f"{key} {value}"
    return f"{key} number {number}"


def read_toml(file: Path, shown: str) -> Entry:
    """A whole TOML file as one entry."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(shown, "", "write this file; it is missing") from None
    except UnicodeDecodeError:
        raise ContentError(shown, "", "save this file as UTF-8") from None
    return parse_toml(text, shown)


def parse_toml(text: str, shown: str) -> Entry:
    try:
        return Entry(shown, "", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ContentError(shown, "", f"correct the TOML: {error}") from None
