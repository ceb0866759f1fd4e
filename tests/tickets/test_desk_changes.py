"""Relabelling and new calendars move due times forward only."""

import pytest

from tests.tickets.story import COORDINATOR, SYSTEM, Story, calendar, day, officer, working_day
from tickets import desk
from tickets.errors import MoveNotAllowed, NotYours, ReasonMissing, UnknownCategory
from tickets.vocabulary import Audience, EventKind, Kind, NoticeKey, ScreeningReason, Status

DPUPR, DISHUB = officer("dpupr"), officer("dishub")
NEW_HOLIDAY = calendar(
    version="test-2",
    year=[{"year": 2026, "days": [{"date": "2026-11-04", "name": "Libur baru", "kind": "holiday"}]}],
)


def relabels(story: Story, *, at: int, **label: object) -> Story:
    words: dict[str, object] = {"kind": Kind.COMPLAINT, "category": "lampu-jalan", "reason": "alasan-1"}
    return story.tells(desk.reclassify, at=working_day(at), by=COORDINATOR, **(words | label))


def test_a_new_label_gives_its_limits_from_the_start_of_the_leg() -> None:
    story = relabels(Story().opens(), at=1)
    assert (story.leg.category, story.leg.answer_wd) == ("lampu-jalan", 2)
    assert story.leg.answer_due == working_day(2, "16:00")
    assert story.told(Audience.CITIZEN) == [NoticeKey.DEADLINE_MOVED]


def test_a_new_label_makes_nobody_late_at_once() -> None:
    story = relabels(Story().opens(), at=3)
    assert (story.ticket.category, story.leg.answer_wd) == ("lampu-jalan", 5)
    assert story.leg.answer_due == working_day(5, "16:00")
    assert story.notices == ()


def test_a_new_label_cures_no_miss() -> None:
    story = relabels(Story().opens(category="lampu-jalan"), at=4, category="jalan-rusak")
    assert story.leg.answer_due == working_day(2, "16:00")


def test_a_new_label_leaves_a_given_answer_alone() -> None:
    story = Story().opens(category="lampu-jalan").tells(desk.answer, "m-2", at=working_day(1), by=DISHUB)
    relabels(story, at=2, category="jalan-rusak")
    assert story.leg.answer_wd == 2


def test_relabelling_in_screening_moves_the_promise() -> None:
    story = relabels(Story().opens(category_confirmed=False), at=1)
    assert story.ticket.promised_due == working_day(5, "16:00")
    assert story.told(Audience.CITIZEN) == [NoticeKey.DEADLINE_MOVED]


def test_only_the_coordinator_relabels_with_a_reason_and_a_known_category() -> None:
    story = Story().opens()
    with pytest.raises(NotYours):
        story.tells(desk.reclassify, at=day(1), by=DPUPR, kind=Kind.COMPLAINT, category="usul", reason="alasan-1")
    with pytest.raises(ReasonMissing):
        relabels(story, at=1, reason="")
    with pytest.raises(UnknownCategory):
        relabels(story, at=1, category="tidak-ada")


def test_what_turns_out_to_be_supervision_leaves_the_agency_hidden_and_void() -> None:
    story = relabels(Story().opens(), at=3, kind=Kind.SUPERVISION, category="pungli")
    assert story.kinds()[2:] == [
        EventKind.RECLASSIFIED,
        EventKind.PRIVACY_CHANGED,
        EventKind.RETURNED,
        EventKind.SCREENING_WANTED,
    ]
    assert story.events[-1].data["reason"] == ScreeningReason.SUPERVISION
    assert (story.ticket.status, story.ticket.agency) == (Status.SCREENING, None)
    assert story.leg.returned_at == working_day(3)


def test_a_new_calendar_moves_open_due_times_and_says_so() -> None:
    story = Story().opens()
    story.calendar = NEW_HOLIDAY
    story.tells(desk.recompute_due, at=day(1), by=SYSTEM)
    assert story.leg.answer_due == day(8, "16:00")
    assert (story.ticket.calendar_version, story.leg.calendar_version) == ("test-2", "test-2")
    assert story.told(Audience.CITIZEN) == [NoticeKey.DEADLINE_MOVED]


def test_a_new_calendar_moves_the_promise_of_a_ticket_in_screening() -> None:
    story = Story().opens(category_confirmed=False)
    story.calendar = NEW_HOLIDAY
    story.tells(desk.recompute_due, at=day(1), by=SYSTEM)
    assert story.ticket.promised_due == working_day(9, "16:30")


def test_the_same_calendar_changes_nothing() -> None:
    story = Story().opens().tells(desk.recompute_due, at=day(1), by=SYSTEM)
    assert story.kinds() == [EventKind.OPENED, EventKind.DISPOSED]
    assert story.notices == ()


def test_a_resolved_ticket_has_no_due_time_to_recompute() -> None:
    story = Story().opens().tells(desk.resolve, "m-2", at=day(1), by=DPUPR)
    with pytest.raises(MoveNotAllowed):
        story.tells(desk.recompute_due, at=day(2), by=SYSTEM)
