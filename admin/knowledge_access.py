"""Articles as the console reaches them: who may change which, and texts read back from their versions.

Rule: everybody in the console may read every article; whether one may be changed is asked of `store` alone.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flask import abort
from sqlmodel import Session

from admin.context import ConsoleContext
from admin.guards import person
from admin.person import Person
from knowledge.article_file import parse_article
from knowledge.fields import ContentError
from knowledge.types import Article
from store.knowledge_attention import count_waiting
from store.knowledge_pages import ArticlePage, VersionFacts, article_page
from store.knowledge_served import published_texts
from store.knowledge_words import Editor, NoSuchArticle, may_edit
from tickets.vocabulary import Role

EDITORS = (Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR)


def editor(me: Person) -> Editor:
    return Editor(me.officer_id, me.name or me.email, me.role, me.agency)


def today_of(context: ConsoleContext) -> date:
    return context.calendar.local_date(context.now())


def found_page(session: Session, slug: str, today: date) -> ArticlePage:
    """The article, or the page that says that there is none."""
    try:
        return article_page(session, slug, today)
    except NoSuchArticle:
        abort(404)


def must_edit(owner: str) -> Editor:
    """Who acts; another agency's article may be read, so its page exists and the act is refused (403)."""
    who = editor(person())
    if not may_edit(who, owner):
        abort(403)
    return who


def article_in(version: VersionFacts, slug: str, context: ConsoleContext) -> Article | None:
    """The text of a version; None if it names an office that left the region."""
    try:
        return parse_article(version.content, slug, context.region.agencies)
    except ContentError:
        return None


def told_article(page: ArticlePage, context: ConsoleContext) -> Article | None:
    """The published text with who confirmed it, as the chat tells it."""
    article = article_in(page.published, page.line.slug, context) if page.published else None
    if article is None or page.line.confirmed_at is None:
        return article
    at = context.calendar.local_date(page.line.confirmed_at).isoformat()
    return replace(article, confirmed_by=page.line.confirmed_by, confirmed_at=at)


def other_articles(session: Session, context: ConsoleContext) -> Mapping[str, Article]:
    """What is published, to compare wordings with."""
    found: dict[str, Article] = {}
    for text in published_texts(session):
        try:
            found[text.slug] = parse_article(text.content, text.slug, context.region.agencies)
        except ContentError:
            continue  # its office left the region; nobody is told it
    return found


def articles_waiting(context: ConsoleContext, me: Person | None) -> int:
    """For the sign in the menu: what of the own agency must be looked at."""
    if me is None or me.agency is None or me.role is Role.JURY:
        return 0
    with context.database.read() as session:
        return count_waiting(session, me.agency, today_of(context))
