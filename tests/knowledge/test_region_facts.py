"""The files of Sumedang keep the promises of docs/content.md, read as plain TOML.

These tests watch over content, not over code: whoever edits a file sees at once which reference or rule broke.
"""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
REGION = ROOT / "knowledge" / "sumedang"
PURPOSES = {
    "answer_waiting",
    "news_waiting",
    "question_waiting",
    "resolved_waiting",
    "filed_confirmation",
    "reminder_due",
    "deadline_moved",
}
VARIABLE = re.compile(r"\{\{(\d+)\}\}")


def read(name: str) -> dict[str, Any]:
    with (REGION / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


AGENCIES: dict[str, dict[str, Any]] = {agency["slug"]: agency for agency in read("agencies")["agency"]}
CATEGORIES: list[dict[str, Any]] = read("categories")["category"]
LEAVES = [category for category in CATEGORIES if "agency" in category]
PLACES = read("places")
TEMPLATES: list[dict[str, Any]] = read("templates")["template"]


def test_agency_slugs_are_unique_and_well_formed() -> None:
    slugs = [agency["slug"] for agency in read("agencies")["agency"]]
    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert [slug for slug in slugs if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_a_contact_stands_only_with_the_page_that_states_it() -> None:
    assert [slug for slug, agency in AGENCIES.items() if bool(agency["contact"]) != bool(agency["source"])] == []


def test_every_page_behind_a_contact_is_logged() -> None:
    with (ROOT / "docs" / "sources.csv").open(encoding="utf-8", newline="") as file:
        logged = {row["url"] for row in csv.DictReader(file)}
    assert [slug for slug, agency in AGENCIES.items() if agency["source"] and agency["source"] not in logged] == []


def test_outside_and_only_outside_offices_are_grouped_as_outside() -> None:
    assert [slug for slug, agency in AGENCIES.items() if agency["outside"] != (agency["group"] == "outside")] == []


def test_category_slugs_are_unique_and_parents_exist() -> None:
    slugs = Counter(category["slug"] for category in CATEGORIES)
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert [leaf["slug"] for leaf in LEAVES if leaf["parent"] not in slugs] == []


def test_every_leaf_belongs_to_an_office_of_the_regency() -> None:
    strays = [leaf["slug"] for leaf in LEAVES if leaf["agency"] not in AGENCIES or AGENCIES[leaf["agency"]]["outside"]]
    assert strays == []


def test_every_branch_has_a_leaf() -> None:
    parents = {category.get("parent") for category in CATEGORIES}
    branches = [category["slug"] for category in CATEGORIES if "agency" not in category]
    assert [slug for slug in branches if slug not in parents] == []


def test_supervision_goes_to_the_inspectorate() -> None:
    supervision = [leaf for leaf in LEAVES if leaf["kind"] == "supervision"]
    assert supervision
    assert {leaf["agency"] for leaf in supervision} == {read("region")["oversight"]} == {"inspektorat"}


def test_every_leaf_teaches_with_eight_to_fourteen_examples() -> None:
    assert {leaf["slug"]: len(leaf["examples"]) for leaf in LEAVES if not 8 <= len(leaf["examples"]) <= 14} == {}


def test_no_example_stands_twice_in_the_file() -> None:
    examples = Counter(" ".join(example.lower().split()) for leaf in LEAVES for example in leaf["examples"])
    assert [example for example, count in examples.items() if count > 1] == []


def test_every_kecamatan_has_its_office() -> None:
    offices = {kecamatan["agency"] for kecamatan in PLACES["kecamatan"]}
    assert len(offices) == 26
    assert offices == {slug for slug, agency in AGENCIES.items() if agency["group"] == "kecamatan"}


def test_a_landmark_lies_in_a_village_of_its_kecamatan() -> None:
    villages = {
        kecamatan["name"]: {"", *(village["name"] for village in kecamatan["villages"])}
        for kecamatan in PLACES["kecamatan"]
    }
    strays = [
        landmark["name"]
        for landmark in PLACES["landmark"]
        if landmark.get("village", "") not in villages.get(landmark["kecamatan"], set())
    ]
    assert strays == []


@pytest.mark.parametrize(("year", "holidays", "shared_leave"), [(2025, 17, 11), (2026, 17, 8), (2027, 18, 8)])
def test_calendar_counts_the_days_of_the_joint_decree(year: int, holidays: int, shared_leave: int) -> None:
    calendar = next(entry for entry in read("holidays")["year"] if entry["year"] == year)
    dates = [day["date"] for day in calendar["days"]]
    assert dates == sorted(set(dates))
    assert {date.year for date in dates} == {year}
    assert Counter(day["kind"] for day in calendar["days"]) == {"holiday": holidays, "shared_leave": shared_leave}


def test_ramadan_ends_on_the_eve_of_idul_fitri() -> None:
    for calendar in read("holidays")["year"]:
        feast = next(day["date"] for day in calendar["days"] if day["name"].startswith("Idul Fitri"))
        ramadan = calendar["ramadan"]
        assert (feast - ramadan["to"]).days == 1, calendar["year"]
        assert (ramadan["to"] - ramadan["from"]).days in (28, 29), calendar["year"]


def test_emergency_lines_begin_with_the_number_and_stay_short() -> None:
    for emergency in read("region")["emergency"]:
        assert len(emergency["line"]) <= 220, emergency["slug"]
        assert re.match(rf"\*Telepon {emergency['number']}\b", emergency["line"]), emergency["slug"]
        assert emergency["words"], emergency["slug"]


def test_every_purpose_has_a_template_in_both_languages() -> None:
    kinds = Counter((template["purpose"], template["language"]) for template in TEMPLATES)
    assert kinds == {(purpose, language): 1 for purpose in PURPOSES for language in ("id", "su")}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: f"{template['purpose']}-{template['language']}")
def test_template_obeys_the_rules_of_the_provider(template: dict[str, Any]) -> None:
    body = template["body"]
    numbers = [int(number) for number in VARIABLE.findall(body)]
    words = VARIABLE.sub(" ", body).split()
    assert template["category"] == "utility"
    assert numbers == list(range(1, len(template["variables"]) + 1))
    assert not re.match(r"\W*\{\{", body)
    assert not re.search(r"\}\}\W*$", body)
    assert not re.search(r"\}\}\W*\{\{", body)
    assert len(words) >= 2 * len(numbers) + 1
    assert len(body) <= 900
    assert "*lihat*" in body


def test_templates_carry_no_words_of_an_office() -> None:
    assert {name for template in TEMPLATES for name in template["variables"]} <= {"code", "agency", "due"}


def test_demo_accounts_belong_to_known_offices() -> None:
    for account in read("staff")["staff"]:
        assert account["agency"] in AGENCIES, account["email"]
        assert account["email"].endswith("@kepo.test")
