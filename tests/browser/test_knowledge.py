"""An answer from the editor to the phone: previewed, published, refused, taken back; and a door that is put first.

Two texts are trained here, which takes a minute of the machine; what else is published teaches nothing.
"""

import io
import json
import re
from datetime import timedelta

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bot.knowledge_commands import seed
from knowledge.loader import PACKAGE
from tests.browser.conftest import DESKTOP, MONDAY_MORNING, PHONE, Windows
from tests.browser.running_site import Site
from tests.browser.screens import new_citizen, say, sign_in
from tests.browser.test_pages import barriers_of

pytestmark = pytest.mark.browser

CHECKED_WITHIN = 300_000  # milliseconds; two cores may be busy with other things
CIVIL_REGISTRY = "admin.disdukcapil@kepo.test"
ROADS = "admin.dpupr@kepo.test"
COORDINATOR = "koordinator@kepo.test"
LOST = "/admin/jawaban/ktp-hilang"
ROAD = "/admin/jawaban/jalan-rusak"
TAX = "pajak dan retribusi"


@pytest.fixture(scope="module")
def site(site: Site) -> Site:
    """A desk whose answers stand in its database."""
    seed(site.settings, MONDAY_MORNING)
    return site


def officer_at(windows: Windows, site: Site, email: str, path: str, size: dict[str, int] = DESKTOP) -> Page:
    page = windows.page(size)
    sign_in(page, site, email)
    page.goto(path)
    return page


def write(page: Page, answer: str, note: str) -> None:
    page.get_by_role("link", name="Ubah", exact=True).click()
    page.get_by_label("Jawaban singkat").fill(answer)
    page.get_by_label("Apa yang berubah").fill(note)


def hand_in(page: Page) -> None:
    page.get_by_role("button", name="Ajukan terbit").click()


def test_an_edited_answer_is_previewed_published_and_told(site: Site, windows: Windows, phone: Page) -> None:
    officer = officer_at(windows, site, CIVIL_REGISTRY, LOST)
    expect(officer.locator(".chat-bubble").first).to_contain_text("belum dikonfirmasi dinas")
    answer = "Bawa *surat kehilangan* dari polsek ke loket tiga.\nGratis."
    write(officer, answer, "loket pindah")
    preview = officer.locator("#pratinjau .chat-bubble").first
    expect(preview).to_contain_text("loket tiga")  # while writing
    officer.get_by_role("button", name="Pratinjau").click()
    expect(preview.locator("strong")).to_have_text("surat kehilangan")
    expect(officer.get_by_label("Apa yang berubah")).to_have_value("loket pindah")
    expect(officer.locator("[data-count-of=jawaban] .number")).to_have_text(str(len(answer)))
    hand_in(officer)
    expect(officer.get_by_role("heading", name=re.compile("sedang diperiksa"))).to_be_visible()
    assert barriers_of(officer) == []
    expect(officer.get_by_role("heading", name="Hasil pemeriksaan terakhir")).to_be_visible(timeout=CHECKED_WITHIN)
    expect(officer.locator("main")).to_contain_text("pertanyaan uji dibaca")
    assert barriers_of(officer) == []
    new_citizen(phone, "Bu Euis")
    assert "ke loket tiga" in say(phone, "min ktp ilang gmn")


def test_words_of_another_agency_are_refused_with_its_questions(site: Site, windows: Windows) -> None:
    officer = officer_at(windows, site, ROADS, ROAD)
    officer.get_by_role("link", name="Ubah", exact=True).click()
    officer.get_by_label("Satu pertanyaan satu baris").fill("\n".join(words_about("ktp-hilang")))
    officer.get_by_label("Apa yang berubah").fill("tambah contoh")
    hand_in(officer)
    refused = officer.get_by_role("heading", name=re.compile("Versi 2 ditolak"))
    expect(refused).to_be_visible(timeout=CHECKED_WITHIN)
    expect(officer.get_by_role("heading", name="Pertanyaan dinas lain yang akan salah dijawab")).to_be_visible()
    expect(officer.locator(".answers li").first).to_contain_text("(Disdukcapil)")
    expect(officer.get_by_role("link", name=re.compile("^Jawaban 1"))).to_be_visible()
    assert barriers_of(officer) == []
    officer.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    fits(officer)
    officer.get_by_role("link", name="Ubah dan ajukan lagi").click()
    expect(officer.get_by_label("Satu pertanyaan satu baris")).to_have_value(re.compile(" dong$", re.MULTILINE))


def words_about(slug: str) -> list[str]:
    """Test questions that the article answers, in words hardly changed."""
    asked: list[str] = []
    for file in sorted((PACKAGE / "sumedang" / "golden").glob("*.jsonl")):
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        asked += [row["text"] for row in rows if row["expect"].get("article") == slug]
    assert asked
    ends = ("dong", "ya min", "pak", "tolong", "nih", "gimana")
    return [f"{' '.join(text.split())[:200]} {end}" for end in ends for text in asked][:80]


