"""What a message means, written by hand under it in a transcript: `? report lampu-jalan place="depan SDN" -place`.

The first word is the outcome, the second an article or a category; then `name=value` pairs and flags. So a transcript
tests the conversation and not the reader, which has tests of its own.
"""

import shlex
from dataclasses import replace

from knowledge.types import (
    AgencyGuess,
    Candidate,
    Language,
    Matter,
    Outcome,
    Place,
    PlaceGuess,
    Region,
    Understood,
)

QUESTIONS = (Outcome.ANSWER, Outcome.CLARIFY, Outcome.HANDOVER)


def meaning_of(text: str, region: Region) -> Understood:
    """Words: `ask=` agency, `kind=`, `place=` (several places after `|` by code), `su`, `own`, `vague`, `-place`."""
    outcome, *rest = shlex.split(text)
    plain = [word for word in rest if "=" not in word]
    named = dict(word.split("=", 1) for word in rest if "=" in word)
    meaning = Understood("", Language.INDONESIAN, Outcome(outcome), Matter.NONE)
    if "su" in plain:
        meaning = replace(meaning, language=Language.SUNDANESE)
    subjects = tuple(word for word in plain if word not in ("su", "own", "vague", "-place"))
    if meaning.outcome in QUESTIONS:
        meaning = _question(meaning, subjects, named, own="own" in plain)
    if meaning.outcome is Outcome.REPORT:
        meaning = _report(meaning, subjects, plain, region)
    if "kind" in named:
        meaning = replace(meaning, kind=Matter(named["kind"]))
    if "place" in named:
        meaning = replace(meaning, place=_place(named["place"], region))
    return replace(meaning, emergency=named.get("emergency"), outside_agency=named.get("outside"))


def _question(meaning: Understood, subjects: tuple[str, ...], named: dict[str, str], own: bool) -> Understood:
    meaning = replace(meaning, kind=Matter.QUESTION, agency=named.get("ask"), own_case=own)
    meaning = replace(meaning, candidates=tuple(Candidate(slug, 0.4) for slug in subjects))
    if meaning.outcome is Outcome.ANSWER:
        return replace(meaning, article=subjects[0], confidence=0.9)
    return meaning


def _report(meaning: Understood, subjects: tuple[str, ...], plain: list[str], region: Region) -> Understood:
    missing = (("place",) if "-place" in plain else ()) + (("what",) if "vague" in plain else ())
    meaning = replace(meaning, kind=Matter.COMPLAINT, has_detail="vague" not in plain, missing=missing)
    if not subjects:
        return meaning
    leaf = region.categories[subjects[0]]
    guess = (AgencyGuess(leaf.agency, 0.9),) if leaf.agency else ()
    return replace(meaning, category=leaf.slug, category_confidence=0.9, agency=leaf.agency, kind=leaf.kind, top=guess)


def _place(text: str, region: Region) -> PlaceGuess:
    said, *codes = text.split("|")
    known: dict[str, Place] = {place.code: place for place in region.places}
    return PlaceGuess(said, tuple(known[code] for code in codes), 95.0)
