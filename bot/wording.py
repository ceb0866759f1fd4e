"""From what a notice knows (ids, dates) to the values that the catalogue shows (names, local days)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.desk import Desk
from flows.catalogue import date_text, render_notice
from flows.types import ParamValue
from tickets.vocabulary import NoticeKey


@dataclass(frozen=True)
class NoticeFacts:
    """What is known of a notice. `words` are an officer's own, with the agency and time; `due` is the date in force."""

    code: str
    kind: str
    due: datetime | None
    params: Mapping[str, Any]
    words: str = ""
    words_agency: str | None = None
    words_at: datetime | None = None


def citizen_notice(desk: Desk, key: NoticeKey, facts: NoticeFacts, language: str) -> str:
    """The text of a notice to a citizen."""
    reason = facts.params.get("reason")
    values: dict[str, ParamValue] = {
        "code": facts.code,
        "agency": _agency(desk, facts),
        "words": facts.words,
        "date": _day(desk, facts.words_at),
        "due": _due(desk, facts),
        "reason": str(reason) if reason else None,
        "kind": facts.kind,
    }
    return render_notice(key, values, language)


def announced(desk: Desk, facts: NoticeFacts, language: str) -> dict[str, str]:
    """What a template may name, short and on one line: the provider refuses one with an empty value."""
    due = _due(desk, facts)
    return {"code": facts.code, "agency": _agency(desk, facts), "due": date_text(due, language) if due else "-"}


def _agency(desk: Desk, facts: NoticeFacts) -> str:
    """The name of the agency that speaks, else of the coordinator."""
    agency = desk.region.agencies.get(str(facts.params.get("agency") or facts.words_agency or ""))
    return agency.name if agency else desk.region.agencies[desk.region.coordinator].name


def _due(desk: Desk, facts: NoticeFacts) -> date | None:
    due = facts.params.get("due")
    return _day(desk, datetime.fromisoformat(due) if due else facts.due)


def _day(desk: Desk, moment: datetime | None) -> date | None:
    return desk.calendar.local_date(moment) if moment else None
