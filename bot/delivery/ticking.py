"""What the passing of time does: silence closes a resolution as unconfirmed, and each morning has its digest."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.desk import Desk
from store import due_queries
from store.outbox_mail import queue_mail
from store.record import load_ticket, record
from tickets import desk as rules
from tickets.facts import By
from tickets.vocabulary import Actor, Audience, Status

DIGEST_FROM = time(7, 30)  # local; the office opens then
DIGEST_UNTIL = time(12, 0)  # a worker that starts in the afternoon sends none
SHORTEST_SILENCE = timedelta(days=10)  # ten working days are never less
SYSTEM = By(Actor.SYSTEM)
log = structlog.get_logger()


def run_due(desk: Desk) -> None:
    """Do what is due now; safe to call as often as one likes."""
    now = desk.now()
    close_silent(desk, now)
    queue_digests(desk, now)


def close_silent(desk: Desk, now: datetime) -> None:
    """Close resolutions on which the citizen has been silent for the whole reply window."""
    with desk.database.read() as session:
        waiting = due_queries.resolved_until(session, now - SHORTEST_SILENCE)
    for ticket_id in waiting:
        with desk.database.write() as session:
            ticket = load_ticket(session, ticket_id)
            if ticket.status is not Status.RESOLVED or ticket.resolved_at is None:
                continue
            if now <= rules.reply_window_end(ticket, desk.calendar, desk.rulebook):
                continue
            decision = rules.close_unconfirmed(
                ticket, by=SYSTEM, now=now, calendar=desk.calendar, rulebook=desk.rulebook
            )
            record(session, ticket_id, decision, desk.routing)
            log.info("closed_unconfirmed", code=ticket.code)


def queue_digests(desk: Desk, now: datetime) -> None:
    """One mail a working morning to each officer whose agency has open work."""
    local = now.astimezone(ZoneInfo(desk.region.timezone))
    if not desk.routing.mail or not DIGEST_FROM <= local.time() < DIGEST_UNTIL:
        return
    if not desk.calendar.is_working_day(local.date()):
        return
    end_of_today = datetime.combine(local.date(), time.max, local.tzinfo)
    with desk.database.read() as session:
        loads = due_queries.agency_loads(session, now, end_of_today)
        wanted = [
            (load, officer, address, f"digest:{local.date().isoformat()}:{officer}")
            for load in loads
            for officer, address in due_queries.mail_addresses(session, load.agency)
        ]
        missing = [row for row in wanted if not due_queries.has_outbox(session, row[3])]
    if not missing:
        return
    with desk.database.write() as session:
        for load, _officer, address, key in missing:
            params = {"agency": load.agency, "late": load.late, "today": load.due_today, "open": load.open}
            params["date"] = local.date().isoformat()
            queue_mail(
                session,
                unique_key=key,
                audience=Audience.AGENCY,
                recipient=address,
                key="digest",
                params=params,
                now=now,
            )
