"""An article's answer, its parts, and the way to a person with the question already filled in."""

from flows import handover, words
from flows.choices import Choice, chosen, labels
from flows.state import ArticleShown, State
from flows.turn import Step, Turn
from flows.types import Ref, Reply
from knowledge.types import Article

PIECE = 600  # characters before source and choices
OWN_CASE_PIECE = 540  # beside the sentence that the file cannot be seen from here
SOURCE = 60
HEADINGS = ("Syarat", "Biaya", "Lama", "Tempat", "Alur")
EVERYTHING = "*"
OFFICER = "officer"
OWN_CASE = "article.own_case"


def show(state: State, turn: Turn, slug: str, asked: str = "", own_case: bool = False) -> Step:
    """The short answer at once; for somebody's own case, how to look it up oneself."""
    article = turn.region.articles[slug]
    question = ArticleShown(slug, asked, turn.ids if asked else (), own_case)
    if own_case:
        body = article.own_case or article.answer
        return _piece(state, turn, question, article, body, OWN_CASE, 0)
    return _piece(state, turn, question, article, article.answer, "article.answer", 0)


def ask_article(question: ArticleShown, state: State, turn: Turn) -> Reply:
    article = turn.article(question.slug)
    if article is None:
        return Reply("article.gone")
    return Reply("article.choose", {"title": article.title, **_choice_params(question, article, turn)})


def hear_article(question: ArticleShown, state: State, turn: Turn) -> Step | None:
    article = turn.article(question.slug)
    if article is None:
        return None
    if question.reading and words.says(turn.text, "continue"):
        return _part(state, turn, question, article, question.reading, question.offset)
    value = chosen(turn.text, _choices(question, article))
    if value is None:
        return None
    if value == OFFICER:
        return handover.to_person(state, turn, article.owner, question.asked, question.messages)
    return _part(state, turn, question, article, value, 0)


def _part(state: State, turn: Turn, question: ArticleShown, article: Article, heading: str, offset: int) -> Step:
    if heading == EVERYTHING:
        body = "\n\n".join(f"{name}\n{article.parts[name]}" for name in HEADINGS if article.parts.get(name))
    else:
        body = f"*{article.title}: {heading.lower()}*\n{article.parts.get(heading, '')}"
    shown = ArticleShown(question.slug, question.asked, question.messages, question.own_case, heading)
    return _piece(state, turn, shown, article, body, "article.answer", offset)


def _piece(
    state: State, turn: Turn, question: ArticleShown, article: Article, body: str, key: str, offset: int
) -> Step:
    """As much as one message holds; the rest comes on the word for more."""
    text, cut = words.take(body[offset:].lstrip(), OWN_CASE_PIECE if key == OWN_CASE else PIECE)
    rest = len(body) - len(body[offset:].lstrip()) + cut if cut else 0
    reading = (question.reading or EVERYTHING) if cut else ""
    opened = ArticleShown(question.slug, question.asked, question.messages, question.own_case, reading, rest)
    params = {
        "body": text,
        "more": bool(cut),
        "source": words.excerpt(article.sources[0].title, SOURCE) if article.sources else article.title,
        "checked": article.checked,
        "confirmed": bool(article.confirmed_by),
        **_choice_params(opened, article, turn),
    }
    return Step(state.ask(opened), (Reply(key, params),))


def _choice_params(question: ArticleShown, article: Article, turn: Turn) -> dict[str, str | tuple[str, ...] | None]:
    return {"agency": turn.agency_name(article.owner), "choices": labels(_choices(question, article))}


def _choices(question: ArticleShown, article: Article) -> tuple[Choice, ...]:
    """The parts that exist. Whoever asks about an own case wants the person first."""
    present = [heading for heading in HEADINGS if article.parts.get(heading)]
    parts = [Choice(heading, Ref(f"part.{heading.lower()}"), (heading.lower(),)) for heading in present]
    if len(present) > 1:
        parts.append(Choice(EVERYTHING, Ref("part.selengkapnya"), ("selengkapnya",)))
    if question.own_case:
        return (Choice(OFFICER, Ref("choice.entrust"), ("person", "yes")), *parts)
    return (*parts, Choice(OFFICER, Ref("choice.ask_officer"), ("person",)))
