"""The table of all questions: how each is put again, how its answer is heard, and what a wrong answer costs.

Rule: a class of `flows.state` without a row here cannot be open; a test compares the two.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from flows import (
    additions,
    agency_question,
    answer,
    handover,
    judging,
    matter,
    menu,
    outside,
    parked,
    reopening,
    report_hearing,
    report_place,
    status,
    verdict,
)
from flows import state as questions
from flows.choices import Choice, chosen, labels
from flows.report_asking import ASKING
from flows.state import Question, State
from flows.turn import Step, Turn
from flows.types import Ref, Reply


class Manner(Enum):
    """What a message that is no answer means."""

    LOOSE = "loose"  # choices that nobody must answer: anything else is a matter of its own
    STRICT = "strict"  # a short wrong answer is asked again
    WORDS = "words"  # asks for words: nearly everything is an answer


@dataclass(frozen=True)
class Talk:
    ask: Callable[[Any, State, Turn], Reply]
    hear: Callable[[Any, State, Turn], Step | None]
    manner: Manner


def _idle(question: questions.Idle, state: State, turn: Turn) -> Reply:
    return Reply("global.idle")


def _nothing(question: questions.Idle, state: State, turn: Turn) -> Step | None:
    return None


STUCK = (
    Choice("again", Ref("choice.again"), ("continue", "yes", "back")),
    Choice("person", Ref("choice.person"), ("person",)),
    Choice("menu", Ref("choice.menu"), ("menu",)),
)


def _ask_stuck(question: questions.Stuck, state: State, turn: Turn) -> Reply:
    return Reply("global.stuck", {"choices": labels(STUCK)})


def _hear_stuck(question: questions.Stuck, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, STUCK)
    if value == "again":
        again = replace(state, question=question.before, misses=0)
        return Step(again, (ask(again, turn),))
    if value == "person":
        return handover.to_person(state.rest(), turn, None, "", ())
    return menu.open_menu(state, turn) if value == "menu" else None


def ask(state: State, turn: Turn) -> Reply:
    """Put the open question again."""
    return TALKS[type(state.question)].ask(state.question, state, turn)


def hear(state: State, turn: Turn) -> Step | None:
    return TALKS[type(state.question)].hear(state.question, state, turn)


def manner(state: State) -> Manner:
    return TALKS[type(state.question)].manner


def _report(question: type[Question], hear: Callable[[Any, State, Turn], Step | None], manner: Manner) -> Talk:
    return Talk(ASKING[question], hear, manner)


TALKS: dict[type[Question], Talk] = {
    questions.Idle: Talk(_idle, _nothing, Manner.LOOSE),
    questions.Menu: Talk(menu.ask_menu, menu.hear_menu, Manner.LOOSE),
    questions.Portal: Talk(menu.ask_portal, menu.hear_portal, Manner.LOOSE),
    questions.ArticleShown: Talk(answer.ask_article, judging.hear_article, Manner.LOOSE),
    questions.UnhelpfulAnswer: Talk(judging.ask_unhelpful, judging.hear_unhelpful, Manner.LOOSE),
    questions.Clarify: Talk(handover.ask_clarify, matter.hear_clarify, Manner.LOOSE),
    questions.PersonAsk: Talk(handover.ask_person, handover.hear_person, Manner.WORDS),
    questions.OfferOfficer: Talk(handover.ask_offer, handover.hear_offer, Manner.STRICT),
    questions.OutsideRecord: Talk(outside.ask_record, outside.hear_record, Manner.STRICT),
    questions.ReportDetail: _report(questions.ReportDetail, report_hearing.hear_detail, Manner.WORDS),
    questions.ReportPlace: _report(questions.ReportPlace, report_place.hear_place, Manner.WORDS),
    questions.ReportPlacePick: _report(questions.ReportPlacePick, report_place.hear_place_pick, Manner.STRICT),
    questions.ReportConfirm: _report(questions.ReportConfirm, report_hearing.hear_confirm, Manner.STRICT),
    questions.ReportCategory: _report(questions.ReportCategory, report_hearing.hear_category, Manner.STRICT),
    questions.ReportName: _report(questions.ReportName, report_hearing.hear_name, Manner.STRICT),
    questions.ReportNameText: _report(questions.ReportNameText, report_hearing.hear_name_text, Manner.STRICT),
    questions.ReportSummary: _report(questions.ReportSummary, report_hearing.hear_summary, Manner.STRICT),
    questions.ReportChange: _report(questions.ReportChange, report_hearing.hear_change, Manner.STRICT),
    questions.Resume: _report(questions.Resume, report_hearing.hear_resume, Manner.STRICT),
    questions.StatusList: Talk(status.ask_list, status.hear_list, Manner.LOOSE),
    questions.TicketDetail: Talk(status.ask_detail, reopening.hear_detail, Manner.LOOSE),
    questions.AddDetail: Talk(status.ask_add, status.hear_add, Manner.WORDS),
    questions.WithdrawConfirm: Talk(status.ask_withdraw, status.hear_withdraw, Manner.STRICT),
    questions.AddTo: Talk(additions.ask_add_to, additions.hear_add_to, Manner.STRICT),
    questions.AgencyAsks: Talk(agency_question.ask_agency_asks, agency_question.hear_agency_asks, Manner.WORDS),
    questions.AnswerOrNew: Talk(agency_question.ask_answer_or_new, agency_question.hear_answer_or_new, Manner.STRICT),
    questions.VerdictAsked: Talk(verdict.ask_verdict, verdict.hear_verdict, Manner.STRICT),
    questions.VerdictPick: Talk(verdict.ask_pick, verdict.hear_pick, Manner.STRICT),
    questions.VerdictWhy: Talk(verdict.ask_why, verdict.hear_why, Manner.WORDS),
    questions.ReopenPick: Talk(reopening.ask_pick, reopening.hear_pick, Manner.STRICT),
    questions.ParkedList: Talk(parked.ask_list, parked.hear_list, Manner.STRICT),
    questions.Stuck: Talk(_ask_stuck, _hear_stuck, Manner.STRICT),
}
