"""The number of the content in force: one small row that web processes read with every message.

Rule: whoever changes what is served locks this row first, so that changes of content come one after another.
"""

from datetime import datetime

from sqlmodel import Session, col, select, update

from store.insert import insert_if_absent
from store.tables import KnowledgeState

_ONE = 1


def content_number(session: Session) -> int:
    """0: this database was never seeded."""
    return session.exec(select(KnowledgeState.number).where(col(KnowledgeState.id) == _ONE)).first() or 0


def lock_content(session: Session, now: datetime) -> int:
    """Wait for other changes of content and keep them out until the commit; the present number."""
    insert_if_absent(session, KnowledgeState, {"id": _ONE, "number": 0, "changed_at": now}, ("id",))
    query = select(KnowledgeState.number).where(col(KnowledgeState.id) == _ONE).with_for_update()
    return session.exec(query).one()


def content_changed(session: Session, now: datetime) -> None:
    """Tell every process that what is served is another. Only under `lock_content`."""
    values = {"number": KnowledgeState.number + 1, "changed_at": now}
    session.exec(update(KnowledgeState).where(col(KnowledgeState.id) == _ONE).values(**values))
