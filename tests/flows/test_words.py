"""Short answers as people write them."""

from datetime import date

import pytest

from flows import words
from flows.answer import HEADINGS
from flows.choices import Choice, chosen
from flows.report_asking import CONFIRM, SUMMARY, name_choices
from flows.report_hearing import name_in
from flows.types import Ref
from flows.verdict import read
from flows.words import date_words, excerpt, take
from tickets.vocabulary import Kind, Verdict

THREE = (Choice("a", "Lampu jalan mati"), Choice("b", "Jalan rusak"), Choice("c", "lainnya", ("other",)))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", "a"),
        ("1.", "a"),
        (" 2 ", "b"),
        ("2️⃣", "b"),
        ("no 2", "b"),
        ("nomor dua aja", "b"),
        ("yang kedua", "b"),
        ("kadua", "b"),
        ("tilu", "c"),
        ("yg ketiga pak", "c"),
        ("lampu", "a"),
        ("lampu jalan", "a"),
        ("jalan rusak", "b"),
        ("rusakk", "b"),
        ("lainya", "c"),
        ("2 jalan rusak", "b"),
        ("4", None),
        ("0", None),
        ("jalan", None),
        ("12", None),
        ("2 minggu yang lalu", None),
        ("", None),
        ("🙏", None),
    ],
)
def test_a_choice_is_read_by_number_word_or_label(text: str, value: str | None) -> None:
    assert chosen(text, THREE) == value


@pytest.mark.parametrize(
    "text",
    [
        "ya",
        "iya",
        "iyaaa",
        "Y",
        "yoi",
        "ok",
        "okeee",
        "muhun",
        "sumuhun",
        "leres",
        "betul pak",
        "ya benar",
        "lanjut",
        "iua",
    ],
)
def test_yes_has_many_words(text: str) -> None:
    assert chosen(text, CONFIRM) == "yes"


@pytest.mark.parametrize(
    "text", ["tidak", "gak", "ga", "teu", "henteu", "bukan", "salah", "ubah dong", "ganti", "lepat"]
)
def test_no_has_many_words(text: str) -> None:
    assert chosen(text, CONFIRM) == "change"


@pytest.mark.parametrize(
    ("text", "value"), [("kirim", "send"), ("kintun", "send"), ("krim", None), ("batal", "cancel")]
)
def test_a_summary_is_sent_only_on_clear_words(text: str, value: str | None) -> None:
    assert chosen(text, SUMMARY) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("anonim", "hide"), ("jangan", "hide"), ("tampilkan", "show"), ("rahasiakan semua", "hide_all"), ("2", "show")],
)
def test_the_name_question_understands_its_words(text: str, value: str) -> None:
    assert chosen(text, name_choices(None)) == value


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("1", Verdict.SOLVED),
        ("sudah beres", Verdict.SOLVED),
        ("udh beres min makasih", Verdict.SOLVED),
        ("parantos", Verdict.SOLVED),
        ("belum", Verdict.NOT_YET),
        ("blm beres", Verdict.NOT_YET),
        ("teu acan", Verdict.NOT_YET),
        ("belum pak masih bocor di sebelah kiri", Verdict.NOT_YET),
        ("3", Verdict.NEVER_HANDLED),
        ("tidak pernah ada yang datang", Verdict.NEVER_HANDLED),
        ("belum pernah ditangani", Verdict.NEVER_HANDLED),
        ("sudah beres tapi masih gelap yang satu", None),
        ("kapan beresnya?", None),
        ("9", None),
    ],
)
def test_a_verdict_is_read_only_when_it_is_one(text: str, verdict: Verdict | None) -> None:
    assert read(text, Kind.COMPLAINT) == verdict


def test_a_yes_with_a_but_is_no_yes() -> None:
    assert chosen("ya tapi salah tempat", CONFIRM) is None
    assert chosen("ya tapi", CONFIRM) is None


def test_two_choices_that_fit_equally_are_not_guessed() -> None:
    same = (Choice("a", "jalan kota"), Choice("b", "jalan desa"))
    assert chosen("jalan", same) is None


def test_a_label_from_the_catalogue_is_understood() -> None:
    assert chosen("selengkapnya", (Choice("x", Ref("part.selengkapnya")),)) == "x"


def test_dates_are_words() -> None:
    days = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    months = tuple(
        [
            "Januari",
            "Februari",
            "Maret",
            "April",
            "Mei",
            "Juni",
            "Juli",
            "Agustus",
            "September",
            "Oktober",
            "November",
            "Desember",
        ]
    )
    assert date_words(date(2026, 11, 27), days, months) == "Jumat, 27 November 2026"


def test_an_excerpt_ends_at_a_word() -> None:
    assert excerpt("lampu jalan di depan sekolah mati", 20) == "lampu jalan di…"
    assert excerpt("pendek", 20) == "pendek"


def test_pieces_of_a_long_text_lose_nothing() -> None:
    text = "\n".join(f"langkah {n}" for n in range(100))
    piece, cut = take(text, 300)
    assert len(piece) <= 300
    assert (piece + text[cut:]).replace("\n", "") == text.replace("\n", "")


def test_every_group_of_words_is_used_in_its_folded_form() -> None:
    assert words.says("HATUR NUHUUUN!!", "thanks")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Budi", "Budi"),
        ("nama saya Budi Santoso", "Budi Santoso"),
        ("H. Asep Sunandar, S.Pd", "H. Asep Sunandar, S.Pd"),
        ("Bu Siti", "Bu Siti"),
        ("ubah aja namanya", None),
        ("nama saya", None),
        ("kenapa harus nama", None),
        ("08123456789", None),
        ("terima kasih", None),
        ("di kecamatan cisitu", None),
    ],
)
def test_a_name_is_only_what_looks_like_one(text: str, name: str | None) -> None:
    assert name_in(text) == name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("terus tempatnya dimana", "Tempat"),
        ("biayanya berapa ya", "Biaya"),
        ("berapa lama jadinya", "Lama"),
        ("dimana bikin kartu keluarga", None),
        ("apa syarat pindah sekolah", None),
    ],
)
def test_a_part_of_an_answer_is_found_in_a_question_about_it(text: str, value: str | None) -> None:
    parts = tuple(Choice(name, Ref(f"part.{name.lower()}"), (name.lower(),)) for name in HEADINGS)
    assert chosen(text, parts) == value


def test_asking_back_is_no_consent() -> None:
    assert chosen("terus gimana", CONFIRM) is None
    assert chosen("ya apa lagi", CONFIRM) is None
