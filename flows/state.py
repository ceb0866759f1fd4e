"""Where a conversation stands: one frozen class for each question that may be open, and the drafts beside it.

Rule: a question holds what was shown with it (the options, the words asked about), so that an answer given days later
still means what the citizen saw. Stored as text by `dumps`, read by `loads`.
"""

import json
import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.codec import Undecodable, decode, encode
from flows.types import SharedPlace
from knowledge.types import Understood
from tickets.vocabulary import Kind, Verdict

VERSION = 1
TRAIL_LENGTH = 6
SHELF_LENGTH = 3


@dataclass(frozen=True)
class Question:
    """What is open. A subclass for each; `state_name` gives its name."""


@dataclass(frozen=True)
class Held:
    """A message put aside while its meaning is asked about: understood again without being sent again."""

    text: str
    messages: tuple[str, ...]
    understood: Understood | None = None
    shared: SharedPlace | None = None
    files: int = 0


@dataclass(frozen=True)
class Idle(Question):
    """Nothing is open."""


@dataclass(frozen=True)
class Menu(Question):
    options: tuple[str, ...]  # portals as shown
    page: int = 0


@dataclass(frozen=True)
class Portal(Question):
    portal: str
    options: tuple[str, ...]  # articles as shown
    page: int = 0


@dataclass(frozen=True)
class ArticleShown(Question):
    slug: str
    asked: str = ""  # the citizen's own sentence, for the way to a person
    messages: tuple[str, ...] = ()
    own_case: bool = False
    reading: str = ""  # heading of the part that goes on with the word for more; "*" for all of them
    offset: int = 0
    others: tuple[str, ...] = ()  # what the same words may have meant instead, likeliest first
    judging: bool = False  # the choices beneath it ask whether it helps


@dataclass(frozen=True)
class UnhelpfulAnswer(Question):
    """The answer did not help: a person is offered, then other answers; words say what is missing."""

    shown: ArticleShown


@dataclass(frozen=True)
class Clarify(Question):
    options: tuple[str, ...]
    held: Held
    again: bool = False  # offered instead of what was refused; a person stands below


@dataclass(frozen=True)
class PersonAsk(Question):
    """The citizen wants a person and has not said yet for what."""

    agency: str | None = None
    messages: tuple[str, ...] = ()  # pictures that came before the words
    article: str = ""  # the article that led here


@dataclass(frozen=True)
class OfferOfficer(Question):
    agency: str | None
    text: str
    messages: tuple[str, ...]
    article: str = ""  # the article that led here


@dataclass(frozen=True)
class OutsideRecord(Question):
    agency: str  # the outside agency that was named
    held: Held


@dataclass(frozen=True)
class ReportDetail(Question):
    again: bool = False  # the words that are there stay until other words come


@dataclass(frozen=True)
class ReportPlace(Question):
    tries: int = 0
    heard: str = ""  # words of the first try that no place matched


@dataclass(frozen=True)
class ReportPlacePick(Question):
    text: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class ReportConfirm(Question):
    pass


@dataclass(frozen=True)
class ReportCategory(Question):
    options: tuple[str, ...]  # category leaves as shown


@dataclass(frozen=True)
class ReportName(Question):
    pass


@dataclass(frozen=True)
class ReportNameText(Question):
    pass


@dataclass(frozen=True)
class ReportSummary(Question):
    pass


@dataclass(frozen=True)
class ReportChange(Question):
    pass


@dataclass(frozen=True)
class Resume(Question):
    """A draft waited long: go on, throw away, keep for later."""


@dataclass(frozen=True)
class StatusList(Question):
    codes: tuple[str, ...]


@dataclass(frozen=True)
class TicketDetail(Question):
    code: str


@dataclass(frozen=True)
class AddDetail(Question):
    code: str


@dataclass(frozen=True)
class WithdrawConfirm(Question):
    code: str


@dataclass(frozen=True)
class AddTo(Question):
    codes: tuple[str, ...]
    held: Held


@dataclass(frozen=True)
class AgencyAsks(Question):
    """The agency's question was just shown: what comes next answers it."""

    code: str


@dataclass(frozen=True)
class AnswerOrNew(Question):
    code: str
    held: Held


@dataclass(frozen=True)
class VerdictAsked(Question):
    code: str


@dataclass(frozen=True)
class VerdictPick(Question):
    codes: tuple[str, ...]
    verdict: Verdict
    messages: tuple[str, ...] = ()


