"""The editor of articles: a form that previews, keeps a draft, and hands it to the check before publishing.

Rule: nothing typed is lost, whatever is refused; and whoever saves over a colleague's text has seen it before.
"""

from dataclasses import replace

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import spoken
from admin.blueprint import blueprint
from admin.cleaning import one_line
from admin.context import console
from admin.guards import for_roles, person
from admin.knowledge_access import EDITORS, editor, found_page, must_edit, today_of, told_article
from admin.knowledge_bubbles import Bubbles, bubbles_of
from admin.knowledge_diff import changes_between
from admin.knowledge_faults import LIMITS
from admin.knowledge_form import NEW, Typed, article_from, typed_in, typed_of
from admin.knowledge_keeping import UNTOUCHED, Refused, Screen, kept
from admin.knowledge_page import article_to_edit, is_behind
from admin.texts import say
from knowledge.article_file import HEADINGS
from tickets.vocabulary import Role

SAVE, SUBMIT, PREVIEW, ROOM = "simpan", "ajukan", "pratinjau", "sumber"
LONGEST_TOKEN = 80


@blueprint.get("/jawaban/<slug>/ubah")
@for_roles(*EDITORS)
def edit_article(slug: str) -> str:
    context = console()
    with context.database.read() as session:
        page = found_page(session, slug, today_of(context))
    must_edit(page.line.owner)
    text = article_to_edit(page, context)
    typed = typed_of(text, page.draft.note if page.draft else "") if text else Typed(title=page.line.title)
    screen = Screen(typed.with_room(), page.token, slug, checked=text.checked if text else None)
    told = told_article(page, context) if is_behind(page) else None
    if told is not None:
        differs = changes_between(told, text, context)
        screen = replace(screen, moved=True, theirs=bubbles_of(told, context), differs=differs)
    return _render(screen)


@blueprint.post("/jawaban/<slug>/ubah")
@for_roles(*EDITORS)
def save_article(slug: str) -> Response | str | tuple[str, int]:
    context = console()
    with context.database.read() as session:
        page = found_page(session, slug, today_of(context))
    must_edit(page.line.owner)
    before = article_to_edit(page, context)
    return _heard(Screen(typed_in(request.form), _token(), slug, checked=before.checked if before else None))


@blueprint.get("/jawaban/baru")
@for_roles(*EDITORS)
def new_article() -> str:
    return _render(Screen(Typed(owner=person().agency or "").with_room(), UNTOUCHED))


@blueprint.post("/jawaban/baru")
@for_roles(*EDITORS)
def save_new_article() -> Response | str | tuple[str, int]:
    return _heard(Screen(typed_in(request.form), UNTOUCHED))


def _token() -> str:
    return one_line(request.form.get("token"))[:LONGEST_TOKEN]


def _heard(screen: Screen) -> Response | str | tuple[str, int]:
    """What the button that was pressed asks for."""
    button = request.form.get("tombol", SAVE)
    if button == ROOM:
        return _render(replace(screen, typed=screen.typed.with_room()))
    if button == PREVIEW:
        return _render(replace(screen, preview=_preview(screen)))
    try:
        slug = kept(screen, editor(person()), console(), submitted=button == SUBMIT)
    except Refused as refused:
        return _render(replace(refused.screen, typed=refused.screen.typed.with_room())), refused.status
    flash(say("article_done.submitted" if button == SUBMIT else "article_done.saved"), "good")
    return redirect(url_for("admin.article", slug=slug))


def _preview(screen: Screen) -> tuple[Bubbles, ...]:
    """Unfinished work too; a new article of a coordinator may not have an agency yet."""
    context, typed = console(), screen.typed
    owner = typed.owner if typed.owner in context.region.agencies else context.region.coordinator
    checked = today_of(context) if typed.read_today or screen.checked is None else screen.checked
    return bubbles_of(article_from(typed, screen.slug or NEW, owner, checked), context)


def _render(screen: Screen) -> str:
    context = console()
    region = context.region
    return render_template(
        "admin/knowledge/edit.html",
        screen=screen,
        typed=screen.typed,
        faults=screen.faults,
        parts=[(f"bagian_{heading.lower()}", heading, screen.typed.parts.get(heading, "")) for heading in HEADINGS],
        portals=[(portal.slug, portal.name) for portal in region.portals if not portal.seasonal],
        agencies=sorted((agency.name, agency.slug) for agency in region.agencies.values()),
        chooses_owner=screen.slug is None and person().role is Role.COORDINATOR,
        checked=spoken.date_words(screen.checked) if screen.checked else "",
        limits=LIMITS,
        today=today_of(context).isoformat(),
        back=url_for("admin.article", slug=screen.slug) if screen.slug else url_for("admin.articles"),
    )
