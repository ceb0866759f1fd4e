"""From what a notice knows (ids, dates) to the values that the catalogue shows (names, local days)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.desk import Desk
from flows.catalogue import render_notice
from flows.types import ParamValue
from tickets.vocabulary import NoticeKey


def citizen_notice(
    desk: Desk,
    key: NoticeKey,
    code: str,
    params: Mapping[str, Any],
    words: str,
    words_agency: str | None,
    words_at: datetime | None,
    language: str,
) -> str:
    """The text of a notice to a citizen. `words` are an officer's own, with the agency and time they were written."""
    agency = str(params.get("agency") or words_agency or "")
    known = desk.region.agencies.get(agency)
    values: dict[str, ParamValue] = {
        "code": code,
        "agency": known.name if known else desk.region.agencies[desk.region.coordinator].name,
        "words": words,
        "date": desk.calendar.local_date(words_at) if words_at else None,
        "due": desk.calendar.local_date(datetime.fromisoformat(params["due"])) if params.get("due") else None,
        "reason": str(params["reason"]) if params.get("reason") else None,
        "kind": str(params["kind"]) if params.get("kind") else None,
    }
    return render_notice(key, values, language)
