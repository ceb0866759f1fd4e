"""The coordinator's queue: what must be looked at before an agency has it, oldest first."""

from flask import render_template, request, url_for

from admin.blueprint import blueprint
from admin.context import console
from admin.guards import for_roles, person
from admin.texts import say
from admin.ticket_rows import page_of, screening_row
from admin.unseen import scope_of
from admin.views.tasks import PAGE_SIZE
from store.ticket_lists import list_screening
from tickets.vocabulary import Role


@blueprint.get("/penyaringan")
@for_roles(Role.COORDINATOR)
def screening() -> str:
    context, now = console(), console().now()
    asked = request.args.get("hal", "")
    number = min(int(asked), 100_000) if asked.isdecimal() and int(asked) > 0 else 1
    with context.database.read() as session:
        found = list_screening(session, scope_of(person(), context), page=number, size=PAGE_SIZE)
    return render_template(
        "admin/list.html",
        heading=say("list.screening"),
        lead=say("list.screening_lead"),
        page=page_of(found, [screening_row(line, context, now) for line in found.items]),
        page_url=lambda wanted: url_for("admin.screening", hal=wanted),
        empty=say("list.empty_screening"),
    )
