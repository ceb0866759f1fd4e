"""Every article of the region fits a phone: the answer with its choices, and the first reply to a new citizen."""

from dataclasses import replace
from functools import cache

import pytest

from flows.catalogue import LANGUAGES, render
from flows.engine import step
from flows.state import START
from flows.types import Inbound, InboundKind, World
from knowledge.loader import load_region_named
from knowledge.types import Language, Matter, Outcome, Region, Understood
from tests.flows.talk import MORNING

LONGEST = 900
NEWCOMER = World(MORNING, MORNING.date(), None, False, "id", "https://kepo.sumedangkab.go.id/privasi")


@cache
def region() -> Region:
    return load_region_named("sumedang")


def first_reply(slug: str, language: str, own_case: bool) -> str:
    """What a citizen who was never here before is told."""
    meant = Understood("tanya", Language.INDONESIAN, Outcome.ANSWER, Matter.QUESTION, slug, own_case=own_case)
    inbound = Inbound("m1", InboundKind.TEXT, "tanya", MORNING)
    turn = step(START, inbound, meant, replace(NEWCOMER, language=language), region())
    return "\n\n".join(render(reply, language) for reply in turn.replies)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_reply_to_a_new_citizen_is_short_enough_for_every_article(language: str) -> None:
    replies = {slug: first_reply(slug, language, own_case=False) for slug in region().articles}
    assert {slug: len(reply) for slug, reply in replies.items() if len(reply) > LONGEST} == {}
    assert all("privasi" in reply for reply in replies.values())
    asking = "Membantu?" if language == "id" else "Ngabantu?"
    assert all(f"\n{asking} " in reply for reply in replies.values() if "*lanjut*" not in reply)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_reply_about_an_own_case_is_short_enough(language: str) -> None:
    own = [article.slug for article in region().articles.values() if article.own_case]
    replies = {slug: first_reply(slug, language, own_case=True) for slug in own}
    assert {slug: len(reply) for slug, reply in replies.items() if len(reply) > LONGEST} == {}


def test_the_choices_of_every_article_fit_the_digits() -> None:
    for slug in region().articles:
        reply = first_reply(slug, "id", own_case=False)
        assert "\n10 " not in reply, slug
