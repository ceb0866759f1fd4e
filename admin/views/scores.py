"""The score page and its file: the same figures, read once."""

from datetime import datetime

from flask import Response, abort, flash, render_template, request

from admin import spoken
from admin.blueprint import blueprint
from admin.context import ConsoleContext, console
from admin.guards import EVERYBODY, for_roles
from admin.score_legs import legs_of
from admin.score_table import ScorePage, as_csv, offered_periods, score_page
from admin.texts import say
from scores.period import BadPeriod, Period


@blueprint.get("/skor")
@for_roles(*EVERYBODY)
def scores() -> str:
    context = console()
    page = _page(context, context.now())
    months = offered_periods(context.calendar.local_date(context.now()))
    return render_template(
        "admin/scores.html",
        page=page,
        period_name=spoken.period(page.period),
        periods=[(label, spoken.period(Period.parse(label))) for label in months],
        frozen_day=spoken.day(page.frozen_at, context.zone),
    )


@blueprint.get("/skor.csv")
@for_roles(*EVERYBODY)
def scores_file() -> Response:
    context = console()
    if request.args.get("periode") and _asked() is None:
        abort(404)  # a file of another period than the one in its address would be taken for it
    page = _page(context, context.now())
    answer = Response(as_csv(page), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="skor-{page.period.label}.csv"'
    return answer


def _page(context: ConsoleContext, now: datetime) -> ScorePage:
    period = _period(context, now)
    with context.database.read() as session:
        legs = legs_of(session, context.region, period, context.calendar)
    return score_page(legs, period, context, now)


def _period(context: ConsoleContext, now: datetime) -> Period:
    today = context.calendar.local_date(now)
    this_month = f"{today.year}-{today.month:02}"
    asked = _asked()
    if asked is None and request.args.get("periode"):
        flash(say("period.wrong"), "soon")
    return asked or Period.parse(this_month)


def _asked() -> Period | None:
    """The period that the address names, if it is one."""
    try:
        return Period.parse(request.args.get("periode", ""))
    except BadPeriod:
        return None
