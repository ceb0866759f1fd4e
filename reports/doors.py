"""The ways into the chat for posters and web pages: links and QR codes for the desk, each portal, each article.

Rule: a QR code holds exactly the link that stands beside it; without a number there is neither.
"""

import io

import segno
from flask import Blueprint, Response, abort, render_template

from knowledge.types import Article, Portal
from reports.context import public

doors = Blueprint("doors", __name__, template_folder="templates")
FORMATS = {"svg": "image/svg+xml", "png": "image/png"}
PIXELS = 16  # a module of the picture; large enough for an A5 poster
QUIET = 4  # modules of empty border, as ISO/IEC 18004 asks
DAY = 86400


@doors.get("/layanan/<slug>")
def portal(slug: str) -> str:
    """One portal with its articles."""
    found = _portal(slug)
    articles = [public().region.articles[one] for one in public().region.behind(slug)]
    return render_template("reports/portal.html", portal=found, articles=articles)


@doors.get("/qr/desk.<form>")
def desk_code(form: str) -> Response:
    return _code(public().chat_link(), form, "desk")


@doors.get("/qr/layanan/<slug>.<form>")
def portal_code(slug: str, form: str) -> Response:
    return _code(public().chat_link(_portal(slug).link_text), form, slug)


@doors.get("/qr/jawaban/<slug>.<form>")
def article_code(slug: str, form: str) -> Response:
    return _code(public().chat_link(_article(slug).link_text), form, slug)


def picture(link: str, form: str) -> bytes:
    """The QR code of a link as SVG or PNG. Level M: by ISO/IEC 18004 about 15 % of a printed code may be spoilt."""
    out = io.BytesIO()
    code = segno.make(link, error="m", micro=False)
    if form == "svg":
        code.save(out, kind="svg", scale=PIXELS, border=QUIET, dark="#000", light="#fff")
    else:
        code.save(out, kind="png", scale=PIXELS, border=QUIET)
    return out.getvalue()


def _code(link: str, form: str, name: str) -> Response:
    if form not in FORMATS or not link:
        abort(404)
    answer = Response(picture(link, form), mimetype=FORMATS[form])
    answer.headers["Cache-Control"] = f"public, max-age={DAY}"
    answer.headers["Content-Disposition"] = f'inline; filename="qr-{name}.{form}"'
    return answer


def _portal(slug: str) -> Portal:
    found = next((portal for portal in public().region.portals if portal.slug == slug), None)
    if found is None or not public().region.behind(slug):
        abort(404)
    return found


def _article(slug: str) -> Article:
    found = public().region.articles.get(slug)
    if found is None:
        abort(404)
    return found
