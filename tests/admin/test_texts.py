"""Every value of the vocabulary that a page may show has words, and every fixed key that the code asks for exists."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from admin.knowledge_acts import ACTS
from admin.knowledge_result import NEEDING_WORDS
from admin.knowledge_rows import ArticleState
from admin.texts import catalogue
from bot.delivery.gate import Unsendable
from knowledge.types import Outcome
from store.knowledge_words import KnowledgeError, VersionState
from store.words import OutboxState
from tickets import errors
from tickets.clock import Owner, Why
from tickets.vocabulary import (
    Actor,
    ArchiveReason,
    Channel,
    Closing,
    EventKind,
    Kind,
    NoticeKey,
    Role,
    ScreeningReason,
    Status,
    Verdict,
)

ADMIN = Path(__file__).resolve().parent.parent.parent / "admin"
SHOWN: list[tuple[str, type[StrEnum]]] = [
    ("role", Role),
    ("kind", Kind),
    ("status", Status),
    ("closing", Closing),
    ("channel", Channel),
    ("screening", ScreeningReason),
    ("archive", ArchiveReason),
    ("verdict", Verdict),
    ("actor", Actor),
    ("event", EventKind),
    ("owner", Owner),
    ("why", Why),
    ("notice", NoticeKey),
    ("outbox", OutboxState),
    ("reason", Unsendable),
    ("article_state", ArticleState),
    ("version_state", VersionState),
    ("reading", Outcome),
]


@pytest.mark.parametrize(("table", "words"), SHOWN, ids=[table for table, _ in SHOWN])
def test_every_word_of_the_field_is_said(table: str, words: type[StrEnum]) -> None:
    missing = [value for value in words if f"{table}.{value}" not in catalogue()]
    assert not missing


def test_every_refusal_of_the_desk_is_said() -> None:
    shown_to_officers = [
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.DeskError) and not name.startswith("ReplyWindow")
    ]
    missing = [name for name in shown_to_officers if name != "DeskError" and f"refused.{name}" not in catalogue()]
    assert not missing


def test_every_refusal_and_act_of_articles_is_said() -> None:
    errors_of_articles = [error.__name__ for error in KnowledgeError.__subclasses__() if "Pin" not in error.__name__]
    wanted = [f"article_refused.{name}" for name in errors_of_articles if name != "BadDays"]
    wanted += [f"article_done.{act}" for act in ACTS]
    wanted += [f"article_advice.{problem}" for problem in NEEDING_WORDS]
    wanted += [f"portal_pin.{state}" for state in ("running", "coming", "past", "ended")]
    assert [key for key in wanted if key not in catalogue()] == []


def test_every_fixed_key_in_the_code_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in ADMIN.rglob("*.py"))
    pages = "\n".join(path.read_text(encoding="utf-8") for path in (ADMIN / "templates").rglob("*.html"))
    asked = set(re.findall(r"\bsay\(\s*\"([a-z_.]+[a-z_])\"", code + pages))
    assert asked
    assert sorted(key for key in asked if key not in catalogue()) == []


def test_no_page_holds_inline_script_or_style() -> None:
    for path in (ADMIN / "templates").rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        own_files = re.sub(
            r"<script src=\"{{ url_for\('admin.static', filename='\w+.js'\) }}\" defer></script>", "", page
        )
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", own_files), path.name
