"""The doors of the chat's menu: today's order, links and QR codes for posters, and which are put first by hand.

Everybody in the console may read and print; only a coordinator changes the order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import spoken
from admin.blueprint import blueprint
from admin.cleaning import one_line
from admin.context import ConsoleContext, console
from admin.guards import EVERYBODY, for_roles, person
from admin.knowledge_access import editor, today_of
from admin.knowledge_form import day_in
from admin.texts import say
from knowledge.types import Portal, Region, Season
from store.portal_pins import NoSuchPin, PinFacts, end_pin, pin_portal, portal_pins
from tickets.vocabulary import Role

INVALID = 422


@dataclass(frozen=True)
class Door:
    """One door of the menu. `link` empty: it has nothing behind it, or the desk has no number."""

    slug: str
    name: str
    link: str
    first_until: str
    articles: tuple[tuple[str, str, str], ...]  # slug, title, link


@dataclass(frozen=True)
class PinLine:
    """`running`: it holds now or will, and can be ended."""

    id: int
    door: str
    days: str
    state: str
    by: str
    running: bool


@blueprint.get("/portal")
@for_roles(*EVERYBODY)
def portals() -> str:
    return _render({}, {})


@blueprint.post("/portal")
@for_roles(Role.COORDINATOR)
def pin_door() -> Response | tuple[str, int]:
    context = console()
    typed = {name: one_line(request.form.get(name)) for name in ("portal", "dari", "sampai")}
    faults = _faults(typed, context)
    starts, until = day_in(typed["dari"]), day_in(typed["sampai"])
    if faults or starts is None or until is None:
        return _render(typed, faults), INVALID
    with context.database.write() as session:
        pin_portal(session, editor(person()), typed["portal"], starts, until, context.now())
    flash(say("portal_done.pinned"), "good")
    return redirect(url_for("admin.portals"))


@blueprint.post("/portal/<int:pin_id>/akhiri")
@for_roles(Role.COORDINATOR)
def end_door_pin(pin_id: int) -> Response:
    context = console()
    with context.database.write() as session:
        if all(pin.id != pin_id for pin in portal_pins(session)):
            abort(404)
        try:
            end_pin(session, editor(person()), pin_id, context.now())
            flash(say("portal_done.ended"), "good")
        except NoSuchPin:
            flash(say("portal_done.ended_before"), "calm")
    return redirect(url_for("admin.portals"))


def _faults(typed: Mapping[str, str], context: ConsoleContext) -> dict[str, str]:
    starts, until = day_in(typed["dari"]), day_in(typed["sampai"])
    found = {}
    if typed["portal"] not in {portal.slug for portal in context.region.portals}:
        found["portal"] = say("portal_fault.portal")
    if starts is None:
        found["dari"] = say("portal_fault.day")
    if until is None:
        found["sampai"] = say("portal_fault.day")
    elif starts is not None and until < starts:
        found["sampai"] = say("portal_fault.order")
    elif until < today_of(context):
        found["sampai"] = say("portal_fault.past")
    return found


def _render(typed: Mapping[str, str], faults: Mapping[str, str]) -> str:
    context, today = console(), today_of(console())
    with context.database.read() as session:
        region, pins = context.present(session), portal_pins(session)
    names = {portal.slug: portal.name for portal in region.portals}
    shown = region.doors(today)
    lines = [_pin_line(pin, names, today, context) for pin in pins]
    return render_template(
        "admin/portals.html",
        desk_link=context.chat.link(""),
        doors=[_door(portal, region, today, context) for portal in shown],
        hidden=[_door(portal, region, today, context) for portal in region.portals if portal not in shown],
        pins=[line for line in lines if line.running],
        past=[line for line in lines if not line.running],
        choices=[(portal.slug, portal.name) for portal in region.portals if region.behind(portal.slug)],
        typed={"dari": today.isoformat(), **typed},
        faults=faults,
        may=person().role is Role.COORDINATOR,
    )


def _door(portal: Portal, region: Region, today: date, context: ConsoleContext) -> Door:
    behind = region.behind(portal.slug)
    season = next((season for season in portal.seasons if season.start <= today <= season.until), None)
    articles = [region.articles[slug] for slug in behind]
    return Door(
        slug=portal.slug,
        name=portal.name[:1].upper() + portal.name[1:],
        link=context.chat.link(portal.link_text) if behind else "",
        first_until=_until(season),
        articles=tuple((one.slug, one.title, context.chat.link(one.link_text)) for one in articles),
    )


def _until(season: Season | None) -> str:
    return say("portal.first", day=spoken.date_words(season.until)) if season else ""


def _pin_line(pin: PinFacts, names: Mapping[str, str], today: date, context: ConsoleContext) -> PinLine:
    running = pin.ended_at is None and today <= pin.until
    state = "running" if running and pin.starts <= today else "coming" if running else "past"
    words = say(f"portal_pin.{state}")
    if pin.ended_at is not None:
        words = say("portal_pin.ended", name=pin.ended_by, day=spoken.short_day(pin.ended_at, context.zone))
    return PinLine(
        id=pin.id,
        door=names.get(pin.portal, pin.portal),
        days=say("portal.days", first=spoken.date_words(pin.starts), last=spoken.date_words(pin.until)),
        state=words,
        by=say("portal.by", name=pin.made_by, day=spoken.short_day(pin.made_at, context.zone)),
        running=running,
    )
