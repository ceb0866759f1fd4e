"""The desk decides: every act on a ticket, as facts in and a Decision out, or a named refusal.

Rule: pure. Time, calendar and rulebook are passed in; recording a decision whole, or not at all, is the store's part.
"""

from tickets.acts import ACTS, Act, allowed_acts, may_see
from tickets.desk_agency import acknowledge, answer, ask_citizen, pass_on, resolve, return_to_coordinator
from tickets.desk_changes import change_privacy, reclassify, recompute_due
from tickets.desk_citizen import (
    ENDED_BY_RESOLUTION,
    citizen_added,
    citizen_replied,
    close_unconfirmed,
    give_verdict,
    reply_window_end,
    window_end,
    withdraw,
)
from tickets.desk_opening import Opening, archive, dispose, open_ticket
from tickets.errors import (
    DeskError,
    EmptyAnswer,
    MoveNotAllowed,
    NoAgency,
    NotYours,
    OwnerFixed,
    ReasonMissing,
    ReplyWindowOpen,
    ReplyWindowPassed,
    ReturnInstead,
    SameOwner,
    SupervisionOnlyToOversight,
    TooLateToReturn,
    UnknownCategory,
)
from tickets.rulebook import Rulebook

__all__ = [
    "ACTS",
    "ENDED_BY_RESOLUTION",
    "Act",
    "DeskError",
    "EmptyAnswer",
    "MoveNotAllowed",
    "NoAgency",
    "NotYours",
    "Opening",
    "OwnerFixed",
    "ReasonMissing",
    "ReplyWindowOpen",
    "ReplyWindowPassed",
    "ReturnInstead",
    "Rulebook",
    "SameOwner",
    "SupervisionOnlyToOversight",
    "TooLateToReturn",
    "UnknownCategory",
    "acknowledge",
    "allowed_acts",
    "answer",
    "archive",
    "ask_citizen",
    "change_privacy",
    "citizen_added",
    "citizen_replied",
    "close_unconfirmed",
    "dispose",
    "give_verdict",
    "may_see",
    "open_ticket",
    "pass_on",
    "reclassify",
    "recompute_due",
    "reply_window_end",
    "resolve",
    "return_to_coordinator",
    "window_end",
    "withdraw",
]
