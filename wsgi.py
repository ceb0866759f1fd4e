"""The web process: `gunicorn 'wsgi:create_app()'`. Puts the rooms that face the web on one application."""

from collections.abc import Mapping
from datetime import timedelta

import structlog
from flask import Flask, Response, request
from flask_talisman import Talisman

from admin import register as register_console
from admin.context import ChatFace, ConsoleContext
from bot.chat_preview import chat_replies
from bot.compose import compose
from bot.desk import Desk
from bot.door.health import health_blueprint
from bot.door.simulator import simulator_blueprint
from bot.door.webhooks import webhook_blueprint
from bot.door.whatsapp_text import as_html
from bot.logs import configure_logs, where_it_failed
from bot.preflight import forbids_start, storage
from bot.settings import Settings, load_settings
from knowledge.types import Article, Region
from reports import register as register_reports
from reports.context import ReportContext
from store.unusable import UNUSABLE

CONTENT_POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
MAX_BODY = 8 * 1024 * 1024  # a photo in the simulator; a provider's form is far smaller
log = structlog.get_logger()


def create_app(settings: Settings | None = None, desk: Desk | None = None) -> Flask:
    """The application. Tests pass settings or a desk of their own."""
    configure_logs()
    desk = desk or _checked_desk(settings or load_settings())
    app = Flask("kepo", static_folder=None)
    _configure(app, desk.settings)
    app.register_blueprint(health_blueprint(desk))
    app.register_blueprint(webhook_blueprint(desk))
    if not desk.settings.production:
        app.register_blueprint(simulator_blueprint(desk))
    report_context = _report_context(desk)
    register_console(app, _console_context(desk, report_context))
    register_reports(app, report_context)
    _log_failures(app)
    _wake_after_acts(app, desk)
    return app


def _checked_desk(settings: Settings) -> Desk:
    """A desk that may start; a wrong one ends the process with the sentence that says why."""
    if settings.production and (findings := [*forbids_start(settings), *storage(settings)]):
        raise SystemExit("\n".join(str(finding) for finding in findings))
    return compose(settings)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        SESSION_COOKIE_NAME="kepo",
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=10),
    )
    Talisman(
        app,
        force_https=False,  # the balancer in front ends TLS; a redirect here would break the provider's webhooks
        strict_transport_security=settings.production,
        session_cookie_secure=settings.production,
        content_security_policy=CONTENT_POLICY,
        referrer_policy="same-origin",
    )


def _console_context(desk: Desk, public: ReportContext) -> ConsoleContext:
    return ConsoleContext(
        database=desk.database,
        region=desk.region,
        calendar=desk.calendar,
        rulebook=desk.rulebook,
        routing=desk.routing,
        media_dir=desk.media_dir,
        now=desk.now,
        production=desk.settings.production,
        public_base_url=desk.settings.base_url,
        chat=ChatFace(lambda article: _replies(desk, article), as_html, public.chat_link),
        present=lambda session: desk.refreshed(session, desk.now()).region,
    )


def _replies(desk: Desk, article: Article) -> Mapping[str, tuple[str, ...]]:
    now = desk.now()
    return chat_replies(article, desk.region, now, desk.calendar.local_date(now))


def _report_context(desk: Desk) -> ReportContext:
    return ReportContext(
        region=desk.region,
        whatsapp_number=desk.settings.twilio_whatsapp_from.removeprefix("whatsapp:"),
        production=desk.settings.production,
        base_url=desk.settings.base_url,
        today=lambda: desk.calendar.local_date(desk.now()),
        present=lambda: _told_now(desk),
    )


def _told_now(desk: Desk) -> Region:
    """The region with what is published and pinned now; while the database is away, that of the start."""
    try:
        with desk.database.read() as session:
            return desk.refreshed(session, desk.now()).region
    except UNUSABLE:
        return desk.region


def _log_failures(app: Flask) -> None:
    """A failure is logged by its place and type; its words may quote a citizen and stay out."""

    @app.teardown_request
    def note(error: BaseException | None) -> None:
        if error is not None:
            log.error("request_failed", method=request.method, route=str(request.url_rule), **where_it_failed(error))

    @app.after_request
    def no_store(response: Response) -> Response:
        if request.path.startswith("/webhooks"):
            response.headers["Cache-Control"] = "no-store"
        return response


def _wake_after_acts(app: Flask, desk: Desk) -> None:
    """What an officer did may have queued a notice: the worker is told at once instead of at its next sweep."""

    @app.after_request
    def wake(response: Response) -> Response:
        if request.method == "POST" and request.path.startswith("/admin/") and response.status_code < 400:
            desk.pager.wake()
        return response
