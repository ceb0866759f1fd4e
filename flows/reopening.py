"""A citizen comes back to what was closed: "belum beres" finds its ticket.

Rule: within the reply window the ticket itself is opened again; later it stays closed and a new report is begun that
quotes it. Which of the two happens is said. Old or several tickets are asked about first.
"""

from dataclasses import replace
from datetime import timedelta
from math import inf

from flows import handover, matter, report, verdict, words
from flows.additions import added
from flows.agency_question import is_other_place
from flows.catalogue import SIMPLE_KINDS, render
from flows.choices import Choice, chosen, labels
from flows.resuming import resumed
from flows.state import Draft, ReopenPick, State, TicketDetail
from flows.status import detail_choices, hear_open_detail, ticket_choices, without_code
from flows.turn import Step, Turn
from flows.types import Ref, Reply, TicketSummary
from knowledge.types import Outcome
from tickets.vocabulary import Closing, Kind, Status, Verdict

RECENT = timedelta(days=60)
MOST = 6
BESIDE = 3  # words around "belum beres", at most, for a message that says nothing else
ENDED = frozenset({Closing.CONFIRMED, Closing.UNCONFIRMED})
NEW = Choice("new", Ref("choice.it_is_new"), ("no", "none_of_these", "not_that"))


def hear(state: State, turn: Turn) -> Step | None:
    """`None` unless the words say that something closed is not solved."""
    if not turn.text:
        return None
    if says_unsolved(turn):
        return _find(state, turn)
    same = [t for t in _ended(turn) if _is_recent(t, turn) and _is_same_again(t, turn)]
    return _pick(state, turn, tuple(same[:1])) if same else None


def hear_in_report(state: State, turn: Turn) -> Step | None:
    """The same in the middle of a report: of a ticket that waits for a verdict before one that is closed."""
    waiting = verdict.waiting(turn)
    if waiting:
        said = verdict.read(turn.text, waiting[0].kind)
        never = said is Verdict.NEVER_HANDLED
        return verdict.give_to(state, turn, waiting, Verdict.NEVER_HANDLED if never else Verdict.NOT_YET)
    return _find(state, turn)


def says_unsolved(turn: Turn) -> bool:
    """Nothing but "not yet", in any of its wordings; a sentence about something else is no such word."""
    text = without_code(turn.text)
    bare = turn.understood.outcome in (Outcome.ANSWER, Outcome.REPORT)
    allowed = {"unsolved": 0 if bare else BESIDE, "never": 0 if bare else BESIDE, "not_yet": 0}
    return any(_beside(text, name) <= most for name, most in allowed.items())


def _beside(text: str, name: str) -> float:
    """How many telling words stand beside a phrase of the group; without the phrase, endlessly many."""
    phrase = words.opens(text, name)
    if phrase is None:
        return inf
    aside = {*phrase.split(), *words.group("filler")}
    return len([word for word in words.tokens(text) if word not in aside])


def is_unsolved(ticket: TicketSummary, turn: Turn) -> bool:
    """Says so of one closed ticket that is spoken of."""
    return ticket.closing in ENDED and bool(without_code(turn.text)) and says_unsolved(turn)


def again(state: State, turn: Turn, ticket: TicketSummary) -> Step:
    """Open the ticket again if the rules allow it, else begin a report that quotes it."""
    if ticket.may_reopen:
        said = verdict.read(turn.text, ticket.kind)
        never = said is Verdict.NEVER_HANDLED
        return verdict.give(state, turn, ticket.code, Verdict.NEVER_HANDLED if never else Verdict.NOT_YET)
    words_of_own = "" if words.is_bare(turn.text) else f"{turn.text}\n"
    text = f"{words_of_own}{render(Reply('reopen.quote', {'code': ticket.code, 'title': ticket.title}), 'id')}"
    told = Reply("reopen.too_late", {"code": ticket.code, "date": ticket.closed_on})
    if ticket.kind in SIMPLE_KINDS:
        begun = handover.to_person(state.rest(), turn, ticket.agency_slug, text, turn.ids)
    else:
        begun = report.advance(state.rest(), turn, _draft(turn, ticket, text))
    return replace(begun, replies=(told, *begun.replies))


