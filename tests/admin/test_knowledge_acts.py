"""Acts on an answer besides writing, and its versions as people read them."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from store.knowledge_words import VersionState
from tests.admin.answers import FOREIGN, GOOD, KEPT, OWN, article, colleague_writes, page_of, seed, worker_settles
from tests.admin.conftest import COORDINATOR, HEAD, JURY, OFFICER, Desk, Visitor, sumedang

pytestmark = pytest.mark.sqlite
HERE = f"/admin/jawaban/{OWN}"
NEW_ANSWER = "Laporkan lewat chat ini.\nGratis."


def act(visitor: Visitor, name: str, number: Any = 1, slug: str = OWN) -> TestResponse:
    here = f"/admin/jawaban/{slug}"
    return visitor.post(f"{here}/{name}", here, nomor=number)


def second_version(desk: Desk) -> None:
    colleague_writes(desk, replace(article(), answer=NEW_ANSWER), handed_in=True)
    worker_settles(desk, GOOD)


def test_article_is_read_as_citizens_read_it_by_everybody(desk: Desk) -> None:
    seed(desk)
    for email in (OFFICER, COORDINATOR, JURY):
        page = desk.sign_in(email).page(f"/admin/jawaban/{FOREIGN}")
        assert "<strong>KTP-el hilang:</strong>" in page
        assert "belum dikonfirmasi dinas" in page
        assert ("Saya sudah periksa" in page) == (email == COORDINATOR)
        assert 'src="/qr/jawaban/ktp-hilang.svg"' in page
        assert "https://wa.me/6281100000001?text=Info%3A%20ktp%20hilang" in page


def test_official_confirms_the_version_that_was_shown(desk: Desk) -> None:
    seed(desk)
    head = desk.sign_in(HEAD)
    assert act(head, "periksa").status_code == 302
    page = head.page(HERE)
    assert f"dikonfirmasi oleh Uji {HEAD}, 23 November 2026" in page
    assert "dikonfirmasi dinas." in page.split("chat-bubble")[1]
    second_version(desk)
    assert "belum dikonfirmasi dinas" in head.page(HERE)
    act(head, "periksa", 1)  # an old page: version 2 is told now
    assert "berubah sejak halaman Anda dibuka" in head.page(HERE)
    assert page_of(desk).line.confirmed_by == ""


def test_versions_say_who_when_and_what_changed(desk: Desk) -> None:
    seed(desk)
    second_version(desk)
    officer = desk.sign_in(OFFICER)
    page = officer.page(HERE)
    assert "berkas awal desk" in page
    assert f"oleh Uji {OFFICER}: dari rekan" in page
    version = html.unescape(officer.page(f"{HERE}/versi/2"))
    assert "Perubahan dari versi 1" in version
    assert re.search(r"<ins>.*?Laporkan lewat chat ini\.</ins>", version)
    assert "<del>" in version
    assert "Contoh pertanyaan" not in version.split('class="diff"')[1].split("</dl>")[0]
    assert "jalan depan rumah bolong" in version
    first = officer.page(f"{HERE}/versi/1")
    assert "Isi versi pertama" in first
    assert sumedang().agencies["dpupr"].name in first  # names, never the words of addresses
    assert officer.get(f"{HERE}/versi/9").status_code == 404


def test_going_back_makes_a_new_version_that_is_checked(desk: Desk) -> None:
    seed(desk)
    second_version(desk)
    officer = desk.sign_in(OFFICER)
    assert "Kembalikan ke versi 1" in officer.page(HERE)
    act(officer, "kembalikan", 1)
    newest = page_of(desk).versions[0]
    assert (newest.number, newest.state, newest.note) == (3, VersionState.CHECKING, "Kembali ke versi 1")
    worker_settles(desk, GOOD)
    page = page_of(desk)
    assert page.published is not None
    assert page.published.content_hash == page.versions[2].content_hash
    act(officer, "kembalikan", 1)
    assert "sama dengan yang sudah terbit" in officer.page(HERE)


def test_withdrawn_is_told_no_more_and_can_come_back(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    act(officer, "tarik")
    page = officer.page(HERE)
    assert page_of(desk).published is None
    assert "ditarik" in page
    assert "Naskah yang tidak dibaca warga" in page
    act(officer, "tarik")
    assert "tidak ada lagi" in officer.page(HERE)
    act(officer, "kembalikan", 1)
    worker_settles(desk, GOOD)
    assert page_of(desk).published is not None


def test_last_answer_of_the_desk_is_not_withdrawn(desk: Desk) -> None:
    seed(desk)
    coordinator = desk.sign_in(COORDINATOR)
    for slug in KEPT:
        act(coordinator, "tarik", slug=slug)
    assert "satu-satunya jawaban yang terbit" in coordinator.page(f"/admin/jawaban/{KEPT[-1]}")
    assert page_of(desk, KEPT[-1]).published is not None


def test_draft_is_handed_in_or_thrown_away_from_the_page(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    colleague_writes(desk, replace(article(), answer=NEW_ANSWER), HEAD)
    act(officer, "ajukan", 1)
    assert page_of(desk).draft is not None  # another version than the one that was shown
    act(officer, "buang", 2)
    assert [version.number for version in page_of(desk).versions] == [1]
    colleague_writes(desk, replace(article(), answer=NEW_ANSWER), HEAD)
    act(officer, "ajukan", 2)
    assert page_of(desk).versions[0].state is VersionState.CHECKING


def test_new_draft_thrown_away_leaves_nothing_and_leads_to_the_list(desk: Desk) -> None:
    seed(desk)
    new = replace(article(), slug="gali-jalan", title="Gali jalan", questions=("izin gali jalan",))
    colleague_writes(desk, new)
    answer = act(desk.sign_in(OFFICER), "buang", 1, "gali-jalan")
    assert answer.headers["Location"] == "/admin/jawaban"
    assert desk.sign_in(OFFICER).get("/admin/jawaban/gali-jalan").status_code == 404


def test_unknown_act_does_not_exist_and_a_senseless_number_does_nothing(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    assert act(officer, "hapus").status_code == 404
    for number in ("", "x", "9" * 40, "-1", "²"):
        assert act(officer, "periksa", number).status_code == 302
        assert act(officer, "kembalikan", number).status_code == 302
    assert [version.number for version in page_of(desk).versions] == [1]
    assert page_of(desk).confirmations == ()


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ({"problem": "stale"}, "gabungkan dengan versi yang sekarang terbit"),
        ({"problem": "gave_up"}, "Naskahnya belum tentu salah"),
        ({"problem": "invalid", "sentence": "Portal itu tidak ada lagi."}, "Portal itu tidak ada lagi."),
        ({"problem": "lain"}, "sebab yang belum dikenal"),
    ],
)
def test_every_refusal_says_why(desk: Desk, result: dict[str, Any], words: str) -> None:
    seed(desk)
    colleague_writes(desk, replace(article(), answer=NEW_ANSWER), handed_in=True)
    worker_settles(desk, result)
    assert words in desk.sign_in(OFFICER).page(HERE)


def test_publication_without_training_is_told_as_such(desk: Desk) -> None:
    seed(desk)
    colleague_writes(desk, replace(article(), sources=article().sources[:1]), handed_in=True)
    worker_settles(desk, {"problem": None, "golden": 0, "changed": 0, "changes": [], "replies": [OWN]})
    page = desk.sign_in(OFFICER).page(HERE)
    assert "tidak perlu dibaca lagi" in page
