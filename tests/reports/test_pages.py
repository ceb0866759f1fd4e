"""What anybody may read, in production and in demo mode."""

import re

from tests.reports.conftest import Visit


def test_landing_says_what_the_desk_is(visit: Visit) -> None:
    page = visit().get("/").get_data(as_text=True)
    assert "Kepo Contoh" in page
    assert "Kabupaten Contoh" in page


def test_landing_links_to_the_chat_when_a_number_is_set(visit: Visit) -> None:
    page = visit(production=True, whatsapp_number="+6281100000001").get("/").get_data(as_text=True)
    assert 'href="https://wa.me/6281100000001"' in page


def test_landing_invents_no_number(visit: Visit) -> None:
    page = visit(production=True).get("/").get_data(as_text=True)
    assert "wa.me" not in page
    assert "belum diumumkan" in page


def test_demo_desk_points_to_simulator_and_console(visit: Visit) -> None:
    page = visit().get("/").get_data(as_text=True)
    assert 'href="/simulator"' in page
    assert 'href="/admin/"' in page


def test_production_desk_hides_the_simulator(visit: Visit) -> None:
    page = visit(production=True, whatsapp_number="+6281100000001").get("/").get_data(as_text=True)
    assert "simulator" not in page


def test_privacy_page_answers_what_why_who_how_long_and_erasure(visit: Visit) -> None:
    page = visit().get("/privasi").get_data(as_text=True)
    for heading in ("Yang disimpan", "Untuk apa", "Siapa yang melihat", "Berapa lama", "Meminta penghapusan"):
        assert heading in page
    assert "Dinas Kominfo" in page


def test_unknown_address_gets_a_friendly_page(visit: Visit) -> None:
    answer = visit().get("/tidak-ada")
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.get_data(as_text=True)


def test_a_fault_gets_a_friendly_page_without_details(visit: Visit) -> None:
    answer = visit().get("/rusak")
    assert answer.status_code == 500
    page = answer.get_data(as_text=True)
    assert "Ada gangguan" in page
    assert "RuntimeError" not in page


def test_no_page_needs_script_or_inline_style(visit: Visit) -> None:
    for path in ("/", "/privasi", "/tidak-ada"):
        page = visit().get(path).get_data(as_text=True)
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", page)


def test_a_visitor_gets_no_cookie(visit: Visit) -> None:
    assert "Set-Cookie" not in visit().get("/").headers


def test_a_refused_method_is_told_in_the_readers_language(visit: Visit) -> None:
    answer = visit().post("/privasi")
    assert answer.status_code == 405
    page = answer.get_data(as_text=True)
    assert "Permintaan ini tidak bisa diproses" in page
    assert "Method Not Allowed" not in page
