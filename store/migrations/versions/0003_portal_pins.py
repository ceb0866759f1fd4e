"""Doors of the menu that an official puts first for a time."""

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    op.create_table(
        "portal_pin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("portal", sa.String(length=80), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=120), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("until >= starts", name=op.f("ck_portal_pin_days")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_portal_pin_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_pin")),
    )


def downgrade() -> None:
    op.drop_table("portal_pin")
