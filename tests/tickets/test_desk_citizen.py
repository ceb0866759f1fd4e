"""The citizen's words about a ticket, and what silence means."""

import pytest

from tests.tickets.story import CITIZEN, COORDINATOR, SYSTEM, Story, day, officer, working_day
from tickets import desk
from tickets.errors import MoveNotAllowed, NotYours, ReplyWindowOpen, ReplyWindowPassed
from tickets.ledger import Owner, ledger
from tickets.vocabulary import Audience, Closing, EventKind, NoticeKey, Status, Verdict

DPUPR = officer("dpupr")


def resolved(at: int = 4) -> Story:
    return Story().opens().tells(desk.resolve, "m-2", at=working_day(at), by=DPUPR)


def test_beres_closes_the_ticket() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.SOLVED, at=working_day(5), by=CITIZEN)
    assert (story.ticket.status, story.ticket.closing) == (Status.CLOSED, Closing.CONFIRMED)
    assert story.leg.closed_at == working_day(5)


def test_belum_reopens_and_the_clocks_go_on_from_the_first_start() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(9), by=CITIZEN)
    assert story.kinds()[-2:] == [EventKind.VERDICT, EventKind.REOPENED]
    assert (story.ticket.status, story.ticket.resolved_at) == (Status.ANSWERED, None)
    assert (story.leg.answered_at, story.leg.resolved_at) == (working_day(4), None)
    assert (story.leg.reopened_at, story.leg.reopening_upheld) == (working_day(9), True)
    assert story.leg.disposed_at == day(0)
    assert story.told(Audience.AGENCY) == [NoticeKey.REOPENED]
    assert story.told(Audience.COORDINATOR) == [NoticeKey.REOPENED]


def test_never_handled_alarms_the_coordinator() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.NEVER_HANDLED, at=working_day(5), by=CITIZEN)
    assert story.told(Audience.COORDINATOR) == [NoticeKey.REOPENED, NoticeKey.NEVER_HANDLED]


def test_resolved_on_day_4_reopened_on_day_9_and_resolved_on_day_16_misses_14_days_but_keeps_its_answer() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(9), by=CITIZEN)
    story.tells(desk.resolve, at=working_day(16), by=DPUPR)
    leg = story.leg
    assert leg.resolved_at is not None
    assert leg.resolved_at > leg.resolve_due
    assert story.calendar.working_minutes(leg.disposed_at, leg.resolved_at) == 16 * 450
    assert leg.answered_at is not None
    assert leg.answered_at <= leg.answer_due


def test_belum_counts_until_the_reply_window_ends() -> None:
    story = resolved()
    with pytest.raises(ReplyWindowPassed):
        story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(14, "16:31"), by=CITIZEN)
    story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(14, "16:30"), by=CITIZEN)
    assert story.ticket.status is Status.ANSWERED


def test_ten_working_days_of_silence_close_a_resolved_ticket() -> None:
    story = resolved()
    with pytest.raises(ReplyWindowOpen):
        story.tells(desk.close_unconfirmed, at=working_day(14, "16:30"), by=SYSTEM)
    story.tells(desk.close_unconfirmed, at=working_day(15), by=SYSTEM)
    assert story.ticket.closing is Closing.UNCONFIRMED
    assert story.told(Audience.CITIZEN) == [NoticeKey.CLOSED_UNCONFIRMED]


def test_silence_closes_nothing_that_is_not_resolved() -> None:
    with pytest.raises(MoveNotAllowed):
        Story().opens().tells(desk.close_unconfirmed, at=working_day(30), by=SYSTEM)


def test_only_the_citizen_withdraws() -> None:
    story = Story().opens()
    with pytest.raises(NotYours):
        story.tells(desk.withdraw, at=day(1), by=DPUPR)
    story.tells(desk.withdraw, at=day(1), by=CITIZEN)
    assert (story.ticket.closing, story.told(Audience.AGENCY)) == (Closing.WITHDRAWN, [NoticeKey.WITHDRAWN])


