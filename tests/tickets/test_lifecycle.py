"""The table of moves and the fold: old events fold for ever, wrong sequences are named."""

import json
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.tickets.story import CITIZEN, Story, day, officer
from tickets import desk
from tickets.errors import DataMissing, ImpossibleMove, NoEvents, SequenceGap, UnknownVersion
from tickets.facts import Event
from tickets.lifecycle import MOVES, after, fold, numbered
from tickets.vocabulary import Actor, EventKind, Status

GOLDEN = json.loads((Path(__file__).parent / "golden" / "events_v1.json").read_text(encoding="utf-8"))


def recorded(rows: list[dict[str, Any]]) -> list[Event]:
    return [
        Event(
            seq=row["seq"],
            kind=EventKind(row["kind"]),
            at=datetime.fromisoformat(row["at"]),
            actor=Actor(row["actor"]),
            actor_id=row["actor_id"],
            data=row["data"],
            version=row["version"],
        )
        for row in rows
    ]


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, datetime) else value


@pytest.mark.parametrize("told", GOLDEN, ids=lambda told: told["story"])
def test_old_events_fold_to_what_they_meant_when_written(told: dict[str, Any]) -> None:
    ticket = plain(asdict(fold(told["ticket_id"], told["code"], recorded(told["events"]))))
    assert {key: ticket[key] for key in told["ticket"]} == told["ticket"]


def test_the_golden_stories_use_every_kind_of_event() -> None:
    assert {row["kind"] for told in GOLDEN for row in told["events"]} == set(EventKind)


def test_every_status_and_every_event_has_its_place_in_the_table() -> None:
    assert set(MOVES) == {None, *Status}
    assert {kind for moves in MOVES.values() for kind in moves} == set(EventKind)


def test_a_history_begins_with_its_opening() -> None:
    answered = Event(1, EventKind.ANSWERED, day(0), Actor.OFFICER, None, {})
    with pytest.raises(ImpossibleMove, match="event 1: answered cannot follow status new"):
        fold("t-1", "LP-00000000", [answered])
    with pytest.raises(NoEvents):
        fold("t-1", "LP-00000000", [])


def test_a_gap_in_the_sequence_is_named() -> None:
    opened, disposed = Story().opens().events
    with pytest.raises(SequenceGap, match="event 2 expected, 3 found"):
        fold("t-1", "LP-00000000", [opened, replace(disposed, seq=3)])


def test_a_move_that_the_table_lacks_is_named() -> None:
    story = Story().opens().tells(desk.withdraw, at=day(1), by=CITIZEN)
    extra = Event(4, EventKind.ANSWERED, day(2), Actor.OFFICER, None, {"message": "m-2"})
    with pytest.raises(ImpossibleMove, match="event 4: answered cannot follow status closed"):
        fold("t-1", "LP-00000000", [*story.events, extra])


def test_data_that_an_event_lacks_is_named() -> None:
    opened, disposed = Story().opens().events
    without = {key: value for key, value in disposed.data.items() if key != "answer_due"}
    with pytest.raises(DataMissing, match="event 2: disposed lacks answer_due"):
        fold("t-1", "LP-00000000", [opened, replace(disposed, data=without)])


def test_events_of_a_newer_program_are_not_guessed_at() -> None:
    [opened, _] = Story().opens().events
    with pytest.raises(UnknownVersion):
        fold("t-1", "LP-00000000", [replace(opened, version=2)])


def test_looking_ahead_gives_what_recording_will_fold_to() -> None:
    story = Story().opens()
    decision = desk.answer(story.ticket, "m-2", by=officer("dpupr"), now=day(1), calendar=story.calendar)
    ahead = after(story.ticket, decision.events)
    story.events += numbered(decision.events, len(story.events))
    assert ahead == story.ticket
