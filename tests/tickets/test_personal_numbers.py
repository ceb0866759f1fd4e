"""Personal numbers are hidden in every spelling; what an officer needs stays readable. All numbers are made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codes import code_from
from tickets.personal_numbers import PLACEHOLDERS, mask

MAN, WOMAN = "3211010507900001", "3211014507900001"

REGIONS = st.tuples(st.sampled_from(["32", "11", "36", "91"]), st.integers(1, 79), st.integers(1, 40)).map(
    lambda parts: f"{parts[0]}{parts[1]:02d}{parts[2]:02d}"
)
DATES = st.tuples(st.integers(1, 31), st.booleans(), st.integers(1, 12), st.integers(0, 99)).map(
    lambda parts: f"{parts[0] + 40 * parts[1]:02d}{parts[2]:02d}{parts[3]:02d}"
)
NIKS = st.tuples(REGIONS, DATES, st.integers(1, 9999)).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]:04d}")


@pytest.mark.parametrize(
    ("text", "hidden", "kinds"),
    [
        (f"NIK saya {MAN}", "NIK saya [NIK disembunyikan]", ("nik",)),
        (f"nik{WOMAN}saya", "nik[NIK disembunyikan]saya", ("nik",)),
        ("ini 3211.01.050790.0001 ya", "ini [NIK disembunyikan] ya", ("nik",)),
        ("3211 0105 0790 0001", "[NIK disembunyikan]", ("nik",)),
        ("3211-0105-0790-0001", "[NIK disembunyikan]", ("nik",)),
        (f"{MAN}/{WOMAN}", "[NIK disembunyikan]/[NIK disembunyikan]", ("nik",)),
        (f"no KK: {MAN}", "no KK: [nomor KK disembunyikan]", ("kk",)),
        (
            "kk 3211010507900009, nik 3211010507900001",
            "kk [nomor KK disembunyikan], nik [NIK disembunyikan]",
            ("kk", "nik"),
        ),
        ("9911010507900003", "[nomor KK disembunyikan]", ("kk",)),  # no such region, but a day of issue
        ("nik 1234567890123456", "nik [NIK disembunyikan]", ("nik",)),  # mistyped, and said to be one
        ("kartu 4111 1111 1111 1111", "kartu [nomor kartu atau rekening disembunyikan]", ("card",)),
        ("saldo4111111111111111hilang", "saldo[nomor kartu atau rekening disembunyikan]hilang", ("card",)),
        ("0145 0000 0000 0006", "[nomor kartu atau rekening disembunyikan]", ("card",)),
        ("rek BJB 0012345678901 an Ujang", "rek BJB [nomor kartu atau rekening disembunyikan] an Ujang", ("card",)),
        ("0812-3456-7890 3211 0105 0790 0001", "0812-3456-7890 [NIK disembunyikan]", ("nik",)),
        (f"{code_from(7)} {MAN}", f"{code_from(7)} [NIK disembunyikan]", ("nik",)),
    ],
)
def test_personal_numbers_are_hidden_but_for_their_kind(text: str, hidden: str, kinds: tuple[str, ...]) -> None:
    masked = mask(text)
    assert (masked.text, masked.kinds) == (hidden, kinds)


@pytest.mark.parametrize(
    "text",
    [
        "hubungi 081234567890 atau 0812 3456 7890 atau 0261-201234",
        "+62 812-3456-7890, 6281234567890, +6281234567890",
        f"aduan {code_from(123_456_789)} belum dijawab",
        "Rp 1.500.000.000.000 atau Rp3500000000000",
        "anggaran 1.000.000.000.000 dan 2.500.000.000.000,00",
        "22-11-2026 - 25-11-2026",
        "11-01-2026 05-12-2026",
        "2026-11-22 08:30 sampai 2026-11-23 09:30",
        "RT 02 RW 05 no 12, kode pos 45311, 3 hari, 14 orang",
        "harga 15.000 20.000 25.000 30.000 dan 1 2 3 4 5 6 7 8 9 10 11 12 13",
        "lokasi -6.8391234567, 107.9212345678",
        "NOP 32.11.010.001.002-0123.0",
        "rekening listrik saya mahal, telepon 081234567890",
        "",
    ],
)
def test_phones_codes_amounts_and_dates_stay_readable(text: str) -> None:
    assert mask(text).text == text


@given(NIKS, st.sampled_from(["", " ", ".", "-"]), st.sampled_from(["", "a", "nik:", "(", "*", "\n"]))
def test_no_nik_survives_in_any_spelling(nik: str, gap: str, around: str) -> None:
    spelled = gap.join([nik[:6], nik[6:12], nik[12:]])
    masked = mask(f"data {around}{spelled}{around} terima kasih")
    assert masked.kinds
    assert not any(letter.isdigit() for letter in masked.text)
    assert masked.text.endswith("terima kasih")


@given(st.text(st.sampled_from("0123456789 .-/+abkNIRpLP\n,"), max_size=60))
def test_what_is_masked_once_stays_as_it_is(text: str) -> None:
    once = mask(text)
    assert mask(once.text).text == once.text


@given(st.text(max_size=80))
def test_text_is_only_changed_where_a_kind_is_named(text: str) -> None:
    masked = mask(text)
    assert (masked.text == text) == (not masked.kinds)
    assert set(masked.kinds) <= set(PLACEHOLDERS)
