"""The way to a person: a question that no article answers goes to an officer, but only after the citizen's yes."""

from dataclasses import replace

from flows import words
from flows.choices import Choice, chosen, labels
from flows.state import Clarify, Held, OfferOfficer, PersonAsk, State
from flows.turn import Step, Turn
from flows.types import CountArticle, Fared, FileTicket, Ref, Reply
from tickets.vocabulary import Kind

QUOTED = 160
YES_NO = (Choice("yes", Ref("choice.yes"), ("yes", "send")), Choice("no", Ref("choice.no"), ("no", "cancel")))


def unknown(state: State, turn: Turn) -> Step:
    """Not knowing is said, and somebody who knows is named."""
    question = OfferOfficer(turn.understood.agency, turn.text, turn.ids)
    step = _offer(state, turn, question, "handover.unknown")
    return Step(step.state, step.replies, joinable=True)


def to_person(
    state: State, turn: Turn, agency: str | None, text: str, messages: tuple[str, ...], article: str = ""
) -> Step:
    """A question the citizen has already written is filled in; otherwise it is asked for."""
    if not text:
        question = PersonAsk(agency, article=article)
        return Step(state.ask(question), (ask_person(question, state, turn),))
    return _offer(state, turn, OfferOfficer(agency, text, messages, article), "handover.offer")


def ask_person(question: PersonAsk, state: State, turn: Turn) -> Reply:
    return Reply("handover.write", {"agency": turn.agency_name(question.agency)})


def hear_person(question: PersonAsk, state: State, turn: Turn) -> Step | None:
    if turn.is_file and not turn.text:
        more = replace(question, messages=(*question.messages, *turn.ids))
        return Step(state.amend(more), (ask_person(more, state, turn),))
    if not turn.text or words.says(turn.text, "thanks") or words.says(turn.text, "greeting"):
        return None
    if words.says(turn.text, "no"):
        return _declined(state)
    if words.is_bare(turn.text):
        return None
    agency = question.agency or turn.understood.agency
    messages = (*question.messages, *turn.ids)
    step = _offer(state, turn, OfferOfficer(agency, turn.text, messages, question.article), "handover.offer")
    return Step(step.state, step.replies, joinable=True)


def ask_offer(question: OfferOfficer, state: State, turn: Turn) -> Reply:
    return _offer_reply(turn, question, "handover.offer")


def hear_offer(question: OfferOfficer, state: State, turn: Turn) -> Step | None:
    if turn.is_file:
        more = replace(question, messages=(*question.messages, *turn.ids))
        return Step(state.amend(more), (ask_offer(more, state, turn),))
    if words.says(turn.text, "change"):
        return to_person(state, turn, question.agency, "", (), question.article)
    value = chosen(turn.text, YES_NO)
    if value is None:
        return None
    if value == "no":
        return _declined(state)
    return _file(state, turn, question)


def ask_clarify(question: Clarify, state: State, turn: Turn) -> Reply:
    return Reply("clarify.which", {"again": question.again, "choices": labels(clarify_choices(question, turn))})


def clarify_choices(question: Clarify, turn: Turn) -> tuple[Choice, ...]:
    """With a single candidate a yes means it."""
    titles = [(slug, turn.article(slug)) for slug in question.options]
    groups = ("yes",) if len(titles) == 1 else ()
    known = [Choice(slug, article.title, groups) for slug, article in titles if article]
    if question.again:
        return (*known, Choice("person", Ref("choice.ask_officer"), ("person",)))
    return (*known, Choice("none", Ref("choice.none_of_these"), ("none_of_these", "no")))


def none_of_these(state: State, turn: Turn, held: Held) -> Step:
    """Nothing that is known was meant: the citizen's own words go to a person; without any they are asked for."""
    if not held.text:
        return for_held(state, turn, held)
    return _offer(state, turn, OfferOfficer(_office(held), held.text, held.messages), "handover.unknown")


def for_held(state: State, turn: Turn, held: Held) -> Step:
    """A message that was put aside is what the person is asked."""
    return to_person(state, turn, _office(held), held.text, held.messages)


def _office(held: Held) -> str | None:
    return held.understood.agency if held.understood else None


def _offer(state: State, turn: Turn, question: OfferOfficer, key: str) -> Step:
    return Step(state.ask(question), (_offer_reply(turn, question, key),))


def _offer_reply(turn: Turn, question: OfferOfficer, key: str) -> Reply:
    params = {
        "agency": turn.agency_name(question.agency),
        "text": words.excerpt(question.text, QUOTED),
        "due": turn.world.question_due if question.agency else turn.world.screened_due,
        "choices": labels(YES_NO),
    }
    return Reply(key, params)


def _declined(state: State) -> Step:
    return Step(state.rest(), (Reply("handover.declined"),))


def _file(state: State, turn: Turn, question: OfferOfficer) -> Step:
    """Never published: questions to a person are often about somebody's own papers."""
    ticket = FileTicket(
        kind=Kind.QUESTION,
        category=None,
        category_confirmed=False,
        confidence=turn.understood.confidence if question.agency else 0.0,
        agency=question.agency,
        text=question.text,
        place_code=None,
        place_text="",
        shared=None,
        name=turn.world.citizen_name,
        hide_name=False,
        hide_content=True,
        messages=question.messages,
    )
    counted = (CountArticle(question.article, Fared.TICKET),) if question.article else ()
    return Step(state.rest(), (Reply("report.filed", {"noun": Ref("noun.question")}),), (ticket, *counted))
