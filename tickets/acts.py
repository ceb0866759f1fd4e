"""Who may do what to a ticket: the one table behind the console's buttons and the desk's refusals.

Rule: an act is allowed if its first event may follow the status (the life cycle's table), the actor is named here, and
an officer's agency owns the ticket. Whoever is not named may not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from tickets.errors import MoveNotAllowed, NotYours
from tickets.facts import By, Ticket
from tickets.legs import owner_is_fixed
from tickets.lifecycle import may_follow
from tickets.vocabulary import Actor, EventKind, Kind, Role, Status


class Act(StrEnum):
    """Names of acts, as forms and logs carry them; each is a function of the desk."""

    DISPOSE = "dispose"
    RECLASSIFY = "reclassify"
    ARCHIVE = "archive"
    PASS_ON = "pass_on"  # noqa: S105 (an act, not a password)
    RETURN_TO_COORDINATOR = "return_to_coordinator"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ASK_CITIZEN = "ask_citizen"
    RESOLVE = "resolve"
    CITIZEN_REPLIED = "citizen_replied"
    CITIZEN_ADDED = "citizen_added"
    GIVE_VERDICT = "give_verdict"
    WITHDRAW = "withdraw"
    CLOSE_UNCONFIRMED = "close_unconfirmed"
    RECOMPUTE_DUE = "recompute_due"
    CHANGE_PRIVACY = "change_privacy"


@dataclass(frozen=True)
class ActRule:
    event: EventKind  # the event that must be able to follow
    actors: frozenset[Actor]
    only_in: frozenset[Status] = frozenset(Status)


def _rule(event: EventKind, *actors: Actor, only_in: Status | None = None) -> ActRule:
    return ActRule(event, frozenset(actors), frozenset(Status) if only_in is None else frozenset({only_in}))


ACTS: Mapping[Act, ActRule] = {
    Act.DISPOSE: _rule(EventKind.DISPOSED, Actor.COORDINATOR),
    Act.RECLASSIFY: _rule(EventKind.RECLASSIFIED, Actor.COORDINATOR),
    Act.ARCHIVE: _rule(EventKind.CLOSED, Actor.COORDINATOR, only_in=Status.SCREENING),
    Act.PASS_ON: _rule(EventKind.PASSED_ON, Actor.OFFICER, Actor.COORDINATOR),
    Act.RETURN_TO_COORDINATOR: _rule(EventKind.RETURNED, Actor.OFFICER),
    Act.ACKNOWLEDGE: _rule(EventKind.ACKNOWLEDGED, Actor.OFFICER),
    Act.ANSWER: _rule(EventKind.ANSWERED, Actor.OFFICER),
    Act.ASK_CITIZEN: _rule(EventKind.ASKED_CITIZEN, Actor.OFFICER),
    Act.RESOLVE: _rule(EventKind.RESOLVED, Actor.OFFICER),
    Act.CITIZEN_REPLIED: _rule(EventKind.CITIZEN_REPLIED, Actor.CITIZEN),
    Act.CITIZEN_ADDED: _rule(EventKind.ADDED, Actor.CITIZEN),
    Act.GIVE_VERDICT: _rule(EventKind.VERDICT, Actor.CITIZEN),
    Act.WITHDRAW: _rule(EventKind.CLOSED, Actor.CITIZEN),
    Act.CLOSE_UNCONFIRMED: _rule(EventKind.CLOSED, Actor.SYSTEM, only_in=Status.RESOLVED),
    Act.RECOMPUTE_DUE: _rule(EventKind.CALENDAR_CHANGED, Actor.SYSTEM),
    Act.CHANGE_PRIVACY: _rule(EventKind.PRIVACY_CHANGED, Actor.CITIZEN, Actor.COORDINATOR),
}

_GIVING_UP = frozenset({Act.PASS_ON, Act.RETURN_TO_COORDINATOR})

_ACTOR_OF: Mapping[Role, Actor | None] = {
    Role.OFFICER: Actor.OFFICER,
    Role.COORDINATOR: Actor.COORDINATOR,
    Role.AGENCY_HEAD: None,
    Role.JURY: None,
}


def allowed_acts(ticket: Ticket, role: Role, agency: str | None) -> frozenset[str]:
    """Names of the acts that a member of staff may try now; an act may still be refused for its details."""
    actor = _ACTOR_OF[role]
    if actor is None or (actor is Actor.OFFICER and not _owns(ticket, agency)):
        return frozenset()
    names = {act for act, rule in ACTS.items() if actor in rule.actors and _possible(ticket.status, rule)}
    if actor is Actor.OFFICER and owner_is_fixed(ticket):
        names -= _GIVING_UP
    return frozenset(names)


def guard(act: Act, ticket: Ticket, by: By) -> None:
    """Raises NotYours or MoveNotAllowed unless the act may be tried."""
    rule = ACTS[act]
    if by.actor not in rule.actors or (by.actor is Actor.OFFICER and not _owns(ticket, by.agency)):
        raise NotYours(act, ticket.status)
    if not _possible(ticket.status, rule):
        raise MoveNotAllowed(act, ticket.status)


def may_see(ticket: Ticket, role: Role, agency: str | None, oversight: str) -> bool:
    """Coordinator all; officer and head what their agency holds or held, supervision only at the oversight agency."""
    if role is Role.COORDINATOR:
        return True
    if role is Role.JURY or agency is None:
        return False
    if ticket.kind is Kind.SUPERVISION and agency != oversight:
        return False
    return any(leg.agency == agency for leg in ticket.legs)


def _owns(ticket: Ticket, agency: str | None) -> bool:
    """Of an ended ticket the last agency stays the owner, but no act of an officer follows an end."""
    return agency is not None and ticket.agency == agency


def _possible(status: Status, rule: ActRule) -> bool:
    return status in rule.only_in and may_follow(status, rule.event)
