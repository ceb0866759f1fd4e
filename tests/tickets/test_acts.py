"""Buttons and refusals come from one table; who may see what."""

from dataclasses import replace

import pytest

from tests.tickets.story import CITIZEN, COORDINATOR, SYSTEM, Story, day, officer
from tickets import desk
from tickets.acts import ACTS, Act, allowed_acts, guard, may_see
from tickets.errors import DeskError, NotYours
from tickets.facts import By
from tickets.vocabulary import Actor, Kind, Role, Status

AT_AGENCY = {"acknowledge", "answer", "ask_citizen", "resolve", "return_to_coordinator", "pass_on"}


def test_the_owner_sees_its_acts() -> None:
    assert allowed_acts(Story().opens().ticket, Role.OFFICER, "dpupr") == AT_AGENCY


def test_the_coordinator_screens_and_corrects() -> None:
    screening = Story().opens(category_confirmed=False).ticket
    assert allowed_acts(screening, Role.COORDINATOR, "diskominfo") == {
        "dispose",
        "reclassify",
        "archive",
        "change_privacy",
    }
    assert allowed_acts(Story().opens().ticket, Role.COORDINATOR, "diskominfo") == {
        "reclassify",
        "pass_on",
        "change_privacy",
    }


@pytest.mark.parametrize(
    ("role", "agency"),
    [(Role.OFFICER, "dishub"), (Role.OFFICER, None), (Role.AGENCY_HEAD, "dpupr"), (Role.JURY, "dpupr")],
)
def test_nobody_else_has_a_button(role: Role, agency: str | None) -> None:
    assert allowed_acts(Story().opens().ticket, role, agency) == frozenset()


def test_a_fixed_owner_has_no_button_for_giving_up() -> None:
    fixed = replace(Story().opens().ticket, dispositions=3)
    assert allowed_acts(fixed, Role.OFFICER, "dpupr") == AT_AGENCY - {"return_to_coordinator", "pass_on"}


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("by", [CITIZEN, COORDINATOR, SYSTEM, officer("dpupr"), officer("dishub")])
def test_a_button_is_shown_exactly_where_the_guard_lets_through(status: Status, by: By) -> None:
    ticket = replace(Story().opens().ticket, status=status)
    passed = set()
    for act in ACTS:
        try:
            guard(act, ticket, by)
        except DeskError:
            continue
        passed.add(act)
    role = {Actor.OFFICER: Role.OFFICER, Actor.COORDINATOR: Role.COORDINATOR}.get(by.actor)
    if role is not None:
        assert allowed_acts(ticket, role, by.agency) == passed


def test_every_act_is_a_function_of_the_desk() -> None:
    assert all(callable(getattr(desk, act)) for act in Act)


def test_a_refusal_names_act_and_status() -> None:
    with pytest.raises(NotYours) as refusal:
        guard(Act.ANSWER, Story().opens().ticket, officer("dishub"))
    assert (refusal.value.act, refusal.value.status) == ("answer", Status.HANDED_OVER)
    assert str(refusal.value) == "answer is not for this person or agency (handed_over)"


def test_officers_and_heads_see_what_their_agency_holds_or_held() -> None:
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=day(2), by=officer("dpupr"))
    for role in (Role.OFFICER, Role.AGENCY_HEAD):
        assert may_see(story.ticket, role, "dishub", "inspektorat")
        assert may_see(story.ticket, role, "dpupr", "inspektorat")
        assert not may_see(story.ticket, role, "bappeda", "inspektorat")
        assert not may_see(story.ticket, role, None, "inspektorat")


def test_the_coordinator_sees_all_and_the_jury_nothing() -> None:
    ticket = Story().opens(category="pungli").ticket
    assert may_see(ticket, Role.COORDINATOR, "diskominfo", "inspektorat")
    assert not may_see(ticket, Role.JURY, "inspektorat", "inspektorat")


def test_a_supervision_complaint_is_seen_by_the_oversight_agency_alone() -> None:
    held = Story().opens().ticket
    supervision = replace(held, kind=Kind.SUPERVISION)
    assert not may_see(supervision, Role.OFFICER, "dpupr", "inspektorat")
    given = Story().opens(category="pungli").tells(desk.dispose, "inspektorat", at=day(1), by=COORDINATOR)
    assert may_see(given.ticket, Role.OFFICER, "inspektorat", "inspektorat")
