"""Whether the process lives (`/healthz`) and whether the desk can do its work (`/readyz`)."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from bot.desk import Desk
from store.housekeeping import last_beats
from store.migrate import at_head

WORKER_BEAT = "worker"
WORKER_SILENCE = timedelta(seconds=90)


def health_blueprint(desk: Desk) -> Blueprint:
    """Routes without a login, without a table for `/healthz`."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get("/healthz")
    def healthz() -> Response:
        return jsonify({"status": "ok"})

    @blueprint.get("/readyz")
    def readyz() -> tuple[Response, int]:
        checks = readiness(desk)
        ready = all(checks.values())
        return jsonify({"ready": ready, "checks": checks}), 200 if ready else 503

    return blueprint


def readiness(desk: Desk) -> dict[str, bool]:
    """Each check by name: the database answers, migrations are at head, a worker beat within 90 s."""
    checks = {"database": False, "migrations": False, "worker": False}
    try:
        desk.database.ping()
        checks["database"] = True
        checks["migrations"] = at_head(desk.database)
        if checks["migrations"]:
            with desk.database.read() as session:
                beat = last_beats(session).get(WORKER_BEAT)
            checks["worker"] = beat is not None and desk.now() - beat <= WORKER_SILENCE
    except SQLAlchemyError:
        return checks
    return checks
