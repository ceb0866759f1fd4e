"""Logs by structlog, one JSON object a line, without personal data: only named fields pass, whatever a caller gives.

Texts, names, numbers and addresses have no field here, so they cannot be logged by accident.
"""

import logging
import sys
from typing import Any

import structlog
from structlog.typing import EventDict

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "code", "ticket", "agency", "channel", "outcome", "kind", "state",
        "count", "milliseconds", "reason", "error", "error_code", "outbox", "message", "officer", "method", "route",
        "status", "attempt", "process", "mode", "version", "key", "database", "address", "seconds", "exception_type",
        "where",
    }
)  # fmt: skip


def _only_known_fields(_logger: Any, _name: str, event: EventDict) -> EventDict:
    return {name: value for name, value in event.items() if name in ALLOWED}


class _ToStandardError:
    """Writes to whatever standard error is at that moment; a logger outlives a replaced stream."""

    def __init__(self, *_names: str) -> None:
        pass

    def write(self, line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()

    debug = info = warning = error = critical = log = write


class _ForeignRecords(logging.Handler):
    """Records of libraries: their name and level pass, their text does not, since it may quote a message."""

    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else None
        place = f"{record.module}:{record.lineno}"
        structlog.get_logger().log(
            record.levelno, "library_record", logger=record.name, exception_type=kind, where=place
        )


def configure_logs() -> None:
    """Set up logging once for a process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _only_known_fields,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=_ToStandardError,
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers = [_ForeignRecords(level=logging.WARNING)]
    root.setLevel(logging.WARNING)


def where_it_failed(error: BaseException) -> dict[str, str]:
    """Fields that locate an error without its message: type, file and line of the innermost frame."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}" if trace else "?"
    return {"exception_type": type(error).__name__, "where": place}
