"""How each question of a report is put. The same words serve when a question is repeated."""

from collections.abc import Callable, Mapping
from typing import Any

from flows import words
from flows.choices import Choice, labels
from flows.report_draft import matter
from flows.state import (
    Draft,
    Question,
    ReportCategory,
    ReportChange,
    ReportConfirm,
    ReportDetail,
    ReportName,
    ReportNameText,
    ReportPlace,
    ReportPlacePick,
    ReportSummary,
    Resume,
    State,
)
from flows.turn import Turn
from flows.types import ParamValue, Ref, Reply
from tickets.vocabulary import Kind

PLACE = 100
SHOWN = 220  # characters of the citizen's own words in a summary

CONFIRM = (
    Choice("yes", Ref("choice.yes_continue"), ("yes", "continue", "send")),
    Choice("change", Ref("choice.change"), ("change", "no")),
)
SUMMARY = (
    Choice("send", Ref("choice.send"), ("send", "yes", "continue")),
    Choice("change", Ref("choice.change"), ("change", "no")),
    Choice("cancel", Ref("choice.cancel"), ("cancel",)),
)
UNNAMED = (
    Choice("send", Ref("choice.send_unnamed"), ("hide_name", "no", "skip", "send")),
    Choice("change", Ref("choice.change"), ("change",)),
    Choice("cancel", Ref("choice.cancel"), ("cancel",)),
)
CHANGE = (
    Choice("text", Ref("choice.change_text")),
    Choice("place", Ref("choice.change_place")),
    Choice("category", Ref("choice.change_category")),
    Choice("name", Ref("choice.change_name")),
)
RESUME = (
    Choice("continue", Ref("choice.continue"), ("continue", "yes", "send")),
    Choice("drop", Ref("choice.drop"), ("cancel", "no")),
    Choice("keep", Ref("choice.keep"), ("keep",)),
)


def name_choices(name: str | None) -> tuple[Choice, ...]:
    show = Ref("choice.show_known_name") if name else Ref("choice.show_name")
    return (
        Choice("hide", Ref("choice.hide_name"), ("hide_name", "no", "skip")),
        Choice("show", show, ("show_name", "yes")),
        Choice("hide_all", Ref("choice.hide_all"), ("hide_all",)),
    )


def category_choices(question: ReportCategory, turn: Turn) -> tuple[Choice, ...]:
    known = [(slug, turn.category(slug)) for slug in question.options]
    guesses = tuple(Choice(slug, category.name) for slug, category in known if category)
    ways_out = (
        Choice("other", Ref("choice.other"), ("other", "none_of_these")),
        Choice("place", Ref("choice.wrong_place")),
        Choice("text", Ref("choice.wrong_text")),
    )
    return (*guesses, *ways_out)


def place_choices(question: ReportPlacePick) -> tuple[Choice, ...]:
    known = zip(question.codes, question.labels, strict=True)
    return (
        *(Choice(code, label) for code, label in known),
        Choice("none", Ref("choice.other_place"), ("none_of_these",)),
    )


def _draft(state: State) -> Draft:
    return state.draft or Draft(Kind.COMPLAINT)


def _noun(draft: Draft) -> dict[str, ParamValue]:
    return {"noun": Ref(f"noun.{draft.kind.value}"), draft.kind.value: True}


def _where(draft: Draft) -> str | None:
    return words.excerpt(draft.place_text, PLACE) or (Ref("report.shared_place") if draft.shared else None)


def wants_district(draft: Draft) -> bool:
    """A street or a shop without its village: the wider place is welcome, never demanded."""
    typed = bool(draft.place_text) and draft.place_code is None and draft.shared is None
    return typed and draft.kind is Kind.COMPLAINT and not draft.district_done


def _detail(question: ReportDetail, state: State, turn: Turn) -> Reply:
    draft = _draft(state)
    about = turn.category(draft.category)
    params = {
        **_noun(draft),
        "matter": about.name if about else None,
        "files": draft.files or None,
        "located": draft.place_done,
        "place": _where(draft),
        "started": bool(draft.text),
        "again": question.again,
        "text": words.excerpt(draft.text, SHOWN),
    }
    return Reply("report.detail", params)


def _place(question: ReportPlace, state: State, turn: Turn) -> Reply:
    draft = _draft(state)
    params = {
        **_noun(draft),
        "matter": matter(draft, turn),
        "again": question.tries > 0,
        "heard": words.excerpt(question.heard, PLACE),
    }
    return Reply("report.place", params)


def _place_pick(question: ReportPlacePick, state: State, turn: Turn) -> Reply:
    return Reply(
        "report.place_pick", {"text": words.excerpt(question.text, PLACE), "choices": labels(place_choices(question))}
    )


def _confirm(question: ReportConfirm, state: State, turn: Turn) -> Reply:
    draft = _draft(state)
    params = {
        **_noun(draft),
        "matter": matter(draft, turn),
        "place": _where(draft),
        "text": words.excerpt(draft.text, SHOWN),
        "files": draft.files or None,
        "district": Ref("report.ask_district") if wants_district(draft) else None,
        "choices": labels(CONFIRM),
    }
    return Reply("report.confirm", params)


def _category(question: ReportCategory, state: State, turn: Turn) -> Reply:
    return Reply("report.category", {"choices": labels(category_choices(question, turn))})


def _name(question: ReportName, state: State, turn: Turn) -> Reply:
    name = turn.world.citizen_name
    choices = labels(name_choices(name))
    return Reply("report.name", {**_noun(_draft(state)), "name": name, "choices": choices})


def _name_text(question: ReportNameText, state: State, turn: Turn) -> Reply:
    """The whole report with the question, so that the name itself sends it: nothing more is asked."""
    return Reply("report.name_text", {**_shown(state, turn), "choices": labels(UNNAMED)})


def _summary(question: ReportSummary, state: State, turn: Turn) -> Reply:
    draft = _draft(state)
    name = Ref("report.name_hidden") if draft.hide_name else draft.name
    return Reply("report.summary", {**_shown(state, turn), "name": name, "choices": labels(SUMMARY)})


def _shown(state: State, turn: Turn) -> dict[str, ParamValue]:
    """What a citizen reads before sending."""
    draft = _draft(state)
    category = turn.category(draft.category)
    return {
        **_noun(draft),
        "category": category.name if category else Ref("report.category_open"),
        "text": words.excerpt(draft.text, SHOWN),
        "place": _where(draft),
        "files": draft.files or None,
        "secret": Ref("report.content_hidden") if draft.hide_content else None,
    }


def _change(question: ReportChange, state: State, turn: Turn) -> Reply:
    return Reply("report.change", {"choices": labels(CHANGE)})


def _resume(question: Resume, state: State, turn: Turn) -> Reply:
    draft = _draft(state)
    return Reply("report.resume", {**_noun(draft), "matter": matter(draft, turn), "choices": labels(RESUME)})


ASKING: Mapping[type[Question], Callable[[Any, State, Turn], Reply]] = {
    ReportDetail: _detail,
    ReportPlace: _place,
    ReportPlacePick: _place_pick,
    ReportConfirm: _confirm,
    ReportCategory: _category,
    ReportName: _name,
    ReportNameText: _name_text,
    ReportSummary: _summary,
    ReportChange: _change,
    Resume: _resume,
}
