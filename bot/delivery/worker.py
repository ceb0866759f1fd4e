"""The worker process: one consumer of the queue. One thread sweeps what is due; the other waits for trainings, which
take seconds to minutes and must not hold up a message.
"""

from collections.abc import Callable
from threading import Lock

import structlog

from bot.delivery.collect import collect_due
from bot.delivery.relay import deliver_due
from bot.delivery.ticking import run_due
from bot.desk import Desk
from bot.door.health import WORKER_BEAT
from bot.knowledge_study import Study
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


def tick_once(desk: Desk) -> None:
    """Do all that is due now, training and checks too, without a queue."""
    sweep_once(desk)
    Study(desk).run()


def run_worker(desk: Desk) -> None:
    """Run until told to stop. SIGTERM and SIGINT let the sweep in hand end and break a training off."""
    study = Study(desk)

    def work() -> None:
        sweep_once(desk)
        if study.is_due():
            desk.pager.ask_for_study()

    desk.pager.work = _Folded(work)
    desk.pager.study = _Folded(study.run)
    desk.pager.start_pulse()
    desk.pager.wake()
    log.info("worker_started")
    consumer = desk.pager.queue.create_consumer(
        workers=2, worker_type="thread", max_delay=1.0, graceful_signal="TERM", check_worker_health=True
    )
    study.stopping = consumer.stop_flag.is_set
    consumer.run()


class _Folded:
    """Runs one at a time. Calls that come meanwhile are folded into one more run, so that none is lost."""

    def __init__(self, run: Callable[[], None]) -> None:
        self._run = run
        self._turn = Lock()
        self._running = False
        self._again = False

    def __call__(self) -> None:
        with self._turn:
            self._again = True
            if self._running:
                return
            self._running = True
        while self._goes_on():
            try:
                self._run()
            except BaseException:
                with self._turn:
                    self._running = False
                raise

    def _goes_on(self) -> bool:
        with self._turn:
            self._running, self._again = self._again, False
            return self._running
