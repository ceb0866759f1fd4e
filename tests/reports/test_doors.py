"""Links and QR codes: what stands in a code is what stands in the link, and a link opens what it names."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp
from PIL import Image

from knowledge.portals import opened_by
from knowledge.types import Region
from tests.reports.conftest import Visit

NUMBER = "+6281100000001"


def decoded(png: bytes) -> str:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))
    assert len(found) == 1
    return found[0].text


def test_the_desks_code_decodes_to_its_link(visit: Visit) -> None:
    code = visit(production=True, whatsapp_number=NUMBER).get("/qr/desk.png")
    assert code.mimetype == "image/png"
    assert decoded(code.data) == "https://wa.me/6281100000001"


@pytest.mark.parametrize("kind", ["layanan", "jawaban"])
def test_a_code_decodes_to_a_link_that_opens_what_it_names(visit: Visit, region: Region, kind: str) -> None:
    slugs = [p.slug for p in region.portals] if kind == "layanan" else list(region.articles)
    for slug in slugs:
        link = urlsplit(decoded(visit(whatsapp_number=NUMBER).get(f"/qr/{kind}/{slug}.png").data))
        assert (link.netloc, link.path) == ("wa.me", "/6281100000001")
        opened = opened_by(region, parse_qs(link.query)["text"][0])
        assert opened == ((None, slug) if kind == "layanan" else (slug, None))


def test_a_code_comes_as_a_drawing_too(visit: Visit) -> None:
    code = visit(whatsapp_number=NUMBER).get("/qr/desk.svg")
    assert code.mimetype == "image/svg+xml"
    assert b"<svg" in code.data


@pytest.mark.parametrize("path", ["/qr/desk.gif", "/qr/layanan/tidak-ada.png", "/qr/jawaban/tidak-ada.svg",
                                  "/layanan/tidak-ada"])  # fmt: skip
def test_a_code_of_nothing_is_not_found(visit: Visit, path: str) -> None:
    assert visit(whatsapp_number=NUMBER).get(path).status_code == 404


def test_a_production_desk_without_a_number_has_no_code(visit: Visit) -> None:
    assert visit(production=True).get("/qr/desk.png").status_code == 404


def test_landing_lists_the_doors_and_a_door_lists_its_answers(visit: Visit, region: Region) -> None:
    visitor = visit(whatsapp_number=NUMBER)
    assert 'href="/layanan/adminduk"' in visitor.get("/").get_data(as_text=True)
    page = visitor.get("/layanan/adminduk").get_data(as_text=True)
    for slug in region.behind("adminduk"):
        assert region.articles[slug].title in page
    assert "/qr/layanan/adminduk.png" in page
