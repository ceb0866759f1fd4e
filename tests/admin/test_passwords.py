"""What makes a password good enough, and that a missing account takes as long as a wrong password."""

import pytest
from argon2 import PasswordHasher

from admin import passwords


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("pendek", "password.too_short"),
        ("x" * 201, "password.too_long"),
        ("aaaaaaaaaaaaaaaa", "password.too_plain"),
        ("admin.capil-rahasia", "password.holds_email"),
    ],
)
def test_weak_passwords_are_refused_with_their_reason(password: str, reason: str) -> None:
    assert passwords.too_weak(password, "admin.capil@kepo.test") == reason


def test_a_sentence_is_good_enough() -> None:
    assert passwords.too_weak("kopi pagi di teras", "admin.capil@kepo.test") is None


def test_only_the_right_password_matches() -> None:
    stored = passwords.hash_password("kopi pagi di teras")
    assert passwords.matches(stored, "kopi pagi di teras")
    assert not passwords.matches(stored, "kopi sore di teras")


def test_no_account_never_matches_and_costs_the_same_work() -> None:
    assert not passwords.matches(None, "apa saja")
    assert not PasswordHasher().check_needs_rehash(passwords.NOBODY)


def test_one_time_passwords_differ_and_are_strong() -> None:
    first, second = passwords.one_time_password(), passwords.one_time_password()
    assert first != second
    assert passwords.too_weak(first, "a@kepo.test") is None
