"""Sign-in, sign-out and the own password."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from admin.blueprint import blueprint
from admin.context import console
from admin.forms import PasswordForm, SignInForm
from admin.guards import EVERYBODY, for_roles, person, safe_target, visitor
from admin.passwords import hash_password, matches, too_weak
from admin.person import Person
from admin.sign_in import person_of, try_sign_in
from admin.texts import say
from admin.throttle import minutes_left
from store.staff import officer_by_id, set_password


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Response | str | tuple[str, int]:
    if visitor() is not None:
        return redirect(url_for("admin.home"))
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("admin/login.html", form=form)
    context = console()
    entry = try_sign_in(context.database, form.email.data, form.password.data, context.now())
    if entry.person is not None:
        _begin(entry.person)
        return redirect(safe_target(request.args.get("lanjut")) or url_for("admin.home"))
    if entry.wait_until is not None:
        left = minutes_left(entry.wait_until, context.now())
        return render_template("admin/login.html", form=form, refusal=say("sign_in.wait", minutes=left)), 429
    return render_template("admin/login.html", form=form, refusal=say("sign_in.wrong")), 401


def _begin(someone: Person) -> None:
    """A fresh session: nothing of a visitor's survives the sign-in."""
    session.clear()
    session.permanent = True
    login_user(someone)


@blueprint.post("/logout")
@for_roles(*EVERYBODY)
def logout() -> Response:
    logout_user()
    session.clear()
    flash(say("sign_in.bye"), "calm")
    return redirect(url_for("admin.login"))


@blueprint.route("/sandi", methods=["GET", "POST"])
@for_roles(*EVERYBODY)
def change_password() -> Response | str | tuple[str, int]:
    form = PasswordForm()
    if not form.is_submitted():
        return render_template("admin/password.html", form=form)
    if not form.validate() or not _may_change(form):
        return render_template("admin/password.html", form=form), 422
    with console().database.write() as database:
        set_password(database, person().officer_id, hash_password(form.new.data), must_change=False)
        officer = officer_by_id(database, person().officer_id)
    if officer is not None:
        _begin(person_of(officer))
    flash(say("password.changed"), "good")
    return redirect(url_for("admin.home"))


def _may_change(form: PasswordForm) -> bool:
    """Checks what needs the account; what is wrong stands beside its field."""
    weak = too_weak(form.new.data, person().email)
    if weak is not None:
        form.new.errors = [say(weak)]
    elif form.new.data != form.again.data:
        form.again.errors = [say("password.differ")]
    elif not _is_own(form.old.data):
        form.old.errors = [say("password.old_wrong")]
    elif form.new.data == form.old.data:
        form.new.errors = [say("password.same")]
    return not any((form.old.errors, form.new.errors, form.again.errors))


def _is_own(password: str) -> bool:
    with console().database.read() as database:
        officer = officer_by_id(database, person().officer_id)
    return officer is not None and matches(officer.password_hash, password)
