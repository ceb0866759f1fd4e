"""The worker process: one consumer of the queue, whose only work is a sweep of what is due."""

from threading import Lock

import structlog

from bot.delivery.collect import collect_due
from bot.delivery.relay import deliver_due
from bot.delivery.ticking import run_due
from bot.desk import Desk
from bot.door.health import WORKER_BEAT
from bot.logs import where_it_failed
from store.housekeeping import beat

log = structlog.get_logger()


def sweep_once(desk: Desk) -> None:
    """Do all that is due now: beat, daily acts, media, messages. One part that fails does not stop the others."""
    with desk.database.write() as session:
        beat(session, WORKER_BEAT, desk.now())
    for part in (run_due, collect_due, deliver_due):
        try:
            part(desk)
        except Exception as error:  # logged with its place; the next sweep tries again
            log.error("sweep_part_failed", key=part.__name__, **where_it_failed(error))


def run_worker(desk: Desk) -> None:
    """Run until told to stop. SIGTERM and SIGINT let the sweep in hand end."""
    busy = Lock()

    def work() -> None:
        if busy.acquire(blocking=False):  # wakes that come during a sweep are folded: it reads until nothing is due
            try:
                sweep_once(desk)
            finally:
                busy.release()

    desk.pager.work = work
    desk.pager.start_pulse()
    desk.pager.wake()
    log.info("worker_started")
    consumer = desk.pager.queue.create_consumer(
        workers=1, worker_type="thread", max_delay=1.0, graceful_signal="TERM", check_worker_health=True
    )
    consumer.run()
