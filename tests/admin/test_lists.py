"""Lists: order, filters whose numbers match, search, paging, and the coordinator's queue."""

import re
from datetime import timedelta

import pytest

from store.ledger import events_of
from tests.admin.conftest import COORDINATOR, OFFICER, Desk
from tests.admin.scenes import dispose, file_ticket, now_of
from tests.factories import NOW
from tickets.vocabulary import Channel, EventKind, Kind, Status

pytestmark = pytest.mark.sqlite


def codes(page: str) -> list[str]:
    return re.findall(r'<span class="code">(LP-[0-9A-Z]{8})</span>', page)


def counts(page: str) -> dict[str, int]:
    found = re.findall(r'">([^<]+) <span class="number">\((\d+)\)</span>', page)
    return {label: int(number) for label, number in found}


def filed_at(desk: Desk, days_ago: int, number: int) -> str:
    desk.clock.now = NOW - timedelta(days=days_ago)
    code = file_ticket(desk, f"jalan berlubang {number}", number=f"+628120000{number:04}").code
    desk.clock.now = NOW
    return code


def test_late_ones_stand_first_then_the_nearest_due(desk: Desk) -> None:
    fresh, late, nearly, later = (filed_at(desk, days, n) for n, days in enumerate((0, 20, 6, 30)))
    page = desk.sign_in(OFFICER).page("/admin/tugas")
    assert codes(page) == [later, late, nearly, fresh]
    assert re.search(r"terlambat \d+ hari kerja", page)
    assert re.search(r"sisa \d+ hari kerja", page)


def test_numbers_on_the_filters_are_those_of_their_lists(desk: Desk) -> None:
    for number, days in enumerate((0, 1, 6, 7, 20, 30)):
        filed_at(desk, days, number)
    officer = desk.sign_in(OFFICER)
    officer.act(filed_at(desk, 2, 50), "ask_citizen", text="Di RT berapa?")
    officer.act(filed_at(desk, 2, 51), "resolve", text="Sudah ditambal.")
    said = counts(officer.page("/admin/tugas"))
    names = {"Terlambat": "terlambat", "Segera jatuh tempo": "segera", "Menunggu warga": "menunggu"}
    for label, name in {**names, "Selesai": "selesai", "Semua": "semua", "Perlu dikerjakan": ""}.items():
        assert len(codes(officer.page(f"/admin/tugas?tampil={name}"))) == said[label], label
    assert said["Menunggu warga"] == said["Selesai"] == 1
    assert said["Semua"] == 8


def test_search_finds_by_words_and_by_code_in_any_writing(desk: Desk) -> None:
    wanted, other = filed_at(desk, 1, 1), filed_at(desk, 1, 2)
    officer = desk.sign_in(OFFICER)
    assert codes(officer.page("/admin/tugas?cari=berlubang+1")) == [wanted]
    typed = other.lower().replace("-", " ")
    assert codes(officer.page(f"/admin/tugas?cari={typed}")) == [other]


def test_an_empty_result_says_why_it_is_empty(desk: Desk) -> None:
    officer = desk.sign_in(OFFICER)
    assert "Tidak ada yang perlu dikerjakan" in officer.page("/admin/tugas")
    assert "Tidak ada yang terlambat" in officer.page("/admin/tugas?tampil=terlambat")
    assert "tidak ada laporan yang cocok" in officer.page("/admin/tugas?cari=zebra").lower()


def test_kind_narrows_list_and_numbers(desk: Desk) -> None:
    file_ticket(desk)
    asked = file_ticket(desk, "kapan diperbaiki?", kind=Kind.QUESTION, category=None, suggested="dpupr")
    page = desk.sign_in(OFFICER).page("/admin/tugas?jenis=question")
    assert codes(page) == [asked.code]
    assert counts(page)["Semua"] == 1


@pytest.mark.parametrize("query", ["tampil=xx&jenis=yy&hal=zz", "hal=-1", "hal=99999999999999999999", "cari=%00%25_"])
def test_odd_addresses_show_a_list_and_no_fault(desk: Desk, query: str) -> None:
    file_ticket(desk)
    assert desk.sign_in(OFFICER).get(f"/admin/tugas?{query}").status_code == 200


def test_pages_hold_every_ticket_once(desk: Desk) -> None:
    filed = {filed_at(desk, number % 20, number) for number in range(30)}
    officer = desk.sign_in(OFFICER)
    first, second = officer.page("/admin/tugas"), officer.page("/admin/tugas?hal=2")
    assert "30 laporan, ditampilkan 1 sampai 25" in first
    assert "Halaman 2 dari 2" in second
    assert set(codes(first)) | set(codes(second)) == filed
    assert not set(codes(first)) & set(codes(second))


def test_coordinator_sees_all_agencies_with_their_names(desk: Desk) -> None:
    road, identity = file_ticket(desk), file_ticket(desk, "KTP lama jadi", category="layanan-adminduk")
    page = desk.sign_in(COORDINATOR).page("/admin/tugas")
    assert set(codes(page)) == {road.code, identity.code}
    assert "Disdukcapil" in page


