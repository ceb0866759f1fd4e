"""What the check before publishing found, in an officer's words: which test questions are answered differently, whose
they are, and what can be done about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from admin.clocks import Tone
from admin.context import ConsoleContext
from admin.texts import say, say_or
from knowledge.types import Outcome
from store.knowledge_pages import VersionFacts
from store.knowledge_words import VersionState

NEEDING_WORDS = frozenset({"broken_elsewhere", "stale", "invalid", "gave_up"})


@dataclass(frozen=True)
class Known:
    """Articles by slug: title and owner, those that are not told included."""

    titles: Mapping[str, str]
    owners: Mapping[str, str]


@dataclass(frozen=True)
class ChangedAnswer:
    question: str
    before: str
    after: str
    verdict: str
    tone: Tone


@dataclass(frozen=True)
class CheckWords:
    """`harmed`: questions of other agencies; `changed`: all others whose answer differs."""

    tone: Tone
    heading: str
    words: str
    advice: str
    harmed: tuple[ChangedAnswer, ...]
    changed: tuple[ChangedAnswer, ...]
    replies: tuple[str, ...]
    left_out: int


def check_words(version: VersionFacts, known: Known, context: ConsoleContext) -> CheckWords | None:
    """None for a version that was never checked."""
    result = version.result
    if result is None:
        return None
    problem = result.get("problem")
    found = [(bool(change["elsewhere"]), _changed(change, known, context)) for change in result.get("changes", ())]
    shown = len(found)
    return CheckWords(
        tone=Tone.LATE if problem else Tone.GOOD,
        heading=say("article_check.refused" if problem else _heading(version)),
        words=_words(result, problem),
        advice=say(f"article_advice.{problem}") if problem in NEEDING_WORDS else "",
        harmed=tuple(row for elsewhere, row in found if elsewhere),
        changed=tuple(row for elsewhere, row in found if not elsewhere),
        replies=tuple(known.titles.get(slug, slug) for slug in result.get("replies", ())),
        left_out=max(0, int(result.get("changed", shown)) - shown),
    )


def _heading(version: VersionFacts) -> str:
    return "article_check.published" if version.state is VersionState.PUBLISHED else "article_check.was_published"


def _words(result: Mapping[str, Any], problem: str | None) -> str:
    if problem == "invalid":
        return str(result.get("sentence", ""))
    if problem and problem != "broken_elsewhere":
        return say_or(f"article_problem.{problem}", "article_problem.other")
    if not result.get("golden"):
        return say("article_check.nothing_read")
    return say(
        "article_check.read",
        asked=result["golden"],
        changed=result["changed"],
        before=result["right_before"],
        after=result["right_after"],
    )


def _changed(change: Mapping[str, Any], known: Known, context: ConsoleContext) -> ChangedAnswer:
    meant = change.get("expected_article")
    return ChangedAnswer(
        question=str(change["text"]),
        before=reading_words(change["before"], known, context),
        after=reading_words(change["after"], known, context),
        verdict=_verdict(change, meant, known, context),
        tone=_tone(change),
    )


def _tone(change: Mapping[str, Any]) -> Tone:
    if change["right_before"] == change["right_after"]:
        return Tone.PLAIN
    return Tone.GOOD if change["right_after"] else Tone.LATE


def _verdict(change: Mapping[str, Any], meant: str | None, known: Known, context: ConsoleContext) -> str:
    if change["right_after"]:
        return say("article_verdict.right" if change["right_before"] else "article_verdict.mended")
    broken = "broken" if change["right_before"] else "still_wrong"
    if meant is None:
        return say(f"article_verdict.{broken}")
    agency = context.agency_short(known.owners.get(meant))
    return say(f"article_verdict.{broken}_meant", title=known.titles.get(meant, meant), agency=agency)


def reading_words(reading: Mapping[str, Any], known: Known, context: ConsoleContext) -> str:
    """What the desk would do with a message."""
    outcome = str(reading["outcome"])
    titles = [known.titles.get(slug, slug) for slug in reading.get("offered", ())]
    values = {
        Outcome.ANSWER: {"title": known.titles.get(reading["article"] or "", reading["article"] or "")},
        Outcome.CLARIFY: {"titles": ", ".join(titles)},
        Outcome.REPORT: {"category": context.category_name(reading["category"]) or say("form.no_category")},
        Outcome.HANDOVER: {"agency": context.agency_short(reading["agency"]) or say("reading.some_office")},
    }
    return say_or(f"reading.{outcome}", "reading.other").format(**values.get(Outcome(outcome), {}))
