"""The outbox: everything that leaves the house is a row here first, and the row is the truth about it.

One door to its parts: replies, claims, marks, receipts, scheduled mails, counts.
"""

from store.outbox_announcing import ANNOUNCEMENT_KEY, queue_announcement
from store.outbox_claim import CONFIRM_WITHIN, claim, doubt_expired
from store.outbox_counts import OutboxCounts, counts
from store.outbox_mail import queue_mail
from store.outbox_marks import (
    cancel,
    freeze_body,
    mark_failed,
    mark_sent,
    mark_unsendable,
    mark_unsure,
    park,
    release,
    retry_later,
)
from store.outbox_receipts import PROVIDER_FAILED, NotAReceipt, apply_receipt, attempt_to_repeat
from store.outbox_replies import REPLY_KEY, StoredReply, queue_inline, queue_reply, replies_to
from store.outbox_rows import FINAL, OutboxItem, OutboxRowMissing

__all__ = [
    "ANNOUNCEMENT_KEY",
    "CONFIRM_WITHIN",
    "FINAL",
    "PROVIDER_FAILED",
    "REPLY_KEY",
    "NotAReceipt",
    "OutboxCounts",
    "OutboxItem",
    "OutboxRowMissing",
    "StoredReply",
    "apply_receipt",
    "attempt_to_repeat",
    "cancel",
    "claim",
    "counts",
    "doubt_expired",
    "freeze_body",
    "mark_failed",
    "mark_sent",
    "mark_unsendable",
    "mark_unsure",
    "park",
    "queue_announcement",
    "queue_inline",
    "queue_mail",
    "queue_reply",
    "release",
    "replies_to",
    "retry_later",
]
