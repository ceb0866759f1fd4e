"""Insert unless the row is there already: the one statement whose spelling differs between the two databases."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_if_absent(session: Session, table: type[SQLModel], values: dict[str, Any], unique: tuple[str, ...]) -> bool:
    """Whether the row was inserted; False means that another row holds the unique columns.

    On PostgreSQL it waits for a concurrent insert of the same row to commit or fail.
    """
    build = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = build(table).values(**values).on_conflict_do_nothing(index_elements=list(unique))
    # Asked for a column, because the count of rows is unknown (-1) on PostgreSQL for some tables.
    inserted = session.connection().execute(statement.returning(getattr(table, unique[0])))
    return inserted.first() is not None
