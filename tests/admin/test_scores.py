"""The score page: figures of the scoring rules, the same in page and file, with their method beside them."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest

from admin.score_table import ScoreGroup, ScorePage, ScoreRow, as_csv, offered_periods
from scores.period import Period
from tests.admin.conftest import HEAD, JURY, OFFICER, Desk
from tests.admin.scenes import file_ticket
from tickets.vocabulary import Kind

OCTOBER = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


def october(desk: Desk, *, answered: int, silent: int, category: str = "jalan-rusak", email: str = OFFICER) -> None:
    """Tickets of October for one agency: some answered on the same day, some never."""
    for number in range(answered + silent):
        desk.clock.now = OCTOBER + timedelta(minutes=number)
        ticket = file_ticket(desk, f"laporan {number}", category=category, number=f"+62813{number:07}")
        if number < answered:
            desk.sign_in(email).act(ticket.code, "answer", text=f"Sudah dikerjakan, nomor {number}.")
    desk.clock.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@pytest.mark.sqlite
def test_share_and_waits_are_those_of_the_tickets(desk: Desk) -> None:
    october(desk, answered=9, silent=3)
    page = desk.sign_in(JURY).page("/admin/skor?periode=2026-10")
    assert "Oktober 2026" in page
    assert "9 (75,0%)" in page
    assert "0,0 hari kerja" in page
    assert "Dinas Pekerjaan Umum dan Tata Ruang 3." in page
    assert "sudah tetap sejak" in page


@pytest.mark.sqlite
def test_few_tickets_are_shown_and_not_ranked(desk: Desk) -> None:
    october(desk, answered=1, silent=1)
    page = desk.sign_in(HEAD).page("/admin/skor?periode=2026-10")
    assert "belum cukup tiket" in page
    assert "1 (50,0%)" in page
    assert "paling sedikit <b>10 laporan</b>" in page


@pytest.mark.sqlite
def test_questions_are_not_scored(desk: Desk) -> None:
    desk.clock.now = OCTOBER
    file_ticket(desk, "kapan?", kind=Kind.QUESTION, category=None, suggested="dpupr")
    desk.clock.now = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    assert "belum ada yang dinilai" in desk.sign_in(JURY).page("/admin/skor?periode=2026-10")


@pytest.mark.sqlite
def test_running_period_is_called_provisional(desk: Desk) -> None:
    page = desk.sign_in(JURY).page("/admin/skor")
    assert "November 2026" in page
    assert "Angka sementara" in page


@pytest.mark.sqlite
def test_unknown_period_falls_back_and_says_so(desk: Desk) -> None:
    assert "Periode itu tidak dikenal" in desk.sign_in(JURY).page("/admin/skor?periode=kapan")


@pytest.mark.sqlite
def test_file_holds_the_figures_of_the_page(desk: Desk) -> None:
    october(desk, answered=9, silent=3)
    jury = desk.sign_in(JURY)
    answer = jury.get("/admin/skor.csv?periode=2026-10")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="skor-2026-10.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["Jatuh tempo"], row["Dijawab tepat waktu"], row["Tepat waktu (%)"]) == ("12", "9", "75.0")
    page = jury.page("/admin/skor?periode=2026-10")
    for column in ("Nilai", "Harapan (%)", "Sesudah penyeimbang (%)", "Tunggu 90% (hari kerja)"):
        assert row[column].replace(".", ",") in page


def test_offered_periods_are_months_then_quarters_then_years() -> None:
    offered = offered_periods(datetime(2026, 2, 3, tzinfo=UTC).date())
    assert offered[:3] == ("2026-02", "2026-01", "2025-12")
    assert len([label for label in offered if "-" in label and "Q" not in label]) == 12
    assert offered[12:14] == ("2026-Q1", "2025-Q4")
    assert offered[-2:] == ("2026", "2025")


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
def test_no_cell_of_the_file_can_become_a_formula(name: str) -> None:
    row = ScoreRow(name, 1, 1, 100.0, 100.0, 100.0, 100.0, None, 0, None, None)
    page = ScorePage(Period.parse("2026-10"), OCTOBER, True, (ScoreGroup("Dinas", 100.0, (row,)),))
    (cells,) = csv.DictReader(io.StringIO(as_csv(page).decode("utf-8-sig")))
    assert cells["Perangkat daerah"] == "'" + name
