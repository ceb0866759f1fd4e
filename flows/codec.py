"""Frozen dataclasses to plain JSON values and back, guided by their annotations alone.

Rule: additions with defaults load from older text; anything else that does not fit raises `Undecodable`. A field that
is annotated with a base class carries the name of the subclass under "is".
"""

from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Undecodable(ValueError):
    """Stored text that the present classes cannot hold."""


def encode(value: object) -> Any:
    """Defaults are left out: short rows, and a later change of a default is not frozen by accident of storage."""
    if is_dataclass(value) and not isinstance(value, type):
        out: dict[str, Any] = {"is": type(value).__name__}
        for item in fields(value):
            inner = getattr(value, item.name)
            if item.default is MISSING or inner != item.default:
                out[item.name] = encode(inner)
        return out
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [encode(inner) for inner in value]
    return value


def decode(wanted: type[T], value: object) -> T:
    result: T = _decode(wanted, value)
    return result


def _decode(wanted: Any, value: Any) -> Any:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return None if value is None else _decode(_present(wanted), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise Undecodable(f"{wanted}: {value!r}")
        return tuple(_decode(get_args(wanted)[0], inner) for inner in value)
    if is_dataclass(wanted):
        return _decode_dataclass(wanted, value)
    return _decode_plain(wanted, value)


def _decode_plain(wanted: Any, value: Any) -> Any:
    try:
        if issubclass(wanted, Enum):
            return wanted(value)
        if wanted in (datetime, date):
            return wanted.fromisoformat(value)
    except (ValueError, TypeError) as error:
        raise Undecodable(f"{wanted}: {value!r}") from error
    if wanted is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, wanted):
        raise Undecodable(f"{wanted}: {value!r}")
    return value


def _decode_dataclass(wanted: Any, value: Any) -> Any:
    if not isinstance(value, dict):
        raise Undecodable(f"{wanted}: {value!r}")
    actual = _subclasses(wanted).get(value.get("is", wanted.__name__))
    if actual is None:
        raise Undecodable(f"no {value.get('is')!r} below {wanted.__name__}")
    hints = get_type_hints(actual)
    known = {name: _decode(hints[name], inner) for name, inner in value.items() if name in hints}
    try:
        return actual(**known)
    except TypeError as error:
        raise Undecodable(str(error)) from error


def _present(wanted: Any) -> Any:
    return next(inner for inner in get_args(wanted) if inner is not type(None))


@cache
def _subclasses(wanted: Any) -> dict[str, Any]:
    found = {wanted.__name__: wanted}
    for below in wanted.__subclasses__():
        found.update(_subclasses(below))
    return found
