"""The provider's door: verify the signature, parse, dispatch, answer. A forged request writes nothing.

The answer to a message is TwiML, always valid; a failure of ours is a 500 so that the provider, set up as the console's
set-up page says, tries again. A repeat is answered from what was stored.
"""

import structlog
from flask import Blueprint, Request, Response, request
from sqlmodel import Session

from bot.delivery.backoff import next_try
from bot.delivery.receipts import reason_of, state_of
from bot.desk import Desk
from bot.dispatch import handle
from bot.door.twilio_whatsapp import RETRY_CODES, NotAMessage, parse, signed, twiml
from store.outbox import apply_receipt, attempt_to_repeat, retry_later
from store.words import OutboxState

log = structlog.get_logger()


def webhook_blueprint(desk: Desk) -> Blueprint:
    """`POST /webhooks/twilio/whatsapp` and `/webhooks/twilio/status`."""
    blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks/twilio")

    @blueprint.before_request
    def refuse_unsigned() -> Response | None:
        secrets = desk.settings.signature_secrets
        if signed(called_address(desk, request), request.form, request.headers, secrets):
            return None
        log.warning("signature_refused", route=request.path)
        return Response(status=403)

    @blueprint.post("/whatsapp")
    def whatsapp() -> Response:
        try:
            incoming = parse(request.form, desk.now())
        except NotAMessage:
            log.warning("not_a_message", route=request.path)
            return Response(status=400)
        turn = handle(desk, incoming)
        replies = [(reply.id, reply.body) for reply in turn.inline]
        return Response(twiml(replies, desk.status_url), content_type="text/xml; charset=utf-8")

    @blueprint.post("/status")
    def status() -> Response:
        state = state_of(request.form.get("MessageStatus") or request.form.get("SmsStatus") or "")
        if state is not None:
            _note_receipt(desk, state)
        return Response(status=204)

    return blueprint


def _note_receipt(desk: Desk, state: OutboxState) -> None:
    code = request.form.get("ErrorCode") or None
    outbox_id, provider_id = request.args.get("o"), request.form.get("MessageSid")
    with desk.database.write() as session:
        if state is OutboxState.FAILED and code in RETRY_CODES and _send_again(session, desk, outbox_id, provider_id):
            return
        apply_receipt(
            session,
            outbox_id=outbox_id,
            provider_id=provider_id,
            state=state,
            error_code=code,
            reason=reason_of(code),
            at=desk.now(),
        )


def _send_again(session: Session, desk: Desk, outbox_id: str | None, provider_id: str | None) -> bool:
    """Whether a message that met a limit of the provider's was queued once more, after a wait."""
    held = attempt_to_repeat(session, outbox_id=outbox_id, provider_id=provider_id)
    at = next_try(desk.now(), held[1], desk.dice()) if held else None
    return held is not None and at is not None and retry_later(session, held[0], at=at, now=desk.now())


def called_address(desk: Desk, called: Request) -> str:
    """The address that the provider signed: our configured public one, with the path and query as they were sent."""
    raw = called.environ.get("RAW_URI") or called.environ.get("REQUEST_URI") or ""
    if not raw.startswith("/"):
        query = called.query_string.decode("latin-1")
        raw = called.path + (f"?{query}" if query else "")
    return desk.settings.base_url + raw
