"""Whatever people do to a ticket, in any order: the desk refuses by name, or what it decides folds and adds up."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets.story import CITIZEN, COORDINATOR, SYSTEM, Story, day, officer
from tickets import desk
from tickets.acts import Act, guard
from tickets.clock import ledger, resolve_standing, standing
from tickets.errors import DeskError
from tickets.facts import By, Decision, Ticket
from tickets.legs import ANSWER_PAUSE_CAP_MIN, RESOLVE_PAUSE_CAP_MIN
from tickets.vocabulary import Actor, ArchiveReason, Kind, Status, Verdict

AGENCIES = ("dpupr", "dishub", "inspektorat")
CATEGORIES = ("jalan-rusak", "lampu-jalan", "pungli", None)
TRIES: tuple[tuple[Act, tuple[Any, ...], dict[str, Any]], ...] = (
    *((Act.DISPOSE, (agency,), {}) for agency in AGENCIES),
    *((Act.PASS_ON, (agency, "alasan-1"), {}) for agency in (*AGENCIES, None)),
    (Act.RETURN_TO_COORDINATOR, ("alasan-1",), {}),
    *((act, ("m-2",), {}) for act in (Act.ACKNOWLEDGE, Act.ANSWER, Act.ASK_CITIZEN, Act.RESOLVE)),
    *((act, ("m-3",), {}) for act in (Act.CITIZEN_REPLIED, Act.CITIZEN_ADDED)),
    *((Act.GIVE_VERDICT, (verdict,), {}) for verdict in Verdict),
    (Act.ARCHIVE, (ArchiveReason.NOT_OURS,), {}),
    *((act, (), {}) for act in (Act.WITHDRAW, Act.CLOSE_UNCONFIRMED, Act.RECOMPUTE_DUE)),
    *((Act.RECLASSIFY, (), {"kind": kind, "category": c, "reason": "alasan-1"}) for kind in Kind for c in CATEGORIES),
)
ENDS = {Act.ARCHIVE, Act.WITHDRAW}  # tried seldom, or walks would be short
SELDOM = 90
STEPS = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 6_000)), min_size=4, max_size=25)


def _people(ticket: Ticket) -> dict[Actor, By]:
    return {
        Actor.CITIZEN: CITIZEN,
        Actor.COORDINATOR: COORDINATOR,
        Actor.SYSTEM: SYSTEM,
        Actor.OFFICER: officer(ticket.agency or "dpupr"),
    }


def _possible(ticket: Ticket) -> Iterator[tuple[Act, tuple[Any, ...], dict[str, Any], By]]:
    for act, words, facts in TRIES:
        for by in _people(ticket).values():
            try:
                guard(act, ticket, by)
            except DeskError:
                continue
            yield act, words, facts, by


@settings(deadline=None)
@given(st.booleans(), st.sampled_from(Kind), STEPS)
def test_every_decision_folds_and_every_minute_is_accounted_for(
    sure: bool, kind: Kind, steps: list[tuple[int, int, int]]
) -> None:
    story = Story().opens(category_confirmed=sure, kind=kind)
    now = day(0)
    for choice, detail, minutes in steps:
        now += timedelta(minutes=minutes)
        possible = [try_ for try_ in _possible(story.ticket) if try_[0] not in ENDS or choice >= SELDOM]
        if not possible:
            break
        acts = sorted({act for act, *_ in possible})
        ways = [try_ for try_ in possible if try_[0] is acts[choice % len(acts)]]
        act, words, facts, by = ways[detail % len(ways)]
        try:
            story.tells(getattr(desk, act), *words, at=now, by=by, **facts)
        except DeskError:
            continue
    _holds_together(story, now)


def _holds_together(story: Story, now: datetime) -> None:
    ticket = story.ticket
    assert (ticket.agency is None) <= (ticket.status in (Status.SCREENING, Status.CLOSED))
    assert (ticket.waiting_since is not None) == (ticket.status is Status.WAITING_CITIZEN)
    spans = ledger(story.events, story.calendar, now)
    whole = story.calendar.working_minutes(ticket.opened_at, ticket.closed_at or now)
    assert sum(span.minutes for span in spans) == whole
    for leg in ticket.legs:
        assert leg.paused_answer_min <= ANSWER_PAUSE_CAP_MIN
        assert leg.paused_resolve_min <= RESOLVE_PAUSE_CAP_MIN
        assert standing(leg, story.calendar, now).used_min >= 0
        assert resolve_standing(leg, story.calendar, now).due == leg.resolve_due
        assert leg.kind is not Kind.SUPERVISION or leg.agency == "inspektorat" or leg.returned_at is not None


def test_a_decision_that_changes_nothing_has_no_events() -> None:
    story = Story().opens()
    nothing = desk.recompute_due(story.ticket, by=SYSTEM, now=day(1), calendar=story.calendar, rulebook=story.rulebook)
    assert nothing == Decision(())
