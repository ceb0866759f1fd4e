"""Keeping what an editor wrote: checked, saved as the draft and, if wanted, handed in, in one transaction.

Rule: a text saved over a colleague's is refused until its writer has seen the other; the same form twice is kept once.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlmodel import Session

from admin.context import ConsoleContext
from admin.knowledge_access import found_page, other_articles, today_of
from admin.knowledge_bubbles import Bubbles, bubbles_of
from admin.knowledge_diff import FieldChange, changes_between
from admin.knowledge_faults import Surroundings, faults_in, read_back
from admin.knowledge_form import Typed, article_from, slug_for
from admin.knowledge_page import article_to_edit
from admin.texts import say
from knowledge.article_text import ArticleCopy, copy_of
from knowledge.types import Article
from store.knowledge_drafts import edit_token, save_draft, submit
from store.knowledge_pages import VersionFacts, article_lines, article_page
from store.knowledge_state import lock_content
from store.knowledge_words import Editor, KnowledgeError, NoSuchArticle, NotYours, StaleBase, VersionState
from tickets.vocabulary import Role

UNTOUCHED = "-:-"  # the token of an article that nobody has written yet
CONFLICT, INVALID, FORBIDDEN = 409, 422, 403


@dataclass(frozen=True)
class Screen:
    """The editor as it is shown. `slug` None: a new article. `theirs`: a colleague's text that came in between, and
    `differs` what the own text changes in it. `checked`: the day that the text names."""

    typed: Typed
    token: str
    slug: str | None = None
    checked: date | None = None
    faults: dict[str, str] = field(default_factory=dict)
    refusal: str = ""
    preview: tuple[Bubbles, ...] = ()
    moved: bool = False
    theirs: tuple[Bubbles, ...] = ()
    differs: tuple[FieldChange, ...] = ()


class Refused(Exception):
    """Nothing was kept; the screen says why."""

    def __init__(self, screen: Screen, status: int) -> None:
        super().__init__(status)
        self.screen = screen
        self.status = status


def kept(screen: Screen, who: Editor, context: ConsoleContext, *, submitted: bool) -> str:
    """The slug of the article that was kept. Raises Refused."""
    try:
        with context.database.write() as session:
            lock_content(session, context.now())  # before reading: two clicks at once must see each other
            if screen.slug is None:
                screen = replace(screen, typed=_owned(screen.typed, who))
            text = _read(session, screen, context, submitted=submitted)
            _keep(session, who, text, screen, submitted, context.now())
            return text.slug
    except StaleBase:
        raise Refused(_beside_theirs(screen, context), CONFLICT) from None
    except NotYours:
        raise Refused(replace(screen, refusal=say("article_refused.NotYours")), FORBIDDEN) from None
    except KnowledgeError as error:
        raise Refused(replace(screen, refusal=say(f"article_refused.{type(error).__name__}")), CONFLICT) from None


def _owned(typed: Typed, who: Editor) -> Typed:
    """A new article is the writer's own agency's, unless a coordinator says whose."""
    return typed if who.role is Role.COORDINATOR else replace(typed, owner=who.agency or "")


def _read(session: Session, screen: Screen, context: ConsoleContext, *, submitted: bool) -> ArticleCopy:
    """The text, checked in every way. Raises Refused."""
    today, typed = today_of(context), screen.typed
    titles = {line.slug: line.title for line in article_lines(session, today)}
    article = _article(session, screen, titles, context)
    others = {slug: title for slug, title in titles.items() if slug != article.slug}
    around = Surroundings(context.region, other_articles(session, context), others, today, submitted)
    faults = faults_in(typed, around)
    if article.owner not in context.region.agencies:
        faults["dinas"] = say("article_fault.owner_missing")
    copy = None
    if not faults:
        copy, faults = read_back(article, around)
    if copy is None:
        raise Refused(replace(screen, faults=faults), INVALID)
    return copy


def _article(session: Session, screen: Screen, titles: dict[str, str], context: ConsoleContext) -> Article:
    """Owner and slug never change by a form; the day of checking only if its sources were read again."""
    today, typed = today_of(context), screen.typed
    if screen.slug is None:
        stem = slug_for(typed.title, ())
        again = article_from(typed, stem, typed.owner, today)
        newest = _newest(session, stem, today)
        repeated = newest is not None and newest.content_hash == copy_of(again).content_hash
        slug = stem if repeated else slug_for(typed.title, titles)
        return article_from(typed, slug, typed.owner, today)
    page = found_page(session, screen.slug, today)
    before = article_to_edit(page, context)
    checked = today if typed.read_today or before is None else before.checked
    return article_from(typed, screen.slug, page.line.owner, checked)


def _keep(session: Session, who: Editor, text: ArticleCopy, screen: Screen, submitted: bool, now: datetime) -> None:
    newest = _newest(session, text.slug, now.date())
    if newest is not None and newest.content_hash == text.content_hash:
        kept_before = screen.token != edit_token(session, text.slug)
        if newest.state is VersionState.CHECKING or (kept_before and newest.state is not VersionState.DRAFT):
            return
        if kept_before:
            if submitted:
                submit(session, who, newest.id, now)
            return
    version = save_draft(session, who, text, token=screen.token, note=screen.typed.note, now=now)
    if submitted:
        submit(session, who, version, now)


def _newest(session: Session, slug: str, today: date) -> VersionFacts | None:
    try:
        return article_page(session, slug, today).versions[0]
    except NoSuchArticle:
        return None


def _beside_theirs(screen: Screen, context: ConsoleContext) -> Screen:
    """Both texts, and the token of what is kept now: who saves again knows over what."""
    if screen.slug is None:
        return replace(screen, refusal=say("article_refused.StaleBase"))
    with context.database.read() as session:
        page = found_page(session, screen.slug, today_of(context))
    theirs = article_to_edit(page, context)
    checked = theirs.checked if theirs else today_of(context)
    mine = article_from(screen.typed, screen.slug, page.line.owner, checked)
    return replace(
        screen,
        token=page.token,
        moved=True,
        theirs=bubbles_of(theirs, context) if theirs else (),
        differs=changes_between(theirs, mine, context),
    )
