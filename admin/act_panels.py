"""The forms on a ticket page: which are shown, what they say beforehand, what they start with.

Rule: only what the desk allows now is offered; a form that came back is shown open with what was typed.
"""

from dataclasses import dataclass
from datetime import datetime

from admin.act_forms import FORMS, REASON_LIMIT, TEXT_LIMIT, ActForm
from admin.acts import offered_acts
from admin.context import ConsoleContext
from admin.outcomes import Forecast, Reach, forecast
from admin.person import Person
from admin.texts import say
from store.ticket_pages import TicketPage
from tickets.acts import Act
from tickets.facts import Ticket
from tickets.vocabulary import Kind, Role, Status

_WORDED = frozenset({Act.ACKNOWLEDGE, Act.ANSWER, Act.ASK_CITIZEN, Act.RESOLVE})


@dataclass(frozen=True)
class KeptForm:
    """A form that was sent and not taken."""

    act: Act
    form: ActForm


@dataclass(frozen=True)
class ActPanel:
    act: Act
    heading: str
    help: str
    label: str
    limit: int
    form: ActForm
    outcome: Forecast
    open: bool


def act_panels(
    page: TicketPage, me: Person, reach: Reach, context: ConsoleContext, now: datetime, kept: KeptForm | None
) -> tuple[ActPanel, ...]:
    """A form for each act that may be tried now; the first one open, or the one that came back."""
    ticket = page.ticket
    offered = offered_acts(ticket, me, context, now)
    panels = []
    for number, act in enumerate(offered):
        returned = kept.form if kept is not None and kept.act is act else None
        panels.append(
            ActPanel(
                act=act,
                heading=say(f"act.{act}"),
                help=_help(act, ticket, me, context),
                label=say(f"act_label.{act if act in _WORDED else 'reason'}"),
                limit=TEXT_LIMIT if act in _WORDED else REASON_LIMIT,
                form=returned or _fresh_form(act, page, context),
                outcome=forecast(act, ticket, reach, context, now),
                open=returned is not None or (kept is None and number == 0),
            )
        )
    return tuple(panels)


def _fresh_form(act: Act, page: TicketPage, context: ConsoleContext) -> ActForm:
    """An empty form; the coordinator's selects start from what is known or suggested."""
    ticket = page.ticket
    supervised = ticket.kind is Kind.SUPERVISION
    suggested = context.rulebook.oversight if supervised else page.suggested_agency
    start = {"kind": ticket.kind.value, "category": ticket.category or "", "agency": suggested or ""}
    if act is Act.PASS_ON:
        start["agency"] = ""
    form = FORMS[act](formdata=None, data=start)
    form.offer(ticket, context)
    return form


def _help(act: Act, ticket: Ticket, me: Person, context: ConsoleContext) -> str:
    if act is Act.DISPOSE and ticket.kind is Kind.SUPERVISION:
        return say("act_help.dispose_supervision", agency=context.agency_name(context.rulebook.oversight))
    if act is Act.PASS_ON and me.role is Role.COORDINATOR:
        return say("act_help.pass_on_coordinator")
    return say(f"act_help.{act}")


def why_no_acts(ticket: Ticket, me: Person) -> str:
    if me.role is Role.AGENCY_HEAD:
        return say("ticket.read_only")
    if ticket.status is Status.CLOSED:
        return say("ticket.no_act_closed")
    if ticket.status is Status.RESOLVED:
        return say("ticket.no_act_resolved")
    return say("ticket.no_act_elsewhere")
