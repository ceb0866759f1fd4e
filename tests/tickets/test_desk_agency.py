"""What an agency may do with a ticket that is its own, and what giving it up costs."""

import pytest

from tests.tickets.story import CITIZEN, COORDINATOR, Story, day, officer, working_day
from tickets import desk
from tickets.errors import (
    EmptyAnswer,
    MoveNotAllowed,
    NotYours,
    OwnerFixed,
    ReasonMissing,
    ReturnInstead,
    SameOwner,
    TooLateToReturn,
)
from tickets.facts import By
from tickets.vocabulary import Audience, EventKind, Kind, NoticeKey, ScreeningReason, Status

DPUPR, DISHUB = officer("dpupr"), officer("dishub")


def test_a_pengantar_reaches_the_citizen_and_stops_no_clock() -> None:
    story = Story().opens().tells(desk.acknowledge, "m-2", at=day(1), by=DPUPR)
    assert story.told(Audience.CITIZEN) == [NoticeKey.ACKNOWLEDGED]
    assert (story.leg.acknowledged_at, story.leg.answered_at) == (day(1), None)
    assert story.ticket.status is Status.HANDED_OVER


def test_a_jawaban_stops_the_answer_clock_and_the_first_one_counts() -> None:
    story = (
        Story().opens().tells(desk.answer, "m-2", at=day(1), by=DPUPR).tells(desk.answer, "m-3", at=day(2), by=DPUPR)
    )
    assert story.leg.answered_at == day(1)
    assert story.ticket.status is Status.ANSWERED
    assert story.told(Audience.CITIZEN) == [NoticeKey.ANSWERED]


@pytest.mark.parametrize("kind", [Kind.QUESTION, Kind.INFORMATION, Kind.ASPIRATION])
def test_for_questions_information_and_aspirations_the_answer_resolves(kind: Kind) -> None:
    story = Story().opens(kind=kind, suggested_agency="dpupr").tells(desk.answer, "m-2", at=day(1), by=DPUPR)
    assert (story.ticket.status, story.ticket.resolved_at) == (Status.RESOLVED, day(1))
    assert story.told(Audience.CITIZEN) == [NoticeKey.RESOLVED]
    assert story.notices[0].message == "m-2"


def test_resolving_without_an_answer_needs_words_and_counts_as_both() -> None:
    story = Story().opens()
    with pytest.raises(EmptyAnswer, match=r"resolve .* \(handed_over\)"):
        story.tells(desk.resolve, at=day(1), by=DPUPR)
    story.tells(desk.resolve, "m-2", at=day(1), by=DPUPR)
    assert (story.leg.answered_at, story.leg.resolved_at) == (day(1), day(1))


def test_an_answered_ticket_is_resolved_without_more_words() -> None:
    story = Story().opens().tells(desk.answer, "m-2", at=day(1), by=DPUPR).tells(desk.resolve, at=day(3), by=DPUPR)
    assert (story.leg.answered_at, story.leg.resolved_at) == (day(1), day(3))
    assert story.told(Audience.CITIZEN) == [NoticeKey.RESOLVED]


@pytest.mark.parametrize("act", [desk.acknowledge, desk.answer, desk.ask_citizen])
def test_words_for_the_citizen_are_never_empty(act: object) -> None:
    with pytest.raises(EmptyAnswer):
        Story().opens().tells(act, "", at=day(1), by=DPUPR)


@pytest.mark.parametrize("by", [DISHUB, COORDINATOR, CITIZEN])
def test_only_the_owner_answers(by: By) -> None:
    with pytest.raises(NotYours, match=r"answer .* \(handed_over\)"):
        Story().opens().tells(desk.answer, "m-2", at=day(1), by=by)


def test_a_return_within_one_working_day_voids_the_leg() -> None:
    story = Story().opens(at=day(0)).tells(desk.return_to_coordinator, "alasan-1", at=day(1, "09:59"), by=DPUPR)
    assert story.leg.returned_at == day(1, "09:59")
    assert (story.ticket.status, story.ticket.agency) == (Status.SCREENING, None)
    assert story.told(Audience.COORDINATOR) == [NoticeKey.RETURNED]
    assert story.events[-1].data["reason"] == ScreeningReason.RETURNED


def test_a_return_after_one_working_day_is_refused_and_a_pass_before_it_too() -> None:
    story = Story().opens()
    with pytest.raises(ReturnInstead):
        story.tells(desk.pass_on, "dishub", "alasan-1", at=day(1, "10:00"), by=DPUPR)
    with pytest.raises(TooLateToReturn):
        story.tells(desk.return_to_coordinator, "alasan-1", at=day(1, "10:01"), by=DPUPR)


def test_giving_up_needs_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        Story().opens().tells(desk.return_to_coordinator, "", at=day(0), by=DPUPR)
    with pytest.raises(ReasonMissing):
        Story().opens().tells(desk.pass_on, "dishub", "", at=day(2), by=DPUPR)


