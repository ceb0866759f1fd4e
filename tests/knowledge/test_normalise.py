"""The ways of writing on a phone come down to plain words."""

import time

import pytest

from knowledge.language import detect_language
from knowledge.normalise import normalise, stem
from knowledge.types import Language
from knowledge.words import lexicon


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("gmn cr bkin kk", "bagaimana cara membuat kk"),
        ("KTP-el / e-KTP / ektp / ka te pe", "ktp ktp ktp ktp"),
        ("4nak p4k lurah b4nyak", "anak bapak lurah banyak"),
        ("rusak bangeeet tolongg", "rusak sangat minta"),
        ("udh 2minggu di rt02 rw 05", "sudah 2 minggu di rt 02 rw 05"),
        ("anak2, bolong-bolong", "anak lubang"),
        ("kumaha carana ngadamel ktp nu leungit?", "bagaimana carana membuat ktp yang hilang"),
        ("teu acan aya naon-naon", "tidak belum ada apa"),
        ("👍🙏", ""),
        ("lihat https://contoh.id/a?b=1 ya", "lihat tautan ya"),
    ],
)
def test_ways_of_writing_become_plain_words(written: str, plain: str) -> None:
    assert normalise(written) == plain


def test_plain_words_stay_as_they_are() -> None:
    plain = "bagaimana cara membuat ktp yang hilang"
    assert normalise(normalise(plain)) == plain


@pytest.mark.parametrize(
    ("one", "other"), [("diangkut", "pengangkutan"), ("pelaporan", "laporannya"), ("jalannya", "jalan")]
)
def test_forms_of_a_word_meet_in_their_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("name", ["slang", "sundanese"])
def test_a_way_of_writing_belongs_to_one_word(name: str) -> None:
    ways = [way for line in lexicon(name)["words"].values() for way in line.split()]
    assert sorted({way for way in ways if ways.count(way) > 1}) == []


def test_a_long_message_is_read_in_a_blink() -> None:
    started = time.perf_counter()
    normalise("jln dpn skolah bolong bgt udh 3 minggu " * 40)
    assert time.perf_counter() - started < 0.05


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("jalan di depan rumah saya rusak", Language.INDONESIAN),
        ("ktp", Language.INDONESIAN),
        ("kumaha carana ngadamel ktp", Language.SUNDANESE),
        ("nyuhunkeun bantosan kanggo pun biang", Language.SUNDANESE),
        ("where is the office, I lost my passport and need help", Language.OTHER),
        ("puntennn bade tumaros, upami ngadamel kk kedah nyandak naon", Language.SUNDANESE),
        ("min jalan ke cikondang kok ga dibenerin", Language.INDONESIAN),
        ("你好，护照在哪里办理", Language.OTHER),
    ],
)
def test_words_of_one_language_only_tell_it_before_anything_is_learned(text: str, language: Language) -> None:
    assert detect_language(text, {}) is language
