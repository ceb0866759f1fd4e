"""Where each citizen's chat stands. The lock on the citizen keeps turns apart; the version only asserts that it did."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select, update

from store.tables import Conversation


class StaleConversation(RuntimeError):
    """Somebody else saved this conversation since it was loaded: a turn ran without the citizen's lock."""


@dataclass(frozen=True)
class StoredConversation:
    """`state` and `before` are dumped states of the flows; `joined` is the text that a next line may continue."""

    state: str
    turn_at: datetime
    before: str | None = None
    joined: str | None = None
    version: int = 0  # of the row that was loaded; 0: none yet


def load(session: Session, citizen_id: str) -> StoredConversation | None:
    """The conversation of a citizen; None before the first turn."""
    query = select(Conversation).where(col(Conversation.citizen_id) == citizen_id)
    row = session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        return None
    return StoredConversation(row.state, row.turn_at, row.before, row.joined, row.version)


def save(session: Session, citizen_id: str, conversation: StoredConversation) -> None:
    """Store the next version; `conversation.version` is that of the loaded one (0: there was none)."""
    values: dict[str, Any] = {
        "state": conversation.state,
        "before": conversation.before,
        "joined": conversation.joined,
        "turn_at": conversation.turn_at,
        "version": conversation.version + 1,
    }
    if conversation.version == 0:
        if load(session, citizen_id) is not None:
            raise StaleConversation(f"citizen {citizen_id} has a conversation already")
        session.add(Conversation(citizen_id=citizen_id, **values))
        session.flush()
        return
    mine = (col(Conversation.citizen_id) == citizen_id, col(Conversation.version) == conversation.version)
    if session.exec(update(Conversation).where(*mine).values(**values)).rowcount != 1:
        raise StaleConversation(f"conversation of citizen {citizen_id} is past version {conversation.version}")
