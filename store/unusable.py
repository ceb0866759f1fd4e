"""A database that cannot be used, said to the operator in a sentence instead of a trace.

Rule: only what a wrong address, a server that is down or a missing migration raise; anything else is a fault of ours.
"""

from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError

UNUSABLE = (OperationalError, ProgrammingError)


def why_unusable(error: DBAPIError) -> str:
    """The driver's own first line, without the statement, whose values may be a citizen's."""
    first = (str(error.orig).strip().splitlines() or [type(error).__name__])[0]
    return f"the database cannot be used: {first}. Is its address right, and was `kepo db upgrade` run?"