def test_a_closed_ticket_takes_no_more_words() -> None:
    story = Story().opens().tells(desk.withdraw, at=day(1), by=CITIZEN)
    for act in (desk.citizen_added, desk.citizen_replied):
        with pytest.raises(MoveNotAllowed, match=r"\(closed\)"):
            story.tells(act, "m-2", at=day(2), by=CITIZEN)


def test_an_addition_keeps_the_place_in_the_queue_and_stops_nothing() -> None:
    story = Story().opens()
    before = story.leg
    story.tells(desk.citizen_added, "m-2", at=day(3), by=CITIZEN)
    assert story.leg == before
    assert story.told(Audience.AGENCY) == [NoticeKey.CITIZEN_ADDED]


def test_an_addition_while_a_question_is_open_is_the_reply() -> None:
    story = Story().opens().tells(desk.ask_citizen, "m-2", at=day(1), by=DPUPR)
    story.tells(desk.citizen_added, "m-3", at=day(2), by=CITIZEN)
    assert story.kinds()[-1] is EventKind.CITIZEN_REPLIED
    assert story.ticket.status is Status.HANDED_OVER


def test_an_addition_during_screening_is_read_there() -> None:
    story = Story().opens(category_confirmed=False).tells(desk.citizen_added, "m-2", at=day(1), by=CITIZEN)
    assert story.notices == ()


def test_privacy_may_change_at_any_time() -> None:
    story = Story().opens().tells(desk.withdraw, at=day(1), by=CITIZEN)
    story.tells(desk.change_privacy, at=day(2), by=CITIZEN, hide_name=True, hide_content=False)
    assert story.events[-1].data == {"hide_name": True, "hide_content": False}
    with pytest.raises(NotYours):
        story.tells(desk.change_privacy, at=day(2), by=DPUPR, hide_name=False, hide_content=False)
    story.tells(desk.change_privacy, at=day(2), by=COORDINATOR, hide_name=True, hide_content=True)


def test_who_said_beres_may_come_back_within_the_reply_window() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.SOLVED, at=working_day(5), by=CITIZEN)
    story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(9), by=CITIZEN)
    assert (story.ticket.status, story.ticket.closing, story.ticket.closed_at) == (Status.ANSWERED, None, None)
    assert (story.leg.closed_at, story.leg.resolved_at, story.leg.reopened_at) == (None, None, working_day(9))
    assert story.told(Audience.AGENCY)[-1] is NoticeKey.REOPENED


def test_after_the_reply_window_a_closed_ticket_stays_closed() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.SOLVED, at=working_day(5), by=CITIZEN)
    with pytest.raises(ReplyWindowPassed):
        story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(15), by=CITIZEN)
    silent = resolved().tells(desk.close_unconfirmed, at=working_day(15), by=SYSTEM)
    with pytest.raises(ReplyWindowPassed):
        silent.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(15), by=CITIZEN)


def test_a_verdict_undoes_neither_a_withdrawal_nor_a_closing_twice() -> None:
    withdrawn = Story().opens().tells(desk.withdraw, at=day(1), by=CITIZEN)
    with pytest.raises(MoveNotAllowed):
        withdrawn.tells(desk.give_verdict, Verdict.NOT_YET, at=day(2), by=CITIZEN)
    confirmed = resolved().tells(desk.give_verdict, Verdict.SOLVED, at=working_day(5), by=CITIZEN)
    with pytest.raises(MoveNotAllowed):
        confirmed.tells(desk.give_verdict, Verdict.SOLVED, at=working_day(6), by=CITIZEN)


def test_time_between_a_closing_and_coming_back_is_the_citizens() -> None:
    story = resolved().tells(desk.give_verdict, Verdict.SOLVED, at=working_day(5), by=CITIZEN)
    story.tells(desk.give_verdict, Verdict.NOT_YET, at=working_day(7), by=CITIZEN)
    spans = ledger(story.events, story.calendar, working_day(8))
    assert [(span.owner, span.minutes) for span in spans[-2:]] == [
        (Owner.CITIZEN, story.calendar.working_minutes(working_day(4), working_day(7))),
        (Owner.AGENCY, story.calendar.working_minutes(working_day(7), working_day(8))),
    ]
