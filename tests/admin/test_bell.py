"""The bell: rings for whom they are, counted, and seen."""

import pytest

from tests.admin.conftest import COORDINATOR, HEAD, JURY, OFFICER, OTHER_OFFICER, Desk
from tests.admin.scenes import citizen_adds, file_ticket
from tickets.vocabulary import Kind

pytestmark = pytest.mark.sqlite


def test_new_work_rings_for_its_agency_only(desk: Desk) -> None:
    ticket = file_ticket(desk)
    page = desk.sign_in(OFFICER).page("/admin/lonceng")
    assert "Laporan baru untuk ditangani" in page
    assert ticket.code in page
    assert ticket.code not in desk.sign_in(OTHER_OFFICER).page("/admin/lonceng")


def test_header_counts_what_was_not_seen_until_it_is_marked(desk: Desk) -> None:
    ticket = file_ticket(desk)
    citizen_adds(desk, ticket, "masih rusak")
    officer = desk.sign_in(OFFICER)
    assert 'class="count number">2<' in officer.page("/admin/tugas")
    last = max(ring for ring in range(1, 10) if f'value="{ring}"' in officer.page("/admin/lonceng"))
    officer.post("/admin/lonceng", "/admin/lonceng", sampai=last)
    assert "count number" not in officer.page("/admin/tugas")
    assert "count number" in desk.sign_in(HEAD).page("/admin/tugas")


def test_what_rings_after_the_page_was_read_stays_new(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.page("/admin/lonceng")
    citizen_adds(desk, ticket, "masih rusak")
    officer.post("/admin/lonceng", "/admin/tugas", sampai=1)
    assert 'class="count number">1<' in officer.page("/admin/tugas")


def test_a_made_up_number_marks_nothing_that_is_to_come(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.post("/admin/lonceng", "/admin/tugas", sampai=999999)
    citizen_adds(desk, ticket, "masih rusak")
    assert 'class="count number">1<' in officer.page("/admin/tugas")


def test_screening_rings_for_the_coordinator(desk: Desk) -> None:
    ticket = file_ticket(desk, kind=Kind.SUPERVISION, category=None)
    assert ticket.code in desk.sign_in(COORDINATOR).page("/admin/lonceng")
    assert ticket.code not in desk.sign_in(OFFICER).page("/admin/lonceng")


def test_jury_has_no_bell(desk: Desk) -> None:
    jury = desk.sign_in(JURY)
    assert "Lonceng" not in jury.page("/admin/skor")
    assert jury.get("/admin/lonceng").status_code == 403
