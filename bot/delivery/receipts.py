"""What a delivery receipt means. Pure: the provider's word becomes one of our states.

Receipts come early, late, twice and out of order; the store moves forward in rank only and keeps the first end state.
"""

from store.words import OutboxState

# `accepted` to `sending` say only that the provider has it.
STATE_OF = {
    "accepted": OutboxState.SENT,
    "scheduled": OutboxState.SENT,
    "queued": OutboxState.SENT,
    "sending": OutboxState.SENT,
    "sent": OutboxState.SENT,
    "delivered": OutboxState.DELIVERED,
    "read": OutboxState.READ,
    "failed": OutboxState.FAILED,
    "undelivered": OutboxState.FAILED,
    "canceled": OutboxState.FAILED,
}


def state_of(status: str) -> OutboxState | None:
    """Our state for a provider's status; None for a word that is new to us, which changes nothing."""
    return STATE_OF.get(status.strip().lower())


# Errors that end a message, in words an officer can act on (keys of the console's texts).
REASON_OF = {
    "63016": "window_shut",
    "63003": "not_on_whatsapp",
    "63024": "not_on_whatsapp",
    "21211": "not_on_whatsapp",
    "21614": "not_on_whatsapp",
    "63014": "blocked_us",
    "63033": "blocked_us",
    "21610": "blocked_us",
    "63032": "withheld",
    "63049": "withheld",
    "63013": "content_refused",
    "63021": "content_refused",
    "63005": "content_refused",
    "63027": "template_missing",
    "63028": "content_refused",
    "21656": "content_refused",
    "63040": "template_missing",
    "63041": "template_paused",
    "63042": "template_missing",
    "63007": "sender_wrong",
    "63001": "sender_wrong",
    "63002": "sender_wrong",
    "21606": "sender_wrong",
    "21212": "sender_wrong",
    "63015": "not_joined",
}


def reason_of(code: str | None) -> str:
    """The key of the officers' explanation for a provider's error code."""
    return REASON_OF.get(code or "", "provider_failed")
