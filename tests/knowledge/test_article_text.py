"""An article written is the article read; and what is wrong with one is said in the officer's language."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.article_faults import officers_sentence
from knowledge.article_file import origin_of, parse_article, text_hash, write_article
from knowledge.article_text import copy_of, read_copy
from knowledge.fields import ContentError
from knowledge.loader import load_region, load_region_named
from knowledge.types import Article, Region


@pytest.fixture
def region(region_folder: Path) -> Region:
    return load_region(region_folder)


@pytest.fixture
def article(region: Region) -> Article:
    return region.articles["ktp-hilang"]


def test_every_article_of_the_region_reads_back_as_it_was_written() -> None:
    region = load_region_named("sumedang")
    for article in region.articles.values():
        assert parse_article(write_article(article), article.slug, region.agencies) == article


def test_awkward_characters_dates_and_origin_survive_writing(region: Region, article: Article) -> None:
    odd = replace(
        article, title='KTP "hilang" \\ rusak', questions=("gimana\tya", "it's ok?"), expires=date(2026, 12, 31)
    )
    text = write_article(odd, "0123456789abcdef")
    assert parse_article(text, "x", region.agencies) == odd
    assert origin_of(text, "x") == "0123456789abcdef"
    assert origin_of(write_article(odd), "x") is None


def test_hash_knows_content_and_not_layout_or_confirmation(region_folder: Path, region: Region) -> None:
    text = (region_folder / "articles" / "ktp-hilang.md").read_text(encoding="utf-8")
    article = parse_article(text, "x", region.agencies)
    moved = parse_article(text.replace('confirmed_by = ""\n', "").replace("\n\n", "\n\n\n"), "x", region.agencies)
    confirmed = replace(article, confirmed_by="Euis", confirmed_at="2026-11-23")
    assert text_hash(article) == text_hash(moved) == text_hash(confirmed)
    assert text_hash(replace(article, answer="Lain.")) != text_hash(article)
    assert "Euis" not in copy_of(confirmed).content


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "KTP-el hilang"', "", "Isi judul; belum ada."),
        ('title = "KTP-el hilang"', 'title = ""', "Isi judul; masih kosong."),
        ('title = "KTP-el hilang"', f'title = "{"x" * 121}"', "Judul terlalu panjang: 121 huruf, paling banyak 120."),
        ('title = "KTP-el hilang"', "title = 3", "Tulis judul sebagai teks"),
        ('owner = "capil"', 'owner = "dinas"', "Dinas pemilik 'dinas' tidak dikenal."),
        ('slug = "ktp-hilang"', 'slug = "../ktp"', "Tulis nama tetap '../ktp' dengan huruf kecil"),
        ("checked = 2026-11-22", 'checked = "kemarin"', "Tulis tanggal dicek sebagai tanggal"),
        ("review = 2027-05-22", "review = 2026-11-22", "Tanggal tinjau ulang harus sesudah"),
        ("review = 2027-05-22", "review = 2027-05-22\nexpires = 2020-01-01", "Tanggal berlaku sampai tidak boleh"),
        ('["ktp saya hilang harus bagaimana"', '[""', "Tulis contoh pertanyaan sebagai daftar"),
        ('"KTP leungit kumaha ngurusna"', '"ktp saya hilang harus bagaimana"', "ada yang tertulis dua kali"),
        ('"KTP leungit kumaha ngurusna"', '"dimintai uang waktu bikin ktp"', "sudah dipakai di Pungutan liar"),
        ('"https://capil.example/ktp-hilang"', '"capil.example"', "Tulis alamat sumber lengkap"),
        ("[[source]]", "[[sumber]]", 'Hapus atau betulkan "sumber"'),
        ("portal =", "portal", "tidak terbaca"),
        ('portal = "adminduk"', 'portal = "lain"', "Kelompok layanan 'lain' tidak dikenal. Yang ada: adminduk."),
        ("*Gratis*.", "x" * 600, "Jawaban singkat terlalu panjang"),
        ("Bawa surat kehilangan dan fotokopi KK ke kecamatan. *Gratis*.", "", "Jawaban singkat belum ditulis."),
        ("## Biaya", "## Ongkos", "Ongkos: Judul bagian tidak dikenal."),
        ("## Biaya", "## Syarat", "Syarat: Judul bagian ini tertulis dua kali"),
        ("Gratis.\n", "", "Biaya: Bagian ini kosong"),
        ("1. Surat kehilangan", "x" * 801, "Syarat: Bagian ini terlalu panjang"),
        ("+++\nslug", "slug", "Naskah harus diawali"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_indonesian(
    region_folder: Path, region: Region, old: str, new: str, said: str
) -> None:
    text = (region_folder / "articles" / "ktp-hilang.md").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(ContentError) as refusal:
        read_copy(text.replace(old, new, 1), "x", region, {})
    assert said in officers_sentence(refusal.value)


def test_wording_of_another_article_is_refused_and_ones_own_is_not(region: Region, article: Article) -> None:
    twin = replace(article, slug="ktp-rusak", title="KTP rusak")
    read_copy(write_article(article), "x", region, region.articles)
    with pytest.raises(ContentError) as refusal:
        read_copy(write_article(twin), "x", region, region.articles)
    assert "sudah dipakai di KTP-el hilang" in officers_sentence(refusal.value)
