"""Lists of tickets for the console. Row scope is a condition of the query, and a total counts what its pages show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, case, func, true
from sqlmodel import Session, col, select

from store.clauses import AT_WORK, Scope, due, due_by, holds, past_due, present_leg, visible
from store.tables import LegRow, TicketEvent, TicketRow
from tickets.vocabulary import Closing, EventKind, Kind, Role, Status

Item = TypeVar("Item")
EXCERPT = 300


@dataclass(frozen=True)
class Page(Generic[Item]):
    """One page of a list; `number` counts from 1, `total` is over all pages."""

    items: tuple[Item, ...]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True)
class TicketFilter:
    """What to list; empty means everything in scope. `holder`: the agency that owns it now."""

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    holder: str | None = None
    late: bool = False
    due_until: datetime | None = None  # not late, but due until then
    text: str = ""


@dataclass(frozen=True)
class TicketLine:
    """A ticket in a list. `text` is its beginning; `due_at` is what the owner is held to now."""

    id: str
    code: str
    kind: Kind
    category: str | None
    status: Status
    closing: Closing | None
    agency: str | None
    text: str
    place_text: str
    place_code: str | None
    opened_at: datetime
    promised_due: datetime
    due_at: datetime
    late: bool
    waiting_since: datetime | None
    disposed_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True)
class ScreeningLine:
    """A ticket that waits for the coordinator, and why. `since`: when it came to the desk, last."""

    id: str
    code: str
    kind: Kind
    category: str | None
    confidence: float
    suggested_agency: str | None
    text: str
    place_text: str
    opened_at: datetime
    promised_due: datetime
    since: datetime
    reason: str  # ScreeningReason


def list_tickets(
    session: Session, scope: Scope, wanted: TicketFilter, now: datetime, *, page: int = 1, size: int = 25
) -> Page[TicketLine]:
    """Late ones first, then what is due soonest; ended ones last, the newest of them first."""
    conditions = _conditions(scope, wanted, now)
    late, owed = past_due(now), col(TicketRow.status).in_([s.value for s in (*AT_WORK, Status.SCREENING)])
    query = (
        select(TicketRow, LegRow, late)
        .outerjoin(LegRow, present_leg())
        .where(*conditions)
        .order_by(late.desc(), owed.desc(), case((owed, due())), col(TicketRow.opened_at).desc(), col(TicketRow.code))
        .limit(size)
        .offset((max(page, 1) - 1) * size)
    )
    items = tuple(_line(row, leg, is_late) for row, leg, is_late in session.exec(query).all())
    return Page(items, _count(session, conditions), max(page, 1), size)


def count_tickets(session: Session, scope: Scope, wanted: TicketFilter, now: datetime) -> int:
    """How many tickets a list with this filter holds."""
    return _count(session, _conditions(scope, wanted, now))


def list_screening(
    session: Session, scope: Scope, *, kinds: Sequence[Kind] = (), page: int = 1, size: int = 25
) -> Page[ScreeningLine]:
    """What waits for the coordinator, oldest first; empty for everybody else."""
    conditions: list[ColumnElement[bool]] = [visible(scope), col(TicketRow.status) == Status.SCREENING.value]
    if scope.role is not Role.COORDINATOR:
        return Page((), 0, max(page, 1), size)
    if kinds:
        conditions.append(col(TicketRow.kind).in_([kind.value for kind in kinds]))
    query = (
        select(TicketRow)
        .where(*conditions)
        .order_by(col(TicketRow.opened_at), col(TicketRow.code))
        .limit(size)
        .offset((max(page, 1) - 1) * size)
    )
    rows = session.exec(query).all()
    wanted = _last_wanted(session, [row.id for row in rows])
    total = session.exec(select(func.count()).select_from(TicketRow).where(*conditions)).one()
    return Page(tuple(_screening(row, wanted.get(row.id)) for row in rows), total, max(page, 1), size)


def _conditions(scope: Scope, wanted: TicketFilter, now: datetime) -> list[ColumnElement[bool]]:
    conditions = [visible(scope)]
    if wanted.statuses:
        conditions.append(col(TicketRow.status).in_([status.value for status in wanted.statuses]))
    if wanted.kinds:
        conditions.append(col(TicketRow.kind).in_([kind.value for kind in wanted.kinds]))
    if wanted.holder is not None:
        conditions.append(col(TicketRow.agency) == wanted.holder)
    if wanted.late:
        conditions.append(past_due(now))
    if wanted.due_until is not None:
        conditions.append(due_by(now, wanted.due_until))
    conditions.append(holds(wanted.text) if wanted.text.strip() else true())
    return conditions


def _count(session: Session, conditions: Sequence[ColumnElement[bool]]) -> int:
    query: Any = select(func.count()).select_from(TicketRow).outerjoin(LegRow, present_leg()).where(*conditions)
    return int(session.exec(query).one())


def _line(row: TicketRow, leg: LegRow | None, late: bool) -> TicketLine:
    held = leg if row.agency is not None else None
    due_at = row.promised_due
    if held is not None:
        due_at = held.answer_due if held.answered_at is None else held.resolve_due
    return TicketLine(
        id=row.id,
        code=row.code,
        kind=Kind(row.kind),
        category=row.category,
        status=Status(row.status),
        closing=None if row.closing is None else Closing(row.closing),
        agency=row.agency,
        text=row.text[:EXCERPT],
        place_text=row.place_text,
        place_code=row.place_code,
        opened_at=row.opened_at,
        promised_due=row.promised_due,
        due_at=due_at,
        late=bool(late),
        waiting_since=row.waiting_since,
        disposed_at=None if held is None else held.disposed_at,
        answered_at=None if held is None else held.answered_at,
    )


def _last_wanted(session: Session, ticket_ids: Sequence[str]) -> dict[str, TicketEvent]:
    query = (
        select(TicketEvent)
        .where(
            col(TicketEvent.ticket_id).in_(list(ticket_ids)),
            col(TicketEvent.kind) == EventKind.SCREENING_WANTED.value,
        )
        .order_by(col(TicketEvent.seq))
    )
    return {event.ticket_id: event for event in session.exec(query).all()}


def _screening(row: TicketRow, wanted: TicketEvent | None) -> ScreeningLine:
    data = {} if wanted is None else wanted.data
    return ScreeningLine(
        id=row.id,
        code=row.code,
        kind=Kind(row.kind),
        category=row.category,
        confidence=row.category_confidence,
        suggested_agency=data.get("agency") or row.suggested_agency,
        text=row.text[:EXCERPT],
        place_text=row.place_text,
        opened_at=row.opened_at,
        promised_due=row.promised_due,
        since=row.opened_at if wanted is None else wanted.at,
        reason=str(data.get("reason", "")),
    )
