"""The preview of an article says what the phone says, finished or not."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat_preview import chat_replies
from knowledge.article_file import HEADINGS
from knowledge.loader import load_region_named
from knowledge.types import Article, Region
from tests.factories import NOW

REGION: Region = load_region_named("sumedang")
TODAY = date(2026, 11, 23)
WORDS = st.text(max_size=900) | st.sampled_from(["menu", "{body}", "*lanjut*", "1", "batal", "tolong kebakaran"])


def told(article: Article) -> dict[str, tuple[str, ...]]:
    return dict(chat_replies(article, REGION, NOW, TODAY))


@pytest.mark.parametrize("slug", sorted(REGION.articles))
def test_every_answer_of_the_region_is_shown_whole(slug: str) -> None:
    article = REGION.articles[slug]
    found = told(article)
    for text, messages in ((article.answer, found["answer"]), *((article.parts[h], found[h]) for h in article.parts)):
        said = " ".join(" ".join(messages).split())
        assert all(" ".join(line.split()) in said for line in text.split("\n"))
    assert ("own_case" in found) == bool(article.own_case)
    assert "belum dikonfirmasi dinas" in found["answer"][-1]


@settings(max_examples=60, deadline=None)
@given(title=WORDS, answer=WORDS, part=WORDS, own_case=WORDS)
def test_unfinished_work_is_shown_too(title: str, answer: str, part: str, own_case: str) -> None:
    draft = replace(
        REGION.articles["ikd"], slug="baru", title=title, answer=answer, own_case=own_case, sources=(), questions=(),
        parts=dict.fromkeys(HEADINGS, part),
    )  # fmt: skip
    assert told(draft)["answer"]
