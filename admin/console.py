"""Puts the console into an application: sessions, tokens, guard, pages for refusals, and what every page shows.

Rule: the CSRF token is asked of every request that may change something, here and nowhere else.
"""

from flask import Flask, g, render_template, request
from flask_login import LoginManager
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from admin import knowledge_acts, knowledge_edit, knowledge_list, knowledge_page, portal_pages, sign_in, spoken
from admin.blueprint import blueprint
from admin.context import EXTENSION, ConsoleContext, console
from admin.guards import check_entry, visitor
from admin.knowledge_access import articles_waiting
from admin.person import Person
from admin.texts import say
from admin.unseen import unseen_bells
from admin.views import account, bell, home, media, scores, screening, tasks, ticket

__all__ = ["register"]

_VIEWS = (
    account, bell, home, media, scores, screening, tasks, ticket,
    knowledge_acts, knowledge_edit, knowledge_list, knowledge_page, portal_pages,
)  # fmt: skip
_csrf = CSRFProtect()
_login = LoginManager()


def register(app: Flask, context: ConsoleContext) -> None:
    """Give the application the console under /admin."""
    app.extensions[EXTENSION] = context
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # webhooks carry signatures instead; the console checks below
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session: nobody loses a long answer
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=context.production,
    )
    _csrf.init_app(app)
    _login.init_app(app, add_context_processor=False)
    app.register_blueprint(blueprint)


@_login.user_loader
def _load(cookie_id: str) -> Person | None:
    with console().database.read() as session:
        return sign_in.by_cookie(session, cookie_id)


@blueprint.before_request
def _guard() -> Response | None:
    if request.endpoint != "admin.static":
        _csrf.protect()
    return check_entry()


@blueprint.after_request
def _private(response: Response) -> Response:
    """Nothing behind the sign-in is kept by caches on the way; pictures set their own rule."""
    if request.endpoint != "admin.static" and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.context_processor
def _every_page() -> dict[str, object]:
    context = console()
    me = None if g.get("console_broken") else visitor()
    return {
        "desk": context.region.desk,
        "region_name": context.region.name,
        "agency_name": context.agency_name,
        "me": me,
        "say": say,
        "section": request.endpoint,
        "unseen": unseen_bells(context, me),
        "articles_waiting": articles_waiting(context, me),
    }


@blueprint.app_template_filter("decimal")
def _decimal(value: float) -> str:
    return spoken.decimal(value)


@blueprint.errorhandler(CSRFError)
def _no_token(error: CSRFError) -> tuple[str, int]:
    return _refusal("csrf", 400)


@blueprint.errorhandler(403)
def _not_your_page(error: HTTPException) -> tuple[str, int]:
    return _refusal("role", 403)


@blueprint.errorhandler(404)
def _no_such_page(error: HTTPException) -> tuple[str, int]:
    return _refusal("missing", 404)


@blueprint.errorhandler(500)
def _broken(error: HTTPException) -> tuple[str, int]:
    g.console_broken = True  # the database may be what is broken: this page asks it nothing
    return _refusal("broken", 500)


def _refusal(key: str, status: int) -> tuple[str, int]:
    words = {"heading": say(f"page.{key}_heading"), "words": say(f"page.{key}")}
    return render_template("admin/message.html", **words), status