def test_passed_on_after_451_minutes_is_a_miss_for_the_sender_and_a_fresh_leg_for_the_receiver() -> None:
    at = day(1, "10:01")
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=at, by=DPUPR)
    sender, receiver = story.ticket.legs
    assert story.calendar.working_minutes(sender.disposed_at, at) == 451
    assert (sender.transferred_at, sender.answered_at, sender.returned_at) == (at, None, None)
    assert (receiver.agency, receiver.disposed_at, receiver.answer_due) == ("dishub", at, day(8, "16:00"))
    assert story.ticket.status is Status.HANDED_OVER


def test_passed_back_to_the_coordinator_late_the_leg_stays_with_the_sender() -> None:
    story = Story().opens().tells(desk.pass_on, None, "alasan-1", at=day(3), by=DPUPR)
    assert story.leg.transferred_at == day(3)
    assert story.ticket.status is Status.SCREENING
    assert story.told(Audience.COORDINATOR) == [NoticeKey.RETURNED]


def test_a_ticket_is_not_passed_to_the_agency_that_has_it() -> None:
    with pytest.raises(SameOwner):
        Story().opens().tells(desk.pass_on, "dpupr", "alasan-1", at=day(3), by=DPUPR)


def test_what_would_be_the_third_disposition_is_the_coordinators() -> None:
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=day(2), by=DPUPR)
    story.tells(desk.pass_on, "bappeda", "alasan-2", at=day(4), by=DISHUB)
    assert (story.ticket.status, story.ticket.dispositions) == (Status.SCREENING, 2)
    assert story.events[-1].data == {"reason": ScreeningReason.THIRD_DISPOSITION, "agency": "bappeda"}


def test_the_third_owner_is_fixed_but_not_against_the_coordinator() -> None:
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=day(2), by=DPUPR)
    story.tells(desk.pass_on, None, "alasan-2", at=day(4), by=DISHUB)
    story.tells(desk.dispose, "dpupr", at=day(7), by=COORDINATOR)
    with pytest.raises(OwnerFixed):
        story.tells(desk.return_to_coordinator, "alasan-3", at=day(7), by=DPUPR)
    with pytest.raises(OwnerFixed):
        story.tells(desk.pass_on, "dishub", "alasan-3", at=day(10), by=DPUPR)
    story.tells(desk.pass_on, "bappeda", "alasan-4", at=day(10), by=COORDINATOR)
    assert story.ticket.agency == "bappeda"


def test_a_coordinator_who_moves_a_ticket_early_voids_the_leg() -> None:
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=day(0, "11:00"), by=COORDINATOR)
    assert story.ticket.legs[0].returned_at == day(0, "11:00")
    assert story.ticket.agency == "dishub"


def test_a_question_pauses_both_clocks_and_the_reply_moves_their_due_times() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(1), by=DPUPR)
    assert story.ticket.status is Status.WAITING_CITIZEN
    story.tells(desk.citizen_replied, "m-3", at=working_day(3), by=CITIZEN)
    assert (story.leg.paused_answer_min, story.leg.paused_resolve_min) == (900, 900)
    assert (story.leg.answer_due, story.leg.resolve_due) == (working_day(7, "16:00"), working_day(16, "16:00"))
    assert story.ticket.status is Status.HANDED_OVER
    assert story.told(Audience.AGENCY) == [NoticeKey.CITIZEN_REPLIED]
    assert story.told(Audience.CITIZEN) == [NoticeKey.DEADLINE_MOVED]


def test_pauses_are_capped_at_three_and_ten_working_days() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(1), by=DPUPR)
    story.tells(desk.citizen_replied, "m-3", at=working_day(13), by=CITIZEN)
    assert (story.leg.paused_answer_min, story.leg.paused_resolve_min) == (3 * 450, 10 * 450)


def test_the_answer_clock_pauses_once_and_the_resolution_clock_within_its_cap() -> None:
    story = Story().opens()
    for start in (1, 3, 5):
        story.tells(desk.ask_citizen, "m-2", at=working_day(start), by=DPUPR)
        story.tells(desk.citizen_replied, "m-3", at=working_day(start + 1), by=CITIZEN)
    assert (story.leg.paused_answer_min, story.leg.paused_resolve_min) == (450, 3 * 450)


def test_a_question_asked_after_the_deadline_cures_no_miss() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(6), by=DPUPR)
    story.tells(desk.citizen_replied, "m-3", at=working_day(8), by=CITIZEN)
    assert story.leg.paused_answer_min == 0
    assert story.leg.answer_due == working_day(5, "16:00")


def test_an_answer_ends_the_pause_by_itself() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(1), by=DPUPR)
    story.tells(desk.answer, "m-3", at=working_day(2), by=DPUPR)
    assert (story.ticket.status, story.ticket.waiting_since) == (Status.ANSWERED, None)
    assert story.leg.paused_answer_min == 450


def test_one_question_at_a_time() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=day(1), by=DPUPR)
    with pytest.raises(MoveNotAllowed, match=r"ask_citizen .* \(waiting_citizen\)"):
        story.tells(desk.ask_citizen, "m-3", at=day(1), by=DPUPR)


def test_the_due_time_told_to_the_agency_is_that_of_its_leg() -> None:
    story = Story().opens()
    [notice] = story.notices
    assert (notice.agency, notice.params["due"]) == ("dpupr", story.leg.answer_due.isoformat())
    assert EventKind.DISPOSED in story.kinds()
