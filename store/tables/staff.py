"""Officers and their sign-ins."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from store.base import UtcDateTime, new_id, one_of
from tickets.vocabulary import Role


class Officer(SQLModel, table=True):
    """A member of staff. `session_key` changes with role, agency or password, which ends every open session."""

    __table_args__ = (one_of("role", Role),)

    id: str = Field(default_factory=new_id, primary_key=True, max_length=32)
    email: str = Field(unique=True, max_length=200)  # lower case
    name: str = Field(default="", max_length=120)
    role: str = Field(max_length=16)
    agency: str | None = Field(default=None, max_length=80)
    password_hash: str = Field(max_length=200)
    session_key: str = Field(default_factory=new_id, max_length=32)
    must_change_password: bool = Field(default=False)
    active: bool = Field(default=True)
    is_demo: bool = Field(default=False)
    bell_seen: int = Field(default=0)  # id of the last bell seen
    created_at: datetime = Field(sa_type=UtcDateTime)
    signed_in_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class SignInAttempt(SQLModel, table=True):
    """For the throttle: kept in the database because memory forgets on restart and doubles with two workers."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_email_at", "email", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    email: str = Field(max_length=200)
    at: datetime = Field(sa_type=UtcDateTime)
    succeeded: bool = Field(default=False)
