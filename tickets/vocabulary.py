"""The words of the field, one for each thing: stored value, word in reports and name in code are the same.

The Indonesian or official term stands beside each. A value never changes once stored; a new meaning is a new value.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a ticket is by law (klasifikasi); it decides the limits."""

    COMPLAINT = "complaint"  # pengaduan tidak berkadar pengawasan
    SUPERVISION = "supervision"  # pengaduan berkadar pengawasan
    ASPIRATION = "aspiration"  # aspirasi
    INFORMATION = "information"  # permintaan informasi (not PPID)
    QUESTION = "question"  # pertanyaan that no article answers; our own queue, never scored


class Status(StrEnum):
    """Where a ticket stands: the fold of its events."""

    SCREENING = "screening"  # at the coordinator, not yet disposed
    HANDED_OVER = "handed_over"  # an agency owns it and has not answered
    WAITING_CITIZEN = "waiting_citizen"  # the agency asked the citizen something
    ANSWERED = "answered"  # jawaban given, the matter itself not yet resolved
    RESOLVED = "resolved"  # the agency says done; the citizen's verdict is awaited
    CLOSED = "closed"  # ended; see Closing


class Closing(StrEnum):
    """Why a ticket is closed."""

    CONFIRMED = "confirmed"  # the citizen said it is solved
    UNCONFIRMED = "unconfirmed"  # ten working days of silence after resolution
    WITHDRAWN = "withdrawn"  # the citizen's own word
    ARCHIVED = "archived"  # by the coordinator in screening, with a reason


class EventKind(StrEnum):
    """The ledger of a ticket. Events hold ids, enums and times only; texts stand in erasable rows beside them."""

    OPENED = "opened"  # data: kind, category, channel, message
    SCREENING_WANTED = "screening_wanted"  # data: reason (ScreeningReason)
    DISPOSED = "disposed"  # disposisi; data: agency, category, kind; starts a leg
    ACKNOWLEDGED = "acknowledged"  # pengantar; data: message; no clock stops
    ANSWERED = "answered"  # jawaban; data: message; stops the answer clock
    ASKED_CITIZEN = "asked_citizen"  # data: message; pauses
    CITIZEN_REPLIED = "citizen_replied"  # data: message; ends the pause
    ADDED = "added"  # the citizen adds to the ticket; data: message
    RETURNED = "returned"  # data: agency, reason; to the coordinator, within one working day: the leg is void
    PASSED_ON = "passed_on"  # data: agency (from), to, reason; later transfer: the leg stays with the sender
    RESOLVED = "resolved"  # data: message
    VERDICT = "verdict"  # data: verdict
    REOPENED = "reopened"  # data: verdict
    RECLASSIFIED = "reclassified"  # coordinator only; data: kind, category, reason
    CALENDAR_CHANGED = "calendar_changed"  # due dates recomputed; data: calendar
    PRIVACY_CHANGED = "privacy_changed"  # data: hide_name, hide_content
    CLOSED = "closed"  # data: closing, reason


class ScreeningReason(StrEnum):
    """Why a ticket went to the coordinator first."""

    SUPERVISION = "supervision"
    CATEGORY_NOT_CONFIRMED = "category_not_confirmed"
    LOW_CONFIDENCE = "low_confidence"
    NO_AGENCY = "no_agency"
    RETURNED = "returned"
    THIRD_DISPOSITION = "third_disposition"
    UNKNOWN_QUESTION = "unknown_question"


class ArchiveReason(StrEnum):
    """Why screening archives a ticket; the citizen is told which."""

    NOT_CLEAR = "not_clear"
    NOT_OURS = "not_ours"
    DUPLICATE = "duplicate"
    NOT_A_REPORT = "not_a_report"
    IN_COURT = "in_court"


class Verdict(StrEnum):
    """What the citizen says about a resolution."""

    SOLVED = "solved"  # beres
    NOT_YET = "not_yet"  # belum
    NEVER_HANDLED = "never_handled"  # tidak pernah ditangani


class Actor(StrEnum):
    """Who caused an event."""

    CITIZEN = "citizen"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    SYSTEM = "system"


class Role(StrEnum):
    """What a member of staff may do; deny by default."""

    OFFICER = "officer"  # pejabat penghubung: own agency's tickets
    AGENCY_HEAD = "agency_head"  # reads own agency's tickets and scores, does not act
    COORDINATOR = "coordinator"  # screens, disposes, sees all agencies
    JURY = "jury"  # scores only


class Channel(StrEnum):
    """How a matter reached the desk."""

    WHATSAPP = "whatsapp"
    SIMULATOR = "simulator"
    CONSOLE = "console"
    IMPORTED = "imported"


class Audience(StrEnum):
    """To whom a notice goes."""

    CITIZEN = "citizen"
    AGENCY = "agency"
    COORDINATOR = "coordinator"


class NoticeKey(StrEnum):
    """What a notice says; the catalogue of its audience holds the words."""

    HANDED_OVER = "handed_over"  # citizen: who has it now and until when
    ACKNOWLEDGED = "acknowledged"  # citizen: the agency's pengantar
    ANSWERED = "answered"  # citizen: the agency's jawaban
    QUESTION = "question"  # citizen: the agency asks
    RESOLVED = "resolved"  # citizen: done, says the agency; verdict asked
    ARCHIVED = "archived"  # citizen: not taken further, why, and what to do
    CLOSED_UNCONFIRMED = "closed_unconfirmed"  # citizen
    DEADLINE_MOVED = "deadline_moved"  # citizen
    NEW_WORK = "new_work"  # agency: a ticket was disposed to it
    CITIZEN_REPLIED = "citizen_replied"  # agency
    CITIZEN_ADDED = "citizen_added"  # agency
    REOPENED = "reopened"  # agency and coordinator
    WITHDRAWN = "withdrawn"  # agency
    TO_SCREEN = "to_screen"  # coordinator
    RETURNED = "returned"  # coordinator
    NEVER_HANDLED = "never_handled"  # coordinator
