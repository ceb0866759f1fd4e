"""An answer that only thanks is noticed; one that says something is left alone."""

import pytest

from admin.thanks import only_thanks


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih atas laporannya.",
        "Terima kasih atas laporan Bapak/Ibu, akan segera kami tindaklanjuti.",
        "Baik, laporan sudah kami terima dan sedang diproses. Mohon menunggu.",
        "Selamat pagi, terima kasih atas informasinya, kami teruskan ke petugas terkait.",
    ],
)
def test_courtesy_alone_reads_as_a_pengantar(text: str) -> None:
    assert only_thanks(text)


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih. Lampu di depan SDN Cikondang sudah kami ganti tadi pagi.",
        "Jalan tersebut milik provinsi sehingga perbaikannya diusulkan ke UPTD Bina Marga.",
        "Terima kasih, petugas kami datang hari Senin 30 November.",
        "KTP Anda sudah jadi dan bisa diambil di loket 3.",
    ],
)
def test_an_act_a_decision_or_a_date_is_an_answer(text: str) -> None:
    assert not only_thanks(text)
