"""Doors that a coordinator puts first: who may, for which days, and that an ended pin is kept and does not hold."""

from datetime import date, timedelta

import pytest

from store.knowledge_files import take_release
from store.knowledge_state import content_number
from store.knowledge_words import NotYours
from store.portal_pins import BadDays, NoSuchPin, end_pin, pin_portal, pinned_days, portal_pins
from store.session import Database
from tests.articles import Text, editor
from tests.factories import NOW
from tickets.vocabulary import Role

TODAY = NOW.date()
LATER = TODAY + timedelta(days=9)


def test_pin_holds_from_its_first_day_to_its_last_until_it_is_ended(database: Database) -> None:
    with database.write() as session:
        take_release(session, [Text()], NOW)
        who = editor(session, "diskominfo", Role.COORDINATOR)
        number = content_number(session)
        pin_portal(session, who, "pajak", TODAY, LATER, NOW)
        assert content_number(session) == number + 1
        assert pinned_days(session) == {"pajak": ((TODAY, LATER),)}
        (pin,) = portal_pins(session)
        end_pin(session, who, pin.id, NOW + timedelta(hours=1))
        assert content_number(session) == number + 2
        assert pinned_days(session) == {}
        (ended,) = portal_pins(session)
        assert (ended.made_by, ended.ended_by, ended.ended_at) == (who.name, who.name, NOW + timedelta(hours=1))
        with pytest.raises(NoSuchPin):
            end_pin(session, who, pin.id, NOW)


def test_only_a_coordinator_pins(database: Database) -> None:
    with database.write() as session:
        for agency, role in (("dpupr", Role.OFFICER), ("dpupr", Role.AGENCY_HEAD), (None, Role.JURY)):
            with pytest.raises(NotYours):
                pin_portal(session, editor(session, agency, role), "pajak", TODAY, LATER, NOW)
            with pytest.raises(NotYours):
                end_pin(session, editor(session, agency, role), 1, NOW)
        assert portal_pins(session) == ()


def test_pin_that_ends_before_it_begins_is_refused(database: Database) -> None:
    with database.write() as session:
        who = editor(session, None, Role.COORDINATOR)
        with pytest.raises(BadDays):
            pin_portal(session, who, "pajak", LATER, TODAY, NOW)


def test_pin_on_a_desk_that_tells_its_files_leaves_it_with_them(database: Database) -> None:
    with database.write() as session:
        pin_portal(session, editor(session, None, Role.COORDINATOR), "pajak", date(2026, 12, 1), LATER, NOW)
        assert content_number(session) == 0
