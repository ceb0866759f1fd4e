"""The menu of portals and the articles of a portal: for whoever would rather choose than write."""

from collections.abc import Callable

from flows import answer
from flows.choices import Choice, chosen, labels
from flows.state import Menu, Portal, State
from flows.turn import Step, Turn
from flows.types import Ref, Reply
from knowledge.types import Language

FULL = 9  # choices that fit the digits


def portals(turn: Turn) -> tuple[str, ...]:
    """The doors in the order of the day."""
    return tuple(portal.slug for portal in turn.region.doors(turn.world.today))


def open_menu(state: State, turn: Turn, lead: str = "menu.choose", page: int = 0) -> Step:
    """The menu under a first line of its own; an unsent draft is put aside, not lost."""
    question = Menu(portals(turn), page)
    return Step(state.rest().ask(question), (_menu_reply(question, turn, lead),))


def ask_menu(question: Menu, state: State, turn: Turn) -> Reply:
    return _menu_reply(question, turn, "menu.choose")


def _menu_reply(question: Menu, turn: Turn, lead: str) -> Reply:
    choices = _page(question.options, question.page, lambda slug: portal_label(turn, slug))
    return Reply("menu.show", {"lead": Ref(lead), "desk": turn.region.desk, "choices": labels(choices)})


def hear_menu(question: Menu, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _page(question.options, question.page, lambda slug: portal_label(turn, slug)))
    if value is None:
        return None
    if value == "more":
        return open_menu(state, turn, "menu.more", question.page + 1)
    return open_portal(state, turn, value)


def open_portal(state: State, turn: Turn, portal: str, page: int = 0) -> Step:
    options = turn.region.behind(portal)
    if not options:
        return open_menu(state, turn)
    question = Portal(portal, options, page)
    return Step(state.ask(question), (ask_portal(question, state, turn),))


def ask_portal(question: Portal, state: State, turn: Turn) -> Reply:
    choices = _page(question.options, question.page, lambda slug: _title(turn, slug))
    return Reply("menu.portal", {"portal": portal_label(turn, question.portal), "choices": labels(choices)})


def hear_portal(question: Portal, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _page(question.options, question.page, lambda slug: _title(turn, slug)))
    if value is None:
        return None
    if value == "more":
        return open_portal(state, turn, question.portal, question.page + 1)
    if turn.article(value) is None:
        return open_menu(state, turn)
    return answer.show(state, turn, value)


def portal_label(turn: Turn, slug: str) -> str:
    """The name of a door in the language of the chat."""
    portal = next((portal for portal in turn.region.portals if portal.slug == slug), None)
    if portal is None:
        return slug.replace("-", " ").capitalize()
    return portal.name_su if turn.world.language == Language.SUNDANESE else portal.name


def _title(turn: Turn, slug: str) -> str:
    article = turn.article(slug)
    return article.title if article else slug


def _page(options: tuple[str, ...], page: int, label: Callable[[str], str]) -> tuple[Choice, ...]:
    """Up to nine choices; with more, eight and the way to the rest, which comes round to the first again."""
    if len(options) <= FULL:
        return tuple(Choice(value, label(value)) for value in options)
    per_page = FULL - 1
    start = page % -(-len(options) // per_page) * per_page
    shown = tuple(Choice(value, label(value)) for value in options[start : start + per_page])
    return (*shown, Choice("more", Ref("choice.more"), ("other", "continue")))
