"""Pictures and files of tickets, only for those who may see the ticket.

Rule: a file that a stranger sent is never run by the browser: its type is ours, it is sandboxed, and what is no
picture is downloaded.
"""

import re
from collections.abc import Callable
from pathlib import Path

from flask import Response, abort, send_file

from admin.blueprint import blueprint
from admin.context import console
from admin.guards import for_roles, person
from admin.unseen import scope_of
from store.ticket_pages import media_file
from tickets.vocabulary import Role

_ID = re.compile(r"[0-9a-f]{32}")
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
    "audio/amr": "amr",
    "video/mp4": "mp4",
}


def with_own_policy(view: Callable[[str], Response]) -> Callable[[str], Response]:
    """The application's content policy would replace the sandbox below; Flask-Talisman reads this mark."""
    view.talisman_view_options = {"content_security_policy": None}  # type: ignore[attr-defined]
    return view


@blueprint.get("/media/<media_id>")
@with_own_policy
@for_roles(Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR)
def media(media_id: str) -> Response:
    context = console()
    if not _ID.fullmatch(media_id):
        abort(404)
    with context.database.read() as session:
        file = media_file(session, scope_of(person(), context), media_id)
    if file is None or not file.sha256 or file.content_type not in ENDINGS:
        abort(404)
    path = stored_at(context.media_dir, file.sha256)
    if not path.is_file():
        abort(404)
    answer = send_file(
        path,
        mimetype=file.content_type,
        as_attachment=file.content_type not in PICTURES,
        download_name=f"{file.sha256[:12]}.{ENDINGS[file.content_type]}",
        etag=file.sha256,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def stored_at(media_dir: Path, sha256: str) -> Path:
    """Where the worker keeps a file; the name comes from our own table, never from a request."""
    return media_dir / sha256[:2] / sha256
