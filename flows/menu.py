"""The menu of portals and the articles of a portal: for whoever would rather choose than write."""

from collections import Counter
from collections.abc import Callable

from flows import answer
from flows.catalogue import has
from flows.choices import Choice, chosen, labels
from flows.state import Menu, Portal, State
from flows.turn import Step, Turn
from flows.types import Ref, Reply
from knowledge.types import Region

FULL = 9  # choices that fit the digits


def portals(region: Region) -> tuple[str, ...]:
    """Fullest first, so that the first page serves most people."""
    sizes = Counter(article.portal for article in region.articles.values())
    return tuple(sorted(sizes, key=lambda portal: (-sizes[portal], portal)))


def articles(region: Region, portal: str) -> tuple[str, ...]:
    return tuple(sorted(slug for slug, article in region.articles.items() if article.portal == portal))


def open_menu(state: State, turn: Turn, lead: str = "menu.choose", page: int = 0) -> Step:
    """The menu under a first line of its own; an unsent draft is put aside, not lost."""
    question = Menu(portals(turn.region), page)
    return Step(state.rest().ask(question), (_menu_reply(question, turn, lead),))


def ask_menu(question: Menu, state: State, turn: Turn) -> Reply:
    return _menu_reply(question, turn, "menu.choose")


def _menu_reply(question: Menu, turn: Turn, lead: str) -> Reply:
    choices = _page(question.options, question.page, portal_label)
    return Reply("menu.show", {"lead": Ref(lead), "desk": turn.region.desk, "choices": labels(choices)})


def hear_menu(question: Menu, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _page(question.options, question.page, portal_label))
    if value is None:
        return None
    if value == "more":
        return open_menu(state, turn, "menu.more", question.page + 1)
    return open_portal(state, turn, value)


def open_portal(state: State, turn: Turn, portal: str, page: int = 0) -> Step:
    options = articles(turn.region, portal)
    if not options:
        return open_menu(state, turn)
    question = Portal(portal, options, page)
    return Step(state.ask(question), (ask_portal(question, state, turn),))


def ask_portal(question: Portal, state: State, turn: Turn) -> Reply:
    choices = _page(question.options, question.page, lambda slug: _title(turn, slug))
    return Reply("menu.portal", {"portal": portal_label(question.portal), "choices": labels(choices)})


def hear_portal(question: Portal, state: State, turn: Turn) -> Step | None:
    value = chosen(turn.text, _page(question.options, question.page, lambda slug: _title(turn, slug)))
    if value is None:
        return None
    if value == "more":
        return open_portal(state, turn, question.portal, question.page + 1)
    if turn.article(value) is None:
        return open_menu(state, turn)
    return answer.show(state, turn, value)


def portal_label(portal: str) -> str:
    """The words of a known portal, else its slug made readable: a region may add portals of its own."""
    key = f"portal.{portal}"
    return Ref(key) if has(key) else portal.replace("-", " ").capitalize()


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
