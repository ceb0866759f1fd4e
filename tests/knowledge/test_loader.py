"""A region's folder is read whole or refused with advice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from knowledge.fields import ContentError
from knowledge.loader import content_hash, load_region, load_region_named
from knowledge.types import Matter

Edit = Callable[[str, str, str], Path]
ARTICLE = "articles/ktp-hilang.md"


def test_a_region_is_read_with_all_its_tables(region_folder: Path) -> None:
    region = load_region(region_folder)
    assert region.name == "Kabupaten Contoh"
    assert region.agencies["pln"].outside
    assert [leaf.slug for leaf in region.leaves] == ["layanan-capil", "pungli"]
    assert region.categories["pungli"].kind is Matter.SUPERVISION
    assert [place.label for place in region.places] == [
        "Kecamatan Alun",
        "Desa Cikondang, Kecamatan Alun",
        "Kelurahan Kota Alun, Kecamatan Alun",
        "Pasar Alun, Kecamatan Alun",
    ]
    assert region.places[1].agency == "kecamatan-alun"
    article = region.articles["ktp-hilang"]
    assert article.answer.startswith("Bawa surat kehilangan")
    assert list(article.parts) == ["Syarat", "Biaya"]
    assert region.raw["region"]["emergency_number"] == "112"
    assert region.raw["holidays"]["version"] == "2026-11"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("region.toml", 'coordinator = "kominfo"', 'coordinator = "pln"', "must be an agency of the region"),
        ("region.toml", "auto_dispose_confidence = 0.8", "auto_dispose_confidence = 8", "from 0 to 1"),
        ("region.toml", 'slug = "region"', 'slug = "lain"', "must be the folder's name"),
        ("agencies.toml", 'slug = "inspektorat"', 'slug = "kominfo"', "used twice"),
        ("agencies.toml", 'source = "https://capil.example/kontak"', "", "name the `source` of the contact"),
        ("agencies.toml", 'short = "PLN"', 'pendek = "PLN"', "remove or correct `pendek`"),
        ("categories.toml", 'agency = "capil"', 'agency = "dukcapil"', "not in agencies.toml"),
        ("categories.toml", 'parent = "adminduk"', 'parent = "admin"', "is not a category"),
        ("categories.toml", "answer_wd = 3", "answer_wd = 0", "1 or more"),
        ("categories.toml", '["dimintai uang waktu bikin ktp"]', "[]", "at least 1 text"),
        ("places.toml", 'kecamatan = "Alun"', 'kecamatan = "Alam"', "is not in this file"),
        ("places.toml", "99.01.01.1002", "99.01.01.2001", "used twice"),
        ("staff.toml", 'role = "coordinator"', 'role = "boss"', "is unknown"),
        ("holidays.toml", "[[year]]", "[[tahun]]", "at least one [[year]]"),
        (ARTICLE, "[[source]]", "[[dari]]", "`dari`"),
        (ARTICLE, 'owner = "capil"', 'owner = "dukcapil"', "not in agencies.toml"),
        (ARTICLE, 'slug = "ktp-hilang"', 'slug = "ktp"', "make them the same"),
        (ARTICLE, "## Biaya", "## Ongkos", "unknown heading"),
        (ARTICLE, "*Gratis*.", "x" * 600, "at most 600"),
        (ARTICLE, "1. Surat kehilangan", "x" * 801, "at most 800"),
        (ARTICLE, '"KTP leungit kumaha ngurusna"', '"ktp saya hilang harus bagaimana"', "repeats"),
        (ARTICLE, '"KTP leungit kumaha ngurusna"', '"Dimintai uang  waktu bikin KTP"', "keep it in one"),
        (ARTICLE, "checked = 2026-11-22", 'checked = "2026-11-22"', "as a date without quotes"),
        (ARTICLE, "review = 2027-05-22", "review = 2026-05-22", "later day"),
        (ARTICLE, "+++", "---", "front matter"),
    ],
)
def test_a_mistake_is_refused_with_advice(edited: Edit, name: str, old: str, new: str, says: str) -> None:
    with pytest.raises(ContentError) as refused:
        load_region(edited(name, old, new))
    assert says in str(refused.value)


def test_an_article_without_any_source_is_refused(edited: Edit) -> None:
    block = '[[source]]\ntitle = "Dinas Kependudukan"\nurl = "https://capil.example/ktp-hilang"\n'
    with pytest.raises(ContentError, match="at least 1"):
        load_region(edited(ARTICLE, block, ""))


def test_a_refusal_names_the_file_and_the_entry(edited: Edit) -> None:
    with pytest.raises(ContentError) as refused:
        load_region(edited("agencies.toml", 'group = "outside"', "group = 3"))
    assert str(refused.value) == "region/agencies.toml: agency pln: write `group` as a text in quotes, not int"


def test_a_missing_file_is_named(edited: Edit) -> None:
    folder = edited("staff.toml", "coordinator", "coordinator")
    (folder / "staff.toml").unlink()
    with pytest.raises(ContentError, match=r"region/staff\.toml: write this file"):
        load_region(folder)


def test_an_unknown_region_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ContentError, match="there is no such region"):
        load_region_named("atlantis")


def test_the_hash_changes_with_the_content(region_folder: Path, edited: Edit) -> None:
    articles = load_region(region_folder).articles.values()
    present = content_hash(region_folder, articles)
    changed = edited("agencies.toml", "Dinas Kominfo", "Dinas Komunikasi")
    assert content_hash(region_folder, articles) == present
    assert content_hash(changed, articles) != present
    reworded = [replace(article, answer="Datang ke kecamatan.") for article in articles]
    assert content_hash(region_folder, reworded) != present
    checked_later = [replace(article, review=date(2028, 1, 1), confirmed_by="Euis") for article in articles]
    assert content_hash(region_folder, checked_later) == present
