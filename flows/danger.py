"""The words of danger: which line of numbers fits, and the sentence that nobody is sent from here.

Rule: the numbers come first and nothing is to be filled in.
"""

from flows import words
from flows.state import State
from flows.turn import Step, Turn
from flows.types import Reply


def emergency(state: State, turn: Turn) -> Step:
    """Nothing but danger: the number and one sentence. The sentence is not said twice."""
    said = line(turn)
    known = said is not None and words.holds(said, "no_crew")
    return Step(state, () if known else (Reply("emergency.only"),))


def line(turn: Turn) -> str | None:
    return next((e.line for e in turn.region.emergencies if e.slug == turn.understood.emergency), None)
