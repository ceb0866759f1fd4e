"""Whose loss it is when a change of an article makes the desk read a message wrongly."""

from typing import Any

from bot.knowledge_check import harms_others
from knowledge.golden import AnswerChange, Reading
from tests.bot.small_desk import WIFI

ARTICLES = {WIFI.slug: WIFI}


def change(*, right_before: bool = True, right_after: bool = False, **expect: Any) -> AnswerChange:
    before = Reading("report", None, "pu", None)
    after = Reading("answer", "ktp-hilang", None, None)
    return AnswerChange("pesan", before, after, right_before, right_after, expect.get("article"), expect)


def test_a_report_that_no_longer_reaches_its_office_is_that_offices_loss() -> None:
    lost = change(outcome="report", agency="pu")
    assert harms_others(lost, ARTICLES, "capil")
    assert not harms_others(lost, ARTICLES, "pu")


def test_a_question_of_another_agencys_article_is_its_loss() -> None:
    lost = change(article=WIFI.slug)
    assert harms_others(lost, ARTICLES, "capil")
    assert not harms_others(lost, ARTICLES, WIFI.owner)


def test_a_danger_that_is_no_longer_heard_is_everybodys_loss() -> None:
    assert harms_others(change(emergency=True), ARTICLES, "capil")
    assert not harms_others(change(emergency=False), ARTICLES, "capil")


def test_what_was_wrong_before_or_is_right_after_harms_nobody() -> None:
    assert not harms_others(change(right_before=False, article=WIFI.slug), ARTICLES, "capil")
    assert not harms_others(change(right_after=True, emergency=True), ARTICLES, "capil")
