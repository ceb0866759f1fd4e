"""One article: what citizens read, how it fared, what is under way, and every version it had.

Everybody in the console may read it; the buttons are for its agency and the coordinator.
"""

from dataclasses import dataclass

from flask import abort, render_template
from sqlmodel import Session

from admin import spoken
from admin.blueprint import blueprint
from admin.context import ConsoleContext, console
from admin.guards import EVERYBODY, for_roles, person
from admin.knowledge_access import article_in, editor, found_page, today_of, told_article
from admin.knowledge_bubbles import bubbles_of
from admin.knowledge_diff import changes_between
from admin.knowledge_result import Known, check_words
from admin.knowledge_rows import confirmation_words, review_words, state_chip, states_of
from admin.texts import say
from knowledge.types import Article
from store.knowledge_pages import ArticlePage, VersionFacts, article_lines
from store.knowledge_words import BY_FILE, VersionState, may_edit


@dataclass(frozen=True)
class VersionLine:
    """A version in the history; `back`: whether one may go back to it."""

    number: int
    state: str
    who: str
    at: str
    iso: str
    note: str
    back: bool


@blueprint.get("/jawaban/<slug>")
@for_roles(*EVERYBODY)
def article(slug: str) -> str:
    context, today = console(), today_of(console())
    with context.database.read() as session:
        page = found_page(session, slug, today)
        known = known_articles(session, context)
    newest = page.versions[0]
    shown = told_article(page, context) or article_in(newest, slug, context)
    return render_template(
        "admin/knowledge/article.html",
        page=page,
        line=page.line,
        article=shown,
        door=context.portal_name(shown.portal) if shown else "",
        states=tuple(state_chip(state) for state in states_of(page.line)),
        pending=pending_version(page),
        check=check_words(newest, known, context),
        bubbles=bubbles_of(shown, context) if shown else (),
        review=review_words(page.line, today),
        confirmation=confirmation_words(page.line, context),
        days=spoken.date_words,
        versions=[_line(version, page, context) for version in page.versions],
        confirmations=[(fact.name, spoken.moment(fact.at, context.zone), fact.number) for fact in page.confirmations],
        may=may_edit(editor(person()), page.line.owner),
        link=context.chat.link(shown.link_text) if shown and page.published and not page.line.expired else "",
    )


@blueprint.get("/jawaban/<slug>/versi/<int:number>")
@for_roles(*EVERYBODY)
def article_version(slug: str, number: int) -> str:
    context = console()
    with context.database.read() as session:
        page = found_page(session, slug, today_of(context))
        known = known_articles(session, context)
    version = next((one for one in page.versions if one.number == number), None) or abort(404)
    before = _before(version, page)
    text = article_in(version, slug, context)
    return render_template(
        "admin/knowledge/version.html",
        line=page.line,
        version=_line(version, page, context),
        before=before.number if before else None,
        changes=changes_between(article_in(before, slug, context) if before else None, text, context),
        readable=text is not None,
        bubbles=bubbles_of(text, context) if text else (),
        check=check_words(version, known, context),
        may=may_edit(editor(person()), page.line.owner),
    )


def known_articles(session: Session, context: ConsoleContext) -> Known:
    lines = article_lines(session, today_of(context))
    return Known({line.slug: line.title for line in lines}, {line.slug: line.owner for line in lines})


def pending_version(page: ArticlePage) -> VersionFacts | None:
    """The newest version, while something is still to be done about it."""
    open_states = (VersionState.CHECKING, VersionState.DRAFT, VersionState.REFUSED)
    return page.versions[0] if page.versions[0].state in open_states else None


def is_behind(page: ArticlePage) -> bool:
    """Whether another text was published since the one under way was begun."""
    pending, published = pending_version(page), page.published
    return pending is not None and published is not None and pending.based_on != published.content_hash


def _line(version: VersionFacts, page: ArticlePage, context: ConsoleContext) -> VersionLine:
    published = page.published
    told_before = version.state in (VersionState.SUPERSEDED, VersionState.WITHDRAWN)
    return VersionLine(
        number=version.number,
        state=say(f"version_state.{version.state}"),
        who=say("article.by_file") if version.made_by == BY_FILE else version.made_by,
        at=spoken.moment(version.made_at, context.zone),
        iso=version.made_at.isoformat(),
        note=version.note,
        back=told_before and (published is None or published.content_hash != version.content_hash),
    )


def _before(version: VersionFacts, page: ArticlePage) -> VersionFacts | None:
    """The text that was published when this one was written, else the version before."""
    older = [one for one in page.versions if one.number < version.number]
    based = next((one for one in older if one.content_hash == version.based_on), None)
    return based or (older[0] if older else None)


def article_to_edit(page: ArticlePage, context: ConsoleContext) -> Article | None:
    """What an editor goes on from: the newest text that is not done with, else what is told or was told last."""
    pending = pending_version(page)
    if pending is not None:
        return article_in(pending, page.line.slug, context)
    return article_in(page.published or page.versions[0], page.line.slug, context)
