"""Passwords: how they are kept and what makes one good enough.

Rule: checking costs the same whether an account exists or not.
"""

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
NAME_TELLS = 4  # a shorter name stands in many good passwords by chance
LONGEST = 200  # argon2 itself has no limit; a long one would only cost time

# The hash of a random text nobody kept; it stands in where there is no account, so that the answer takes as long.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$6Q0zkxDQKJ+ivYglwIS4rQ$llYLlOD9s9xbN5+owkrxpiOlV4rhdUE1oAaSDzN5glE"

_hasher = PasswordHasher()


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one. `None` (no such account) takes as long and is never right."""
    try:
        right = _hasher.verify(stored or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


def one_time_password() -> str:
    """A password that is shown once and must be changed: four groups of easily read symbols, about 80 bits."""
    symbols = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(symbols) for _ in range(4)) for _ in range(4))


def too_weak(password: str, email: str) -> str | None:
    """Why a password cannot be taken, as a key of the texts; None if it can."""
    if len(password) < SHORTEST:
        return "password.too_short"
    if len(password) > LONGEST:
        return "password.too_long"
    if len(set(password)) < 5:
        return "password.too_plain"
    name = email.split("@", 1)[0].lower()
    if len(name) >= NAME_TELLS and name in password.lower():
        return "password.holds_email"
    return None
