"""The simulator of demo mode: a page like the phone's, on the same way in as every real message.

It needs no account and no number. Without script it works by forms and reloading, with script it asks every 2 seconds.
"""

import secrets
from collections.abc import Mapping
from typing import Any

import structlog
from flask import Blueprint, abort, jsonify, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from bot.delivery.media import content_type_of
from bot.desk import Desk
from bot.dispatch import handle
from bot.door import simulator_chat as chats
from bot.door.simulator_sending import Draft, Refused, incoming, new_message_id, preset_places, read_draft
from bot.door.whatsapp_text import as_html
from bot.logs import where_it_failed
from flows.catalogue import plain
from flows.words import date_words
from store.people import Address, lock_citizen
from store.words import AddressKind
from tickets.vocabulary import Channel

NAME_LIMIT = 60
TEXT_LIMIT = 200
log = structlog.get_logger()


def simulator_blueprint(desk: Desk) -> Blueprint:
    """All pages under `/simulator`."""
    blueprint = Blueprint(
        "simulator", __name__, url_prefix="/simulator", template_folder="templates", static_folder="static"
    )
    page = _Page(desk)
    blueprint.add_app_template_filter(as_html, "as_html")
    blueprint.add_url_rule("", "people", page.people)
    blueprint.add_url_rule("", "create", page.create, methods=["POST"])
    blueprint.add_url_rule("/<citizen_id>", "chat", page.chat)
    blueprint.add_url_rule("/<citizen_id>", "send", page.send, methods=["POST"])
    blueprint.add_url_rule("/<citizen_id>/messages", "messages", page.messages)
    blueprint.add_url_rule("/<citizen_id>/photos/<name>", "photo", page.photo)
    blueprint.register_error_handler(RequestEntityTooLarge, page.too_large)
    return blueprint


class _Page:
    """The views, bound to one desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def people(self) -> ResponseReturnValue:
        return self._render(None)

    def create(self) -> ResponseReturnValue:
        written = "".join(c if c.isprintable() and c != "#" else " " for c in request.form.get("name", ""))
        name = " ".join(written.split())[:NAME_LIMIT]
        if not name:
            return redirect(url_for("simulator.people"), 303)
        address = Address(AddressKind.SIMULATED, f"{name}{chats.NAME_END}{secrets.token_hex(4)}")
        with self.desk.database.write() as session:
            citizen = lock_citizen(session, Channel.SIMULATOR, [address], self.desk.now())
        return redirect(url_for("simulator.chat", citizen_id=citizen.id, text=_typed(request.form) or None), 303)

    def chat(self, citizen_id: str) -> ResponseReturnValue:
        return self._render(self._person(citizen_id))

    def send(self, citizen_id: str) -> ResponseReturnValue:
        person = self._person(citizen_id)
        folder, region = self.desk.media.simulated_dir, self.desk.region.slug
        try:
            draft = read_draft(request.form, request.files.get("photo"), folder, citizen_id, region)
        except Refused as refusal:
            return self._refused(person, refusal.reason)
        try:
            handle(self.desk, incoming(draft, person.id, person.address, self.desk.now()))
        except Exception as error:  # whatever it was, nothing is stored and the citizen may try again
            log.error("simulator_failed", channel=Channel.SIMULATOR.value, **where_it_failed(error))
            return self._failed(person, draft)
        if _wants_json():
            return self.messages(citizen_id)
        return redirect(url_for("simulator.chat", citizen_id=citizen_id, _anchor="akhir"), 303)

    def messages(self, citizen_id: str) -> ResponseReturnValue:
        bubbles = self._bubbles(self._person(citizen_id))
        shown = [{"id": b["bubble"].id, "html": render_template("simulator/bubble.html", **b)} for b in bubbles]
        return jsonify({"messages": shown})

    def photo(self, citizen_id: str, name: str) -> ResponseReturnValue:
        path = self.desk.media.simulated_dir / name
        with self.desk.database.read() as session:
            known = name.isalnum() and chats.has_photo(session, citizen_id, name)
        if not known or not path.is_file():
            abort(404)
        with path.open("rb") as file:
            kind = content_type_of(file.read(16))
        return send_file(path, mimetype=kind or "application/octet-stream", max_age=3600)

    def too_large(self, _: RequestEntityTooLarge) -> ResponseReturnValue:
        citizen_id = (request.view_args or {}).get("citizen_id", "")
        return self._refused(self._person(citizen_id), "photo_large")

    def _person(self, citizen_id: str) -> chats.Person:
        with self.desk.database.read() as session:
            person = chats.person(session, citizen_id)
        if person is None:
            abort(404)
        return person

    def _bubbles(self, person: chats.Person) -> list[dict[str, Any]]:
        """The chat with its days; what is shown is thereby delivered and read."""
        with self.desk.database.read() as session:
            bubbles = chats.chat(session, person.id)
        chats.note_seen(self.desk.database, person.id, self.desk.now())
        shown: list[dict[str, Any]] = []
        last_day = None
        for bubble in bubbles:
            local = bubble.at.astimezone(self.desk.calendar.zone)
            day = None if local.date() == last_day else _day(local.date())
            last_day = local.date()
            shown.append({"bubble": bubble, "day": day, "local": local, "citizen_id": person.id})
        return shown

    def _render(self, person: chats.Person | None, status: int = 200, **more: Any) -> ResponseReturnValue:
        bubbles = self._bubbles(person) if person else []
        with self.desk.database.read() as session:
            listed = chats.people(session)
        return self._html(status, person=person, people=listed, bubbles=bubbles, **more)

    def _html(self, status: int, **values: Any) -> ResponseReturnValue:
        region = self.desk.region
        common = {
            "desk": region.desk,
            "region_name": region.name,
            "places": preset_places(region.slug),
            "message_id": new_message_id(),
            "zone": self.desk.calendar.zone,
            "failed": None,
            "refusal": None,
            "typed": _typed(request.args),
        }
        return render_template("simulator/page.html", **{**common, **values}), status

    def _refused(self, person: chats.Person, reason: str) -> ResponseReturnValue:
        if _wants_json():
            return jsonify({"refusal": render_template("simulator/refusal.html", refusal=reason).strip()}), 422
        return self._render(person, 422, refusal=reason)

    def _failed(self, person: chats.Person, draft: Draft) -> ResponseReturnValue:
        """The message stays on the page with the id it had; the database itself may be what failed."""
        if _wants_json():
            return jsonify({"failed": True}), 503
        try:
            return self._render(person, 503, failed=draft)
        except SQLAlchemyError:
            return self._html(503, person=person, people=(), bubbles=[], failed=draft)


def _typed(values: Mapping[str, str]) -> str:
    """What a link has typed for the citizen, as a link to WhatsApp would."""
    return values.get("text", "")[:TEXT_LIMIT]


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _day(day: Any) -> str:
    return date_words(day, tuple(plain("calendar.days").split()), tuple(plain("calendar.months").split()))
