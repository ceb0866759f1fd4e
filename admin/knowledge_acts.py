"""The acts on an article besides writing: confirm, hand in, throw away, go back, withdraw.

Rule: what is refused is said on the article's page; nothing is decided here, the store decides.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import abort, flash, redirect, request, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from admin.blueprint import blueprint
from admin.context import console
from admin.guards import for_roles
from admin.knowledge_access import EDITORS, found_page, must_edit, today_of
from admin.texts import say
from store.knowledge_drafts import confirm, discard_draft, roll_back, submit, withdraw
from store.knowledge_pages import ArticlePage
from store.knowledge_words import Editor, KnowledgeError, NoSuchArticle

LONGEST_NUMBER = 9


@dataclass(frozen=True)
class Asked:
    """An act on an article. `number`: the version that the person saw or chose."""

    page: ArticlePage
    who: Editor
    number: int
    now: datetime

    @property
    def slug(self) -> str:
        return self.page.line.slug


def _confirm(session: Session, asked: Asked) -> None:
    confirm(session, asked.who, asked.slug, asked.number, asked.now)


def _withdraw(session: Session, asked: Asked) -> None:
    withdraw(session, asked.who, asked.slug, asked.now)


def _roll_back(session: Session, asked: Asked) -> None:
    note = say("article.back_note", number=asked.number)
    roll_back(session, asked.who, asked.slug, asked.number, note=note, now=asked.now)


def _submit(session: Session, asked: Asked) -> None:
    draft = asked.page.draft
    if draft is None or draft.number != asked.number:
        raise NoSuchArticle(asked.slug)
    submit(session, asked.who, draft.id, asked.now)


def _discard(session: Session, asked: Asked) -> None:
    discard_draft(session, asked.who, asked.slug, asked.now)


ACTS: Mapping[str, Callable[[Session, Asked], None]] = {
    "periksa": _confirm,
    "tarik": _withdraw,
    "kembalikan": _roll_back,
    "ajukan": _submit,
    "buang": _discard,
}


@blueprint.post("/jawaban/<slug>/<act>")
@for_roles(*EDITORS)
def act_on_article(slug: str, act: str) -> Response:
    done = ACTS.get(act) or abort(404)
    context = console()
    try:
        with context.database.write() as session:
            page = found_page(session, slug, today_of(context))
            asked = Asked(page, must_edit(page.line.owner), _number(), context.now())
            done(session, asked)
    except KnowledgeError as error:
        flash(say(f"article_refused.{type(error).__name__}"), "late")
        return redirect(url_for("admin.article", slug=slug))
    flash(say(f"article_done.{act}"), "good")
    is_gone = act == "buang" and len(page.versions) == 1
    return redirect(url_for("admin.articles") if is_gone else url_for("admin.article", slug=slug))


def _number() -> int:
    """The number in the form; 0, which no version has, if it was tampered with."""
    shown = request.form.get("nomor", "")
    return int(shown) if shown.isdecimal() and len(shown) <= LONGEST_NUMBER else 0
