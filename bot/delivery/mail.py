"""E-mail to officers over SMTP. Says that work is there, never what a citizen wrote.

A mail server offers no look-up: after a broken connection the same mail is sent again under the same Message-ID, by
which mail programs fold the two.
"""

import smtplib
import ssl
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.headerregistry import Address as MailAddress
from email.message import EmailMessage
from email.utils import parseaddr
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bot.door.channel import SendLater, SendRefused

TIMEOUT_SECONDS = 4.0
_TEXTS = Path(__file__).resolve().parent.parent / "texts" / "mail.toml"


@dataclass(frozen=True)
class Mail:
    """One mail. `reference` is our outbox id."""

    reference: str
    to: str
    subject: str
    body: str


@cache
def texts() -> Mapping[str, Mapping[str, str]]:
    """Subjects and bodies by key; the table `kinds` names the kinds of tickets."""
    return tomllib.loads(_TEXTS.read_text(encoding="utf-8"))


def compose_mail(reference: str, to: str, key: str, params: Mapping[str, object]) -> Mail:
    """Fill one mail. Raises KeyError for an unknown key or a missing parameter."""
    text = texts()[key]
    values = {name: str(value) for name, value in params.items()}
    subject = " ".join(text["subject"].format_map(values).split())
    return Mail(reference, to, subject, text["body"].strip().format_map(values) + "\n")


class Postman:
    """Sends through one SMTP server: smtp://user:password@host:587 (STARTTLS if offered) or smtps://...:465."""

    def __init__(self, url: str, mail_from: str) -> None:
        parts = urlsplit(url)
        self.secure = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.secure else 587)
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.mail_from = mail_from

    def send(self, mail: Mail) -> None:
        """Hand over one mail. Raises SendRefused (the address is wrong) or SendLater (anything else)."""
        try:
            with self._connect() as server:
                server.send_message(self._message(mail))
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise (SendRefused if code >= 500 else SendLater)(f"smtp-{code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise SendLater(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
        if self.user:
            server.login(self.user, self.password)
        return server

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["Subject"] = mail.subject
        message["From"] = self.mail_from
        message["To"] = MailAddress(addr_spec=mail.to)
        domain = parseaddr(self.mail_from)[1].rpartition("@")[2] or "kepo.invalid"
        message["Message-ID"] = f"<{mail.reference}@{domain}>"
        message.set_content(mail.body)
        return message
