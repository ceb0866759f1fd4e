"""A state and a message in; a state, replies and effects out. The only way into the conversation.

Order of hearing: danger, a pause, the global words, a verdict or answer that an agency waits for, the open question,
a matter of its own. Whatever comes is answered, except a reaction.
"""

from dataclasses import replace

from flows import (
    additions,
    agency_question,
    asides,
    danger,
    global_words,
    matter,
    media,
    pause,
    stale,
    usefulness,
    verdict,
)
from flows.beside import dress
from flows.conversations import Manner, hear, manner
from flows.state import START, Idle, State
from flows.turn import Step, Turn
from flows.types import Inbound, InboundKind, World
from flows.unheard import hear_question, hear_unsolved, unheard
from knowledge.types import Outcome, Region, Understood

__all__ = ["START", "Step", "continues", "step"]


def step(state: State, inbound: Inbound, understood: Understood, world: World, region: Region) -> Step:
    """One turn. Never raises for anything that a citizen can send."""
    if inbound.kind is InboundKind.REACTION:
        return Step(state, ())
    turn = Turn(inbound, understood, world, region)
    heard = _hear(usefulness.fresh(replace(state, restarted=False), turn), turn)
    dressed = dress(heard, turn, state)
    passed = dressed.state.passed if dressed.state.passed is not state.passed else None
    alarm = state.danger if danger.is_cry(state, turn) else danger.told(turn)
    return replace(dressed, state=replace(dressed.state, at=world.now, passed=passed, danger=alarm))


def _hear(state: State, turn: Turn) -> Step:
    if turn.text and turn.understood.outcome is Outcome.EMERGENCY:
        return additions.in_danger(state, turn)
    for ear in EARS:
        step = ear(state, turn)
        if step is not None:
            return step
    return unheard(state, turn)


def _answers_to_notices(state: State, turn: Turn) -> Step | None:
    """What the agencies put to the citizen after the last turn stands below it on the screen and is answered first."""
    given = verdict.hear_unasked(state, turn)
    if given is not None or isinstance(state.question, Idle):
        return given
    return agency_question.hear_asked(state, turn, only_newer=True)


EARS = (
    danger.hear_cry,
    agency_question.hear_not_that,
    pause.hear,
    global_words.hear,
    asides.hear,
    stale.hear,
    _answers_to_notices,
    media.listen,
    hear_unsolved,
    hear_question,
    hear,
)


def continues(state: State, inbound: Inbound, understood: Understood, world: World, region: Region) -> bool:
    """Whether a text that came within seconds of the last one goes on with it, rather than answering what is open."""
    turn = Turn(inbound, understood, world, region)
    if global_words.hear(state, turn) is not None or _answers_to_notices(state, turn) is not None:
        return False
    if matter.is_clear(turn) and not _same_matter(state, understood):
        return False
    return manner(state) is Manner.WORDS or hear(state, turn) is None


def _same_matter(state: State, understood: Understood) -> bool:
    """More words about what is being reported; anything else that is clear by itself stands by itself."""
    return state.draft is not None and understood.category in (None, state.draft.category)
