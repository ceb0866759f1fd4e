"""Articles between files and database: what an operator edits comes back once, and nobody's work is lost silently."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from bot import knowledge_commands
from bot.desk import Desk
from bot.knowledge_files import export_articles, import_articles, release_conflicts, seed_articles
from bot.preflight import Weight, storage
from knowledge.article_file import origin_of, parse_article
from knowledge.loader import load_region_named
from store.knowledge_drafts import confirm
from store.knowledge_files import Fate
from store.knowledge_pages import article_page
from store.session import Database
from tests.articles import editor
from tests.bot.small_desk import small_desk
from tests.desk import make_settings
from tests.factories import NOW

PROGRAM = Path(__file__).resolve().parents[2] / "kepo.py"
pytestmark = pytest.mark.sqlite


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = small_desk(tmp_path / "state", trained=False)
    yield desk
    desk.database.dispose()


@pytest.fixture
def folder(desk: Desk, tmp_path: Path) -> Path:
    """The desk's articles as an operator exported them."""
    export_articles(desk.database, desk.library.region, tmp_path / "articles")
    return tmp_path / "articles"


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def fates(desk: Desk, folder: Path) -> dict[str, Fate]:
    return {found.slug: found.fate for found in import_articles(desk.database, desk.library.region, folder, NOW).fates}


def told(desk: Desk, slug: str = "ktp-hilang") -> str:
    with desk.database.read() as session:
        version = article_page(session, slug, NOW.date()).published
    assert version is not None
    return version.content


def test_exported_files_come_back_unchanged(desk: Desk, folder: Path) -> None:
    assert fates(desk, folder) == {"ktp-hilang": Fate.UNCHANGED, "wifi-desa": Fate.UNCHANGED}
    assert import_articles(desk.database, desk.library.region, folder, NOW).clean


def test_edited_file_is_taken_once_and_may_be_edited_again(desk: Desk, folder: Path) -> None:
    file = folder / "ktp-hilang.md"
    for old, new in (("*Gratis*", "Tanpa biaya"), ("Tanpa biaya", "Rp0")):
        edit(file, old, new)
        assert fates(desk, folder)["ktp-hilang"] is Fate.TAKEN
        assert fates(desk, folder)["ktp-hilang"] is Fate.UNCHANGED
        assert new in told(desk)
    with desk.database.read() as session:
        page = article_page(session, "ktp-hilang", NOW.date())
    assert [(version.number, version.made_by) for version in page.versions] == [(n, "berkas") for n in (3, 2, 1)]


def test_file_edited_from_an_older_text_is_a_conflict_that_touches_nothing(
    desk: Desk, folder: Path, tmp_path: Path
) -> None:
    export_articles(desk.database, desk.library.region, tmp_path / "colleague")
    edit(folder / "ktp-hilang.md", "*Gratis*", "Tanpa biaya")
    fates(desk, folder)
    edit(tmp_path / "colleague" / "ktp-hilang.md", "*Gratis*", "Bayar")
    before = (tmp_path / "colleague" / "ktp-hilang.md").read_text()
    assert fates(desk, tmp_path / "colleague") == {"ktp-hilang": Fate.CONFLICT, "wifi-desa": Fate.UNCHANGED}
    assert "Tanpa biaya" in told(desk)
    assert (tmp_path / "colleague" / "ktp-hilang.md").read_text() == before


def test_export_leaves_an_edit_that_was_not_imported(desk: Desk, folder: Path) -> None:
    edit(folder / "ktp-hilang.md", "*Gratis*", "Tanpa biaya")
    written, left = export_articles(desk.database, desk.library.region, folder)
    assert [file.name for file in written] == ["wifi-desa.md"]
    assert [file.name for file in left] == ["ktp-hilang.md"]
    assert "Tanpa biaya" in (folder / "ktp-hilang.md").read_text()


def test_bad_file_is_named_and_the_others_go_in(desk: Desk, folder: Path) -> None:
    edit(folder / "ktp-hilang.md", "*Gratis*", "x" * 700)
    edit(folder / "wifi-desa.md", "08.00-16.00", "07.00-16.00")
    (folder / "lain.md").write_text("tanpa pagar", encoding="utf-8")
    found = import_articles(desk.database, desk.library.region, folder, NOW)
    assert not found.clean
    assert ["ktp-hilang.md" in found.bad[0], "lain.md" in found.bad[1]] == [True, True]
    assert [(each.slug, each.fate) for each in found.fates] == [("wifi-desa", Fate.TAKEN)]


def test_exported_file_names_the_text_it_started_from_and_who_confirmed_it(desk: Desk, tmp_path: Path) -> None:
    with desk.database.write() as session:
        confirm(session, editor(session), "ktp-hilang", 1, NOW)
    export_articles(desk.database, desk.library.region, tmp_path)
    text = (tmp_path / "ktp-hilang.md").read_text()
    assert parse_article(text, "x", desk.library.region.agencies).confirmed_by == "Euis Contoh"
    assert origin_of(text, "x") is not None
    assert import_articles(desk.database, desk.library.region, tmp_path, NOW).fates[0].fate is Fate.UNCHANGED


def test_release_that_changed_what_the_desk_had_changed_too_is_warned_of_until_somebody_decides(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "state")
    database, region = Database(settings.database), load_region_named("sumedang")
    article = region.articles["ktp-hilang"]
    before = replace(region, articles={**region.articles, "ktp-hilang": replace(article, title="Yang lama")})
    seed_articles(database, before, NOW)
    folder = tmp_path / "articles"
    export_articles(database, region, folder)
    edit(folder / "ktp-hilang.md", "Yang lama", "Yang diubah di sini")
    import_articles(database, region, folder, NOW)
    assert release_conflicts(database, before) == ()  # this release still ships what was seeded
    assert [f.slug for f in seed_articles(database, region, NOW) if f.fate is Fate.CONFLICT] == ["ktp-hilang"]
    assert [f.weight for f in storage(settings) if "ktp-hilang" in f.text] == [Weight.WARNING]
    knowledge_commands.run("import", settings, None, ["ktp-hilang"], NOW, StringIO())
    assert not [f for f in storage(settings) if "ktp-hilang" in f.text]
    database.dispose()


def test_commands_seed_export_and_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KEPO_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def kepo(*command: str) -> subprocess.CompletedProcess[str]:
        program = [sys.executable, str(PROGRAM), *command]
        return subprocess.run(program, capture_output=True, text=True, check=False, env=dict(os.environ))

    assert kepo("db", "upgrade").returncode == 0
    assert kepo("knowledge", "import").returncode == 2  # nothing was exported yet
    assert kepo("knowledge", "export").returncode == 0
    file = tmp_path / "state" / "articles" / "ktp-hilang.md"
    edit(file, "+++\nslug", "+++\nsalah = 1\nslug")
    done = kepo("knowledge", "import")
    assert (done.returncode, "ktp-hilang.md" in done.stdout) == (1, True)
    edit(file, "salah = 1\n", "")
    edit(file, 'title = "', 'title = "Baru: ')
    done = kepo("knowledge", "import")
    assert (done.returncode, "ktp-hilang.md: taken" in done.stdout) == (0, True)


def test_unknown_article_cannot_be_kept(tmp_path: Path) -> None:
    settings = make_settings(tmp_path / "state")
    with pytest.raises(ValueError, match="no file of that name"):
        knowledge_commands.run("import", settings, None, ["tidak-ada"], NOW, StringIO())
