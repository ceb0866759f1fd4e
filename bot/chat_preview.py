"""What the chat would say of an article, for people who are about to change it. Nothing is stored.

Rule: the conversation itself says it, so that a preview and the phone cannot differ.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows.catalogue import render
from flows.engine import step
from flows.state import START, State
from flows.turn import nothing_understood
from flows.types import Inbound, InboundKind, World
from knowledge.article_file import HEADINGS
from knowledge.types import Article, Language, Matter, Outcome, Region, Understood

ANSWER = "answer"
OWN_CASE = "own_case"
MORE = "lanjut"
MOST_PIECES = 4  # a part of 800 characters comes in two


def chat_replies(article: Article, region: Region, now: datetime, today: date) -> Mapping[str, tuple[str, ...]]:
    """The messages of the short answer, of each part by its heading, and of the answer about one's own case."""
    world = World(
        now=now,
        today=today,
        citizen_name=None,
        privacy_noticed=True,
        language=Language.INDONESIAN.value,
        privacy_link="",
    )
    talk = _Talk(replace(region, articles={**region.articles, article.slug: article}), world)
    text = article.link_text
    asked = Understood(text, Language.INDONESIAN, Outcome.ANSWER, Matter.QUESTION, article.slug)
    opened, found = talk.hear(START, text, asked)
    told: dict[str, tuple[str, ...]] = {ANSWER: found}
    for heading in HEADINGS:
        if article.parts.get(heading):
            told[heading] = talk.hear(opened, heading)[1]
    if article.own_case:
        told[OWN_CASE] = talk.hear(START, text, replace(asked, own_case=True))[1]
    return told


@dataclass(frozen=True)
class _Talk:
    region: Region
    world: World

    def hear(self, state: State, text: str, understood: Understood | None = None) -> tuple[State, tuple[str, ...]]:
        """The state after the first message of the answer, and all its messages."""
        opened, said = self._turn(state, text, understood or nothing_understood(text))
        messages, after = [said], opened
        while f"*{MORE}*" in messages[-1] and len(messages) < MOST_PIECES:
            after, said = self._turn(after, MORE, nothing_understood(MORE))
            messages.append(said)
        return opened, tuple(messages)

    def _turn(self, state: State, text: str, understood: Understood) -> tuple[State, str]:
        inbound = Inbound("preview", InboundKind.TEXT, text, self.world.now)
        turn = step(state, inbound, understood, self.world, self.region)
        return turn.state, "\n\n".join(render(reply, self.world.language) for reply in turn.replies)
