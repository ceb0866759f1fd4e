"""Whatever people try on a ticket, in any order: the desk refuses by name or what it decides folds."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tickets.story import CITIZEN, COORDINATOR, SYSTEM, Story, day, officer
from tickets import desk
from tickets.clock import ledger, resolve_standing, standing
from tickets.errors import DeskError
from tickets.facts import Decision, Ticket
from tickets.legs import ANSWER_PAUSE_CAP_MIN, RESOLVE_PAUSE_CAP_MIN
from tickets.vocabulary import ArchiveReason, Kind, Status, Verdict

AGENCIES = st.sampled_from(["dpupr", "dishub", "inspektorat", "diskominfo"])
PEOPLE = st.one_of(st.sampled_from([CITIZEN, COORDINATOR, SYSTEM]), AGENCIES.map(officer))
LABELS = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(Kind),
        "category": st.sampled_from(["jalan-rusak", "lampu-jalan", "pungli", None]),
        "reason": st.sampled_from(["alasan-1", ""]),
    }
)
ACTS = st.one_of(
    st.tuples(st.just(desk.dispose), st.tuples(AGENCIES), st.just({})),
    st.tuples(st.just(desk.pass_on), st.tuples(st.one_of(st.none(), AGENCIES), st.just("alasan-1")), st.just({})),
    st.tuples(st.just(desk.return_to_coordinator), st.just(("alasan-1",)), st.just({})),
    st.tuples(
        st.sampled_from([desk.acknowledge, desk.answer, desk.ask_citizen, desk.resolve]), st.just(("m-2",)), st.just({})
    ),
    st.tuples(st.sampled_from([desk.citizen_replied, desk.citizen_added]), st.just(("m-3",)), st.just({})),
    st.tuples(st.just(desk.give_verdict), st.tuples(st.sampled_from(Verdict)), st.just({})),
    st.tuples(st.just(desk.archive), st.just((ArchiveReason.NOT_OURS,)), st.just({})),
    st.tuples(st.sampled_from([desk.withdraw, desk.close_unconfirmed, desk.recompute_due]), st.just(()), st.just({})),
    st.tuples(st.just(desk.reclassify), st.just(()), LABELS),
)
STEPS = st.lists(st.tuples(ACTS, PEOPLE, st.booleans(), st.integers(0, 9000)), max_size=25)


def _who_may(ticket: Ticket, act: object, by: object, fitting: bool) -> object:
    """Half of the time the one whose turn it is, so that walks get somewhere."""
    if not fitting:
        return by
    if act in (desk.dispose, desk.archive, desk.reclassify):
        return COORDINATOR
    if act in (desk.close_unconfirmed, desk.recompute_due):
        return SYSTEM
    if act in (desk.citizen_replied, desk.citizen_added, desk.give_verdict, desk.withdraw):
        return CITIZEN
    return officer(ticket.agency or "dpupr")


@settings(deadline=None)
@given(st.booleans(), st.sampled_from(Kind), STEPS)
def test_every_decision_folds_and_every_minute_is_accounted_for(sure: bool, kind: Kind, steps: list[object]) -> None:
    story = Story().opens(category_confirmed=sure, kind=kind)
    now = day(0)
    for (act, words, facts), by, fitting, minutes in steps:
        now += timedelta(minutes=minutes)
        try:
            story.tells(act, *words, at=now, by=_who_may(story.ticket, act, by, fitting), **facts)
        except DeskError:
            continue
    _holds_together(story, now)


def _holds_together(story: Story, now: object) -> None:
    ticket = story.ticket
    assert (ticket.agency is None) <= (ticket.status in (Status.SCREENING, Status.CLOSED))
    assert (ticket.waiting_since is not None) == (ticket.status is Status.WAITING_CITIZEN)
    spans = ledger(story.events, story.calendar, now)
    assert sum(span.minutes for span in spans) == story.calendar.working_minutes(
        ticket.opened_at, ticket.closed_at or now
    )
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
