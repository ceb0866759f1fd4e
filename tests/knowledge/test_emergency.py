"""Danger that is here and now is heard; what only sounds like it is not."""

import pytest

from knowledge.emergency import EmergencySigns
from knowledge.loader import load_region_named


@pytest.fixture(scope="module")
def signs() -> EmergencySigns:
    return EmergencySigns(load_region_named("sumedang"))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("rumah tetangga kebakaran tolong", "kebakaran"),
        ("imah kahuruan tulungan!!", "kebakaran"),
        ("apinya udh gede bgt di ruko sebelah", "kebakaran"),
        ("rumah kebakaran nomor damkar berapa, cepat", "kebakaran"),
        ("ada tabrakan di cadas pangeran, korban berdarah", "kecelakaan"),
        ("aya nu katabrak di hareup alfamart", "kecelakaan"),
        ("bapak saya sesak nafas ga bisa napas", "sakit-gawat"),
        ("dari kemarin demam, sekarang anak saya kejang", "sakit-gawat"),
        ("saya dibegal barusan", "kejahatan"),
        ("ada orang ngamuk bawa golok di pasar", "kejahatan"),
        ("longsor nimpa rumah warga, ada yang tertimbun", "bencana"),
        ("banjir sudah sedada kami terjebak", "bencana"),
        ("suami saya mukulin saya tolong", "kekerasan"),
        ("saya gak kuat hidup lagi, pengen mati aja", "bunuh-diri"),
        ("anak saya hilang dari kemarin", "darurat"),
        ("budak abdi leungit ti kamari", "darurat"),
        ("kabel listrik putus menjuntai di jalan", "darurat"),
        ("ada ular masuk rumah pak", "darurat"),
    ],
)
def test_present_danger_is_heard(signs: EmergencySigns, text: str, slug: str) -> None:
    danger = signs.find(text)
    assert danger is not None
    assert danger.slug == slug


@pytest.mark.parametrize(
    "text",
    [
        "nomor damkar berapa",
        "kalau ada kebakaran lapor kemana",
        "tahun lalu rumah saya kebakaran, KK ikut terbakar",
        "cara mengurus kk yang hilang kena kebakaran",
        "bantuan untuk korban longsor kapan cair",
        "film tentang kebakaran hutan judulnya apa",
        "wkwk dompet lagi kebakaran",
        "lampu jalan mati sudah 2 minggu",
        "pln mati lampu dari semalam",
        "mau daftar jadi pemadam kebakaran",
        "lowongan ambulans ada",
        "jembatan hampir roboh takut ada korban",
        "sering terjadi kecelakaan karena jalan berlubang",
        "minggu lalu ada kecelakaan di tikungan ini",
        "harga cabe bikin pingsan",
        "akta anak saya hilang gimana",
        "ktp anak saya hilang",
        "tahun lalu anak saya hilang di pasar",
        "kabel wifi putus di depan rumah",
        "di depan rumah saya",
    ],
)
def test_what_only_sounds_like_danger_is_none(signs: EmergencySigns, text: str) -> None:
    assert signs.find(text) is None


def test_what_the_message_says_besides_is_kept(signs: EmergencySigns) -> None:
    danger = signs.find("ada kebakaran di pasar! oh iya, cara bikin ktp hilang gimana")
    assert danger is not None
    assert "cara bikin ktp hilang" in danger.rest


def test_a_bare_place_raises_no_learned_alarm(signs: EmergencySigns) -> None:
    assert signs.is_dismissed("di depan rumah saya")
    assert signs.is_dismissed("masih mati pak blm ada yg dateng")
    assert not signs.is_dismissed("masih ada napas tolong")
    assert not signs.is_dismissed("depan rumah ada orang berlumuran darah")
