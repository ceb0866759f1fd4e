"""The outbox relay: claims due rows, sends each outside any transaction, records what became of it.

A row whose fate is unknown is looked up at the provider before it is sent again: there is no idempotency key, and a
citizen must not read the same answer twice.
"""

from datetime import timedelta

import structlog

from bot.delivery import gate
from bot.delivery.backoff import LOOK_UP_AFTER, next_try
from bot.delivery.letters import send_mail
from bot.delivery.parcel import Parcel, prepare
from bot.delivery.receipts import reason_of, state_of
from bot.desk import Desk
from bot.door.channel import Found, Outgoing, Sender, SendLater, SendRefused, SendUnsure
from store import outbox
from store.outbox import OutboxItem
from store.people import Address
from store.sending_queries import ids_in_use
from store.words import OutboxChannel, OutboxState

BATCH = 5
LEASE = timedelta(seconds=120)  # longer than a whole batch of time-outs
CONFIRM_INLINE_WITHIN = timedelta(seconds=60)
LISTED_BEFORE = timedelta(seconds=30)  # the provider's clock is not ours
log = structlog.get_logger()


def deliver_due(desk: Desk) -> int:
    """Send until nothing is due; how many rows were handled."""
    handled = 0
    while True:
        with desk.database.write() as session:
            items = outbox.claim(session, desk.now(), BATCH, LEASE, confirm_within=CONFIRM_INLINE_WITHIN)
        if not items:
            return handled
        for item in items:
            deliver(desk, item)
        handled += len(items)


def deliver(desk: Desk, item: OutboxItem) -> None:
    """Send one claimed row, or say why not."""
    if item.channel is OutboxChannel.EMAIL:
        send_mail(desk, item)
        return
    sender = desk.senders.get(item.channel)
    if sender is None:
        _without_sender(desk, item)
        return
    with desk.database.write() as session:
        parcel = prepare(session, desk, item)
    if parcel is None:  # parked or unsendable: the gate has said so in the same transaction
        return
    try:
        if not item.look_up_first:
            _send(desk, sender, item, parcel)
        elif not _found_there(desk, sender, item, parcel):
            _queue_again(desk, item)
    except SendRefused as refused:
        _fail(desk, item, refused.code)
    except SendLater as later:
        _later(desk, item, later.code)
    except SendUnsure as unsure:
        _in_doubt(desk, item, str(unsure))


def _send(desk: Desk, sender: Sender, item: OutboxItem, parcel: Parcel) -> None:
    accepted = sender.send(
        Outgoing(item.id, parcel.address, parcel.body, content_sid=parcel.content_sid, variables=parcel.variables)
    )
    with desk.database.write() as session:
        outbox.mark_sent(session, item.id, provider_id=accepted.provider_id, now=desk.now())
    log.info("sent", outbox=item.id, channel=item.channel.value, key=item.key, attempt=item.attempts)


def _found_there(desk: Desk, sender: Sender, item: OutboxItem, parcel: Parcel) -> bool:
    """Whether the provider has it already; then its word counts."""
    found = _same(desk, sender, item, parcel.address, parcel.body)
    if found is None:
        return False
    now = desk.now()
    state = state_of(found.status) or OutboxState.SENT
    with desk.database.write() as session:
        outbox.mark_sent(session, item.id, provider_id=found.provider_id, now=now)
        outbox.apply_receipt(
            session,
            outbox_id=item.id,
            provider_id=found.provider_id,
            state=state,
            error_code=found.error_code,
            reason=reason_of(found.error_code),
            at=now,
        )
    log.info("found_at_provider", outbox=item.id, state=state.value)
    return True


def _same(desk: Desk, sender: Sender, item: OutboxItem, to: Address, body: str) -> Found | None:
    """The oldest message with this text that belongs to no other row of ours."""
    listed = sender.find(to, item.created_at - LISTED_BEFORE)
    equal = [found for found in listed if _plain(found.body) == _plain(body)]
    with desk.database.read() as session:
        taken = ids_in_use(session, [found.provider_id for found in equal], but=item.id)
    free = [found for found in equal if found.provider_id not in taken]
    return min(free, key=lambda found: found.created_at, default=None)


def _plain(body: str) -> str:
    return " ".join(body.split())


def _fail(desk: Desk, item: OutboxItem, code: str) -> None:
    with desk.database.write() as session:
        outbox.mark_failed(session, item.id, reason=reason_of(code), code=code[:16], now=desk.now())
    log.warning("failed", outbox=item.id, key=item.key, error_code=code)


def _later(desk: Desk, item: OutboxItem, code: str) -> None:
    """It was surely not taken this time. A row that was in doubt stays in doubt until it could be looked up."""
    now = desk.now()
    at = next_try(now, item.attempts, desk.dice())
    with desk.database.write() as session:
        if at is None:
            outbox.mark_failed(session, item.id, reason="gave_up", code=code[:16], now=now)
        elif item.look_up_first:
            outbox.mark_unsure(session, item.id, look_up_at=at, now=now)
        else:
            outbox.retry_later(session, item.id, at=at, now=now)
    log.info("later", outbox=item.id, error_code=code, attempt=item.attempts)


def _queue_again(desk: Desk, item: OutboxItem) -> None:
    """The provider never took it. It goes the whole way again, past the gate: the window may have shut meanwhile."""
    now = desk.now()
    with desk.database.write() as session:
        outbox.retry_later(session, item.id, at=now, now=now)


def _in_doubt(desk: Desk, item: OutboxItem, code: str) -> None:
    """Nobody knows whether it was taken: look it up, not at once, and not for ever."""
    now = desk.now()
    at = next_try(now, item.attempts, desk.dice())
    with desk.database.write() as session:
        if at is None:
            outbox.mark_failed(session, item.id, reason="gave_up", code=code[:16], now=now)
        else:
            outbox.mark_unsure(session, item.id, look_up_at=max(at, now + LOOK_UP_AFTER), now=now)
    log.info("in_doubt", outbox=item.id, error_code=code, attempt=item.attempts)


def _without_sender(desk: Desk, item: OutboxItem) -> None:
    """The channel is not set up. A reply given to the webhook stays as it is; anything else cannot go out."""
    now = desk.now()
    with desk.database.write() as session:
        if item.look_up_first and item.key == outbox.REPLY_KEY:
            outbox.mark_unsure(session, item.id, look_up_at=now + timedelta(minutes=30), now=now)
        else:
            outbox.mark_unsendable(session, item.id, reason=gate.Unsendable.CHANNEL_OFF.value, now=now)
