"""Two clocks and a ledger: who held the ticket, how long, and how a leg stands."""

from itertools import pairwise

import pytest

from tests.tickets.story import CITIZEN, COORDINATOR, Story, day, officer, working_day
from tickets import desk
from tickets.clock import Clock, Owner, Pace, Why, citizen_minutes, desk_minutes, due_now, ledger, standing
from tickets.legs import may_return
from tickets.vocabulary import Verdict

DPUPR = officer("dpupr")


@pytest.mark.parametrize(("clock", "void"), [("09:59", True), ("10:00", True), ("10:01", False)])
def test_a_leg_is_void_up_to_450_working_minutes(clock: str, void: bool) -> None:
    story = Story().opens()
    assert may_return(story.leg, story.calendar, day(1, clock)) is void


@pytest.mark.parametrize(
    ("at", "pace"),
    [
        (day(0, "10:00"), Pace.ON_TIME),
        (working_day(4, "10:00"), Pace.ON_TIME),
        (working_day(4, "15:29"), Pace.ON_TIME),
        (working_day(4, "15:30"), Pace.DUE_SOON),
        (working_day(5, "16:00"), Pace.DUE_SOON),
        (working_day(5, "16:01"), Pace.LATE),
        (working_day(9), Pace.LATE),
    ],
)
def test_a_leg_is_due_soon_from_80_per_cent_and_late_after_its_due_time(at: object, pace: Pace) -> None:
    story = Story().opens()
    now = standing(story.leg, story.calendar, at)
    assert (now.clock, now.pace) == (Clock.ANSWER, pace)
    assert now.used_min + now.left_min == story.calendar.working_minutes(story.leg.disposed_at, story.leg.answer_due)


def test_after_the_answer_the_resolution_clock_is_shown() -> None:
    story = Story().opens().tells(desk.answer, "m-2", at=working_day(1), by=DPUPR)
    now = standing(story.leg, story.calendar, working_day(2))
    assert (now.clock, now.used_min, now.stopped) == (Clock.RESOLVE, 900, False)
    assert now.due == working_day(14, "16:30")


def test_a_late_answer_stays_late_and_stops_the_clock() -> None:
    story = Story().opens().tells(desk.resolve, "m-2", at=working_day(16), by=DPUPR)
    now = standing(story.leg, story.calendar, working_day(40))
    assert (now.pace, now.stopped, now.used_min) == (Pace.LATE, True, 16 * 450)


def test_clock_stops_while_waiting_for_citizen() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(2), by=DPUPR)
    since = story.ticket.waiting_since
    one = standing(story.leg, story.calendar, working_day(3), since)
    two = standing(story.leg, story.calendar, working_day(4), since)
    assert one.used_min == two.used_min == 900


def test_clock_runs_again_when_the_pause_is_used_up() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(2), by=DPUPR)
    later = standing(story.leg, story.calendar, working_day(7), story.ticket.waiting_since)
    assert later.used_min == 4 * 450
    assert standing(story.leg, story.calendar, working_day(9), story.ticket.waiting_since).pace is Pace.LATE


def test_the_citizens_clock_starts_at_the_first_message_and_never_restarts() -> None:
    story = Story().opens(at=day(0, "10:30"), first_message_at=day(0), category_confirmed=False)
    story.tells(desk.dispose, "dpupr", at=working_day(2), by=COORDINATOR)
    story.tells(desk.pass_on, "dishub", "alasan-1", at=working_day(4), by=DPUPR)
    story.tells(desk.resolve, "m-2", at=working_day(6), by=officer("dishub"))
    assert citizen_minutes(story.ticket, story.calendar, working_day(30)) == 6 * 450


def test_every_minute_has_one_owner_and_a_reason() -> None:
    story = Story().opens(at=day(0, "10:30"), first_message_at=day(0), category_confirmed=False)
    story.tells(desk.dispose, "dpupr", at=working_day(2), by=COORDINATOR)
    story.tells(desk.acknowledge, "m-2", at=working_day(3), by=DPUPR)
    story.tells(desk.ask_citizen, "m-3", at=working_day(4), by=DPUPR)
    story.tells(desk.citizen_replied, "m-4", at=working_day(5), by=CITIZEN)
    story.tells(desk.resolve, "m-5", at=working_day(6), by=DPUPR)
    story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(7), by=CITIZEN)
    spans = ledger(story.events, story.calendar, working_day(8))
    assert [(span.owner, span.why, span.minutes) for span in spans] == [
        (Owner.BOT, Why.CHAT, 30),
        (Owner.DESK, Why.SCREENING, 870),
        (Owner.AGENCY, Why.TO_ANSWER, 900),
        (Owner.CITIZEN, Why.QUESTION_ASKED, 450),
        (Owner.AGENCY, Why.TO_ANSWER, 450),
        (Owner.CITIZEN, Why.VERDICT_AWAITED, 450),
        (Owner.AGENCY, Why.REOPENED, 450),
    ]
    assert all(one.end == two.start for one, two in pairwise(spans))
    assert desk_minutes(spans) == 870
    assert [span.running for span in spans] == [False] * 6 + [True]


def test_waiting_beyond_the_pause_is_the_agencys_again() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=working_day(1), by=DPUPR)
    waited, used_up = ledger(story.events, story.calendar, working_day(6))[1:]
    assert (waited.owner, waited.minutes) == (Owner.CITIZEN, 3 * 450)
    assert (used_up.owner, used_up.why, used_up.minutes) == (Owner.AGENCY, Why.PAUSE_USED_UP, 2 * 450)


def test_a_direct_transfer_leaves_no_gap_between_the_agencies() -> None:
    story = Story().opens().tells(desk.pass_on, "dishub", "alasan-1", at=working_day(2), by=DPUPR)
    spans = ledger(story.events, story.calendar, working_day(3))
    assert [(span.agency, span.minutes) for span in spans] == [("dpupr", 900), ("dishub", 450)]


def test_a_closed_ticket_is_held_by_nobody() -> None:
    story = Story().opens().tells(desk.withdraw, at=day(1), by=CITIZEN)
    assert ledger(story.events, story.calendar, day(9))[-1].end == day(1)


def test_the_date_in_force_is_the_promise_then_the_answers_then_the_resolutions() -> None:
    story = Story().opens(category_confirmed=False)
    assert due_now(story.ticket) == story.ticket.promised_due
    story.tells(desk.dispose, "dpupr", at=working_day(1), by=COORDINATOR)
    assert due_now(story.ticket) == story.leg.answer_due
    story.tells(desk.answer, "m-2", at=working_day(2), by=DPUPR)
    assert due_now(story.ticket) == story.leg.resolve_due
    story.tells(desk.resolve, at=working_day(3), by=DPUPR)
    assert due_now(story.ticket) is None
