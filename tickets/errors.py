"""Refusals of the desk and faults of a history, each with its own name.

Rule: a refusal names the act and the status of the ticket, so that the console can say what was tried on what.
"""

from tickets.vocabulary import EventKind, Status


class DeskError(Exception):
    """An act that the rules refuse. `why` completes the sentence."""

    why = "is refused"

    def __init__(self, act: str, status: Status | None) -> None:
        self.act = act
        self.status = status
        super().__init__(f"{act} {self.why} ({'new' if status is None else status})")


class MoveNotAllowed(DeskError):
    why = "is not possible in this status"


class NotYours(DeskError):
    why = "is not for this person or agency"


class ReasonMissing(DeskError):
    why = "needs a reason"


class EmptyAnswer(DeskError):
    why = "needs words for the citizen"


class UnknownCategory(DeskError):
    why = "names a category that is not a leaf of this region"


class NoAgency(DeskError):
    why = "names no agency"


class SupervisionOnlyToOversight(DeskError):
    why = "would show a supervision complaint to another agency than the oversight agency"


class OwnerFixed(DeskError):
    why = "is closed to the agency: the coordinator has fixed the owner"


class TooLateToReturn(DeskError):
    why = "came later than one working day after the disposition: pass the ticket on instead"


class ReturnInstead(DeskError):
    why = "is not needed within one working day of the disposition: return the ticket instead"


class SameOwner(DeskError):
    why = "names the agency that has the ticket already"


class ReplyWindowPassed(DeskError):
    why = "came after the reply window: open a new ticket"


class ReplyWindowOpen(DeskError):
    why = "came too early: the citizen may still reply"


class BrokenHistory(Exception):
    """Events that cannot be the history of one ticket."""


class SequenceGap(BrokenHistory):
    def __init__(self, expected: int, found: int) -> None:
        super().__init__(f"event {expected} expected, {found} found")


class ImpossibleMove(BrokenHistory):
    def __init__(self, seq: int, status: Status | None, kind: EventKind) -> None:
        super().__init__(f"event {seq}: {kind} cannot follow status {'new' if status is None else status}")


class DataMissing(BrokenHistory):
    def __init__(self, seq: int, kind: EventKind, key: str) -> None:
        super().__init__(f"event {seq}: {kind} lacks {key}")


class UnknownVersion(BrokenHistory):
    def __init__(self, seq: int, version: int) -> None:
        super().__init__(f"event {seq}: version {version} is newer than this program")


class NoEvents(BrokenHistory):
    def __init__(self) -> None:
        super().__init__("a ticket has at least its opening")
