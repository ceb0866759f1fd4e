"""Files that strangers sent: only for those who see the ticket, and never run by a browser."""

import pytest

from tests.admin.conftest import COORDINATOR, JURY, OFFICER, OTHER_OFFICER, Desk
from tests.admin.scenes import file_ticket, store_photo

pytestmark = pytest.mark.sqlite

PICTURE = b"\xff\xd8\xff\xe0 a picture"


def test_picture_is_shown_with_safe_headers(desk: Desk) -> None:
    media_id = store_photo(desk, file_ticket(desk), PICTURE)
    answer = desk.sign_in(OFFICER).get(f"/admin/media/{media_id}")
    assert answer.data == PICTURE
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "private, max-age=3600"
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")


def test_what_is_no_picture_is_downloaded(desk: Desk) -> None:
    media_id = store_photo(desk, file_ticket(desk), b"%PDF-1.7", "application/pdf")
    answer = desk.sign_in(OFFICER).get(f"/admin/media/{media_id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_type_that_is_not_ours_is_not_served(desk: Desk) -> None:
    media_id = store_photo(desk, file_ticket(desk), b"<script>", "text/html")
    assert desk.sign_in(OFFICER).get(f"/admin/media/{media_id}").status_code == 404


def test_others_do_not_find_it(desk: Desk) -> None:
    media_id = store_photo(desk, file_ticket(desk), PICTURE)
    assert desk.sign_in(OTHER_OFFICER).get(f"/admin/media/{media_id}").status_code == 404
    assert desk.sign_in(JURY).get(f"/admin/media/{media_id}").status_code == 403
    assert desk.sign_in(COORDINATOR).get(f"/admin/media/{media_id}").status_code == 200
    assert desk.visitor().get(f"/admin/media/{media_id}").status_code == 302


def test_file_that_is_gone_from_the_disk_is_not_found(desk: Desk) -> None:
    media_id = store_photo(desk, file_ticket(desk), PICTURE)
    for path in desk.media_dir.rglob("*"):
        if path.is_file():
            path.unlink()
    assert desk.sign_in(OFFICER).get(f"/admin/media/{media_id}").status_code == 404


def test_page_links_stored_pictures_and_says_what_is_on_its_way(desk: Desk) -> None:
    ticket = file_ticket(desk, photos=2)
    media_id = store_photo(desk, ticket, PICTURE)
    page = desk.sign_in(OFFICER).page(f"/admin/aduan/{ticket.code}")
    assert f'src="/admin/media/{media_id}" alt="Foto 1 dari warga"' in page
    assert "2 foto atau berkas sedang diambil" in page
    assert "twilio" not in page
