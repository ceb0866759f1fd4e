"""Who disposes: the machine when it is sure, else the coordinator, and the oversight agency for what is grave."""

from dataclasses import replace

import pytest

from tests.tickets.story import CITIZEN, COORDINATOR, Story, day, officer, working_day
from tickets import desk
from tickets.errors import MoveNotAllowed, NoAgency, NotYours, SupervisionOnlyToOversight, UnknownCategory
from tickets.vocabulary import (
    ArchiveReason,
    Audience,
    Closing,
    EventKind,
    Kind,
    NoticeKey,
    ScreeningReason,
    Status,
)


def test_a_confirmed_category_with_enough_confidence_is_disposed_at_once() -> None:
    story = Story().opens(confidence=0.80)
    assert story.kinds() == [EventKind.OPENED, EventKind.DISPOSED]
    assert (story.ticket.status, story.ticket.agency) == (Status.HANDED_OVER, "dpupr")
    assert story.told(Audience.AGENCY) == [NoticeKey.NEW_WORK]
    assert story.told(Audience.COORDINATOR) == []
    assert story.ticket.promised_due == day(7, "16:00")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"category_confirmed": False}, ScreeningReason.CATEGORY_NOT_CONFIRMED),
        ({"category": None}, ScreeningReason.CATEGORY_NOT_CONFIRMED),
        ({"confidence": 0.79}, ScreeningReason.LOW_CONFIDENCE),
        ({"category": "belum-bertuan"}, ScreeningReason.NO_AGENCY),
        ({"kind": Kind.SUPERVISION}, ScreeningReason.SUPERVISION),
        ({"category": "pungli"}, ScreeningReason.SUPERVISION),
        ({"kind": Kind.QUESTION, "category": None}, ScreeningReason.UNKNOWN_QUESTION),
    ],
)
def test_everything_else_is_screened_and_the_reason_said(changes: dict[str, object], reason: ScreeningReason) -> None:
    story = Story().opens(**changes)
    assert story.kinds() == [EventKind.OPENED, EventKind.SCREENING_WANTED]
    assert story.events[-1].data["reason"] == reason
    assert story.told(Audience.COORDINATOR) == [NoticeKey.TO_SCREEN]
    assert (story.ticket.status, story.ticket.agency) == (Status.SCREENING, None)


def test_a_screened_ticket_promises_the_screening_limit_too() -> None:
    story = Story().opens(category_confirmed=False)
    assert story.ticket.promised_due == working_day(8, "16:00")


def test_the_promise_counts_from_the_first_message_and_not_from_the_filing() -> None:
    story = Story().opens(at=day(1, "09:00"), first_message_at=day(0, "23:00"))
    assert story.ticket.opened_at == day(0, "23:00")
    assert story.ticket.promised_due == day(7, "16:00")
    assert story.leg.answer_due == day(8, "16:00")


def test_a_question_goes_straight_to_the_suggested_agency() -> None:
    story = Story().opens(kind=Kind.QUESTION, category=None, suggested_agency="disdukcapil", category_confirmed=False)
    assert story.ticket.agency == "disdukcapil"
    assert story.leg.kind is Kind.QUESTION


def test_a_supervision_complaint_hides_name_and_content_from_the_start() -> None:
    story = Story().opens(category="pungli")
    assert story.ticket.kind is Kind.SUPERVISION
    assert (story.events[0].data["hide_name"], story.events[0].data["hide_content"]) == (True, True)


def test_a_supervision_complaint_goes_to_the_oversight_agency_and_to_nobody_else() -> None:
    story = Story().opens(category="pungli")
    with pytest.raises(SupervisionOnlyToOversight, match=r"dispose .* \(screening\)"):
        story.tells(desk.dispose, "dpupr", at=day(1), by=COORDINATOR)
    story.tells(desk.dispose, "inspektorat", at=day(1), by=COORDINATOR)
    assert story.ticket.agency == "inspektorat"


def test_a_supervision_complaint_cannot_be_passed_on_to_the_accused() -> None:
    story = Story().opens(category="pungli").tells(desk.dispose, "inspektorat", at=day(0), by=COORDINATOR)
    with pytest.raises(SupervisionOnlyToOversight):
        story.tells(desk.pass_on, "dpupr", "alasan-1", at=day(8), by=officer("inspektorat"))


def test_an_unknown_category_is_refused() -> None:
    with pytest.raises(UnknownCategory):
        Story().opens(category="tidak-ada")


def test_disposal_by_the_coordinator_tells_the_citizen_who_has_it_and_until_when() -> None:
    story = Story().opens(category_confirmed=False).tells(desk.dispose, "dishub", at=day(2), by=COORDINATOR)
    [notice] = [notice for notice in story.notices if notice.audience is Audience.CITIZEN]
    assert notice.key is NoticeKey.HANDED_OVER
    assert notice.params == {"agency": "dishub", "due": story.leg.answer_due.isoformat()}


def test_only_the_coordinator_disposes_and_only_from_screening() -> None:
    story = Story().opens(category_confirmed=False)
    with pytest.raises(NotYours):
        story.tells(desk.dispose, "dishub", at=day(1), by=officer("dishub"))
    with pytest.raises(NoAgency):
        story.tells(desk.dispose, "", at=day(1), by=COORDINATOR)
    story.tells(desk.dispose, "dishub", at=day(1), by=COORDINATOR)
    with pytest.raises(MoveNotAllowed, match=r"dispose .* \(handed_over\)"):
        story.tells(desk.dispose, "dpupr", at=day(1), by=COORDINATOR)


def test_the_category_limit_is_the_agency_limit() -> None:
    story = Story().opens(category="lampu-jalan")
    assert (story.leg.answer_wd, story.leg.resolve_wd) == (2, 14)
    assert story.leg.answer_due == day(2, "16:00")


def test_an_archived_ticket_is_closed_and_the_citizen_told_why() -> None:
    story = Story().opens(category_confirmed=False)
    story.tells(desk.archive, ArchiveReason.NOT_CLEAR, at=day(1), by=COORDINATOR)
    assert (story.ticket.status, story.ticket.closing) == (Status.CLOSED, Closing.ARCHIVED)
    assert story.notices[0].params == {"reason": ArchiveReason.NOT_CLEAR}


def test_a_ticket_at_an_agency_cannot_be_archived() -> None:
    with pytest.raises(MoveNotAllowed):
        Story().opens().tells(desk.archive, ArchiveReason.NOT_OURS, at=day(1), by=COORDINATOR)


def test_events_hold_no_words_of_anybody() -> None:
    story = Story().opens()
    for event in story.events:
        assert all(" " not in value for value in event.data.values() if isinstance(value, str))


def test_the_rules_of_the_first_day_stay_when_newer_ones_come() -> None:
    story = Story().opens(category_confirmed=False)
    newer = replace(story.rulebook.limits[0].limits, version="baru", answer_wd=1)
    story.rulebook = replace(
        story.rulebook,
        limits=(*story.rulebook.limits, replace(story.rulebook.limits[0], start=day(1).date(), limits=newer)),
    )
    story.tells(desk.dispose, "dpupr", at=day(2), by=COORDINATOR)
    assert (story.leg.rule_version, story.leg.answer_wd) == ("sp4n-2018", 5)


def test_opening_is_the_citizens_or_an_officers_but_disposal_is_the_systems() -> None:
    story = Story().opens(by=CITIZEN)
    assert [event.actor for event in story.events] == ["citizen", "system"]
