"""The check before publishing: what would citizens be told, if this text were in force?

Rule: a change that breaks another agency's golden question, or leaves a danger unheard, is refused with the list; any
other is published at once with the index that was checked. Either way the officer sees which answers change.
"""

import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import structlog

from bot.desk import Desk
from bot.knowledge_child import Stopped, in_child
from bot.knowledge_library import Wanted
from knowledge.article_faults import officers_sentence
from knowledge.article_text import read_copy
from knowledge.candidate import check_candidate
from knowledge.fields import ContentError
from knowledge.golden import AnswerChange, Compared, read_golden
from knowledge.loader import content_hash
from knowledge.types import Article
from store.knowledge_checks import CheckTask, claim_check, publish_checked, refuse_checked, release_check

CANDIDATE = ".candidate-"
LIMIT = 240.0  # seconds; shorter than the lease
MOST_SHOWN = 200
NOTHING = Compared(0, 0, 0, ())
log = structlog.get_logger()


class NoIndex(RuntimeError):
    """The content in force has no index yet to compare with."""


@dataclass(frozen=True)
class Verdict:
    """What was found. `folder` holds the candidate's index; None if the change teaches nothing."""

    result: Mapping[str, Any]
    hash: str = ""
    folder: Path | None = None

    @property
    def refused(self) -> bool:
        return self.result["problem"] is not None


def check_one(desk: Desk, version_id: str, stopping: Callable[[], bool] = lambda: False) -> None:
    """Check one version and settle it. Does nothing if somebody else has it."""
    with desk.database.write() as session:
        task = claim_check(session, version_id, desk.now())
    if task is None:
        return
    try:
        verdict = _examined(desk, task, stopping)
    except Stopped:
        with desk.database.write() as session:
            release_check(session, task, desk.now())
        raise
    if verdict.refused:
        _dropped(verdict.folder)
        with desk.database.write() as session:
            refuse_checked(session, task, verdict.result, desk.now())
    else:
        _promoted(desk, verdict)  # first the index, then the text: nobody waits for either
        with desk.database.write() as session:
            publish_checked(session, task, verdict.result, desk.now())
    log.info("article_checked", key=task.slug, reason=verdict.result["problem"], attempt=task.attempt)


def _examined(desk: Desk, task: CheckTask, stopping: Callable[[], bool]) -> Verdict:
    library, today = desk.library, desk.calendar.local_date(desk.now())
    with desk.database.read() as session:
        wanted = library.wanted(session, today)
    try:
        article = read_copy(task.text, task.slug, library.region, wanted.articles).article
    except ContentError as error:
        return Verdict({"problem": "invalid", "sentence": officers_sentence(error)})
    articles = _with(wanted, article, today_is_told=article.expires is None or today <= article.expires)
    hash_ = content_hash(library.folder, articles.values())
    replies = _replies(wanted.articles, articles)
    if hash_ == wanted.hash:
        return Verdict(_result(NOTHING, [], replies), hash_)
    present = library.index_of(wanted.hash)
    if present is None:
        raise NoIndex(wanted.hash)
    folder = library.indexes / f"{CANDIDATE}{task.id}-{task.attempt}"
    compared = in_child(
        check_candidate,
        replace(library.region, articles=wanted.articles),
        present,
        replace(library.region, articles=articles),
        folder,
        read_golden(library.folder),
        limit=LIMIT,
        stopping=stopping,
    )
    harm = [change for change in compared.changes if harms_others(change, wanted.articles, task.owner)]
    return Verdict(_result(compared, harm, replies), hash_, folder)


def _with(wanted: Wanted, article: Article, *, today_is_told: bool) -> dict[str, Article]:
    others = {slug: other for slug, other in wanted.articles.items() if slug != article.slug}
    return {**others, article.slug: article} if today_is_told else others


def harms_others(change: AnswerChange, articles: Mapping[str, Article], owner: str) -> bool:
    """A message that was read rightly, is not any more, and is not only the owner's loss.

    It is another agency's by its article or by the office that its report reached; a danger is everybody's.
    """
    if not change.broken:
        return False
    if change.expect.get("emergency") is True:
        return True
    meant = articles.get(change.expected_article or "")
    whose = meant.owner if meant else change.expect.get("agency")
    return whose is not None and whose != owner


def _replies(before: Mapping[str, Article], after: Mapping[str, Article]) -> list[str]:
    """Articles whose words to citizens change, whoever asks."""
    return sorted(slug for slug in {*before, *after} if _told(before.get(slug)) != _told(after.get(slug)))


def _told(article: Article | None) -> tuple[object, ...] | None:
    if article is None:
        return None
    return (article.title, article.answer, dict(article.parts), article.own_case, article.sources)


def _result(compared: Compared, harm: list[AnswerChange], replies: list[str]) -> dict[str, Any]:
    harmful = {change.text for change in harm}
    ordered = sorted(compared.changes, key=lambda change: (change.text not in harmful, not change.broken))
    return {
        "problem": "broken_elsewhere" if harm else None,
        "golden": compared.asked,
        "right_before": compared.right_before,
        "right_after": compared.right_after,
        "changed": len(compared.changes),
        "changes": [change.as_json() | {"elsewhere": change.text in harmful} for change in ordered[:MOST_SHOWN]],
        "replies": replies,
    }


def _promoted(desk: Desk, verdict: Verdict) -> None:
    """Give the candidate's index its name; one that is there already is as good."""
    if verdict.folder is None:
        return
    try:
        os.rename(verdict.folder, desk.library.quick_index(verdict.hash))
    except OSError:
        _dropped(verdict.folder)
        if desk.library.index_of(verdict.hash) is None:
            raise


def _dropped(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