def hear_detail(question: TicketDetail, state: State, turn: Turn) -> Step | None:
    """Beside the choices of `status`: a closed ticket may be said to be unsolved."""
    ticket = turn.ticket(question.code)
    if ticket is not None and chosen(turn.text, detail_choices(ticket)) == "unsolved":
        return again(state, turn, ticket)
    return hear_open_detail(question, state, turn)


def _draft(turn: Turn, ticket: TicketSummary, text: str) -> Draft:
    return Draft(
        kind=ticket.kind,
        text=text,
        category=ticket.category_slug,
        confidence=1.0 if ticket.category_slug else 0.0,
        agency=ticket.agency_slug,
        place_code=ticket.place_code,
        place_text=ticket.place,
        needs_place=not ticket.place,
        place_done=bool(ticket.place) or ticket.kind is not Kind.COMPLAINT,
        detail_done=True,
        messages=turn.ids,
    )


def _ended(turn: Turn) -> list[TicketSummary]:
    quoted = turn.inbound.quoted_code
    ended = [t for t in turn.world.tickets if t.closing in ENDED]
    return [t for t in ended if t.code == quoted] or ended


def _find(state: State, turn: Turn) -> Step | None:
    ended = _ended(turn)
    recent = tuple(t for t in ended if _is_recent(t, turn))
    if not ended:
        return None
    only = ended[0].code == turn.inbound.quoted_code
    if len(recent) == 1 and (only or not turn.open_tickets):
        return again(state, turn, recent[0])
    return _pick(state, turn, (*(() if only else turn.open_tickets), *(recent or tuple(ended[:1]))))


def _is_recent(ticket: TicketSummary, turn: Turn) -> bool:
    return ticket.closed_on is not None and turn.world.today - ticket.closed_on <= RECENT


def _is_same_again(ticket: TicketSummary, turn: Turn) -> bool:
    """A report of the same kind that says "still" or "again", and names no other place."""
    understood = turn.understood
    same = understood.outcome is Outcome.REPORT and understood.category == ticket.category_slug is not None
    return same and words.holds(turn.text, "again") and not is_other_place(turn, ticket)


def _pick(state: State, turn: Turn, tickets: tuple[TicketSummary, ...]) -> Step:
    question = ReopenPick(tuple(t.code for t in tickets[:MOST]), turn.hold())
    opened = (state if state.draft is not None else state.rest()).ask(question)
    return Step(opened, (ask_pick(question, opened, turn),))


def ask_pick(question: ReopenPick, state: State, turn: Turn) -> Reply:
    one = turn.ticket(question.codes[0]) if len(question.codes) == 1 else None
    params = {
        "code": one.code if one else None,
        "title": words.excerpt(one.title, 60) if one else None,
        "date": one.closed_on if one else None,
        "one": one is not None,
        "choices": labels(_choices(question, turn)),
    }
    return Reply("reopen.which", params)


def _choices(question: ReopenPick, turn: Turn) -> tuple[Choice, ...]:
    if len(question.codes) == 1:
        return (Choice(question.codes[0], Ref("choice.this_one"), ("yes",)), NEW)
    return (*ticket_choices(question.codes, turn), NEW)


def hear_pick(question: ReopenPick, state: State, turn: Turn) -> Step | None:
    if turn.is_file or turn.is_place:
        return None
    value = chosen(turn.text, _choices(question, turn))
    held = turn.resume(question.held)
    if value is not None and state.draft is not None:
        return _picked_in_report(value, question, state, held)
    if value == "new":
        reports = held.understood.outcome is Outcome.REPORT
        return matter.begin(state.rest(), held) if reports else report.begin_blank(state.rest(), turn)
    ticket = turn.ticket(value) if value else None
    if ticket is None:
        return None
    if ticket.status is Status.CLOSED:
        return again(state, held, ticket)
    return added(state, ticket.code, question.held.messages)


def _picked_in_report(value: str, question: ReopenPick, state: State, held: Turn) -> Step | None:
    """The report that was interrupted goes on with its own question."""
    ticket = held.ticket(value)
    if ticket is not None and ticket.status is Status.CLOSED:
        return again(state, held, ticket)
    back, asked = resumed(state, held)
    if ticket is None:
        return Step(back, asked)
    added_to = added(back, ticket.code, question.held.messages)
    return Step(back, (*added_to.replies, *asked), added_to.effects)
