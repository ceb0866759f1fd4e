"""The editor: nothing typed is lost, nothing wrong is kept, and nobody writes over a colleague unseen."""

import html
import re
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from admin.knowledge_form import article_from, typed_in, typed_of
from knowledge.article_file import HEADINGS
from knowledge.types import Article
from store.knowledge_words import VersionState
from tests.admin.answers import (
    FOREIGN,
    GOOD,
    HARM,
    OWN,
    article,
    colleague_writes,
    page_of,
    seed,
    worker_settles,
)
from tests.admin.conftest import COORDINATOR, HEAD, OFFICER, Desk, Visitor, sumedang

pytestmark = pytest.mark.sqlite
HERE = f"/admin/jawaban/{OWN}"
EDIT = f"{HERE}/ubah"
SOON = "2027-03-01"


def fields(text: Article, **changes: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    return {
        "judul": text.title, "layanan": text.portal, "dinas": text.owner, "jawaban": text.answer,
        **{f"bagian_{heading.lower()}": text.parts.get(heading, "") for heading in HEADINGS},
        "berkas_sendiri": text.own_case, "pertanyaan": "\r\n".join(text.questions),
        "sumber_judul": [*(source.title for source in text.sources), ""],
        "sumber_alamat": [*(source.url for source in text.sources), ""],
        "tinjau": SOON, "berlaku": "", "catatan": "diperbarui", **changes,
    }  # fmt: skip


def token_on(page: str) -> str:
    found = re.search(r'name="token" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def send(visitor: Visitor, button: str, path: str = EDIT, token: str | None = None, **changes: Any) -> TestResponse:
    text = changes.pop("text", article())
    token = token_on(visitor.page(path)) if token is None else token
    return visitor.post(path, path, token=token, tombol=button, **fields(text, **changes))


def text_of(answer: TestResponse) -> str:
    return html.unescape(answer.get_data(as_text=True))


def test_form_holds_what_is_told(desk: Desk) -> None:
    seed(desk)
    page = html.unescape(desk.sign_in(OFFICER).page(EDIT))
    text = article()
    for words in (text.title, text.answer, *text.parts.values(), *text.questions, text.sources[0].url):
        assert words in page
    assert "dari 600 huruf" in page


def test_draft_is_kept_and_nothing_is_told(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    answer = send(officer, "simpan", jawaban="Laporkan lewat chat ini.\r\nGratis.")
    assert (answer.status_code, answer.headers["Location"]) == (302, HERE)
    page = page_of(desk)
    assert page.draft is not None
    assert "Laporkan lewat chat ini.\nGratis." in page.draft.content
    assert page.published is not None
    assert page.published.number == 1
    assert (page.draft.note, page.draft.made_by) == ("diperbarui", f"Uji {OFFICER}")
    shown = officer.page(HERE)
    assert "Ada draf yang belum diajukan" in shown
    assert "Laporkan lewat chat ini." in html.unescape(officer.page(EDIT))


def test_handed_in_is_checked_then_told_with_the_questions_that_changed(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    assert send(officer, "ajukan", jawaban="Laporkan di sini.").status_code == 302
    assert "Versi 2 sedang diperiksa" in officer.page(HERE)
    assert 'data-waiting="2"' in officer.page(HERE)
    worker_settles(desk, GOOD)
    page = html.unescape(officer.page(HERE))
    assert "jalan depan rumah bolong" in page
    assert "ditunjukkan menu" in page
    assert f"dijawab dengan “{article().title}”" in page
    assert "sekarang dijawab benar" in page
    assert "data-waiting" not in page


def test_refused_is_shown_with_whose_questions_it_breaks_and_written_on(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    send(officer, "ajukan", pertanyaan="ktp ilang gimana ngurusnya")
    worker_settles(desk, HARM)
    page = html.unescape(officer.page(HERE))
    assert "Versi 2 ditolak" in page
    assert "Pertanyaan dinas lain yang akan salah dijawab" in page
    assert "ktp ilang gmn" in page
    assert "seharusnya “KTP-el hilang” (Disdukcapil)" in page
    assert "hapus atau ubah contoh pertanyaan" in page
    assert "ktp ilang gimana ngurusnya" in officer.page(EDIT)
    assert send(officer, "ajukan", judul="Jalan rusak dan berlubang").status_code == 302
    assert page_of(desk).versions[0].state is VersionState.CHECKING


def test_preview_shows_the_bubble_and_keeps_everything_typed(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    answer = send(
        officer, "pratinjau", jawaban="Bawa *foto jalan* <b>", judul="", bagian_biaya="Gratis sekali", tinjau="kapan"
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "Bawa <strong>foto jalan</strong> &lt;b&gt;" in page
    assert "belum dikonfirmasi dinas" in page
    assert "Gratis sekali" in page.split('id="pratinjau"')[1]
    assert 'value="kapan"' in page
    assert page_of(desk).draft is None


def test_row_for_a_source_is_added_without_script(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    before = officer.page(EDIT).count('name="sumber_judul"')
    answer = send(officer, "sumber", jawaban="belum selesai")
    page = answer.get_data(as_text=True)
    assert page.count('name="sumber_judul"') == before + 1
    assert "belum selesai" in page


WRONG = [
    ({"judul": ""}, "Tulis judulnya."),
    ({"judul": "x" * 121}, "Terlalu panjang: 121 huruf, paling banyak 120."),
    ({"judul": "ktp-el HILANG"}, "sudah dipakai jawaban lain"),
    ({"jawaban": ""}, "Tulis jawaban singkatnya."),
    ({"jawaban": "x" * 601}, "Terlalu panjang: 601 huruf, paling banyak 600."),
    ({"jawaban": "satu\n## Syarat\ndua", "bagian_syarat": ""}, "diawali dua tanda pagar"),
    ({"jawaban": "satu\n## Ngawur\ndua"}, "Judul bagian tidak dikenal"),
    ({"bagian_alur": "x" * 801}, "Terlalu panjang: 801 huruf, paling banyak 800."),
    ({"berkas_sendiri": "x" * 501}, "Terlalu panjang: 501 huruf"),
    ({"pertanyaan": " \r\n "}, "paling sedikit satu contoh pertanyaan"),
    ({"pertanyaan": "jalan bolong\r\njalan bolong"}, "tertulis dua kali: jalan bolong"),
    ({"pertanyaan": "x" * 301}, "terlalu panjang, paling banyak 300"),
    ({"sumber_judul": "", "sumber_alamat": ""}, "paling sedikit satu sumber"),
    ({"sumber_judul": "Situs", "sumber_alamat": ""}, "Sumber 1 belum lengkap"),
    ({"sumber_judul": "Situs", "sumber_alamat": "javascript:alert(1)"}, "Alamat sumber 1 belum benar"),
    ({"sumber_judul": "Situs", "sumber_alamat": "https://[x"}, "Alamat sumber 1 belum benar"),
    ({"layanan": "musim-mudik"}, "Pilih portal dari daftar."),
    ({"layanan": "ngawur"}, "Pilih portal dari daftar."),
    ({"tinjau": ""}, "Isi tanggal tinjau."),
    ({"tinjau": "2026-11-23"}, "Tanggal tinjau harus sesudah hari ini."),
    ({"berlaku": "2026-02-31"}, "Tanggal ini tidak dikenal."),
    ({"berlaku": "2026-11-22"}, "Tanggal ini sudah lewat."),
    ({"catatan": ""}, "apa yang berubah"),
    ({"catatan": "x" * 201}, "Terlalu panjang: 201 huruf"),
]


@pytest.mark.parametrize(("changes", "words"), WRONG, ids=[words[:30] for _, words in WRONG])
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(
    desk: Desk, changes: dict[str, str], words: str
) -> None:
    seed(desk)
    answer = send(
        desk.sign_in(OFFICER), "ajukan", bagian_tempat="Di kantor dinas, tulisan yang tidak boleh hilang", **changes
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert re.search(rf'class="field-wrong"[^>]*>[^<]*{re.escape(words)}', page)
    assert "tulisan yang tidak boleh hilang" in page
    assert page_of(desk).draft is None


def test_wording_of_another_article_is_refused_beside_the_questions(desk: Desk) -> None:
    seed(desk)
    taken = article(FOREIGN).questions[0]
    answer = send(desk.sign_in(OFFICER), "simpan", pertanyaan=f"jalan bolong\n{taken.upper()}")
    assert answer.status_code == 422
    assert "KTP-el hilang" in text_of(answer).split('id="pertanyaan-salah"')[1].split("</p>")[0]


def test_second_editor_sees_both_texts_and_loses_nothing(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    token = token_on(officer.page(EDIT))
    colleague_writes(desk, replace(article(), answer="Tulisan rekan."), HEAD)
    answer = send(officer, "simpan", token=token, jawaban="Tulisan saya.")
    page = text_of(answer)
    assert answer.status_code == 409
    assert "sudah diubah orang lain" in page
    assert re.search(r"<del>.*?Tulisan rekan\.</del>", page)
    assert re.search(r"<ins>.*?Tulisan saya\.</ins>", page)
    assert ">\nTulisan saya.</textarea>" in page
    draft = page_of(desk).draft
    assert draft is not None
    assert "Tulisan rekan." in draft.content
    assert send(officer, "simpan", token=token_on(page), jawaban="Tulisan saya.").status_code == 302
    draft = page_of(desk).draft
    assert draft is not None
    assert "Tulisan saya." in draft.content


def test_draft_that_fell_behind_is_opened_beside_what_is_told(desk: Desk) -> None:
    seed(desk)
    colleague_writes(desk, replace(article(), answer="Terbit duluan."), HEAD, handed_in=True)
    colleague_writes(desk, replace(article(), answer="Draf yang tertinggal."))
    worker_settles(desk, GOOD)
    page = html.unescape(desk.sign_in(OFFICER).page(EDIT))
    assert "sudah diubah orang lain" in page
    assert re.search(r"<del>.*?Terbit duluan\.</del>", page)
    assert ">\nDraf yang tertinggal.</textarea>" in page


def test_text_published_meanwhile_is_noticed(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    token = token_on(officer.page(EDIT))
    colleague_writes(desk, replace(article(), answer="Terbit duluan."), HEAD, handed_in=True)
    worker_settles(desk, GOOD)
    answer = send(officer, "ajukan", token=token, jawaban="Tulisan saya.")
    assert answer.status_code == 409
    assert "Terbit duluan." in text_of(answer)


@pytest.mark.parametrize("button", ["simpan", "ajukan"])
def test_same_form_twice_is_kept_once(desk: Desk, button: str) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    token = token_on(officer.page(EDIT))
    for _ in range(2):
        assert send(officer, button, token=token, jawaban="Sekali saja.").status_code == 302
    page = page_of(desk)
    assert [version.number for version in page.versions] == [2, 1]
    assert page.versions[0].state is (VersionState.DRAFT if button == "simpan" else VersionState.CHECKING)


def test_unchanged_text_is_not_handed_in(desk: Desk) -> None:
    seed(desk)
    answer = send(desk.sign_in(OFFICER), "ajukan", tinjau=article().review.isoformat())
    assert answer.status_code == 409
    assert "Isinya sama dengan yang sudah terbit" in text_of(answer)
    assert page_of(desk).draft is None


def test_day_of_checking_moves_only_when_the_sources_were_read_again(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    send(officer, "simpan", jawaban="Satu.")
    draft = page_of(desk).draft
    assert draft is not None
    assert f"checked = {article().checked.isoformat()}" in draft.content
    send(officer, "simpan", jawaban="Satu.", dibaca_hari_ini="ya")
    draft = page_of(desk).draft
    assert draft is not None
    assert "checked = 2026-11-23" in draft.content


def test_owner_is_never_changed_by_a_form(desk: Desk) -> None:
    seed(desk)
    send(desk.sign_in(OFFICER), "simpan", jawaban="Satu.", dinas="disdukcapil")
    draft = page_of(desk).draft
    assert draft is not None
    assert draft.owner == "dpupr"


NEW = "/admin/jawaban/baru"
NEW_TEXT = replace(article(), title="Izin menggali jalan", questions=("mau gali jalan buat pipa izinnya kemana",))


def test_new_article_of_an_officer_is_the_own_agencys(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    answer = send(officer, "ajukan", NEW, text=NEW_TEXT, dinas="disdukcapil")
    assert answer.headers["Location"] == "/admin/jawaban/izin-menggali-jalan"
    page = page_of(desk, "izin-menggali-jalan")
    assert (page.line.owner, page.versions[0].state) == ("dpupr", VersionState.CHECKING)
    assert "checked = 2026-11-23" in page.versions[0].content
    assert page.published is None
    assert "Naskah yang tidak dibaca warga" in officer.page("/admin/jawaban/izin-menggali-jalan")
    assert send(officer, "ajukan", NEW, text=NEW_TEXT).headers["Location"] == answer.headers["Location"]
    assert len(page_of(desk, "izin-menggali-jalan").versions) == 1
    worker_settles(desk, GOOD)
    assert page_of(desk, "izin-menggali-jalan").published is not None


def test_coordinator_says_whose_a_new_article_is(desk: Desk) -> None:
    seed(desk)
    coordinator = desk.sign_in(COORDINATOR)
    wrong = send(coordinator, "simpan", NEW, text=NEW_TEXT, dinas="tidak-ada")
    assert "Pilih dinas pemilik dari daftar." in text_of(wrong)
    assert send(coordinator, "pratinjau", NEW, text=NEW_TEXT, dinas="").status_code == 200
    send(coordinator, "simpan", NEW, text=NEW_TEXT, dinas="disdukcapil")
    assert page_of(desk, "izin-menggali-jalan").line.owner == "disdukcapil"


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Baru", "baru-2"), ("Naïve Café!", "naive-cafe"), ("電力", "jawaban"), ("KTP el hilang", "ktp-el-hilang")],
)
def test_address_of_a_new_article_comes_from_its_title(desk: Desk, title: str, slug: str) -> None:
    seed(desk)
    answer = send(desk.sign_in(OFFICER), "simpan", NEW, text=NEW_TEXT, judul=title)
    assert answer.headers["Location"] == f"/admin/jawaban/{slug}"


def test_hostile_bytes_are_refused_or_cleaned(desk: Desk) -> None:
    seed(desk)
    officer = desk.sign_in(OFFICER)
    send(officer, "simpan", jawaban="a\x00b \u202e c\x7f", judul="<script>alert(1)</script>", token="x" * 5000)
    answer = send(officer, "simpan", jawaban="a\x00b \u202e c\x7f", judul="<script>alert(1)</script>")
    assert answer.status_code == 302
    draft = page_of(desk).draft
    assert draft is not None
    assert "\x00" not in draft.content
    assert "<script>alert" not in officer.page(HERE)


def test_every_article_of_the_region_survives_the_form() -> None:
    """Whoever opens an article and saves it with another review date changes nothing else."""
    for text in sumedang().articles.values():
        sent: MultiDict[str, str] = MultiDict()
        for name, value in fields(text, tinjau=text.review.isoformat(), berlaku=typed_of(text).expires).items():
            for one in value if isinstance(value, list) else [value]:
                sent.add(name, one)
        back = article_from(typed_in(sent), text.slug, text.owner, text.checked)
        assert replace(back, parts=dict(text.parts)) == text
        assert back.parts == text.parts
