"""A message that the open question does not take: a question in between, more words, a new matter, or a wrong answer.

Rule: a wrong answer is asked again at most twice, with what is expected; the third time a way out is offered.
"""

from dataclasses import replace

from flows import additions, agency_question, answer, matter, reopening, words
from flows.conversations import Manner, ask, manner
from flows.report_asking import ASKING
from flows.report_draft import read
from flows.state import Idle, ReportDetail, State, Stuck
from flows.turn import Step, Turn
from flows.types import Reply
from knowledge.types import Outcome

PATIENCE = 2  # wrong answers that are simply asked again


def hear_question(state: State, turn: Turn) -> Step | None:
    """In the middle of a report: a question is answered, then the open one is put again."""
    if not in_report(state) or not turn.text or manner(state) is not Manner.WORDS:
        return None
    if not words.looks_like_question(turn.text):
        return None
    if turn.understood.place is not None and "?" not in turn.text:
        return None
    return _answer_aside(state, turn)


def hear_unsolved(state: State, turn: Turn) -> Step | None:
    """Where a report asks for words: "not solved" belongs to a ticket, and is neither a place nor a matter."""
    if not in_report(state) or not turn.text or manner(state) is not Manner.WORDS:
        return None
    if turn.understood.place is not None or not reopening.says_unsolved(turn):
        return None
    return reopening.hear_in_report(state, turn) or miss(state, turn)


def unheard(state: State, turn: Turn) -> Step:
    if _is_courtesy(turn) and not isinstance(state.question, Idle) and manner(state) is not Manner.LOOSE:
        return Step(state, (ask(state, turn),))
    if in_report(state):
        return _in_report(state, turn)
    if manner(state) is Manner.LOOSE:
        return _loose(state, turn)
    if turn.is_file or turn.is_place or (turn.text and _is_matter(turn)):
        return _loose(state.rest(), turn)
    return miss(state, turn)


def _is_matter(turn: Turn) -> bool:
    """Not a slip: a matter of its own, a longer text, or a short question ("bpjs kelas berapa")."""
    asks = words.looks_like_question(turn.text) and len(turn.text.split()) > 1
    return asks or matter.is_clear(turn) or not words.is_short(turn.text)


def in_report(state: State) -> bool:
    return state.draft is not None and type(state.question) in ASKING


def miss(state: State, turn: Turn) -> Step:
    """Asked again with what is expected; the third time a person or the menu instead."""
    misses = state.misses + 1
    if isinstance(state.question, Stuck):
        return Step(state, (ask(state, turn),))
    if misses > PATIENCE:
        stuck = replace(state, question=Stuck(state.question), misses=0)
        return Step(stuck, (ask(stuck, turn),))
    again = replace(state, misses=misses)
    key = "global.write_instead" if manner(state) is Manner.WORDS else "global.not_understood"
    if turn.text and isinstance(state.question, ReportDetail):
        key = "report.too_short"
    return Step(again, (Reply(key), ask(again, turn)))


def _loose(state: State, turn: Turn) -> Step:
    """Nothing must be answered here: an agency's question first, then additions, then a matter of its own."""
    step = agency_question.hear_asked(state, turn, only_newer=False)
    step = step or reopening.hear(state, turn)
    if step is not None:
        return step
    if turn.text and words.is_bare(turn.text):
        idle = isinstance(state.question, Idle)
        return Step(state, (ask(state, turn),)) if idle else miss(state, turn)
    return additions.offer(state, turn) or matter.begin(state, turn)


def _in_report(state: State, turn: Turn) -> Step:
    if not turn.text:
        return miss(state, turn)
    aside = _answer_aside(state, turn)
    if aside is not None:
        return aside
    understood = turn.understood
    draft = state.draft
    assert draft is not None
    other = understood.category is not None and draft.category is not None and understood.category != draft.category
    if matter.is_clear(turn) and (other or understood.outside_agency):
        return matter.begin(state.rest(), turn)
    if words.is_short(turn.text) and (draft.place_done or understood.place is None):
        return miss(state, turn)
    more = replace(state, draft=read(draft, turn), misses=0)
    return Step(more, (Reply("report.noted"), ask(more, turn)), joinable=True)


def _answer_aside(state: State, turn: Turn) -> Step | None:
    """Only what surely is a question; the choices of an answer would be confused with those of the report."""
    asks = words.looks_like_question(turn.text)
    article = turn.understood.article
    if turn.understood.outcome is Outcome.ANSWER and turn.article(article) and (asks or not words.is_short(turn.text)):
        shown = answer.show(state, turn, article or "", turn.text, turn.understood.own_case)
        parts = tuple(Reply(reply.key, {**reply.params, "choices": None}) for reply in shown.replies)
        told = replace(state, told=shown.state.told)
        return Step(told, (*parts, ask(state, turn)), shown.effects)
    if asks and turn.understood.outcome in (Outcome.CLARIFY, Outcome.HANDOVER, Outcome.OUTSIDE):
        return Step(state, (Reply("report.question_later"), ask(state, turn)))
    return None


def _is_courtesy(turn: Turn) -> bool:
    polite = turn.understood.outcome is Outcome.SMALLTALK and not words.is_short(turn.text)
    return bool(turn.text) and (polite or words.says(turn.text, "thanks") or words.says(turn.text, "greeting"))