@dataclass(frozen=True)
class VerdictWhy(Question):
    code: str


@dataclass(frozen=True)
class ReopenPick(Question):
    """Which ticket is not solved after all: closed ones, and open ones beside them."""

    codes: tuple[str, ...]
    held: Held


@dataclass(frozen=True)
class ParkedList(Question):
    notices: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Stuck(Question):
    """Three wrong answers: a way out is offered; `before` is asked again if the citizen wants."""

    before: Question


@dataclass(frozen=True)
class Passed:
    """A message that was just passed on as the answer to an agency: one word takes it back."""

    code: str
    held: Held


@dataclass(frozen=True)
class Draft:
    """A matter that is being filed. `*_done` say which questions need not come again."""

    kind: Kind
    text: str = ""
    category: str | None = None
    category_confirmed: bool = False
    confidence: float = 0.0
    agency: str | None = None
    guesses: tuple[str, ...] = ()  # agencies, best first
    two: tuple[str, ...] = ()  # the categories of a message that told of two matters
    heard: tuple[str, ...] = ()  # categories that later messages sounded like; offered when the first one is wrong
    place_code: str | None = None
    place_text: str = ""
    shared: SharedPlace | None = None
    needs_place: bool = False
    name: str | None = None
    hide_name: bool = False
    hide_content: bool = False
    messages: tuple[str, ...] = ()
    files: int = 0
    emergency: str | None = None
    detail_done: bool = False
    place_done: bool = False
    district_done: bool = False  # the wider place was asked for; it is not asked again
    confirmed: bool = False
    named: bool = False


@dataclass(frozen=True)
class Told:
    """What was answered in this talk, so that nothing is offered or asked about twice."""

    shown: tuple[str, ...] = ()  # articles that were the answer
    asked: tuple[str, ...] = ()  # articles beneath which it was asked whether they help
    judged: tuple[str, ...] = ()  # articles about which the citizen said so
    quiet: int = 0  # answers to come that do not ask


@dataclass(frozen=True)
class State:
    """The whole of a conversation between two turns."""

    question: Question = field(default_factory=Idle)
    draft: Draft | None = None
    shelf: tuple[Draft, ...] = ()  # drafts put aside, newest first
    trail: tuple[Question, ...] = ()  # questions before this one, newest last
    misses: int = 0
    at: datetime | None = None  # when the last turn was
    restarted: bool = False  # what was stored could not be read any more; said once
    passed: Passed | None = None  # for one turn only
    danger: str = ""  # the emergency whose line was just said; for one turn only
    told: Told = Told()

    def ask(self, question: Question) -> "State":
        """Open another question and remember this one for the way back."""
        trail = self.trail
        if not isinstance(self.question, (Idle, Stuck)) and self.question != question:
            trail = (*trail, self.question)[-TRAIL_LENGTH:]
        return replace(self, question=question, trail=trail, misses=0)

    def amend(self, question: Question) -> "State":
        """The same question with more in it: there is nothing to go back to."""
        return replace(self, question=question, misses=0)

    def rest(self) -> "State":
        """Nothing is open any more; an unsent draft goes to the shelf."""
        return replace(self.shelve(), question=Idle(), trail=(), misses=0)

    def shelve(self) -> "State":
        if self.draft is None:
            return self
        kept = (self.draft,) if self.draft.text or self.draft.messages else ()
        return replace(self, draft=None, shelf=(*kept, *self.shelf)[:SHELF_LENGTH])


START = State()


def state_name(state: State) -> str:
    """The open question in the words of transcripts: `report_confirm`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(state.question).__name__).lower()


def dumps(state: State) -> str:
    return json.dumps({"version": VERSION, "state": encode(state)}, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> State:
    """What was stored. What cannot be read any more restarts, but a readable draft is kept."""
    try:
        stored = json.loads(text)
        fields = stored["state"]
        if stored["version"] > VERSION:
            return _restart(fields)
        return decode(State, fields)
    except Undecodable:
        return _restart(fields)
    except (ValueError, KeyError, TypeError):
        return replace(START, restarted=True)


def _restart(fields: object) -> State:
    """A readable draft is worth more than the question that stood open."""
    stored = [fields.get("draft"), *fields.get("shelf", ())] if isinstance(fields, dict) else []
    kept = []
    for draft in stored:
        try:
            kept += [decode(Draft, draft)] if draft else []
        except Undecodable:
            continue
    return replace(START, restarted=True, shelf=tuple(kept)[:SHELF_LENGTH])
