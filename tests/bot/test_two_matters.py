"""Two matters in one message: heard only where both clauses are sure and lie far apart."""

from dataclasses import replace

import pytest

from bot.two_matters import other_matter
from flows.turn import nothing_understood
from knowledge.types import Matter, Outcome, Understood
from tests.flows.talk import REGION, lamp

TREE = {
    **REGION.categories,
    "air": replace(REGION.categories["jalan"], slug="air"),
    "air-mati": replace(REGION.categories["jalan-rusak"], slug="air-mati", parent="air", agency="kominfo"),
}
TOWN = replace(REGION, categories=TREE)


def read(text: str) -> Understood:
    """Knows a lamp, a road and water by their words."""
    for word, slug in (("lampu", "lampu-jalan"), ("jalan", "jalan-rusak"), ("air", "air-mati")):
        if word in text:
            return replace(lamp(), text=text, category=slug)
    return nothing_understood(text)


def heard(text: str) -> str | None:
    return other_matter(text, read(text), read, TOWN)


@pytest.mark.parametrize("joint", [" dan ", " sama ", ", terus ", "\n", " sareng "])
def test_two_sure_clauses_of_other_branches_are_two_matters(joint: str) -> None:
    assert heard(f"lampu depan mati{joint}air di rumah mati") == "air-mati"


@pytest.mark.parametrize(
    "text",
    [
        "lampu depan mati, air menggenang di bawahnya",
        "lampu depan mati dan gelap sekali",
        "lampu mati dan air",
        "lampu depan mati dan jalan di situ bolong",
    ],
)
def test_what_belongs_together_is_one_matter(text: str) -> None:
    assert heard(text) is None


def test_a_doubtful_clause_is_no_matter() -> None:
    def unsure(text: str) -> Understood:
        return replace(read(text), category_confidence=0.5)

    text = "lampu depan mati dan air di rumah mati"
    assert other_matter(text, read(text), unsure, TOWN) is None


def test_only_a_complaint_is_looked_into() -> None:
    text = "lampu depan mati dan air di rumah mati"
    for whole in (replace(read(text), kind=Matter.SUPERVISION), replace(read(text), outcome=Outcome.ANSWER)):
        assert other_matter(text, whole, read, TOWN) is None
