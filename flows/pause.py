"""A draft that waited: after a pause the first message is met with it, unless that message is a matter of its own."""

from dataclasses import replace
from datetime import timedelta

from flows import global_words, matter
from flows.conversations import ask
from flows.report_draft import attach
from flows.state import Resume, State
from flows.turn import Step, Turn

PAUSE = timedelta(hours=20)  # a good while before the window of 24 hours shuts on the draft's questions


def hear(state: State, turn: Turn) -> Step | None:
    if state.at is None or turn.world.now - state.at < PAUSE:
        return None
    if state.draft is None and not state.shelf:
        return None
    if isinstance(state.question, Resume):
        return None
    commanded = global_words.hear(state, turn)
    if commanded is not None:
        return commanded
    if turn.text and matter.is_clear(turn):
        return matter.begin(state.rest(), turn)
    return _resume(state, turn)


def _resume(state: State, turn: Turn) -> Step | None:
    """Pictures sent now belong to the draft that is asked about, and are kept with it."""
    draft = state.draft
    shelf = state.shelf
    if draft is None:
        if turn.is_file or turn.is_place or not state.shelf:
            return None
        draft, shelf = state.shelf[0], state.shelf[1:]
    if turn.is_file or turn.is_place:
        draft = attach(draft, turn)
    opened = replace(state, draft=draft, shelf=shelf, question=Resume(), trail=(), misses=0)
    return Step(opened, (ask(opened, turn),))
