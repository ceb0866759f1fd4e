"""A message read on its own, without any open question: where its meaning leads."""

from dataclasses import replace

from flows import answer, handover, menu, other_answers, outside, report, usefulness, words
from flows.choices import chosen
from flows.state import Clarify, State, Told
from flows.turn import Step, Turn
from flows.types import Reply
from flows.usefulness import Judgement
from knowledge.types import Matter, Outcome

MOST_CANDIDATES = 3


def begin(state: State, turn: Turn) -> Step:
    """Answer, ask which, start a report, hand over, or show the menu."""
    if words.says(turn.text, "report"):
        return report.begin_blank(state, turn)
    if (turn.is_file and not turn.text) or turn.is_place:
        return report.begin_blank(state, turn)
    understood = turn.understood
    if understood.outcome is Outcome.REPORT:
        return outside.tell(state, turn) if understood.outside_agency else report.begin(state, turn)
    if understood.outcome is Outcome.OUTSIDE:
        return outside.tell(state, turn)
    if understood.outcome is Outcome.ANSWER and turn.article(understood.article):
        return _answer(state, turn)
    if understood.outcome in (Outcome.ANSWER, Outcome.CLARIFY):
        return _clarify(state, turn)
    if understood.outcome is Outcome.HANDOVER:
        return handover.unknown(state, turn)
    if understood.portal is not None:
        return menu.open_portal(state.rest(), turn, understood.portal)
    return _small(state, turn)


def hear_clarify(question: Clarify, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, handover.clarify_choices(question, turn))
    if value == "none" or _refuses(turn.text):
        return other_answers.offer(state, turn, question.held, question.options)
    if value == "person":
        return handover.for_held(state, turn, question.held)
    if value is None:
        return _refused_in_words(question, state, turn)
    held = turn.resume(question.held)
    return answer.show(state, held, value, asked=question.held.text, own_case=held.understood.own_case)


def _refuses(text: str) -> bool:
    """None of what is offered, said in words."""
    said = any(words.says(text, name) for name in ("none_of_these", "no"))
    return said or usefulness.read(text) is Judgement.NOT_MEANT


def _refused_in_words(question: Clarify, state: State, turn: Turn) -> Step | None:
    """A refusal with words that lead nowhere by themselves: the person reads both messages."""
    if not usefulness.corrects(turn.text) or turn.understood.outcome is not Outcome.HANDOVER:
        return None
    return other_answers.offer(state, turn, other_answers.with_more(question.held, turn), question.options)


def is_clear(turn: Turn) -> bool:
    """A message that is a matter of its own beyond doubt: a question with an answer, or a report with its detail."""
    understood = turn.understood
    if understood.outcome is Outcome.ANSWER:
        return not words.is_short(turn.text)
    return understood.outcome is Outcome.REPORT and understood.has_detail and not words.is_short(turn.text)


def _answer(state: State, turn: Turn) -> Step:
    slug = turn.understood.article or ""
    return answer.show(state.rest(), turn, slug, asked=turn.text, own_case=turn.understood.own_case)


def _clarify(state: State, turn: Turn) -> Step:
    slugs = tuple(c.article for c in turn.understood.candidates[:MOST_CANDIDATES] if turn.article(c.article))
    if not slugs:
        return handover.unknown(state, turn)
    question = Clarify(slugs, turn.hold())
    opened = state.rest().ask(question)
    return Step(opened, (handover.ask_clarify(question, opened, turn),), joinable=True)


def _small(state: State, turn: Turn) -> Step:
    """Greetings and thanks. Thanks end a talk and need no menu."""
    if turn.understood.kind is Matter.PRAISE:
        return Step(state.rest(), (Reply("small.praise"),))
    if words.holds(turn.text, "thanks"):
        return Step(replace(state.rest(), told=Told()), (Reply("small.thanks"),))
    step = menu.open_menu(state, turn, "small.hello")
    return Step(step.state, step.replies, joinable=True)
