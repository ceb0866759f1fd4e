"""What the citizen says of an answer that stands there: it helped, it did not, another one was meant.

Rule: a refusal is met with a way on that keeps what was written; the parts of the answer are heard after it.
"""

from dataclasses import replace

from flows import answer, handover, matter, menu, other_answers, usefulness, words
from flows.choices import Choice, chosen, labels
from flows.state import ArticleShown, Portal, State, UnhelpfulAnswer
from flows.turn import Step, Turn
from flows.types import ParamValue, Ref, Reply
from flows.usefulness import Judgement
from knowledge.types import Outcome

PERSON = "person"
OTHERS = "others"
MENU = "menu"


def hear_article(question: ArticleShown, state: State, turn: Turn) -> Step | None:
    judgement = _judgement(question, turn)
    if judgement is not None:
        return _judged(question, state, turn, judgement)
    if usefulness.corrects(turn.text):
        return _corrected(question, state, turn)
    return answer.hear_article(question, state, turn)


def _judgement(question: ArticleShown, turn: Turn) -> Judgement | None:
    said = usefulness.read(turn.text)
    if said is not None:
        return said
    value = answer.choice_of(question, turn)
    if value == Judgement.HELPED and words.number(turn.text) is None and words.holds(turn.text, "no"):
        return Judgement.UNHELPED  # a denial in an unknown spelling is like the word itself
    return Judgement(value) if value in tuple(Judgement) else None


def _judged(question: ArticleShown, state: State, turn: Turn, judgement: Judgement) -> Step:
    after, effects = usefulness.judged(state, question.slug, judgement)
    if judgement is Judgement.HELPED:
        return Step(after.amend(question), (Reply("useful.glad"),), effects)
    if judgement is Judgement.UNHELPED:
        asking = UnhelpfulAnswer(question)
        return Step(after.ask(asking), (ask_unhelpful(asking, after, turn),), effects)
    step = _instead(question, after, turn)
    return replace(step, effects=(*effects, *step.effects))


def _instead(question: ArticleShown, state: State, turn: Turn) -> Step:
    """What was picked from a list leads back to the list; what was asked for, to its other meanings."""
    last = state.trail[-1] if state.trail else None
    if not question.asked and isinstance(last, Portal):
        back = replace(state, question=last, trail=state.trail[:-1], misses=0)
        return Step(back, (menu.ask_portal(last, back, turn),))
    return other_answers.offer(state, turn, other_answers.held(question), (question.slug,))


def _corrected(question: ArticleShown, state: State, turn: Turn) -> Step:
    """The same message refuses and says what was meant: it is heard anew, without what was told already."""
    after, effects = usefulness.judged(state, question.slug, Judgement.NOT_MEANT)
    step = _anew(question, after, turn)
    return replace(step, effects=(*effects, *step.effects), joinable=False)


def _anew(question: ArticleShown, state: State, turn: Turn) -> Step:
    understood = turn.understood
    told = (*state.told.shown, question.slug)
    others = tuple(c for c in understood.candidates if c.article not in told and turn.article(c.article))
    known = understood.outcome is Outcome.ANSWER and understood.article != question.slug
    if known or understood.outcome in (Outcome.REPORT, Outcome.OUTSIDE):
        return matter.begin(state, turn)
    if others and understood.outcome in (Outcome.ANSWER, Outcome.CLARIFY):
        return other_answers.offer(state, turn, replace(turn.hold(), understood=understood), told)
    return other_answers.offer(state, turn, other_answers.with_more(other_answers.held(question), turn), told)


def ask_unhelpful(question: UnhelpfulAnswer, state: State, turn: Turn) -> Reply:
    params: dict[str, ParamValue] = {
        "text": words.excerpt(question.shown.asked, handover.QUOTED) or None,
        "agency": turn.agency_name(_owner(question, turn)),
        "choices": labels(_choices(question, state, turn)),
    }
    return Reply("useful.lacking", params)


def hear_unhelpful(question: UnhelpfulAnswer, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _choices(question, state, turn))
    if value == PERSON:
        return answer.to_person(question.shown, state, turn)
    if value == OTHERS or usefulness.read(turn.text) is Judgement.NOT_MEANT:
        return _instead(question.shown, state, turn)
    if value == MENU:
        return menu.open_menu(state, turn)
    if not _says_what_lacks(turn):
        return None
    whole = other_answers.with_more(other_answers.held(question.shown), turn)
    more = replace(question.shown, asked=whole.text, messages=whole.messages)
    return answer.to_person(more, state, turn)


def _says_what_lacks(turn: Turn) -> bool:
    """Words that lead nowhere by themselves."""
    if not turn.text or turn.is_file or words.is_bare(turn.text) or len(words.telling(turn.text)) == 0:
        return False
    return turn.understood.outcome is Outcome.HANDOVER


def _choices(question: UnhelpfulAnswer, state: State, turn: Turn) -> tuple[Choice, ...]:
    shown = question.shown
    label = Ref("choice.entrust") if shown.asked else Ref("choice.ask_officer")
    person = Choice(PERSON, label, ("person", "yes"))
    if other_answers.left(state, turn, other_answers.held(shown), (shown.slug,)):
        return (person, Choice(OTHERS, Ref("choice.other_answer"), ("other", "none_of_these")))
    return (person, Choice(MENU, Ref("choice.menu"), ("menu",)))


def _owner(question: UnhelpfulAnswer, turn: Turn) -> str | None:
    article = turn.article(question.shown.slug)
    return article.owner if article else None
