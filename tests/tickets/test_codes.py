"""Ticket codes: made, read kindly, found in chat, and not hit by a guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.codes import RANDOM_CODES, code_from, find_codes, parse_code

NUMBERS = st.integers(0, RANDOM_CODES - 1)


@given(NUMBERS)
def test_a_code_is_read_back(number: int) -> None:
    code = code_from(number)
    assert len(code) == 11
    assert parse_code(code) == code
    assert find_codes(f"status {code}?") == (code,)


@given(NUMBERS)
def test_a_code_is_read_however_it_is_written(number: int) -> None:
    code = code_from(number)
    loose = f" lp {code[3:7]} - {code[7:]} ".lower().replace("0", "o").replace("1", "l")
    assert parse_code(loose) == code
    assert parse_code(code[3:]) == code


def test_different_numbers_give_different_codes() -> None:
    assert len({code_from(number) for number in range(3000)}) == 3000


@given(NUMBERS, st.integers(3, 9), st.integers(1, 30))
def test_a_slip_of_one_symbol_is_noticed(number: int, place: int, step: int) -> None:
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = code_from(number)
    value = alphabet.index(code[place])
    other = (value + step) % 32
    slipped = code[:place] + alphabet[other] + code[place + 1 :]
    if (value - other) % 31:  # 0 and Z weigh the same, modulo 31
        assert parse_code(slipped) is None


@pytest.mark.parametrize("text", ["", "LP-", "LP-1234", "LP-UUUUUUUU", "halo", "LP-000000000", "0"])
def test_what_is_no_code_is_not_read(text: str) -> None:
    assert parse_code(text) is None


def test_a_number_out_of_range_makes_no_code() -> None:
    with pytest.raises(ValueError, match="seven base 32 digits"):
        code_from(RANDOM_CODES)


def test_the_check_is_the_sum_of_position_times_value_modulo_31() -> None:
    assert code_from(0) == "LP-00000000"
    assert code_from(1) == "LP-00000017"
    assert code_from(RANDOM_CODES - 1) == "LP-ZZZZZZZ0"


def test_codes_are_found_in_running_text_in_order_and_once() -> None:
    one, two = code_from(1), code_from(123_456_789)
    text = f"min {two.lower()} sama lp {one[3:7]} {one[7:]} gimana? {two} itu lama"
    assert find_codes(text) == (two, one)


@pytest.mark.parametrize(
    "text", ["lp saya belum jadi", "nomor 081234567890", "lp 3 hari ini mati", "KLP-00000017", "LP-000000170"]
)
def test_words_and_numbers_are_not_taken_for_codes(text: str) -> None:
    assert find_codes(text) == ()
