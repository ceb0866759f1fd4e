"""The bell: what came in for this person, newest first."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import spoken
from admin.blueprint import blueprint
from admin.context import ConsoleContext, console
from admin.guards import for_roles, person
from admin.texts import say, say_or
from admin.unseen import scope_of
from store.bells import BellLine, list_bells, mark_seen
from tickets.vocabulary import Role

HEARS = (Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR)


@dataclass(frozen=True)
class Ring:
    id: int
    words: str
    code: str
    about: str
    at: str
    iso: str
    seen: bool


@blueprint.get("/lonceng")
@for_roles(*HEARS)
def bell() -> str:
    context, me = console(), person()
    with context.database.read() as session:
        lines = list_bells(session, scope_of(me, context), me.bell_seen)
    rings = [_ring(line, context) for line in lines]
    return render_template("admin/bell.html", rings=rings, last=max((ring.id for ring in rings), default=0))


@blueprint.post("/lonceng")
@for_roles(*HEARS)
def see_bell() -> Response:
    """Marks what was on the page as seen; what rang since stays new."""
    context, me = console(), person()
    wanted = request.form.get("sampai", "")
    with context.database.write() as session:
        newest = max((line.id for line in list_bells(session, scope_of(me, context), me.bell_seen, limit=1)), default=0)
        if wanted.isdecimal():
            mark_seen(session, me.officer_id, min(int(wanted), newest))
    flash(say("done.bell_seen"), "good")
    return redirect(url_for("admin.bell"))


def _ring(line: BellLine, context: ConsoleContext) -> Ring:
    return Ring(
        id=line.id,
        words=say_or(f"bell.{line.key}", "bell.other"),
        code=line.code,
        about=context.category_name(line.category) or say(f"kind.{line.kind}"),
        at=spoken.moment(line.at, context.zone),
        iso=line.at.isoformat(),
        seen=line.seen,
    )
