"""Lists of tickets: an agency's own work, the coordinator's view of all, and the questions.

Rule: the numbers on the filters and the total are counted by the query that lists.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from flask import render_template, request, url_for
from sqlmodel import Session

from admin.act_forms import kind_choices
from admin.blueprint import blueprint
from admin.cleaning import one_line
from admin.clocks import soon_until
from admin.context import ConsoleContext, console
from admin.guards import for_roles, person
from admin.person import Person
from admin.texts import say
from admin.ticket_rows import page_of, ticket_row
from admin.unseen import scope_of
from store.ticket_lists import TicketFilter, count_tickets, list_tickets
from tickets.codes import parse_code
from tickets.vocabulary import Kind, Role, Status

PAGE_SIZE = 25
LONGEST_SEARCH = 100
AT_WORK = (Status.HANDED_OVER, Status.ANSWERED, Status.WAITING_CITIZEN)
ENDED = (Status.RESOLVED, Status.CLOSED)


@dataclass(frozen=True)
class Query:
    """What the address asks for; unknown values mean their default."""

    show: str
    words: str
    kind: str
    page: int

    def address(self, endpoint: str, **other: str | int) -> str:
        wanted = {"tampil": self.show, "cari": self.words, "jenis": self.kind, "hal": self.page, **other}
        kept = {name: value for name, value in wanted.items() if value and (name, value) != ("hal", 1)}
        return url_for(endpoint) + ("?" + urlencode(kept) if kept else "")


@dataclass(frozen=True)
class FilterLink:
    label: str
    url: str
    count: int
    chosen: bool


@blueprint.get("/tugas")
@for_roles(Role.OFFICER, Role.AGENCY_HEAD, Role.COORDINATOR)
def tasks() -> str:
    context, me, now = console(), person(), console().now()
    filters = _filters(context, me, now)
    query = _query(tuple(filters))
    with context.database.read() as session:
        return _render(session, context, me, now, filters, query)


@blueprint.get("/pertanyaan")
@for_roles(Role.COORDINATOR)
def questions() -> str:
    """Questions that no article answers, wherever they are."""
    context, me, now = console(), person(), console().now()
    wanted = TicketFilter(kinds=(Kind.QUESTION,))
    filters = {
        "": replace(wanted, statuses=(Status.SCREENING, *AT_WORK)),
        "selesai": replace(wanted, statuses=ENDED),
        "semua": wanted,
    }
    query = replace(_query(tuple(filters)), kind="")
    with context.database.read() as session:
        return _render(session, context, me, now, filters, query)


def _filters(context: ConsoleContext, me: Person, now: datetime) -> dict[str, TicketFilter]:
    """Names of the address and what they list; the first is where one lands."""
    own = None if me.role is Role.COORDINATOR else me.agency
    open_ones = (Status.SCREENING, *AT_WORK) if own is None else AT_WORK
    return {
        "": TicketFilter(statuses=open_ones, holder=own),
        "terlambat": TicketFilter(late=True, holder=own),
        "segera": TicketFilter(due_until=soon_until(context, now), holder=own),
        "menunggu": TicketFilter(statuses=(Status.WAITING_CITIZEN,), holder=own),
        "selesai": TicketFilter(statuses=ENDED, holder=own),
        "semua": TicketFilter(),
    }


def _query(shown: tuple[str, ...]) -> Query:
    show, kind, page = (request.args.get(name, "") for name in ("tampil", "jenis", "hal"))
    return Query(
        show=show if show in shown else "",
        words=one_line(request.args.get("cari"))[:LONGEST_SEARCH],
        kind=kind if kind in {known.value for known in Kind} else "",
        page=min(int(page), 100_000) if page.isdecimal() and int(page) > 0 else 1,
    )


def _render(
    session: Session, context: ConsoleContext, me: Person, now: datetime, filters: dict[str, TicketFilter], query: Query
) -> str:
    endpoint = request.endpoint or ""
    scope = scope_of(me, context)
    narrowed = {name: _narrowed(wanted, query) for name, wanted in filters.items()}
    found = list_tickets(session, scope, narrowed[query.show], now, page=query.page, size=PAGE_SIZE)
    if found.total and not found.items:  # the list has become shorter than the page that was asked for
        found = list_tickets(session, scope, narrowed[query.show], now, page=found.pages, size=PAGE_SIZE)
    rows = [ticket_row(line, context, now, with_agency=me.role is Role.COORDINATOR) for line in found.items]
    links = [
        FilterLink(
            label=say(f"filter.{name or 'active'}"),
            url=query.address(endpoint, tampil=name, hal=1),
            count=count_tickets(session, scope, wanted, now),
            chosen=name == query.show,
        )
        for name, wanted in narrowed.items()
    ]
    heading = endpoint.removeprefix("admin.") + ("_all" if _sees_all(endpoint, me) else "")
    return render_template(
        "admin/list.html",
        heading=say(f"list.{heading}"),
        lead=say(f"list.{heading}_lead"),
        filters=links,
        searchable=True,
        query=query,
        kinds=kind_choices() if endpoint == "admin.tasks" else (),
        page=page_of(found, rows),
        page_url=lambda number: query.address(endpoint, hal=number),
        clear_url=query.address(endpoint, cari="", jenis="", hal=1),
        empty=say("list.none_found" if query.words or query.kind else f"list.empty_{query.show or 'active'}"),
    )


def _sees_all(endpoint: str, me: Person) -> bool:
    return endpoint == "admin.tasks" and me.role is Role.COORDINATOR


def _narrowed(wanted: TicketFilter, query: Query) -> TicketFilter:
    kinds = (Kind(query.kind),) if query.kind else wanted.kinds
    return replace(wanted, kinds=kinds, text=parse_code(query.words) or query.words)
