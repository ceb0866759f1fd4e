"""What else a message may have meant, once an answer or all that was offered is refused.

Rule: nothing is offered twice in a talk, a person always stands below, and what the citizen wrote goes along.
"""

from dataclasses import replace

from flows import handover
from flows.state import ArticleShown, Clarify, Held, State
from flows.turn import Step, Turn
from knowledge.types import Candidate, Language, Matter, Outcome, Understood

AT_ONCE = 3


def held(shown: ArticleShown) -> Held:
    """The message that an article answered, with what else it may have meant."""
    candidates = tuple(Candidate(slug, 0.0) for slug in shown.others)
    understood = Understood(
        shown.asked,
        Language.OTHER,
        Outcome.CLARIFY,
        Matter.QUESTION,
        candidates=candidates,
        own_case=shown.own_case,
    )
    return Held(shown.asked, shown.messages, understood)


def with_more(refused: Held, turn: Turn) -> Held:
    """The refused message and what was written after it, for whoever reads both."""
    text = f"{refused.text}\n{turn.text}".strip()
    return replace(refused, text=text, messages=(*refused.messages, *turn.ids))


def left(state: State, turn: Turn, refused: Held, gone: tuple[str, ...]) -> tuple[Candidate, ...]:
    """What was neither offered nor told yet, likeliest first."""
    candidates = refused.understood.candidates if refused.understood else ()
    past = (*gone, *state.told.shown)
    return tuple(c for c in candidates if c.article not in past and turn.article(c.article))


def offer(state: State, turn: Turn, refused: Held, gone: tuple[str, ...]) -> Step:
    """The next candidates of the same message, else a person with its words filled in."""
    candidates = left(state, turn, refused, gone)
    if not candidates or refused.understood is None:
        return handover.none_of_these(state, turn, refused)
    understood = replace(refused.understood, candidates=candidates)
    slugs = tuple(candidate.article for candidate in candidates[:AT_ONCE])
    question = Clarify(slugs, replace(refused, understood=understood), again=True)
    return Step(state.ask(question), (handover.ask_clarify(question, state, turn),))
