"""States that only the store knows: of messages, media and notices on their way."""

from enum import StrEnum


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class AddressKind(StrEnum):
    NUMBER = "number"  # E.164 with its plus
    BSUID = "bsuid"  # business-scoped user id of somebody who hides the number
    SIMULATED = "simulated"


class Act(StrEnum):
    """What an officer's or coordinator's words were."""

    ACKNOWLEDGEMENT = "acknowledgement"  # pengantar
    ANSWER = "answer"  # jawaban
    QUESTION = "question"
    RESOLUTION = "resolution"
    REASON = "reason"  # of a return, a transfer, an archiving: never shown to the citizen as it stands


class MediaState(StrEnum):
    WAITING = "waiting"
    STORED = "stored"
    REFUSED = "refused"


class OutboxChannel(StrEnum):
    WHATSAPP = "whatsapp"
    SIMULATOR = "simulator"
    EMAIL = "email"


class OutboxState(StrEnum):
    """End states: delivered, read, failed, unsendable, cancelled. `sent` may stay for days (phone off)."""

    QUEUED = "queued"
    SENDING = "sending"  # leased by a worker
    UNSURE = "unsure"  # may have been accepted: looked up at the provider before anything else
    INLINE = "inline"  # given in the answer to a webhook; confirmed by its receipt
    PARKED = "parked"  # outside the window: waits for the citizen's word
    SENT = "sent"  # accepted by the provider
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNSENDABLE = "unsendable"  # no lawful way to send it; reason says why
    CANCELLED = "cancelled"  # overtaken by events
