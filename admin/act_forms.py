"""The forms of the acts on a ticket: what each asks for, and what it says when something is missing.

Rule: the hidden `seq` is the last event that the person saw; it makes a second submit of the same form harmless.
"""

from collections.abc import Callable, Mapping, Sequence

from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, SelectField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, ValidationError

from admin.cleaning import plain_text
from admin.context import ConsoleContext
from admin.texts import say
from tickets.acts import Act
from tickets.facts import Ticket
from tickets.vocabulary import ArchiveReason, Kind

TEXT_LIMIT = 1300  # with the frame of a notice around it, it must fit the 1,600 characters of one message
REASON_LIMIT = 500
LONGEST_NUMBER = 9

Choices = Sequence[tuple[str, str]]


def _not_longer_than(limit: int) -> Callable[[FlaskForm, Field], None]:
    def check(form: FlaskForm, field: Field) -> None:
        if len(field.data) > limit:
            raise ValidationError(say("form.text_too_long", n=len(field.data), limit=limit))

    return check


def _words_field(limit: int, missing: str) -> TextAreaField:
    checks = [DataRequired(say(missing)), _not_longer_than(limit)]  # blanks alone are nothing
    return TextAreaField(filters=[plain_text], validators=checks)


def _in_the_list(form: FlaskForm, field: SelectField) -> None:
    """Refuses, in our words, a value that was not offered."""
    if field.data and field.data not in {choice[0] for choice in field.iter_choices()}:
        raise ValidationError(say("form.not_in_list"))


def _choice(missing: str | None = None) -> SelectField:
    needed = [InputRequired(say(missing))] if missing else []
    return SelectField(validators=[*needed, _in_the_list], validate_choice=False)


class ActForm(FlaskForm):
    """What every act carries. The guard has checked the CSRF token before any view runs."""

    class Meta:
        csrf = False

    seq = HiddenField()

    @property
    def seen(self) -> int:
        """The last event that the person saw; 0 (always stale) if the field was tampered with."""
        shown = str(self.seq.data or "")
        return int(shown) if shown.isdecimal() and len(shown) <= LONGEST_NUMBER else 0

    def complete(self) -> bool:
        """Whether nothing is missing; else the fields carry what is wrong."""
        return bool(super().validate())

    def offer(self, ticket: Ticket, context: ConsoleContext) -> None:
        """Fill the choices that depend on the ticket."""


class WordsForm(ActForm):
    text = _words_field(TEXT_LIMIT, "form.text_missing")


class ReasonForm(ActForm):
    text = _words_field(REASON_LIMIT, "form.reason_missing")


class PassOnForm(ReasonForm):
    agency = _choice("form.agency_missing")

    def offer(self, ticket: Ticket, context: ConsoleContext) -> None:
        self.agency.choices = [("", ""), *agency_choices(ticket, context, but=ticket.agency)]


class DisposeForm(ActForm):
    agency = _choice("form.agency_missing")
    kind = _choice("form.kind_missing")
    category = _choice()

    def offer(self, ticket: Ticket, context: ConsoleContext) -> None:
        self.agency.choices = [("", ""), *agency_choices(ticket, context)]
        self.kind.choices = kind_choices()
        self.category.choices = category_choices(context)


class ArchiveForm(ActForm):
    reason = _choice("form.archive_missing")

    def offer(self, ticket: Ticket, context: ConsoleContext) -> None:
        self.reason.choices = [("", ""), *((reason.value, say(f"archive.{reason}")) for reason in ArchiveReason)]


class ReclassifyForm(ReasonForm):
    kind = _choice("form.kind_missing")
    category = _choice()

    def offer(self, ticket: Ticket, context: ConsoleContext) -> None:
        self.kind.choices = kind_choices()
        self.category.choices = category_choices(context)


FORMS: Mapping[Act, type[ActForm]] = {
    Act.ACKNOWLEDGE: WordsForm,
    Act.ANSWER: WordsForm,
    Act.ASK_CITIZEN: WordsForm,
    Act.RESOLVE: WordsForm,
    Act.PASS_ON: PassOnForm,
    Act.RETURN_TO_COORDINATOR: ReasonForm,
    Act.DISPOSE: DisposeForm,
    Act.ARCHIVE: ArchiveForm,
    Act.RECLASSIFY: ReclassifyForm,
}


def agency_choices(ticket: Ticket, context: ConsoleContext, but: str | None = None) -> Choices:
    """Offices of this government by name; of a supervision complaint the oversight office alone."""
    found = [agency for agency in context.region.agencies.values() if not agency.outside and agency.slug != but]
    if ticket.kind is Kind.SUPERVISION:
        found = [agency for agency in found if agency.slug == context.rulebook.oversight]
    return [(agency.slug, agency.name) for agency in sorted(found, key=lambda agency: agency.name)]


def kind_choices() -> Choices:
    return [(kind.value, say(f"kind.{kind}")) for kind in Kind]


def category_choices(context: ConsoleContext) -> Mapping[str, Choices]:
    """Leaves under the name of their parent, as groups of a select."""
    groups: dict[str, list[tuple[str, str]]] = {say("form.no_category_group"): [("", say("form.no_category"))]}
    for leaf in context.region.leaves:
        groups.setdefault(context.category_name(leaf.parent) or leaf.name, []).append((leaf.slug, leaf.name))
    return groups
