"""What officers do with articles: write a draft, have it checked, confirm, go back, withdraw.

Rule: every act names who acts and is refused for another agency's article. Texts reach citizens through a check only.
"""

from datetime import datetime

from sqlmodel import Session, col, func, select

from store.knowledge_rows import (
    add_version,
    find_article,
    find_version,
    hash_of,
    open_draft,
    published_version,
    the_article,
    withdraw_published,
)
from store.knowledge_state import content_changed, lock_content
from store.knowledge_words import (
    ArticleText,
    Editor,
    LastArticle,
    NoSuchArticle,
    NothingChanged,
    NotYours,
    Origin,
    StaleBase,
    VersionState,
    may_edit,
)
from store.tables import ArticleConfirmation, ArticleRow, ArticleVersion


def edit_token(session: Session, slug: str) -> str:
    """What a form carries, so that a text changed meanwhile is noticed: the published text's hash and the draft's."""
    published = published_version(session, find_article(session, slug))
    return f"{hash_of(published) or '-'}:{hash_of(open_draft(session, slug)) or '-'}"


def save_draft(session: Session, who: Editor, text: ArticleText, *, token: str, note: str, now: datetime) -> str:
    """Keep the text as the article's open draft, in the place of the one before; the version's id.

    Raises NotYours, StaleBase.
    """
    lock_content(session, now)
    row = find_article(session, text.slug)
    _must_be_allowed(who, text.owner if row is None else row.owner, text.owner)
    if token != edit_token(session, text.slug):
        raise StaleBase(text.slug)
    based_on = hash_of(published_version(session, row))
    draft = open_draft(session, text.slug)
    if draft is None:
        made = add_version(
            session, text, origin=Origin.CONSOLE, made_by=who.name, now=now, officer_id=who.id, based_on=based_on,
            note=note,
        )  # fmt: skip
        return made.id
    draft.owner, draft.title, draft.review, draft.expires = text.owner, text.title, text.review, text.expires
    draft.content, draft.content_hash, draft.note = text.content, text.content_hash, note
    draft.based_on, draft.officer_id, draft.made_by, draft.made_at = based_on, who.id, who.name, now
    session.add(draft)
    session.flush()
    return draft.id


def submit(session: Session, who: Editor, version_id: str, now: datetime) -> None:
    """Hand a draft to the worker's check. Raises NoSuchArticle, NotYours, StaleBase, NothingChanged."""
    lock_content(session, now)
    version = session.get(ArticleVersion, version_id, populate_existing=True)
    if version is None or version.state != VersionState.DRAFT.value:
        raise NoSuchArticle(version_id)
    row = the_article(session, version.slug)
    _must_be_allowed(who, row.owner, version.owner)
    published = hash_of(published_version(session, row))
    if published != version.based_on:
        raise StaleBase(version.slug)
    if published == version.content_hash:
        raise NothingChanged(version.slug)
    _send_to_check(session, version, now)


def discard_draft(session: Session, who: Editor, slug: str, now: datetime) -> None:
    """Throw the open draft away; nothing that was ever submitted is."""
    lock_content(session, now)
    draft = open_draft(session, slug)
    if draft is None:
        raise NoSuchArticle(slug)
    row = the_article(session, slug)
    _must_be_allowed(who, row.owner)
    if draft.number == row.last_number:
        row.last_number -= 1
    session.delete(draft)
    session.flush()
    only = select(func.count()).select_from(ArticleVersion).where(col(ArticleVersion.slug) == slug)
    if session.exec(only).one() == 0:
        session.delete(row)


def confirm(session: Session, who: Editor, slug: str, number: int, now: datetime) -> None:
    """An official has checked the version that is published and stands for it. Raises StaleBase if it is another."""
    lock_content(session, now)
    row = the_article(session, slug)
    _must_be_allowed(who, row.owner)
    version = published_version(session, row)
    if version is None or version.number != number:
        raise StaleBase(slug)
    session.add(ArticleConfirmation(version_id=version.id, officer_id=who.id, name=who.name, at=now))
    session.flush()
    content_changed(session, now)


def roll_back(session: Session, who: Editor, slug: str, number: int, *, note: str, now: datetime) -> str:
    """Take the text of an earlier version again, as a new version that is checked like any other; its id."""
    lock_content(session, now)
    row = the_article(session, slug)
    old = find_version(session, slug, number)
    if old is None:
        raise NoSuchArticle(f"{slug} {number}")
    _must_be_allowed(who, row.owner, old.owner)
    published = hash_of(published_version(session, row))
    if published == old.content_hash:
        raise NothingChanged(slug)
    made = add_version(
        session, old, origin=Origin.CONSOLE, made_by=who.name, now=now, officer_id=who.id, based_on=published, note=note
    )
    _send_to_check(session, made, now)
    return made.id


def withdraw(session: Session, who: Editor, slug: str, now: datetime) -> None:
    """Stop telling it, at once: a wrong answer does not wait for a check. Raises LastArticle, NoSuchArticle."""
    lock_content(session, now)
    row = the_article(session, slug)
    _must_be_allowed(who, row.owner)
    others = select(func.count()).where(col(ArticleRow.published).is_not(None), col(ArticleRow.slug) != slug)
    if session.exec(others).one() == 0:
        raise LastArticle(slug)
    withdraw_published(session, row, now)


def _send_to_check(session: Session, version: ArticleVersion, now: datetime) -> None:
    version.state, version.submitted_at = VersionState.CHECKING.value, now
    version.attempts, version.lease_until, version.result = 0, None, None
    session.add(version)
    session.flush()


def _must_be_allowed(who: Editor, *owners: str) -> None:
    """For the present owner and, where it changes, the new one: nobody gives an article away or takes another's."""
    if not all(may_edit(who, owner) for owner in owners):
        raise NotYours(", ".join(owners))
