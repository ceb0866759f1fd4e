"""The words of danger: which line of numbers fits, and the sentence that nobody is sent from here.

Rule: the numbers come first and nothing is to be filled in.
"""

from datetime import timedelta

from flows import words
from flows.state import State
from flows.turn import Step, Turn
from flows.types import Reply

AT_ONCE = timedelta(minutes=10)


def told(turn: Turn) -> str:
    """The emergency whose line this message is answered with."""
    return (turn.understood.emergency or "") if turn.text else ""


def is_cry(state: State, turn: Turn) -> bool:
    """Nothing but an exclamation, right after the numbers were given."""
    soon = state.at is not None and turn.world.now - state.at <= AT_ONCE
    said = words.holds(turn.text, "cry") and words.is_only(turn.text, "cry", "filler")
    return bool(state.danger) and soon and said


def hear_cry(state: State, turn: Turn) -> Step | None:
    """The numbers once more: whoever cries out again has not called yet."""
    if not is_cry(state, turn) or turn.understood.emergency:
        return None
    said = next((e.line for e in turn.region.emergencies if e.slug == state.danger), None)
    return Step(state, (Reply("emergency.line", {"line": said, "number": turn.region.emergency_number}),))


def emergency(state: State, turn: Turn) -> Step:
    """Nothing but danger: the number and one sentence. The sentence is not said twice."""
    said = line(turn)
    known = said is not None and words.holds(said, "no_crew")
    return Step(state, () if known else (Reply("emergency.only"),))


def line(turn: Turn) -> str | None:
    return next((e.line for e in turn.region.emergencies if e.slug == turn.understood.emergency), None)