def test_questions_have_their_own_list(desk: Desk) -> None:
    file_ticket(desk)
    asked = file_ticket(desk, "berapa lama?", kind=Kind.QUESTION, category=None, suggested="kesbangpol")
    assert codes(desk.sign_in(COORDINATOR).page("/admin/pertanyaan")) == [asked.code]


def test_screening_shows_the_oldest_first_with_reason_and_suggestion(desk: Desk) -> None:
    desk.clock.now = NOW - timedelta(days=7)
    old = file_ticket(desk, "sampah dan lampu", confirmed=False, confidence=0.55, suggested="dishub")
    desk.clock.now = NOW
    new = file_ticket(desk, "pungutan", kind=Kind.SUPERVISION, category=None, suggested="inspektorat")
    page = desk.sign_in(COORDINATOR).page("/admin/penyaringan")
    assert codes(page) == [old.code, new.code]
    assert "Warga belum memastikan kategorinya" in page
    assert "Usulan: Dishub (cukup yakin)" in page
    assert "terlambat 1 hari kerja" in page
    assert "sisa 3 hari kerja" in page


def test_disposing_with_another_category_is_one_act_and_one_notice(desk: Desk) -> None:
    ticket = file_ticket(desk, "lampu mati", confirmed=False, suggested="dishub")
    coordinator = desk.sign_in(COORDINATOR)
    coordinator.act(ticket.code, "dispose", agency="dishub", kind="complaint", category="lampu-jalan")
    after = now_of(desk, ticket)
    assert (after.agency, after.category, after.status) == ("dishub", "lampu-jalan", Status.HANDED_OVER)
    page = coordinator.page(f"/admin/aduan/{ticket.code}")
    assert page.count("Kabar penerusan") == 1
    assert "Kabar perubahan batas waktu" not in page


def test_disposing_as_suggested_changes_no_label(desk: Desk) -> None:
    ticket = file_ticket(desk, confirmed=False, suggested="dpupr")
    coordinator = desk.sign_in(COORDINATOR)
    coordinator.act(ticket.code, "dispose", agency="dpupr", kind="complaint", category="jalan-rusak")
    with desk.database.read() as session:
        assert EventKind.RECLASSIFIED not in [event.kind for event in events_of(session, ticket.id)]


def test_disposing_needs_an_agency_of_the_government(desk: Desk) -> None:
    ticket = file_ticket(desk, confirmed=False)
    coordinator = desk.sign_in(COORDINATOR)
    for agency in ("", "pln", "tidak-ada"):
        answer = coordinator.act(ticket.code, "dispose", agency=agency, kind="complaint", category="jalan-rusak")
        assert answer.status_code == 422
    assert now_of(desk, ticket) == ticket


def test_archiving_needs_a_reason_of_the_list(desk: Desk) -> None:
    ticket = file_ticket(desk, "tes tes", confirmed=False)
    coordinator = desk.sign_in(COORDINATOR)
    assert coordinator.act(ticket.code, "archive", reason="karena").status_code == 422
    assert coordinator.act(ticket.code, "archive", reason="not_a_report").status_code == 302
    assert now_of(desk, ticket).status is Status.CLOSED
    page = coordinator.page(f"/admin/aduan/{ticket.code}")
    assert "Alasan: Bukan laporan" in page
    assert "Kabar pengarsipan" in page


def test_reclassifying_moves_dates_forward_and_keeps_the_reason(desk: Desk) -> None:
    ticket = file_ticket(desk)
    coordinator = desk.sign_in(COORDINATOR)
    coordinator.act(ticket.code, "reclassify", kind="aspiration", category="usul-jalan", text="Ini usulan jalan baru.")
    after = now_of(desk, ticket)
    assert after.kind is Kind.ASPIRATION
    assert after.agency == "dpupr"
    assert "Alasan: Ini usulan jalan baru." in coordinator.page(f"/admin/aduan/{ticket.code}")


def test_coordinator_moves_a_ticket_to_another_agency(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.sign_in(COORDINATOR).act(ticket.code, "pass_on", agency="dishub", text="Salah alamat.")
    assert now_of(desk, ticket).agency == "dishub"


def test_returned_ticket_starts_the_coordinators_clock_again(desk: Desk) -> None:
    desk.clock.now = NOW - timedelta(days=7)
    ticket = file_ticket(desk, confirmed=False)
    desk.clock.now = NOW
    dispose(desk, ticket, "dpupr")
    desk.sign_in(OFFICER).act(ticket.code, "return_to_coordinator", text="Bukan kami.")
    coordinator = desk.sign_in(COORDINATOR)
    assert "sisa 3 hari kerja" in coordinator.page("/admin/penyaringan")
    assert "Dikembalikan oleh perangkat daerah" in coordinator.page("/admin/penyaringan")


def test_ticket_without_a_citizen_says_that_nothing_is_sent(desk: Desk) -> None:
    ticket = file_ticket(desk, channel=Channel.SIMULATOR)
    assert "Pesan langsung masuk" in desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    desk.clock.move(hours=30)
    assert "menunggu sampai warga membalas" in desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")


def test_page_beyond_the_end_shows_the_last_one(desk: Desk) -> None:
    ticket = file_ticket(desk)
    assert codes(desk.sign_in(OFFICER).page("/admin/tugas?hal=9")) == [ticket.code]
