"""What an officer sees of a ticket and what the acts do, through the real pages."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import col, select

from admin.act_forms import TEXT_LIMIT
from store.ledger import events_of
from store.tables import Message, Outbox
from tests.admin.conftest import COORDINATOR, HEAD, OFFICER, OTHER_OFFICER, Desk
from tests.admin.scenes import citizen_adds, file_ticket, now_of
from tests.factories import NOW
from tickets.facts import Ticket
from tickets.vocabulary import EventKind, Kind, Role, Status

pytestmark = pytest.mark.sqlite


def kinds(desk: Desk, ticket: Ticket) -> list[str]:
    with desk.database.read() as session:
        return [event.kind for event in events_of(session, ticket.id)]


def notices(desk: Desk, ticket: Ticket) -> list[tuple[str, str]]:
    with desk.database.read() as session:
        rows = session.exec(select(Outbox).where(col(Outbox.ticket_id) == ticket.id)).all()
    return [(row.key, row.state) for row in rows]


def test_page_shows_matter_place_and_reporter(desk: Desk) -> None:
    ticket = file_ticket(desk, place=(-6.9039, 107.7975))
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    for words in ("jalan di depan pasar berlubang dalam", "depan Pasar Tanjungsari", "Euis Komariah", "Jalan rusak"):
        assert words in page
    assert "mlat=-6.903900&amp;mlon=107.797500" in page


def test_no_map_without_shared_coordinates(desk: Desk) -> None:
    ticket = file_ticket(desk)
    assert "openstreetmap" not in desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")


def test_hidden_name_is_said_and_not_shown_to_the_agency(desk: Desk) -> None:
    ticket = file_ticket(desk, hide_name=True)
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert "Euis" not in page
    assert "Pelapor meminta namanya disembunyikan" in page
    assert "Euis Komariah" in desk.sign_in(COORDINATOR).page(f"/admin/aduan/{ticket.code}")


def test_number_of_the_citizen_is_on_no_page(desk: Desk) -> None:
    ticket = file_ticket(desk, number="+6281311112222")
    for email in (OFFICER, COORDINATOR):
        assert "81311112222" not in desk.sign_in(email).page(f"/admin/aduan/{ticket.code}")


def test_other_chats_of_the_citizen_are_not_shown(desk: Desk) -> None:
    ticket = file_ticket(desk)
    other = file_ticket(desk, "KTP saya belum jadi", category="layanan-adminduk")
    assert "KTP saya belum jadi" not in desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert desk.sign_in(OFFICER).get(f"/admin/aduan/{other.code}").status_code == 404


def test_what_a_citizen_wrote_cannot_become_markup(desk: Desk) -> None:
    ticket = file_ticket(desk, '<script>alert(1)</script> jalan "rusak"', name="<b>Euis</b>")
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert "<script" not in page
    assert "<b>Euis" not in page
    assert "&lt;script&gt;" in page


def test_code_is_read_kindly_in_the_address(desk: Desk) -> None:
    ticket = file_ticket(desk)
    assert desk.sign_in(OFFICER).get(f"/admin/aduan/{ticket.code.lower()}").status_code == 200


def test_pengantar_tells_the_citizen_and_stops_no_clock(desk: Desk) -> None:
    ticket = file_ticket(desk)
    answer = desk.sign_in(OFFICER).act(ticket.code, "acknowledge", text="Kami cek besok.")
    assert answer.status_code == 302
    after = now_of(desk, ticket)
    assert after.legs[-1].acknowledged_at is not None
    assert after.legs[-1].answered_at is None
    assert notices(desk, ticket) == [("acknowledged", "queued")]


def test_jawaban_stops_the_answer_clock(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.act(ticket.code, "answer", text="Jalan ditambal hari Rabu, 25 November 2026.")
    assert now_of(desk, ticket).legs[-1].answered_at == NOW
    page = officer.page(f"/admin/aduan/{ticket.code}")
    assert "Jawaban tersimpan" in page
    assert "dijawab tepat waktu" in page
    assert "Dinas PUTR mengirim jawaban" in page
    assert "Menunggu giliran kirim" in page


def test_question_pauses_and_the_reply_ends_the_pause(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.act(ticket.code, "ask_citizen", text="Di RT berapa?")
    assert now_of(desk, ticket).status is Status.WAITING_CITIZEN
    assert "waktu berhenti, menunggu warga" in officer.page("/admin/tugas")
    citizen_adds(desk, ticket, "RT 3")
    assert now_of(desk, ticket).status is Status.HANDED_OVER


def test_resolving_without_an_answer_counts_as_both(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.sign_in(OFFICER).act(ticket.code, "resolve", text="Lubang sudah ditambal pagi ini.")
    after = now_of(desk, ticket)
    assert after.status is Status.RESOLVED
    assert after.legs[-1].answered_at == after.legs[-1].resolved_at == NOW


def test_early_return_goes_to_the_coordinator_with_its_reason(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    page = officer.page(f"/admin/aduan/{ticket.code}")
    assert "Kembalikan ke koordinator" in page
    assert "Serahkan ke perangkat daerah lain" not in page
    officer.act(ticket.code, "return_to_coordinator", text="Ini jalan provinsi.")
    assert now_of(desk, ticket).status is Status.SCREENING
    seen = desk.sign_in(COORDINATOR).page(f"/admin/aduan/{ticket.code}")
    assert "Alasan: Ini jalan provinsi." in seen
    assert ticket.code in desk.sign_in(COORDINATOR).page("/admin/penyaringan")


def test_later_transfer_keeps_the_leg_with_the_sender(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.clock.move(days=3)
    officer = desk.sign_in(OFFICER)
    officer.act(ticket.code, "pass_on", text="Lampu jalan diurus Dishub.", agency="dishub")
    after = now_of(desk, ticket)
    assert after.agency == "dishub"
    assert after.legs[0].transferred_at == desk.clock.now
    page = officer.page(f"/admin/aduan/{ticket.code}")
    assert "tidak lagi di perangkat daerah Anda" in page


def test_late_return_becomes_a_transfer_to_the_coordinator(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.clock.move(days=3)
    desk.sign_in(OFFICER).act(ticket.code, "return_to_coordinator", text="Bukan wewenang kami.")
    after = now_of(desk, ticket)
    assert after.status is Status.SCREENING
    assert after.legs[0].transferred_at is not None


def test_officer_of_another_agency_cannot_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    other = desk.sign_in(OTHER_OFFICER)
    answer = other.post(f"/admin/aduan/{ticket.code}/answer", "/admin/tugas", seq=ticket.last_seq, text="halo semua")
    assert answer.status_code == 404
    assert now_of(desk, ticket) == ticket


def test_head_reads_and_cannot_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    head = desk.sign_in(HEAD)
    page = head.page(f"/admin/aduan/{ticket.code}")
    assert "tanpa bisa mengubahnya" in page
    assert "/answer" not in page
    answer = head.post(f"/admin/aduan/{ticket.code}/answer", "/admin/tugas", seq=ticket.last_seq, text="halo semua")
    assert answer.status_code == 403
    assert now_of(desk, ticket) == ticket


@pytest.mark.parametrize(
    ("text", "said"), [("   ", "Tuliskan isinya dulu"), ("a" * (TEXT_LIMIT + 1), "Terlalu panjang: 1301 karakter")]
)
def test_bad_words_are_said_and_kept(desk: Desk, text: str, said: str) -> None:
    ticket = file_ticket(desk)
    answer = desk.sign_in(OFFICER).act(ticket.code, "answer", text=text)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert said in page
    assert text.strip() in page
    assert now_of(desk, ticket) == ticket


def test_line_ends_of_browsers_are_not_counted_twice(desk: Desk) -> None:
    ticket = file_ticket(desk)
    text = "ab\r\n" * (TEXT_LIMIT // 3 - 1) + "abc"
    assert desk.sign_in(OFFICER).act(ticket.code, "answer", text=text).status_code == 302


def test_same_form_twice_makes_one_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    fields: dict[str, str | int] = {"seq": ticket.last_seq, "text": "Jalan ditambal hari Rabu."}
    first = officer.act(ticket.code, "answer", **fields)
    second = officer.act(ticket.code, "answer", **fields)
    assert (first.status_code, second.status_code) == (302, 302)
    assert kinds(desk, ticket).count(EventKind.ANSWERED) == 1
    assert notices(desk, ticket) == [("answered", "queued")]
    assert "sudah tercatat sebelumnya" in officer.page(f"/admin/aduan/{ticket.code}")


def test_same_resolution_twice_makes_one_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    for _ in range(2):
        answer = officer.act(ticket.code, "resolve", seq=ticket.last_seq, text="Lubang sudah ditambal pagi ini.")
        assert answer.status_code == 302
    assert kinds(desk, ticket).count(EventKind.RESOLVED) == 1


def test_two_officers_at_once_make_one_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.sign_in(OFFICER).act(ticket.code, "answer", text="Jalan ditambal hari Rabu.")
    desk.add("kedua@dpupr.test", Role.OFFICER, "dpupr")
    second = desk.sign_in("kedua@dpupr.test")
    answer = second.act(ticket.code, "answer", seq=ticket.last_seq, text="Kami jadwalkan bulan depan.")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "berubah sejak halaman Anda dibuka" in page
    assert "Dinas PUTR mengirim jawaban" in page
    assert "Kami jadwalkan bulan depan." in page
    assert kinds(desk, ticket).count(EventKind.ANSWERED) == 1


def test_citizens_addition_is_shown_before_the_answer_goes_out(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    citizen_adds(desk, ticket, "sekarang sudah ditambal warga")
    answer = officer.act(ticket.code, "answer", seq=ticket.last_seq, text="Kami tambal hari Rabu.")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Warga menambahkan keterangan" in page
    assert "sekarang sudah ditambal warga" in page
    assert "Kami tambal hari Rabu.</textarea>" in page
    seq = re.search(r'name="seq" value="(\d+)"', page)
    assert seq is not None
    assert officer.act(ticket.code, "answer", seq=seq[1], text="Kami tambal hari Rabu.").status_code == 302


def test_refused_act_leaves_no_words_behind(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    answer = officer.act(ticket.code, "pass_on", text="Bukan kami.", agency="dishub")
    assert answer.status_code == 409
    assert "Bukan kami." in answer.get_data(as_text=True)
    with desk.database.read() as session:
        assert len(session.exec(select(Message)).all()) == 1


def test_tampered_form_token_changes_nothing(desk: Desk) -> None:
    ticket = file_ticket(desk)
    for seq in ("x", "", -1, 999, "²", "9" * 5000):
        answer = desk.sign_in(OFFICER).act(ticket.code, "answer", seq=seq, text="Kami tambal hari Rabu.")
        assert answer.status_code == 409
    assert now_of(desk, ticket) == ticket


def test_answer_of_thanks_only_is_sent_with_a_warning(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.act(ticket.code, "answer", text="Terima kasih atas laporannya, segera kami tindaklanjuti.")
    assert "ini terbaca seperti pengantar" in officer.page(f"/admin/aduan/{ticket.code}")
    assert now_of(desk, ticket).legs[-1].answered_at is not None


def test_form_says_that_a_message_goes_straight_to_the_chat(desk: Desk) -> None:
    ticket = file_ticket(desk)
    assert "Pesan langsung masuk ke chat warga" in desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")


def test_form_says_that_nothing_can_be_sent_without_a_template(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.clock.now = NOW + timedelta(hours=25)
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert "belum bisa dikirim" in page
    assert "templat WhatsApp belum terpasang" in page


def test_what_became_of_a_notice_is_told_with_what_to_do(desk: Desk) -> None:
    ticket = file_ticket(desk)
    officer = desk.sign_in(OFFICER)
    officer.act(ticket.code, "answer", text="Jalan ditambal hari Rabu.")
    with desk.database.write() as session:
        row = session.exec(select(Outbox).where(col(Outbox.ticket_id) == ticket.id)).one()
        row.state, row.reason = "failed", "blocked_us"
        session.add(row)
    page = officer.page(f"/admin/aduan/{ticket.code}")
    assert "Tidak terkirim" in page
    assert "Jangan dikirim ulang" in page


def test_due_date_is_explained_with_rule_and_calendar(desk: Desk) -> None:
    ticket = file_ticket(desk)
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert "Mengapa tanggal ini?" in page
    assert ticket.rule_version in page
    assert f"kalender {ticket.calendar_version}" in page


def test_ledger_names_who_held_the_ticket(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.clock.move(days=1)
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    rows = re.findall(r'<th scope="row" role="rowheader">([^<]+)</th>', page)
    assert rows == ["Dinas PUTR"]
    assert "1 hari kerja" in page


def test_answer_to_a_question_resolves_it(desk: Desk) -> None:
    ticket = file_ticket(desk, "Kapan jalan diperbaiki?", kind=Kind.QUESTION, category=None, suggested="dpupr")
    desk.sign_in(OFFICER).act(ticket.code, "answer", text="Perbaikan mulai 1 Desember 2026.")
    assert now_of(desk, ticket).status is Status.RESOLVED
    assert notices(desk, ticket) == [("resolved", "queued")]


def test_same_form_from_two_browsers_at_once_makes_one_act(desk: Desk) -> None:
    ticket = file_ticket(desk)
    browsers = [desk.sign_in(OFFICER) for _ in range(4)]
    fields: dict[str, str | int] = {"seq": ticket.last_seq, "text": "Jalan ditambal hari Rabu."}
    with ThreadPoolExecutor(max_workers=4) as pool:
        answers = list(pool.map(lambda browser: browser.act(ticket.code, "answer", **fields), browsers))
    assert [answer.status_code for answer in answers] == [302] * 4
    assert kinds(desk, ticket).count(EventKind.ANSWERED) == 1
    assert notices(desk, ticket) == [("answered", "queued")]


def test_control_characters_are_taken_out_of_an_answer(desk: Desk) -> None:
    ticket = file_ticket(desk)
    desk.sign_in(OFFICER).act(ticket.code, "answer", text="Jalan\x00 ditambal\x1b hari Rabu.\r\nTerima kasih.")
    with desk.database.read() as session:
        words = session.exec(select(Message.text).where(col(Message.officer_id).is_not(None))).one()
    assert words == "Jalan ditambal hari Rabu.\nTerima kasih."


@pytest.mark.parametrize("code", ["LP-00000001", "x%00y", "%2e%2e", "LP-" + "Z" * 500])
def test_nonsense_in_the_address_is_not_found(desk: Desk, code: str) -> None:
    assert desk.sign_in(OFFICER).get(f"/admin/aduan/{code}").status_code == 404
