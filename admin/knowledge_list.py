"""The list of articles: an officer begins with the own agency's, the others with all.

Rule: within an agency stands first what its owner must look at.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import render_template, request, url_for

from admin.blueprint import blueprint
from admin.cleaning import one_line
from admin.context import ConsoleContext, console
from admin.guards import EVERYBODY, for_roles, person
from admin.knowledge_access import EDITORS, today_of
from admin.knowledge_rows import ArticleRow, ArticleState, article_row, states_of, waits
from admin.person import Person
from admin.texts import say
from knowledge.types import Agency
from store.knowledge_pages import ArticleLine, article_lines
from tickets.vocabulary import Role

PAGE_SIZE = 25
LONGEST_SEARCH = 100
ALL = "semua"
WAITING = "tinjau"


@dataclass(frozen=True)
class Wanted:
    """What the address asks for; unknown values mean their default. `owner` empty: all agencies."""

    owner: str
    state: str
    words: str
    show: str
    page: int

    def address(self, **other: str | int) -> str:
        asked = {
            "dinas": self.owner or ALL, "keadaan": self.state, "cari": self.words, "tampil": self.show,
            "hal": self.page, **other,
        }  # fmt: skip
        kept = {name: value for name, value in asked.items() if value and (name, value) != ("hal", 1)}
        return url_for("admin.articles") + "?" + urlencode(kept)


@dataclass(frozen=True)
class Shown:
    """One page of rows with the figures that its heading says."""

    rows: tuple[ArticleRow, ...]
    total: int
    number: int
    pages: int

    @property
    def first(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


@blueprint.get("/jawaban")
@for_roles(*EVERYBODY)
def articles() -> str:
    context, me = console(), person()
    wanted = _wanted(context, me)
    with context.database.read() as session:
        lines = article_lines(session, today_of(context), owner=wanted.owner or None)
    found = [line for line in lines if _matches(line, wanted)]
    shown = [line for line in found if wanted.show != WAITING or waits(line)]
    return render_template(
        "admin/knowledge/list.html",
        wanted=wanted,
        filters=_filters(wanted, found),
        agencies=[(agency.slug, agency.name) for agency in _by_name(context)],
        states=[(state.value, say(f"article_state.{state}")) for state in ArticleState],
        page=_page(shown, wanted, context, me),
        page_url=lambda number: wanted.address(hal=number),
        may_write=me.role in EDITORS,
        all_agencies=ALL,
    )


def _wanted(context: ConsoleContext, me: Person) -> Wanted:
    owner, state, show, page = (request.args.get(name, "") for name in ("dinas", "keadaan", "tampil", "hal"))
    own = (me.agency or "") if me.role in (Role.OFFICER, Role.AGENCY_HEAD) else ""
    return Wanted(
        owner=owner if owner in context.region.agencies else "" if owner == ALL else own,
        state=state if state in {known.value for known in ArticleState} else "",
        words=one_line(request.args.get("cari"))[:LONGEST_SEARCH],
        show=WAITING if show == WAITING else "",
        page=min(int(page), 100_000) if page.isdecimal() and int(page) > 0 else 1,
    )


def _matches(line: ArticleLine, wanted: Wanted) -> bool:
    if wanted.state and ArticleState(wanted.state) not in states_of(line):
        return False
    return all(word in line.title.casefold() for word in wanted.words.casefold().split())


def _filters(wanted: Wanted, found: list[ArticleLine]) -> list[dict[str, object]]:
    counts = {"": len(found), WAITING: sum(waits(line) for line in found)}
    return [
        {
            "label": say("article_list.waiting" if show else "article_list.all"),
            "url": wanted.address(tampil=show, hal=1),
            "count": count,
            "chosen": wanted.show == show,
        }
        for show, count in counts.items()
    ]


def _page(lines: list[ArticleLine], wanted: Wanted, context: ConsoleContext, me: Person) -> Shown:
    def place(line: ArticleLine) -> tuple[object, ...]:
        return (line.owner != me.agency, context.agency_name(line.owner), not waits(line), line.title.casefold())

    pages = max(1, -(-len(lines) // PAGE_SIZE))
    number = min(wanted.page, pages)
    ordered = sorted(lines, key=place)[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    today = today_of(context)
    return Shown(tuple(article_row(line, context, today) for line in ordered), len(lines), number, pages)


def _by_name(context: ConsoleContext) -> list[Agency]:
    return sorted(context.region.agencies.values(), key=lambda agency: agency.name)
