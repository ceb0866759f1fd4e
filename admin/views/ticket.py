"""One ticket and the acts on it.

Rule: an act is decided and recorded in one write; whatever was not taken comes back with what was typed.
"""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from admin.act_forms import FORMS, ActForm
from admin.act_panels import KeptForm
from admin.acts import Outcome, attempt, done_words, refusal_words
from admin.blueprint import blueprint
from admin.clocks import Tone
from admin.context import console
from admin.deciding import Attempt
from admin.guards import for_roles, person
from admin.outcomes import reach_of
from admin.texts import say
from admin.thanks import only_thanks
from admin.ticket_view import PageWords, changes_since, page_words
from admin.timeline import Entry
from admin.unseen import scope_of
from store.record import ticket_by_code
from store.ticket_pages import ticket_page
from tickets import desk
from tickets.acts import Act
from tickets.codes import parse_code
from tickets.desk import DeskError
from tickets.vocabulary import Role


@dataclass(frozen=True)
class Alert:
    """Why a form came back."""

    tone: Tone
    heading: str
    words: str
    kept: str = ""  # what was typed, when its form is not on the page any more
    changes: tuple[Entry, ...] = ()


@blueprint.get("/aduan/<code>")
@for_roles(Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR)
def ticket(code: str) -> str:
    return render_template("admin/ticket.html", page=_read(code), alert=None)


@blueprint.post("/aduan/<code>/<act>")
@for_roles(Role.OFFICER, Role.COORDINATOR)
def perform(code: str, act: str) -> Response | tuple[str, int]:
    wanted = _known_act(act)
    form = FORMS[wanted]()
    outcome, refusal = _perform(code, wanted, form)
    here = url_for("admin.ticket", code=_normal(code))
    if outcome is Outcome.DONE:
        flash(done_words(wanted), "good")
        if wanted is Act.ANSWER and only_thanks(form.data["text"]):
            flash(say("done.thanks_only"), "soon")
        return redirect(here)
    if outcome is Outcome.REPEATED:
        flash(say("done.repeated"), "calm")
        return redirect(here)
    page = _read(code, KeptForm(wanted, form))
    alert = _alert(outcome, refusal, form, wanted, page)
    return render_template("admin/ticket.html", page=page, alert=alert), _STATUS[outcome]


_STATUS = {Outcome.STALE: 409, Outcome.NOT_NOW: 409, Outcome.INVALID: 422}


def _perform(code: str, act: Act, form: ActForm) -> tuple[Outcome, str]:
    """One transaction; a refusal of the desk takes back the words that were stored for it."""
    context, me = console(), person()
    try:
        with context.database.write() as session:
            found = ticket_by_code(session, _normal(code))
            if found is None or not desk.may_see(found, me.role, me.agency, context.rulebook.oversight):
                abort(404)
            form.offer(found, context)
            return attempt(session, Attempt(act, form, found, me, context.now(), context)), ""
    except DeskError as error:
        return Outcome.NOT_NOW, refusal_words(error)


def _read(code: str, kept: KeptForm | None = None) -> PageWords:
    context, me = console(), person()
    with context.database.read() as session:
        page = ticket_page(session, scope_of(me, context), _normal(code))
        if page is None:
            abort(404)
        reach = reach_of(session, page.citizen_id, page.channel)
    return page_words(page, me, reach, context, context.now(), kept)


def _alert(outcome: Outcome, refusal: str, form: ActForm, act: Act, page: PageWords) -> Alert:
    text = form.data.get("text")
    shown_again = any(panel.act is act for panel in page.acts)
    kept = say("alert.kept", text=text) if text and not shown_again else ""
    if outcome is Outcome.INVALID:
        return Alert(Tone.LATE, say("alert.invalid_heading"), say("alert.invalid"))
    if outcome is Outcome.STALE:
        changes = changes_since(form.seen, page.timeline)
        words = say("alert.stale" if shown_again else "alert.stale_gone")
        return Alert(Tone.SOON, say("alert.stale_heading"), words, kept, changes)
    return Alert(Tone.LATE, say("alert.refused_heading"), refusal or say("refused.MoveNotAllowed"), kept)


def _known_act(act: str) -> Act:
    if act not in {known.value for known in FORMS}:
        abort(404)
    return Act(act)


def _normal(code: str) -> str:
    """The code as it is stored; one whose check symbol is wrong belongs to nobody."""
    return parse_code(code) or abort(404)
