"""Article texts and editors for tests, as the store takes them."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session

from store.knowledge_words import Editor
from tests.factories import make_officer
from tickets.vocabulary import Role

REVIEW = date(2027, 5, 22)


@dataclass(frozen=True)
class Text:
    """Any text will do: the store does not read it."""

    slug: str = "ktp-hilang"
    content: str = "Bawa surat kehilangan."
    owner: str = "capil"
    title: str = "KTP-el hilang"
    review: date = REVIEW
    expires: date | None = None

    @property
    def content_hash(self) -> str:
        return hashlib.sha256(self.content.encode()).hexdigest()[:16]

    def saying(self, content: str) -> "Text":
        return replace(self, content=content)


def editor(session: Session, agency: str | None = "capil", role: Role = Role.OFFICER) -> Editor:
    officer = make_officer(session, role=role, agency=agency)
    return Editor(officer.id, "Euis Contoh", role, agency)
