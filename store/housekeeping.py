"""Signs of life: a worker or a scheduled job says that it ran, so that readiness and operators can see silence."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select, update

from store.insert import insert_if_absent
from store.tables import Heartbeat


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that `name` lives."""
    if not insert_if_absent(session, Heartbeat, {"name": name, "at": now}, ("name",)):
        session.exec(update(Heartbeat).where(col(Heartbeat.name) == name).values(at=now))


def last_beats(session: Session) -> Mapping[str, datetime]:
    """When each name last beat."""
    return {row.name: row.at for row in session.exec(select(Heartbeat)).all()}
