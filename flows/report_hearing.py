"""What the answers to a report's questions do. `None` means: this was no answer to the question."""

from dataclasses import replace

from flows import words
from flows.choices import Choice, chosen
from flows.report import advance, ask
from flows.report_asking import (
    CHANGE,
    CONFIRM,
    RESUME,
    SUMMARY,
    UNNAMED,
    category_choices,
    name_choices,
    wants_district,
)
from flows.report_draft import guesses, kind, left_out, read, with_category
from flows.report_place import hear_district
from flows.state import (
    Draft,
    Idle,
    ReportCategory,
    ReportChange,
    ReportConfirm,
    ReportDetail,
    ReportName,
    ReportNameText,
    ReportPlace,
    ReportSummary,
    Resume,
    State,
)
from flows.turn import Step, Turn
from flows.types import Effect, FileTicket, ParamValue, Ref, RememberName, Reply
from tickets.vocabulary import Kind

LEAST_WORDS = 2  # a matter in one word is no matter yet
NAME_WORDS = 5
NAME_LENGTH = 60


def hear_detail(question: ReportDetail, state: State, turn: Turn) -> Step | None:
    draft = draft_of(state)
    if not turn.text or words.is_bare(turn.text) or len(words.telling(turn.text)) < LEAST_WORDS:
        return None
    if question.again:
        draft = replace(draft, text="")
    elif not draft.text:
        draft = replace(draft, kind=kind(turn.understood))
    read_draft = replace(read(draft, turn), detail_done=True)
    return advance(state, turn, read_draft, joinable=True)


def hear_confirm(question: ReportConfirm, state: State, turn: Turn) -> Step | None:
    draft = draft_of(state)
    unknown = wants_district(draft) and words.says(turn.text, "skip")  # the rest was shown and not objected to
    value = "yes" if unknown else chosen(turn.text, CONFIRM)
    if value == "yes":
        known = draft.category is not None
        return advance(state, turn, replace(draft, confirmed=True, category_confirmed=known))
    if value == "change":
        return ask(state, ReportCategory(guesses(draft, turn)), turn)
    return hear_district(state, turn)


def hear_category(question: ReportCategory, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, category_choices(question, turn)) or _category_in_words(turn)
    draft = draft_of(state)
    if value is None:
        return None
    if value == "place":
        return _ask_place_again(state, turn, draft)
    if value == "text":
        return ask(state, ReportDetail(again=True), turn)
    if value == "other":
        unknown = replace(draft, category=None, category_confirmed=False, confidence=0.0, agency=None, confirmed=True)
        return advance(state, turn, unknown, lead="report.other_category")
    picked = with_category(draft, turn, value, 1.0, confirmed=True)
    return advance(state, turn, replace(picked, confirmed=True))


def _category_in_words(turn: Turn) -> str | None:
    """The name of any category, or what the words are understood to be about."""
    if words.number(turn.text) is not None:
        return None
    named = chosen(turn.text, [Choice(leaf.slug, leaf.name) for leaf in turn.region.leaves])
    return named or turn.understood.category


def hear_name(question: ReportName, state: State, turn: Turn) -> Step | None:
    draft = draft_of(state)
    known = turn.world.citizen_name
    value = chosen(turn.text, name_choices(known))
    if value == "show" and not known:
        return ask(state, ReportNameText(), turn)
    if value == "show":
        return _named(state, turn, draft, known, hide=False)
    if value is not None:
        return _named(state, turn, replace(draft, hide_content=value == "hide_all" or secret(draft)), None, hide=True)
    name = name_in(turn.text)
    return _named(state, turn, draft, name, hide=False) if name else None


def hear_name_text(question: ReportNameText, state: State, turn: Turn) -> Step | None:
    """The report stands above the question: the name sends it."""
    draft = draft_of(state)
    value = chosen(turn.text, UNNAMED)
    if value == "send":
        return file(state, turn, replace(draft, name=None, hide_name=True, named=True))
    if value is not None:
        return ask(state, ReportChange(), turn) if value == "change" else drop(state)
    name = name_in(turn.text)
    return file(state, turn, replace(draft, name=name, hide_name=False, named=True)) if name else None


