"""The name of a street says where, not what."""

import pytest

from knowledge.streets import without_street_names


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("lubang di jl mayor abdurahman depan toko sinar", "lubang di jl depan toko sinar"),
        ("Jl. Mayor Abdurachman No. 209 lampu mati", "Jl No 209 lampu mati"),
        ("jalan prabu gajah agung rusak", "jalan rusak"),
        ("parkir di jalan mayor abdurahman ditarik 5000", "parkir di jalan ditarik 5000"),
    ],
)
def test_a_street_called_after_a_person_loses_its_name(text: str, left: str) -> None:
    assert " ".join(without_street_names(text).split()) == left


@pytest.mark.parametrize(
    "text",
    [
        "jln amburadul acak kadut",
        "jalan cadas pangeran longsor",
        "jalan bolng2 ancor pisan",
        "patung pangeran kornel retak",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert without_street_names(text) == text
