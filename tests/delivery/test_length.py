"""An officer's longest words still fit one message, whatever the notice says around them."""

from datetime import date

import pytest

from admin.act_forms import TEXT_LIMIT
from bot.delivery.parcel import BODY_LIMIT
from flows.catalogue import render_notice
from knowledge.loader import load_region_named
from tickets.vocabulary import Kind, NoticeKey

WORDED = (NoticeKey.ACKNOWLEDGED, NoticeKey.ANSWERED, NoticeKey.QUESTION, NoticeKey.RESOLVED)


@pytest.mark.parametrize("key", WORDED)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["id", "su"])
def test_the_longest_words_of_an_officer_are_not_cut(key: NoticeKey, kind: Kind, language: str) -> None:
    agency = max((agency.name for agency in load_region_named("sumedang").agencies.values()), key=len)
    day = date(2026, 9, 30)
    params = {"code": "LP-AAAAAAAA", "agency": agency, "words": "k" * TEXT_LIMIT, "date": day, "due": day}
    assert len(render_notice(key, {**params, "kind": kind.value}, language)) <= BODY_LIMIT
