"""Matters that are not this government's: the right door first, then whether to note it here all the same."""

from dataclasses import replace

from flows import menu
from flows.choices import Choice, chosen, labels
from flows.report import begin
from flows.state import OutsideRecord, State
from flows.turn import Step, Turn
from flows.types import Ref, Reply

RECORD = (
    Choice("yes", Ref("choice.yes_record"), ("yes",)),
    Choice("no", Ref("choice.no"), ("no", "cancel")),
)


def tell(state: State, turn: Turn) -> Step:
    agency = turn.agency(turn.understood.outside_agency)
    if agency is None:
        return menu.open_menu(state, turn, "outside.other")
    question = OutsideRecord(agency.slug, turn.hold())
    return Step(state.ask(question), (ask_record(question, state, turn),), joinable=True)


def ask_record(question: OutsideRecord, state: State, turn: Turn) -> Reply:
    agency = turn.agency(question.agency)
    params = {
        "agency": agency.name if agency else question.agency,
        "contact": agency.contact if agency else None,
        "choices": labels(RECORD),
    }
    return Reply("outside.agency", params)


def _without_category(turn: Turn) -> Turn:
    """No leaf of this government fits somebody else's matter: the coordinator decides where it goes."""
    understood = replace(turn.understood, category=None, category_confidence=0.0, agency=None)
    return replace(turn, understood=understood)


def hear_record(question: OutsideRecord, state: State, turn: Turn) -> Step | None:
    if turn.is_file or turn.is_place:
        more = replace(question, held=turn.join(question.held))
        return Step(state.amend(more), (ask_record(more, state, turn),))
    value = chosen(turn.text, RECORD)
    if value == "yes":
        return begin(state, _without_category(turn.resume(question.held)))
    if value == "no":
        return Step(state.rest(), (Reply("outside.closed"),))
    return None
