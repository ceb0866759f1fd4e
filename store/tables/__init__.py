"""All tables, one file for each area. Importing this package fills the metadata that migrations are compared with."""

from store.tables.citizens import Citizen, CitizenAddress, Conversation, EmergencyReferral, Media, Message
from store.tables.knowledge import (
    ArticleConfirmation,
    ArticleDay,
    ArticleRow,
    ArticleVersion,
    KnowledgeState,
    PortalPin,
)
from store.tables.outbox import Bell, Heartbeat, Outbox
from store.tables.staff import Officer, SignInAttempt
from store.tables.tickets import LegRow, TicketEvent, TicketRow

__all__ = [
    "ArticleConfirmation",
    "ArticleDay",
    "ArticleRow",
    "ArticleVersion",
    "Bell",
    "Citizen",
    "CitizenAddress",
    "Conversation",
    "EmergencyReferral",
    "Heartbeat",
    "KnowledgeState",
    "LegRow",
    "Media",
    "Message",
    "Officer",
    "Outbox",
    "PortalPin",
    "SignInAttempt",
    "TicketEvent",
    "TicketRow",
]
