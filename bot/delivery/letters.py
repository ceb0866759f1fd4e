"""Outbox rows that are mails: filled from the ticket, sent by the postman, tried again until they go."""

from datetime import datetime

import structlog
from sqlmodel import Session

from bot.delivery.backoff import next_try
from bot.delivery.gate import Unsendable
from bot.delivery.mail import Mail, compose_mail, texts
from bot.desk import Desk
from bot.door.channel import SendLater, SendRefused
from flows.catalogue import date_text
from store import outbox
from store.outbox import OutboxItem
from store.sending_queries import ticket_at_hand
from store.staff import find_officer

log = structlog.get_logger()


def send_mail(desk: Desk, item: OutboxItem) -> None:
    """Send one claimed mail. In doubt it goes again: mail programs fold equal Message-IDs."""
    now = desk.now()
    if desk.postman is None or not item.recipient:
        reason = Unsendable.CHANNEL_OFF if desk.postman is None else Unsendable.NO_MAIL_ADDRESS
        with desk.database.write() as session:
            outbox.mark_unsendable(session, item.id, reason=reason.value, now=now)
        return
    with desk.database.write() as session:
        mail = write_mail(session, desk, item, item.recipient)
        outbox.freeze_body(session, item.id, mail.body)
    try:
        desk.postman.send(mail)
    except SendRefused as refused:
        with desk.database.write() as session:
            outbox.mark_failed(session, item.id, reason="mail_refused", code=refused.code[:16], now=desk.now())
        return
    except SendLater as later:
        _later(desk, item, later.code)
        return
    with desk.database.write() as session:
        outbox.mark_sent(session, item.id, provider_id=None, now=desk.now())
    log.info("mail_sent", outbox=item.id, key=item.key)


def _later(desk: Desk, item: OutboxItem, code: str) -> None:
    now = desk.now()
    at = next_try(now, item.attempts, desk.dice())
    with desk.database.write() as session:
        if at is None:
            outbox.mark_failed(session, item.id, reason="gave_up", code=code[:16], now=now)
        else:
            outbox.retry_later(session, item.id, at=at, now=now)


def _office_of(session: Session, address: str) -> str:
    """The office of whom a mail goes to: most notices to an agency do not name it again."""
    officer = find_officer(session, address)
    return (officer.agency or "") if officer else ""


def write_mail(session: Session, desk: Desk, item: OutboxItem, to: str) -> Mail:
    """The mail of a row: names and local dates in place of slugs and times."""
    params: dict[str, object] = {"desk": desk.region.desk, "link": f"{desk.settings.base_url}/admin/"}
    params |= {name: str(value) for name, value in item.params.items()}
    agency = desk.region.agencies.get(str(item.params.get("agency") or _office_of(session, to)))
    params["agency"] = agency.name if agency else ""
    if "date" in item.params:
        params["date"] = date_text(datetime.fromisoformat(str(item.params["date"])).date())
    if item.ticket_id is not None:
        ticket = ticket_at_hand(session, item.ticket_id)
        category = desk.region.categories.get(ticket.category or "")
        params |= {
            "code": ticket.code,
            "kind": texts()["kinds"][ticket.kind],
            "category": category.name if category else "-",
            "due": date_text(desk.calendar.local_date(ticket.due)),
            "link": f"{desk.settings.base_url}/admin/aduan/{ticket.code}",
        }
    return compose_mail(item.id, to, item.key, params)
