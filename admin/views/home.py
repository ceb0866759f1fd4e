"""Where a sign-in leads: each role to its own work."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from admin.blueprint import blueprint
from admin.guards import EVERYBODY, for_roles, person
from tickets.vocabulary import Role

_FIRST_PAGE = {
    Role.OFFICER: "admin.tasks",
    Role.AGENCY_HEAD: "admin.tasks",
    Role.COORDINATOR: "admin.screening",
    Role.JURY: "admin.scores",
}


@blueprint.get("/")
@for_roles(*EVERYBODY)
def home() -> Response:
    return redirect(url_for(_FIRST_PAGE[person().role]))
