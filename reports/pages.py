"""The pages anybody may read, and the pages for an address that leads nowhere.

Rule: nothing here asks for a cookie, a script or a sign-in.
"""

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.local import LocalProxy

from reports.context import EXTENSION, ReportContext, public
from reports.doors import doors

pages = Blueprint("reports", __name__, template_folder="templates", static_folder="static", static_url_path="/umum")


@pages.get("/")
def landing() -> str:
    return render_template("reports/landing.html")


@pages.get("/privasi")
def privacy() -> str:
    return render_template("reports/privacy.html")


@pages.app_errorhandler(404)
def not_found(error: HTTPException) -> tuple[str, int]:
    return render_template("reports/not_found.html"), 404


@pages.app_errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """Any other refusal of the framework, in the reader's language; a redirect is none and stays what it is."""
    if error.code is None or error.code < 400:
        return error
    return render_template("reports/refused.html", too_large=error.code == 413), error.code


@pages.app_errorhandler(500)
def broken(error: HTTPException) -> tuple[str, int]:
    return render_template("reports/broken.html"), 500


@pages.app_context_processor
def public_words() -> dict[str, object]:
    """Asked only by a page that says something of it: a page of the console costs no look-up."""
    return {"public": LocalProxy(public)}


def register(app: Flask, context: ReportContext) -> None:
    """Give the application its public pages and its pages for errors."""
    app.extensions[EXTENSION] = context
    app.register_blueprint(pages)
    app.register_blueprint(doors)
