"""Stored states load for ever, or restart with a kind word and the draft."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from flows import state as questions
from flows.conversations import TALKS
from flows.state import START, Draft, Held, Idle, Question, ReportConfirm, State, dumps, loads, state_name
from flows.turn import nothing_understood
from flows.types import SharedPlace
from tests.flows.talk import CODE, Talk, lamp
from tickets.vocabulary import Kind, Verdict

GOLDEN = Path(__file__).parent / "golden" / "states_v1.json"
HELD = Held("lampu mati", ("m1", "m2"), lamp(), SharedPlace(-6.84, 107.92, "Alun-alun"))
DRAFT = Draft(Kind.SUPERVISION, "teks", "pungli", messages=("m1",), shared=SharedPlace(-6.8, 107.9), confidence=1.0)
SAMPLES: tuple[Question, ...] = (
    Idle(),
    questions.Menu(("adminduk",), 1),
    questions.Portal("adminduk", ("ktp-hilang",)),
    questions.ArticleShown("ktp-hilang", "gmn ktp ilang", ("m1",), own_case=True, reading="*", offset=20),
    questions.UnhelpfulAnswer(
        questions.ArticleShown("ktp-hilang", "gmn ktp ilang", ("m1",), others=("kk-hilang",), judging=True)
    ),
    questions.Clarify(("ktp-hilang", "kk-hilang"), HELD, again=True),
    questions.PersonAsk("dishub", article="lampu-jalan"),
    questions.OfferOfficer(None, "berapa", ("m1",), "ktp-hilang"),
    questions.OutsideRecord("pln", HELD),
    questions.ReportDetail(),
    questions.ReportPlace(1, "warung"),
    questions.ReportPlacePick("cisitu", ("1", "2"), ("Desa Cisitu", "Desa Cisitu Wado")),
    ReportConfirm(),
    questions.ReportCategory(("jalan-rusak",)),
    questions.ReportName(),
    questions.ReportNameText(),
    questions.ReportSummary(),
    questions.ReportChange(),
    questions.Resume(),
    questions.StatusList((CODE,)),
    questions.TicketDetail(CODE),
    questions.AddDetail(CODE),
    questions.WithdrawConfirm(CODE),
    questions.AddTo((CODE,), replace(HELD, understood=None)),
    questions.AgencyAsks(CODE),
    questions.AnswerOrNew(CODE, HELD),
    questions.VerdictAsked(CODE),
    questions.VerdictPick((CODE,), Verdict.NOT_YET, ("m1",)),
    questions.VerdictWhy(CODE),
    questions.ReopenPick((CODE,), HELD),
    questions.ParkedList(("n1",), (CODE,)),
    questions.Stuck(ReportConfirm()),
)


def _state(question: Question) -> State:
    at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    told = questions.Told(("ktp-hilang", "kk-hilang"), ("ktp-hilang",), ("kk-hilang",), 2)
    return State(question, DRAFT, (replace(DRAFT, text="lama"),), (Idle(), ReportConfirm()), 1, at, told=told)


def test_every_question_has_a_row_in_the_table_and_a_sample() -> None:
    assert set(TALKS) == set(Question.__subclasses__()) == {type(sample) for sample in SAMPLES}


def test_every_state_survives_being_stored() -> None:
    for sample in SAMPLES:
        assert loads(dumps(_state(sample))) == _state(sample)


def test_states_of_the_first_version_still_load() -> None:
    stored = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert {state_name(_state(sample)) for sample in SAMPLES} <= set(stored)
    for name, text in stored.items():
        assert (state_name(loads(text)), loads(text).restarted) == (name, False)


def test_what_cannot_be_read_restarts_politely() -> None:
    talk = Talk()
    for text in (
        "",
        "null",
        "[]",
        '{"version": 1}',
        '{"version": 99, "state": {}}',
        '{"version":1,"state":{"question":{"is":"Gone"}}}',
    ):
        talk.state = loads(text)
        assert talk.state.restarted, text
        assert "mulai dari awal" in talk.says("1")
        assert not talk.state.restarted


def test_a_readable_draft_outlives_an_unreadable_question() -> None:
    stored = json.loads(dumps(_state(ReportConfirm())))
    stored["state"]["question"]["is"] = "AbolishedQuestion"
    assert [draft.text for draft in loads(json.dumps(stored)).shelf] == ["teks", "lama"]


def test_a_field_added_later_takes_its_default() -> None:
    stored = json.loads(dumps(_state(ReportConfirm())))
    stored["state"]["draft"]["abolished_field"] = 1
    del stored["state"]["draft"]["category"]
    draft = loads(json.dumps(stored)).draft
    assert draft is not None
    assert draft.category is None


def test_the_beginning_is_idle() -> None:
    assert state_name(START) == "idle"
    assert nothing_understood("").text == ""
