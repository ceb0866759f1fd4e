"""A desk on a tiny made-up region with two agencies' articles in its database, and golden questions about both.

Its index is trained once for a test run.
"""

import json
import shutil
import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from bot.compose import compose
from bot.desk import Desk
from bot.knowledge_files import seed_articles
from bot.knowledge_library import Library
from knowledge.article_file import write_article
from knowledge.candidate import train_fully
from knowledge.loader import load_region
from knowledge.types import Article, Source
from tests.desk import Clock, make_settings
from tests.factories import NOW

REGION = Path(__file__).parents[1] / "knowledge" / "region"
WIFI = Article(
    slug="wifi-desa",
    title="Wifi gratis di balai desa",
    owner="kominfo",
    portal="adminduk",
    answer="Wifi gratis ada di setiap balai desa, pukul 08.00-16.00.",
    checked=date(2026, 11, 22),
    review=date(2027, 5, 22),
    sources=(Source("Dinas Kominfo", "https://kominfo.example/wifi"),),
    questions=(
        "wifi gratis desa dimana ya", "di balai desa ada wifi gratis gak", "password wifi desa apa",
        "internet gratis buat warga desa dimana", "mau pakai wifi balai desa caranya gimana",
        "apakah ada wifi gratis di balai desa", "jam berapa wifi gratis balai desa nyala", "wifi gratis balai desa",
        "wifi balai desa gratis atau bayar", "cara masuk wifi gratis di balai desa", "wifi gratis di desa saya ada gak",
    ),
)  # fmt: skip
GOLDEN = (
    {"text": "wifi gratis di balai desa ada gak", "expect": {"article": "wifi-desa"}, "group": "wifi"},
    {"text": "ktp hilang harus bagaimana", "expect": {"article": "ktp-hilang"}, "group": "ktp"},
)


@cache
def region_folder() -> Path:
    """The region's folder with a second article and golden questions."""
    folder = Path(tempfile.mkdtemp(prefix="kepo-small-")) / "region"
    shutil.copytree(REGION, folder)
    (folder / "articles" / "wifi-desa.md").write_text(write_article(WIFI), encoding="utf-8")
    (folder / "golden").mkdir()
    lines = "".join(json.dumps(row) + "\n" for row in GOLDEN)
    (folder / "golden" / "hand.jsonl").write_text(lines, encoding="utf-8")
    return folder


@cache
def _trained() -> Path:
    folder = region_folder().parent / "index"
    train_fully(load_region(region_folder()), folder)
    return folder


def small_desk(state_dir: Path, database_url: str = "", clock: Clock | None = None, *, trained: bool = True) -> Desk:
    """Its database seeded, and the index of what it was seeded with laid unless that is not wanted."""
    given = {"database_url": database_url} if database_url else {}
    desk = compose(make_settings(state_dir, **given), now=clock or Clock())
    region = load_region(region_folder())
    seed_articles(desk.database, region, NOW)
    library = Library(region, region_folder(), state_dir / "index")
    with desk.database.read() as session:
        if trained:
            wanted = library.wanted(session, NOW.date())
            shutil.copytree(_trained(), library.full_index(wanted.hash))
        content = library.present(session, NOW.date())
    region = replace(region, articles=content.articles)
    return replace(desk, region=region, library=library, content=content, understand=content.understand)
