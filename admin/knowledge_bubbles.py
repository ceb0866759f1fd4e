"""Messages of the chat as bubbles: an article as citizens read it, told or still being written."""

from dataclasses import dataclass

from markupsafe import Markup

from admin.context import ConsoleContext
from admin.texts import say_or
from knowledge.types import Article


@dataclass(frozen=True)
class Bubbles:
    """What one question brings, message by message."""

    heading: str
    messages: tuple[Markup, ...]


def bubbles_of(article: Article, context: ConsoleContext) -> tuple[Bubbles, ...]:
    """The short answer first, then each part, then the answer about one's own file."""
    told = context.chat.replies(article)
    return tuple(
        Bubbles(_heading(name), tuple(context.chat.html(message) for message in messages))
        for name, messages in told.items()
    )


def _heading(name: str) -> str:
    return say_or(f"article_bubble.{name}", "article_bubble.part").format(part=name.lower())
