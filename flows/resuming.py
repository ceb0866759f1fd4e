"""Back to a report after something else was heard in the middle of it: its own question is put again."""

from dataclasses import replace

from flows.report_asking import ASKING
from flows.state import State
from flows.turn import Turn
from flows.types import Reply


def resumed(state: State, turn: Turn) -> tuple[State, tuple[Reply, ...]]:
    """The report's open question, or rest where no report is open."""
    asked = (state.question, *reversed(state.trail))
    steps = next((n for n, question in enumerate(asked) if type(question) in ASKING), None)
    if state.draft is None or steps is None:
        return state.rest(), ()
    question = asked[steps]
    back = replace(state, question=question, trail=state.trail[: len(state.trail) - steps], misses=0)
    return back, (ASKING[type(question)](question, back, turn),)
