"""Answers that came when nobody could be written to: they wait for the citizen's word and are shown on it."""

from flows import words
from flows.agency_question import ask_agency_asks
from flows.catalogue import day_text, render
from flows.choices import Choice, chosen, labels
from flows.state import AgencyAsks, ParkedList, State, VerdictAsked
from flows.turn import Step, Turn
from flows.types import ParkedNotice, Ref, ReleaseParked, Reply
from flows.verdict import ask_verdict
from tickets.vocabulary import NoticeKey

MOST = 8
TITLE = 30
ALL = "*"


def look(state: State, turn: Turn) -> Step:
    """One waiting notice is shown at once; several are listed by their codes."""
    parked = turn.world.parked
    if not parked:
        return Step(state, (Reply("parked.none"),))
    if len(parked) == 1:
        return release(state, turn, parked)
    shown = parked[:MOST]
    question = ParkedList(tuple(p.id for p in shown), tuple(p.code for p in shown))
    opened = state.rest().ask(question)
    return Step(opened, (ask_list(question, opened, turn),))


def ask_list(question: ParkedList, state: State, turn: Turn) -> Reply:
    return Reply("parked.list", {"choices": labels(_choices(question, turn))})


def _choices(question: ParkedList, turn: Turn) -> tuple[Choice, ...]:
    rows = zip(question.notices, question.codes, strict=True)
    shown = [_label(notice, code, turn) for notice, code in rows]
    listed = (
        Choice(notice, label if shown.count(label) == 1 else f"{label} ({shown[: at + 1].count(label)})")
        for at, (notice, label) in enumerate(zip(question.notices, shown, strict=True))
    )
    return (*listed, Choice(ALL, Ref("choice.all"), ("all",)))


def _label(notice: str, code: str, turn: Turn) -> str:
    """Which ticket, what it is and of which day: two notices about one ticket must not look alike."""
    found = next((parked for parked in turn.world.parked if parked.id == notice), None)
    ticket = turn.ticket(code)
    language = turn.world.language
    params = {
        "code": code,
        "what": Ref(f"parked.is_{found.key.value}") if found else None,
        "day": day_text(found.on, language) if found and found.on else None,
        "title": words.excerpt(ticket.title, TITLE) if ticket else None,
    }
    key = "parked.row" if all(params.values()) else "parked.bare_row"
    return render(Reply(key, params), language)


def hear_list(question: ParkedList, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _choices(question, turn))
    wanted = question.notices if value == ALL or words.says(turn.text, "look") else (value,)
    notices = tuple(p for p in turn.world.parked if p.id in wanted)
    return release(state, turn, notices) if notices else None


def by_code(turn: Turn, code: str) -> tuple[ParkedNotice, ...]:
    return tuple(p for p in turn.world.parked if p.code == code)


def release(state: State, turn: Turn, notices: tuple[ParkedNotice, ...]) -> Step:
    """Show them, the oldest first. The last one that asks something leaves its question open."""
    texts = tuple(Reply("parked.shown", {"text": notice.text}) for notice in notices)
    step_state, question = _open(state.rest(), turn, notices)
    effect = ReleaseParked(tuple(notice.id for notice in notices))
    return Step(step_state, (*texts, *question), (effect,))


def _open(state: State, turn: Turn, notices: tuple[ParkedNotice, ...]) -> tuple[State, tuple[Reply, ...]]:
    """A notice's own text already puts its question; several at once name the one that is open."""
    asking = [notice for notice in notices if notice.key in (NoticeKey.RESOLVED, NoticeKey.QUESTION)]
    for notice in reversed(notices):
        several = len(asking) > 1 or notice is not notices[-1]
        ticket = turn.ticket(notice.code)
        if notice.key is NoticeKey.RESOLVED and ticket is not None and ticket.awaits_verdict:
            verdict = VerdictAsked(notice.code)
            return state.ask(verdict), (ask_verdict(verdict, state, turn),) if several else ()
        if notice.key is NoticeKey.QUESTION and ticket is not None and ticket.asked:
            asks = AgencyAsks(notice.code)
            return state.ask(asks), (ask_agency_asks(asks, state, turn),) if several else ()
    return state, ()
