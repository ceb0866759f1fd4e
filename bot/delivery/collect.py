"""Fetches the pictures and files that citizens sent; a refusal is written beside the message for the officer."""

import structlog

from bot.delivery.backoff import next_try
from bot.delivery.media import MediaLater, MediaRefused, fetch
from bot.desk import Desk
from store import media_queue

BATCH = 10
log = structlog.get_logger()


def collect_due(desk: Desk) -> int:
    """Fetch until nothing is due; how many files were handled."""
    handled = 0
    while True:
        with desk.database.write() as session:
            items = media_queue.claim_media(session, desk.now(), BATCH)
        if not items:
            return handled
        for item in items:
            _collect(desk, item)
        handled += len(items)


def _collect(desk: Desk, item: media_queue.MediaItem) -> None:
    try:
        stored = fetch(item.provider_url, desk.media, desk.media_dir)
    except MediaRefused as refused:
        with desk.database.write() as session:
            media_queue.media_refused(session, item.id, reason=refused.reason)
        log.info("media_refused", message=item.message_id, reason=refused.reason)
        return
    except MediaLater:
        at = next_try(desk.now(), item.attempts, desk.dice())
        with desk.database.write() as session:
            if at is None:
                media_queue.media_refused(session, item.id, reason="gave_up")
            else:
                media_queue.media_retry(session, item.id, at=at)
        return
    with desk.database.write() as session:
        media_queue.media_stored(
            session, item.id, sha256=stored.sha256, size=stored.size, content_type=stored.content_type
        )
