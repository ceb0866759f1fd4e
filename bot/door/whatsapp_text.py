"""WhatsApp's own marks as safe HTML: *bold*, _italic_, web addresses and ticket codes.

Rule: everything is escaped first; only tags that are made here reach the page.
"""

import re

from markupsafe import Markup, escape

_ADDRESS = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)*_]")
# A mark opens and closes at a word's edge, as on the phone: 2*3*4 and nama_berkas_baru stay as they are.
_MARKS = (
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])"), r"<strong>\1</strong>"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]*[^\s_])_(?![\w_])"), r"<em>\1</em>"),
)
# A code that breaks at its hyphen cannot be read aloud.
_CODE = re.compile(r"\bLP-[0-9A-Z]{8}\b")


def as_html(text: str) -> Markup:
    """The text with its marks as tags. Line breaks stay as they are; the page keeps them by its style."""
    parts: list[str] = []
    end = 0
    for found in _ADDRESS.finditer(text):
        parts += [_marked(text[end : found.start()]), _link(found[0])]
        end = found.end()
    return Markup("".join([*parts, _marked(text[end:])]))  # noqa: S704  each part was escaped


def _marked(text: str) -> str:
    html = str(escape(text))
    for pattern, tag in _MARKS:
        html = pattern.sub(tag, html)
    return _CODE.sub(r'<span class="code">\g<0></span>', html)


def _link(address: str) -> str:
    safe = escape(address)
    return f'<a href="{safe}" rel="noopener noreferrer">{safe}</a>'