def hear_summary(question: ReportSummary, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, SUMMARY)
    if value == "send":
        return file(state, turn, draft_of(state))
    if value == "change":
        return ask(state, ReportChange(), turn)
    return drop(state) if value == "cancel" else None


def hear_change(question: ReportChange, state: State, turn: Turn) -> Step | None:
    draft = draft_of(state)
    value = chosen(turn.text, CHANGE)
    if value == "text":
        return ask(state, ReportDetail(again=True), turn)
    if value == "place":
        return _ask_place_again(state, turn, draft)
    if value == "category":
        return ask(state, ReportCategory(guesses(draft, turn)), turn)
    return advance(state, turn, replace(draft, named=False)) if value == "name" else None


def hear_resume(question: Resume, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, RESUME)
    if value == "continue":
        return advance(replace(state, trail=(), question=Idle()), turn, draft_of(state))
    if value == "drop":
        return drop(state)
    if value == "keep":
        return Step(state.rest(), (Reply("report.kept"),))
    return None


def file(state: State, turn: Turn, draft: Draft) -> Step:
    ticket = FileTicket(
        kind=draft.kind,
        category=draft.category,
        category_confirmed=draft.category_confirmed,
        confidence=draft.confidence,
        agency=draft.agency,
        text=draft.text,
        place_code=draft.place_code,
        place_text=draft.place_text,
        shared=draft.shared,
        name=draft.name,
        hide_name=draft.hide_name,
        hide_content=draft.hide_content,
        messages=draft.messages,
        emergency=draft.emergency,
    )
    effects: tuple[Effect, ...] = (ticket,)
    if draft.name and draft.name != turn.world.citizen_name:
        effects = (ticket, RememberName(draft.name))
    params: dict[str, ParamValue] = {"noun": Ref(f"noun.{draft.kind.value}"), draft.kind.value: True}
    other = left_out(draft, turn)
    also = (Reply("report.also", {"matter": other}),) if other else ()
    return Step(replace(state, draft=None).rest(), (Reply("report.filed", params), *also), effects)


def drop(state: State) -> Step:
    """Dropped on the citizen's word: nothing is asked back."""
    draft = draft_of(state)
    reply = Reply("report.dropped", {"noun": Ref(f"noun.{draft.kind.value}")})
    return Step(replace(state, draft=None).rest(), (reply,))


def draft_of(state: State) -> Draft:
    return state.draft or Draft(Kind.COMPLAINT)


def secret(draft: Draft) -> bool:
    return draft.kind is Kind.SUPERVISION


def name_in(text: str) -> str | None:
    """A person's name: a few words of letters. What else is written here is not taken for one."""
    name = " ".join(text.split())
    lead = words.begins(name, "name_lead")
    if lead and len(name.split()) > len(lead.split()):
        name = " ".join(name.split()[len(lead.split()) :])
    parts = name.replace(".", " ").replace(",", " ").replace("'", " ").replace("-", " ").split()
    if not parts or len(parts) > NAME_WORDS or len(name) > NAME_LENGTH or not all(p.isalpha() for p in parts):
        return None
    said = any(words.says(name, group) for group in ("yes", "no", "greeting", "thanks"))
    other = words.holds(name, "not_a_name") or words.looks_like_question(name)
    return None if said or other or len(name) < 2 else name


def _named(state: State, turn: Turn, draft: Draft, name: str | None, hide: bool) -> Step:
    return advance(state, turn, replace(draft, name=name, hide_name=hide, named=True))


def _ask_place_again(state: State, turn: Turn, draft: Draft) -> Step:
    cleared = replace(draft, place_text="", place_code=None, shared=None, place_done=False, needs_place=True)
    return ask(replace(state, draft=cleared), ReportPlace(), turn)
