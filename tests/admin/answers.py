"""Articles in the console's database: the region's own, or as colleagues and the worker leave them."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.knowledge_files import seed_articles
from knowledge.article_text import copy_of
from knowledge.types import Article
from store.knowledge_checks import claim_check, publish_checked, refuse_checked, waiting_checks
from store.knowledge_drafts import edit_token, save_draft, submit
from store.knowledge_pages import ArticlePage, article_page
from store.knowledge_words import Editor
from store.portal_pins import pin_portal
from store.staff import find_officer
from tests.admin.conftest import COORDINATOR, OFFICER, Desk, sumedang

OWN = "jalan-rusak"  # of the officer's agency
FOREIGN = "ktp-hilang"  # of another
KEPT = (OWN, "lampu-jalan", FOREIGN, "kk-baru", "ikd")
GOOD = {
    "problem": None, "golden": 707, "right_before": 600, "right_after": 601, "changed": 1, "replies": [OWN],
    "changes": [{
        "text": "jalan depan rumah bolong", "right_before": False, "right_after": True, "elsewhere": False,
        "expected_article": OWN, "expect": {"article": OWN},
        "before": {"outcome": "menu", "article": None, "agency": None, "category": None, "offered": []},
        "after": {"outcome": "answer", "article": OWN, "agency": "dpupr", "category": None, "offered": []},
    }],
}  # fmt: skip
HARM: dict[str, Any] = {
    "problem": "broken_elsewhere", "golden": 707, "right_before": 600, "right_after": 599, "changed": 1,
    "replies": [OWN],
    "changes": [{
        "text": "ktp ilang gmn", "right_before": True, "right_after": False, "elsewhere": True,
        "expected_article": FOREIGN, "expect": {"article": FOREIGN},
        "before": {"outcome": "answer", "article": FOREIGN, "agency": None, "category": None, "offered": []},
        "after": {"outcome": "clarify", "article": None, "agency": None, "category": None, "offered": [OWN, FOREIGN]},
    }],
}  # fmt: skip


def seed(desk: Desk, **changes: Article) -> None:
    """A few of the region's articles, published."""
    region = sumedang()
    chosen = {slug: changes.get(slug.replace("-", "_"), region.articles[slug]) for slug in KEPT}
    seed_articles(desk.database, replace(region, articles=chosen), desk.clock())


def article(slug: str = OWN) -> Article:
    return sumedang().articles[slug]


def page_of(desk: Desk, slug: str = OWN) -> ArticlePage:
    with desk.database.read() as session:
        return article_page(session, slug, today(desk))


def today(desk: Desk) -> date:
    return desk.context.calendar.local_date(desk.clock())


def colleague_writes(desk: Desk, text: Article, email: str = OFFICER, *, handed_in: bool = False) -> None:
    """Another member of the same agency saves a draft."""
    with desk.database.write() as session:
        officer = find_officer(session, email)
        assert officer is not None
        who = Editor(officer.id, officer.name, officer.role, officer.agency)
        token = edit_token(session, text.slug)
        version = save_draft(session, who, copy_of(text), token=token, note="dari rekan", now=desk.clock())
        if handed_in:
            submit(session, who, version, desk.clock())


def pin(desk: Desk, portal: str = "pajak", days: int = 7) -> None:
    """The coordinator puts a door first from today."""
    with desk.database.write() as session:
        officer = find_officer(session, COORDINATOR)
        assert officer is not None
        who = Editor(officer.id, officer.name, officer.role, officer.agency)
        first = today(desk)
        pin_portal(session, who, portal, first, first + timedelta(days=days), desk.clock())


def worker_settles(desk: Desk, result: dict[str, Any]) -> None:
    """The check of whatever waits ends with this result."""
    with desk.database.write() as session:
        for version_id in waiting_checks(session, desk.clock()):
            task = claim_check(session, version_id, desk.clock())
            assert task is not None
            settle = refuse_checked if result["problem"] else publish_checked
            assert settle(session, task, result, desk.clock())
