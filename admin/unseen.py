"""How many rings of the bell a person has not seen; shown on every page."""

from admin.context import ConsoleContext
from admin.person import Person
from store.bells import count_unseen
from store.clauses import Scope


def scope_of(me: Person, context: ConsoleContext) -> Scope:
    """What this person may see, for the conditions of every query."""
    return Scope(me.role, me.agency, context.rulebook.oversight)


def unseen_bells(context: ConsoleContext, me: Person | None) -> int:
    if me is None:
        return 0
    with context.database.read() as session:
        return count_unseen(session, scope_of(me, context), me.bell_seen)
