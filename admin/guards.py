"""Who may enter which page: refused unless a view names the role.

Rule: the one check stands before every view of the console. What a person may see inside a page is asked of
`tickets.desk.may_see` for each object, and an object out of reach does not exist (404).
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from admin.person import Person
from admin.texts import say
from tickets.vocabulary import Role

EVERYBODY = frozenset(Role)
WITHOUT_SIGN_IN = frozenset({"admin.login", "admin.static"})
WITH_TEMPORARY_PASSWORD = frozenset({"admin.change_password", "admin.logout"})

View = TypeVar("View", bound=Callable[..., Any])


def for_roles(*roles: Role) -> Callable[[View], View]:
    """Names the roles that may call a view; a test reads them from `view.roles`."""

    def mark(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        return view

    return mark


def visitor() -> Person | None:
    """Who is signed in, if anybody."""
    found = current_user._get_current_object()
    return found if isinstance(found, Person) else None


def person() -> Person:
    """Who is signed in; only called behind the guard."""
    found = visitor()
    assert found is not None, "the guard lets nobody in without a sign-in"
    return found


def check_entry() -> Response | None:
    """Runs before every view of the console; answers only to refuse."""
    endpoint = request.endpoint or ""
    if endpoint in WITHOUT_SIGN_IN:
        return None
    me = visitor()
    if me is None:
        return _to_sign_in()
    view = current_app.view_functions.get(endpoint)
    roles: frozenset[Role] = getattr(view, "roles", frozenset())
    if me.role not in roles:
        abort(403)
    if me.must_change_password and endpoint not in WITH_TEMPORARY_PASSWORD:
        flash(say("password.must_change"), "soon")
        return redirect(url_for("admin.change_password"))
    return None


def _to_sign_in() -> Response:
    flash(say("sign_in.needed"), "calm")
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("admin.login", lanjut=wanted))


def safe_target(wanted: str | None) -> str | None:
    """A page of this console to go on to, or None: never another site."""
    if not wanted:
        return None
    parts = urlsplit(wanted)
    inside = wanted.startswith("/admin/") and not wanted.startswith("//") and "\\" not in wanted
    return wanted if inside and not parts.scheme and not parts.netloc else None
