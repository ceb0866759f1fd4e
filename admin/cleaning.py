"""What a browser sends, made fit to store and to search with: no control characters, line ends as one symbol.

A NUL byte alone would be a fault in PostgreSQL and nothing in SQLite.
"""


def one_line(text: str | None) -> str:
    """For addresses, codes and search words."""
    return "".join(symbol for symbol in text or "" if symbol.isprintable()).strip()


def plain_text(text: str | None) -> str:
    """For an officer's words: lines stay, and a line end counts as one symbol."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    return "\n".join("".join(symbol for symbol in line if symbol.isprintable()) for line in lines).strip()