def test_an_old_version_comes_back(site: Site, windows: Windows) -> None:
    officer = officer_at(windows, site, CIVIL_REGISTRY, "/admin/jawaban/ikd")
    officer.get_by_role("link", name="Ubah", exact=True).click()
    later = (MONDAY_MORNING + timedelta(days=300)).date().isoformat()
    officer.get_by_label("Ditinjau lagi paling lambat").fill(later)
    officer.get_by_label("Judul sumber 1").fill("Halaman yang sudah pindah")
    officer.get_by_label("Apa yang berubah").fill("sumber baru")
    hand_in(officer)
    sources = officer.get_by_role("link", name=re.compile("Halaman yang sudah pindah"))
    expect(sources).to_be_visible(timeout=CHECKED_WITHIN)
    officer.get_by_role("link", name="Lihat perubahan versi 2").click()
    expect(officer.locator(".diff ins").first).to_contain_text("Halaman yang sudah pindah")
    officer.go_back()
    officer.get_by_role("button", name="Kembalikan ke versi 1").click()
    expect(sources).to_have_count(0, timeout=CHECKED_WITHIN)
    expect(officer.locator("main")).to_contain_text("Kembali ke versi 1")
    officer.locator("summary", has_text="Saya sudah periksa").click()
    officer.get_by_role("button", name="Ya, isinya benar").click()
    expect(officer.locator(".chat-bubble").first).to_contain_text("dikonfirmasi dinas")
    expect(officer.locator(".chat-bubble").first).not_to_contain_text("belum")


def test_a_pinned_door_stands_first_in_the_chat_and_its_code_opens_it(
    site: Site, windows: Windows, phone: Page
) -> None:
    coordinator = officer_at(windows, site, COORDINATOR, "/admin/portal")
    coordinator.get_by_label("Portal", exact=True).select_option(label=TAX)
    coordinator.get_by_label("Sampai dengan").fill((MONDAY_MORNING + timedelta(days=7)).date().isoformat())
    coordinator.get_by_role("button", name="Sematkan").click()
    first = coordinator.locator("ol.queue > li").first
    expect(first).to_contain_text("Pajak dan retribusi")
    new_citizen(phone, "Pak Ujang")
    assert re.search(rf"^1\.? .*{TAX}", say(phone, "menu"), re.MULTILINE)
    link = first.get_by_role("link", name="Buka Pajak dan retribusi di chat").get_attribute("href")
    code = first.get_by_role("link", name=re.compile("Unduh kode QR PNG")).first.get_attribute("href")
    assert decoded(coordinator, code) == link == f"{site.address}/simulator?text=Info%3A%20pajak"
    coordinator.get_by_role("button", name=re.compile("^Akhiri")).click()
    expect(coordinator.locator("ol.queue > li").first).not_to_contain_text("Pajak dan retribusi")
    assert not re.search(rf"^1\.? .*{TAX}", say(phone, "menu"), re.MULTILINE)


def decoded(page: Page, address: str | None) -> str:
    assert address is not None
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.request.get(address).body())))
    assert len(found) == 1
    return found[0].text


def test_the_editor_works_without_script(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.address, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, COORDINATOR)
    page.goto("/admin/jawaban/baru")
    page.get_by_label("Judul", exact=True).fill("Izin menggali jalan")
    page.get_by_label("Jawaban singkat").fill("Ajukan ke *dinas* dulu.")
    page.get_by_role("button", name="Tambah baris sumber").click()
    expect(page.get_by_label("Jawaban singkat")).to_have_value("Ajukan ke *dinas* dulu.")
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator("#pratinjau strong")).to_have_text("dinas")
    page.get_by_role("button", name="Ajukan terbit").click()
    expect(page.locator(".field-wrong").first).to_be_visible()
    expect(page.get_by_label("Judul", exact=True)).to_have_value("Izin menggali jalan")
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("email", [CIVIL_REGISTRY, COORDINATOR])
def test_pages_fit_and_have_no_serious_barrier(site: Site, windows: Windows, email: str, size: dict[str, int]) -> None:
    page = officer_at(windows, site, email, "/admin/jawaban", size)
    barriers: list[str] = []
    for path in ("/admin/jawaban", LOST, f"{LOST}/versi/1", f"{LOST}/ubah", "/admin/jawaban/baru", "/admin/portal"):
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((panel) => { panel.open = true; })")
        fits(page)
        barriers += barriers_of(page)
    page.goto(f"{LOST}/ubah")
    page.get_by_label("Judul", exact=True).fill("")
    hand_in(page)
    expect(page.locator(".field-wrong").first).to_be_visible()
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.locator("#pratinjau .chat-bubble").first).to_be_visible()
    fits(page)
    assert [*barriers, *barriers_of(page)] == []


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert page.viewport_size is not None
    assert page.evaluate("document.scrollingElement.scrollWidth") <= page.viewport_size["width"], page.url
