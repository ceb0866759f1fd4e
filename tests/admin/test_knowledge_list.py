"""The list of answers: whose stand there, what is said of each, and what its owner is reminded of."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from store.knowledge_days import count_article
from store.knowledge_drafts import confirm
from store.knowledge_words import Counted, Editor
from store.staff import find_officer
from tests.admin.answers import FOREIGN, HARM, OWN, article, colleague_writes, seed, today, worker_settles
from tests.admin.conftest import COORDINATOR, JURY, OFFICER, OTHER_OFFICER, Desk

pytestmark = pytest.mark.sqlite


def slugs(page: str) -> list[str]:
    return re.findall(r'class="plain" href="/admin/jawaban/([a-z-]+)"', page)


def past_review(desk: Desk, slug: str = OWN) -> None:
    """The desk was seeded long ago."""
    checked = today(desk) - timedelta(days=400)
    old = replace(article(slug), checked=checked, review=today(desk) - timedelta(days=30))
    seed(desk, **{slug.replace("-", "_"): old})


def test_officer_begins_with_the_own_agencys_and_may_look_at_all(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    assert slugs(officer.page("/admin/jawaban")) == [OWN]
    assert set(slugs(officer.page("/admin/jawaban?dinas=semua"))) >= {OWN, FOREIGN}
    assert slugs(officer.page("/admin/jawaban?dinas=disdukcapil&cari=KTP+hilang")) == [FOREIGN]
    assert "Tulis jawaban baru" not in desk.sign_in(JURY).page("/admin/jawaban")
    assert FOREIGN in slugs(desk.sign_in(COORDINATOR).page("/admin/jawaban"))


def test_past_review_is_marked_in_words_stands_first_and_shows_in_the_menu_of_its_owner(desk: Desk) -> None:
    past_review(desk, "kk-baru")
    officer = desk.sign_in(OTHER_OFFICER)
    page = officer.page("/admin/jawaban")
    assert slugs(page)[0] == "kk-baru"
    assert "Tanggal tinjau sudah lewat: 24 Oktober 2026, 30 hari lalu" in page
    assert re.search(r"Jawaban <span class=\"count number\">1<.*?perlu ditinjau", page)
    assert slugs(officer.page("/admin/jawaban?tampil=tinjau")) == ["kk-baru"]
    assert 'class="count number"' not in desk.sign_in(OFFICER).page("/admin/jawaban")


def test_refused_draft_is_a_sign_for_its_owner(desk: Desk) -> None:
    seed(desk)
    colleague_writes(desk, replace(article(), title="Jalan rusak parah"), handed_in=True)
    officer = desk.sign_in(OFFICER)
    assert 'class="count number"' not in officer.page("/admin/jawaban")
    worker_settles(desk, HARM)
    page = officer.page("/admin/jawaban?keadaan=refused")
    assert slugs(page) == [OWN]
    assert 'class="count number">1<' in page


def test_states_are_filtered(desk: Desk) -> None:
    seed(desk, kk_baru=replace(article("kk-baru"), expires=article("kk-baru").checked))
    colleague_writes(desk, replace(article(), title="Jalan berlubang"))
    officer = desk.sign_in(COORDINATOR)
    assert slugs(officer.page("/admin/jawaban?keadaan=draft")) == [OWN]
    assert slugs(officer.page("/admin/jawaban?keadaan=expired")) == ["kk-baru"]
    assert "kk-baru" not in slugs(officer.page("/admin/jawaban?keadaan=told"))
    assert slugs(officer.page("/admin/jawaban?keadaan=withdrawn")) == []


def test_confirmation_and_use_are_told(desk: Desk) -> None:
    seed(desk)
    with desk.database.write() as session:
        for what in (Counted.ANSWERED, Counted.ANSWERED, Counted.HELPED_YES, Counted.NOT_THAT, Counted.TICKET):
            count_article(session, OWN, what, today(desk) - timedelta(days=3), is_test=False)
        count_article(session, OWN, Counted.ANSWERED, today(desk) - timedelta(days=120), is_test=False)
    officer = desk.sign_in(OFFICER)
    page = officer.page("/admin/jawaban")
    assert "belum dikonfirmasi dinas" in page
    assert "ditanya 2 kali; membantu: 1 ya, 0 tidak; “bukan itu”: 1; menjadi tiket: 1" in page
    with desk.database.write() as session:
        found = find_officer(session, OFFICER)
        assert found is not None
        confirm(session, Editor(found.id, "Bu Rina", found.role, found.agency), OWN, 1, desk.clock())
    assert "dikonfirmasi oleh Bu Rina, 23 November 2026" in officer.page("/admin/jawaban")


@pytest.mark.parametrize("asked", ["hal=0", "hal=99999999999", "hal=x", "keadaan=apa", "dinas=tidak-ada", "cari=%00"])
def test_senseless_questions_show_a_list(desk: Desk, asked: str) -> None:
    seed(desk)
    assert slugs(desk.sign_in(OFFICER).page(f"/admin/jawaban?{asked}")) == [OWN]
