"""An article's answer, its parts, and the way to a person with the question already filled in."""

from dataclasses import replace

from flows import handover, usefulness, words
from flows.choices import Choice, chosen, labels
from flows.state import ArticleShown, State
from flows.turn import Step, Turn
from flows.types import CountArticle, Fared, Ref, Reply
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
    others = tuple(c.article for c in turn.understood.candidates if c.article != slug) if asked else ()
    question = ArticleShown(slug, asked, turn.ids if asked else (), own_case, others=others)
    body = article.own_case or article.answer if own_case else article.answer
    question = replace(question, judging=len(body) <= PIECE and usefulness.asks(state, turn, question))
    told = replace(state, told=usefulness.answered(state.told, question))
    key = OWN_CASE if own_case else "article.answer"
    step = _piece(told, turn, question, article, body, key, 0, judging=question.judging)
    return replace(step, effects=(CountArticle(slug, Fared.ANSWERED),))


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
        return to_person(question, state, turn)
    return _part(state, turn, question, article, value, 0)


def choice_of(question: ArticleShown, turn: Turn) -> str | None:
    """Which of the choices beneath the answer is meant, those that judge it included."""
    article = turn.article(question.slug)
    return chosen(turn.text, _choices(question, article, question.judging)) if article else None


def to_person(question: ArticleShown, state: State, turn: Turn) -> Step:
    article = turn.article(question.slug)
    owner = article.owner if article else None
    return handover.to_person(state, turn, owner, question.asked, question.messages, question.slug)


def _part(state: State, turn: Turn, question: ArticleShown, article: Article, heading: str, offset: int) -> Step:
    if heading == EVERYTHING:
        body = "\n\n".join(f"{name}\n{article.parts[name]}" for name in HEADINGS if article.parts.get(name))
    else:
        body = f"*{article.title}: {heading.lower()}*\n{article.parts.get(heading, '')}"
    shown = replace(question, reading=heading)
    return _piece(state, turn, shown, article, body, "article.answer", offset)


def _piece(
    state: State,
    turn: Turn,
    question: ArticleShown,
    article: Article,
    body: str,
    key: str,
    offset: int,
    judging: bool = False,
) -> Step:
    """As much as one message holds; the rest comes on the word for more."""
    text, cut = words.take(body[offset:].lstrip(), OWN_CASE_PIECE if key == OWN_CASE else PIECE)
    rest = len(body) - len(body[offset:].lstrip()) + cut if cut else 0
    reading = (question.reading or EVERYTHING) if cut else ""
    opened = replace(question, reading=reading, offset=rest)
    params = {
        "body": text,
        "more": bool(cut),
        "source": words.excerpt(article.sources[0].title, SOURCE) if article.sources else article.title,
        "checked": article.checked,
        "confirmed": bool(article.confirmed_by),
        **_choice_params(opened, article, turn, judging),
    }
    return Step(state.ask(opened), (Reply(key, params),))


def _choice_params(
    question: ArticleShown, article: Article, turn: Turn, judging: bool = False
) -> dict[str, str | int | tuple[str, ...] | None]:
    """`judging` only for the message that asks, in a line of its own; its numbers stay heard, being the last ones."""
    choices = labels(_choices(question, article))
    asking = {"helped": len(choices) + 1, "unhelped": len(choices) + 2} if judging else {}
    return {"agency": turn.agency_name(article.owner), "choices": choices, **asking}


def _choices(question: ArticleShown, article: Article, judging: bool = False) -> tuple[Choice, ...]:
    """The parts that exist, a person, a judgement. Whoever asks about an own case wants the person first."""
    present = [heading for heading in HEADINGS if article.parts.get(heading)]
    parts = [Choice(heading, Ref(f"part.{heading.lower()}"), (heading.lower(),)) for heading in present]
    if len(present) > 1:
        parts.append(Choice(EVERYTHING, Ref("part.selengkapnya"), ("selengkapnya",)))
    if question.own_case:
        return (Choice(OFFICER, Ref("choice.entrust"), ("person", "yes")), *parts)
    choices = (*parts, Choice(OFFICER, Ref("choice.ask_officer"), ("person",)))
    return (*choices, *usefulness.CHOICES) if judging else choices
