"""All words to citizens: keys and values in, text out. The texts stand in `texts/<language>.toml`.

Rules of a text: `{name}` is a value, `{name|short}` a date without its weekday; a line with an empty value is left out;
a `Ref` is another key; a tuple is a list of numbered choices. Other languages fall back to Indonesian key by key.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

from flows.types import ParamValue, Ref, Reply
from flows.words import TEXTS, date_words
from tickets.vocabulary import Kind, NoticeKey

BASE = "id"
LANGUAGES = ("id", "su")
_PLACEHOLDER = re.compile(r"\{(\w+)(?:\|(short))?\}")
_VARIANT = "if_"
SIMPLE_KINDS = frozenset({Kind.QUESTION, Kind.INFORMATION})  # answered or not; there is nothing to repair


class UnknownText(KeyError):
    """A reply names a key that no catalogue has."""


def render(reply: Reply, language: str) -> str:
    """The text of one part of an answer."""
    return _fill(_text(reply.key, reply.params, language), reply.params, language)


def render_notice(key: NoticeKey, params: Mapping[str, ParamValue], language: str) -> str:
    """A notice to the citizen. Params: code, agency, words (the agency's own), date, due, reason, kind."""
    reason = f"reason.{params.get('reason')}"
    more: dict[str, ParamValue] = {
        "why": Ref(reason) if has(reason) else None,
        "simple": params.get("kind") in SIMPLE_KINDS,
    }
    return render(Reply(f"notice.{key.value}", {**params, **more}), language)


def plain(key: str, language: str = BASE) -> str:
    """A text without its values, for comparing an answer with a label."""
    return _PLACEHOLDER.sub("", _text(key, {}, language))


def placeholders(key: str, language: str = BASE) -> frozenset[str]:
    """All values that a text may show, over its variants."""
    entry = _catalogue(language).get(key, "")
    bodies = entry.values() if isinstance(entry, Mapping) else (entry,)
    return frozenset(name for body in bodies for name, _ in _PLACEHOLDER.findall(body))


def keys(language: str = BASE) -> frozenset[str]:
    return frozenset(_catalogue(language))


def has(key: str) -> bool:
    return key in _catalogue(BASE)


def variants(key: str, language: str = BASE) -> Mapping[str, str]:
    """The bodies of a key by the name of their condition; "text" is the plain one."""
    entry = _catalogue(language)[key]
    return {"text": entry} if isinstance(entry, str) else entry


@cache
def _catalogue(language: str) -> dict[str, str | dict[str, str]]:
    if language not in LANGUAGES:
        return {}
    with (TEXTS / f"{language}.toml").open("rb") as file:
        return dict(_flat("", tomllib.load(file)))


def _flat(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str | dict[str, str]]]:
    """Tables become dotted keys; a table with "text" is one entry with variants."""
    rows: list[tuple[str, str | dict[str, str]]] = []
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            rows.append((key, value.strip("\n")))
        elif isinstance(value, dict) and "text" in value:
            rows.append((key, {inner: str(body).strip("\n") for inner, body in value.items()}))
        elif isinstance(value, dict):
            rows.extend(_flat(f"{key}.", value))
    return rows


def _text(key: str, params: Mapping[str, ParamValue], language: str) -> str:
    entry = _catalogue(language).get(key, _catalogue(BASE).get(key))
    if entry is None:
        raise UnknownText(key)
    if isinstance(entry, str):
        return entry
    for condition, body in entry.items():
        if condition.startswith(_VARIANT) and params.get(condition.removeprefix(_VARIANT)):
            return body
    return entry["text"]


def _fill(body: str, params: Mapping[str, ParamValue], language: str) -> str:
    lines = (_line(line, params, language) for line in body.split("\n"))
    return "\n".join(line for line in lines if line is not None).strip("\n")


def _line(line: str, params: Mapping[str, ParamValue], language: str) -> str | None:
    def value(found: re.Match[str]) -> str:
        return _shown(params.get(found[1]), params, language, weekday=found[2] is None)

    if any(not value(found) for found in _PLACEHOLDER.finditer(line)):
        return None
    return _PLACEHOLDER.sub(value, line)


def _shown(value: ParamValue, params: Mapping[str, ParamValue], language: str, weekday: bool = True) -> str:
    if value is None or value is False:
        return ""
    if isinstance(value, date):
        spoken = date_text(value, language)
        return spoken if weekday else spoken.partition(", ")[2]
    if isinstance(value, tuple):
        return "\n".join(f"{n} {_shown(item, params, language)}" for n, item in enumerate(value, start=1))
    if isinstance(value, Ref):
        return _fill(_text(value, params, language), params, language)
    return str(value)


def date_text(day: date, language: str = BASE) -> str:
    """A date as people say it in that language."""
    return date_words(day, _names("days", language), _names("months", language))


def day_text(day: date, language: str = BASE) -> str:
    """A day without its year, short enough for a row of a list: "3 Nov"."""
    return f"{day.day} {_names('months', language)[day.month - 1][:3]}"


def _names(what: str, language: str) -> tuple[str, ...]:
    return tuple(_text(f"calendar.{what}", {}, language).split())
