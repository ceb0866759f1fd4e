"""The member of staff behind a request, as Flask-Login carries it.

Rule: the cookie holds the id and the session key; a new key (role, agency or password changed, account closed) ends
every open session at its next request.
"""

from dataclasses import dataclass

from flask_login import UserMixin

from tickets.vocabulary import Role


@dataclass(frozen=True)
class Person(UserMixin):
    """One officer; `agency` is None only for staff without an office."""

    officer_id: str
    email: str
    name: str
    role: Role
    agency: str | None
    session_key: str
    must_change_password: bool
    bell_seen: int

    def get_id(self) -> str:
        return f"{self.officer_id}:{self.session_key}"

    @property
    def acts(self) -> bool:
        """Whether this person works on tickets, instead of only reading them."""
        return self.role in (Role.OFFICER, Role.COORDINATOR)
