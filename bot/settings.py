"""Settings: environment or `.env`, read once at the start, frozen after that.

Every setting has a default that works in demo mode; a wrong value stops the start with a sentence that names it.
"""

from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

DEMO_SECRET = "kepo-demo-secret-not-for-production"  # noqa: S105  production refuses to start with it
DEMO_PASSWORD = "kepo-demo-2026"  # noqa: S105


class Mode(StrEnum):
    DEMO = "demo"
    PRODUCTION = "production"


class SettingsError(Exception):
    """A setting is wrong; the message names it and says what to do."""


class Settings(BaseSettings):
    """All that may be configured. Names are those of the environment, without regard to case."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    kepo_state_dir: Path = Path("var")
    kepo_mode: Mode = Mode.DEMO
    kepo_region: str = "sumedang"
    public_base_url: str = ""
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    database_url: str = ""
    web_workers: int = Field(default=2, ge=1, le=64)
    web_threads: int = Field(default=4, ge=1, le=64)
    demo_password: SecretStr = SecretStr(DEMO_PASSWORD)

    twilio_account_sid: str = ""
    twilio_auth_token: SecretStr = SecretStr("")
    twilio_auth_token_secondary: SecretStr = SecretStr("")
    twilio_api_key: str = ""
    twilio_api_secret: SecretStr = SecretStr("")
    twilio_whatsapp_from: str = ""
    twilio_messaging_service_sid: str = ""
    twilio_api_base_url: str = ""

    smtp_url: SecretStr = SecretStr("")
    mail_from: str = ""

    @field_validator("kepo_state_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("public_base_url", "twilio_api_base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not _is_web_address(value):
            raise ValueError("must be a web address such as https://kepo.example.go.id")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("must begin with postgresql+psycopg:// or sqlite:///")
        if value:
            _parsed_database(value)
        return value

    @field_validator("twilio_whatsapp_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        number = value.removeprefix("whatsapp:")
        if value and not (number.startswith("+") and number[1:].isdigit()):
            raise ValueError("must be a number such as +6281234567890")
        return f"whatsapp:{number}" if value else ""

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and urlsplit(value.get_secret_value()).scheme not in ("smtp", "smtps"):
            raise ValueError("must begin with smtp:// or smtps://")
        if value.get_secret_value() and not _has_host(value.get_secret_value()):
            raise ValueError("must name a server, such as smtp://user:password@mail.example.go.id:587")
        return value

    @model_validator(mode="after")
    def _production_is_guarded(self) -> Self:
        if self.kepo_mode is Mode.PRODUCTION:
            missing = _missing_in_production(self)
            if missing:
                raise ValueError("; ".join(missing))
        if self.smtp_url.get_secret_value() and not self.mail_from:
            raise ValueError("MAIL_FROM is needed with SMTP_URL: the address that mail comes from")
        return self

    @property
    def production(self) -> bool:
        return self.kepo_mode is Mode.PRODUCTION

    @property
    def database(self) -> str:
        """The database address in force; by default an SQLite file in the state folder."""
        return self.database_url or f"sqlite:///{self.kepo_state_dir / 'kepo.sqlite3'}"

    @property
    def base_url(self) -> str:
        """The address by which the outside reaches this desk, without a slash at the end."""
        return self.public_base_url or f"http://{self.host}:{self.port}"

    @property
    def signature_secrets(self) -> tuple[str, ...]:
        """Secrets that a webhook may be signed with: two during a rotation."""
        both = (self.twilio_auth_token.get_secret_value(), self.twilio_auth_token_secondary.get_secret_value())
        return tuple(secret for secret in both if secret)

    @property
    def mail_enabled(self) -> bool:
        return bool(self.smtp_url.get_secret_value())

    @property
    def whatsapp_enabled(self) -> bool:
        """Whether messages can be sent through the provider's REST interface."""
        has_credentials = bool(self.twilio_auth_token.get_secret_value() or self.twilio_api_secret.get_secret_value())
        has_sender = bool(self.twilio_whatsapp_from or self.twilio_messaging_service_sid)
        return bool(self.twilio_account_sid) and has_credentials and has_sender


def _is_web_address(value: str) -> bool:
    """An origin, with a path at most: a query would stand in the middle of every address made from it."""
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and not parts.query and not parts.fragment and _has_host(value)


def _has_host(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:  # a port that is no number, or none of the 65,535
        return False


def _parsed_database(value: str) -> None:
    try:
        make_url(value)
    except (ArgumentError, ValueError):
        raise ValueError("cannot be read: postgresql+psycopg://user:password@host/name") from None


def _missing_in_production(settings: Settings) -> list[str]:
    found: list[str] = []
    secret = settings.secret_key.get_secret_value()
    if secret == DEMO_SECRET or len(secret) < 32:
        found.append("SECRET_KEY must be set in production: at least 32 random characters")
    if not settings.signature_secrets:
        found.append("TWILIO_AUTH_TOKEN must be set in production: without it no message can be verified")
    if not settings.public_base_url.startswith("https://"):
        found.append("PUBLIC_BASE_URL must be set in production: the https:// address that Twilio calls")
    return found


def load_settings(**overrides: object) -> Settings:
    """Read the environment and `.env` once. Raises SettingsError with one sentence for each wrong setting."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError("\n".join(_sentence(part) for part in error.errors())) from None


def _sentence(part: object) -> str:
    details = dict(part)  # type: ignore[call-overload]
    name = "_".join(str(step) for step in details["loc"]).upper()
    message = str(details["msg"]).removeprefix("Value error, ")
    return f"{name}: {message}" if name else message
