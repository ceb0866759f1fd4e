"""Where it is: a name on the map, a shared place, or the citizen's own words after one try.

Rule: the words are kept beside the name, because "in front of the mosque" is on no map.
"""

from dataclasses import replace

from flows import words
from flows.choices import chosen
from flows.report import advance, ask, place_pick
from flows.report_asking import place_choices, wants_district
from flows.report_draft import add_ids, guesses, named_place, with_district, with_label
from flows.state import Draft, ReportCategory, ReportPlace, ReportPlacePick, State
from flows.turn import Step, Turn
from knowledge.types import Outcome, PlaceGuess
from tickets.vocabulary import Kind

ADDRESS_WORDS = 8  # a longer answer tells more than where
EXACT = 100.0


def hear_place(question: ReportPlace, state: State, turn: Turn) -> Step | None:
    draft = state.draft or Draft(Kind.COMPLAINT)
    if not turn.text:
        return None
    if words.says(turn.text, "change"):
        return ask(state, ReportCategory(guesses(draft, turn)), turn)
    known_enough = words.says(turn.text, "skip") or (question.heard and words.says(turn.text, "yes"))
    if known_enough:
        known = replace(draft, place_text=question.heard, place_done=True, district_done=True)
        return advance(state, turn, known)
    if words.is_bare(turn.text):
        return None
    guess = turn.understood.place or _on_the_map(turn) or _typed(draft, turn)
    text = f"{question.heard}, {turn.text}" if question.heard else turn.text
    if guess is not None and len(guess.places) > 1:
        return ask(state, place_pick(replace(guess, text=text)), turn)
    if guess is None and question.tries == 0:
        return ask(state, ReportPlace(tries=1, heard=turn.text), turn, joinable=True)
    return advance(state, turn, _placed(draft, turn, guess, text), joinable=True)


def hear_district(state: State, turn: Turn) -> Step | None:
    """At the question "is this right": the village or kecamatan beside a street."""
    draft = state.draft
    if draft is None or not turn.text or not wants_district(draft):
        return None
    guess = turn.understood.place or _on_the_map(turn)
    if guess is None or len(turn.text.split()) > ADDRESS_WORDS:
        return None
    if len(guess.places) > 1:
        return ask(state, place_pick(replace(guess, text=draft.place_text)), turn)
    wider = with_district(replace(draft, messages=add_ids(draft.messages, turn)), guess)
    return advance(state, turn, wider) if wider.place_code else None


def _typed(draft: Draft, turn: Turn) -> PlaceGuess | None:
    """A spot that is on no map, yet can be driven to; and for an office any name will do."""
    understood = turn.understood
    found = understood.outcome is Outcome.REPORT and "place" not in understood.missing
    leaf = turn.category(understood.category)
    driven_to = found and leaf is not None and leaf.needs_place
    return PlaceGuess(turn.text, (), 0.0) if driven_to or draft.kind is Kind.SUPERVISION else None


def _placed(draft: Draft, turn: Turn, guess: PlaceGuess | None, text: str) -> Draft:
    messages = add_ids(draft.messages, turn)
    if guess is not None and len(turn.text.split()) > ADDRESS_WORDS:
        draft = replace(draft, text=f"{draft.text}\n{turn.text}")
        text = guess.text
    code, text = named_place(guess, text)
    return replace(draft, place_text=text, place_code=code, place_done=True, district_done=True, messages=messages)


def _on_the_map(turn: Turn) -> PlaceGuess | None:
    """Names written exactly: what a bare "tanjungsari" means only while a place is asked for."""
    said = f" {words.fold(turn.text)} "
    found = [
        place
        for place in turn.region.places
        if any(f" {words.fold(name)} " in said for name in (place.name, *place.also) if name)
    ]
    longest = max((len(place.name) for place in found), default=0)
    best = tuple(place for place in found if len(place.name) == longest)
    return PlaceGuess(turn.text, best, EXACT) if best else None


def hear_place_pick(question: ReportPlacePick, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, place_choices(question))
    draft = state.draft or Draft(Kind.COMPLAINT)
    if value == "none":
        return ask(state, ReportPlace(tries=1, heard=question.text), turn)
    if value is not None:
        label = question.labels[question.codes.index(value)]
        text = with_label(question.text, label)
        return advance(state, turn, replace(draft, place_text=text, place_code=value, place_done=True))
    if not turn.text or words.is_short(turn.text) or words.looks_like_question(turn.text):
        return None
    text = f"{question.text}, {turn.text}"
    return advance(
        state, turn, replace(draft, place_text=text, place_done=True, messages=add_ids(draft.messages, turn))
    )
