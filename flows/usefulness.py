"""Whether an answer helped: when it is asked, how it is said, and what is counted of it.

Rule: asked once for an article in a talk and beneath one answer of three, always as choices of the answer itself; heard
at any time while the answer stands. A talk ends with thanks or a pause.
"""

from dataclasses import replace
from datetime import timedelta
from enum import StrEnum

from flows import words
from flows.choices import Choice
from flows.state import ArticleShown, State, Told
from flows.turn import Turn
from flows.types import CountArticle, Effect, Fared, Ref

TALK = timedelta(hours=6)  # a longer pause ends a talk
SILENT = 2  # answers after one that asked, which do not ask
AROUND = ("helped", "unhelped", "not_meant", "around_judgement", "thanks", "alright", "yes")


class Judgement(StrEnum):
    HELPED = "helped"
    UNHELPED = "unhelped"
    NOT_MEANT = "not_meant"


COUNTED = {
    Judgement.HELPED: Fared.HELPED_YES,
    Judgement.UNHELPED: Fared.HELPED_NO,
    Judgement.NOT_MEANT: Fared.NOT_THAT,
}
CHOICES = (
    Choice(Judgement.HELPED, Ref("choice.helped"), ("plain_yes",)),
    Choice(Judgement.UNHELPED, Ref("choice.unhelped"), ("no",)),
)


def asks(state: State, turn: Turn, shown: ArticleShown) -> bool:
    """Beneath a whole, plain answer of which nothing was said or asked in this talk."""
    told = state.told
    if shown.own_case or state.draft is not None or turn.understood.emergency or told.quiet:
        return False
    return shown.slug not in (*told.asked, *told.judged)


def answered(told: Told, shown: ArticleShown) -> Told:
    """One more answer of this talk."""
    asked = (shown.slug,) if shown.judging else ()
    quiet = SILENT if shown.judging else max(0, told.quiet - 1)
    return replace(told, shown=_with(told.shown, shown.slug), asked=(*told.asked, *asked), quiet=quiet)


def judged(state: State, slug: str, judgement: Judgement) -> tuple[State, tuple[Effect, ...]]:
    """An article is judged once in a talk; the first word counts."""
    if slug in state.told.judged:
        return state, ()
    told = replace(state.told, judged=_with(state.told.judged, slug))
    return replace(state, told=told), (CountArticle(slug, COUNTED[judgement]),)


def fresh(state: State, turn: Turn) -> State:
    """After a long pause another talk begins."""
    if state.at is None or turn.world.now - state.at < TALK:
        return state
    return replace(state, told=Told())


def read(text: str) -> Judgement | None:
    """A judgement and nothing else: "makasih membantu", "ga jelas", "bukan itu maksud saya"."""
    if not text or not words.is_only(text, *AROUND):
        return None
    if _says(text, "not_meant"):
        return Judgement.NOT_MEANT
    if _says(text, "unhelped"):
        return Judgement.UNHELPED
    return Judgement.HELPED if _says(text, "helped") and "?" not in text else None


def corrects(text: str) -> bool:
    """A refusal, and then the matter itself in other words."""
    return words.opens(text, "correction") is not None and not words.is_only(text, *AROUND)


def uncorrected(text: str) -> str:
    """The matter without the refusal before it, which says nothing about the matter."""
    if not corrects(text):
        return text
    said = text.split()
    ends = [at for at in range(1, len(said)) if _is_refusal(" ".join(said[:at]))]
    return " ".join(said[max(ends) :]) if ends else text


def _is_refusal(text: str) -> bool:
    return words.opens(text, "correction") is not None and words.is_only(text, "correction")


def _says(text: str, name: str) -> bool:
    return words.says(text, name) or words.holds(text, name)


def _with(slugs: tuple[str, ...], slug: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*slugs, slug)))
