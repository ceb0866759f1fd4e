"""Articles with versions, confirmations and daily counts."""

import sqlalchemy as sa
from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    _article()
    _article_version()
    _article_confirmation()
    _article_day()
    _knowledge_state()


def downgrade() -> None:
    op.drop_table("knowledge_state")
    op.drop_table("article_day")
    op.drop_table("article_confirmation")
    op.drop_table("article_version")
    op.drop_table("article")


def _article() -> None:
    op.create_table(
        "article",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("seed_hash", sa.String(length=32), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_owner"), "article", ["owner"], unique=False)


def _article_version() -> None:
    op.create_table(
        "article_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("origin", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("review", sa.Date(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("based_on", sa.String(length=32), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=True),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'checking', 'refused', 'published', 'superseded', 'withdrawn')",
            name=op.f("ck_article_version_state"),
        ),
        sa.CheckConstraint("origin IN ('seed', 'file', 'console')", name=op.f("ck_article_version_origin")),
        sa.ForeignKeyConstraint(["slug"], ["article.slug"], name=op.f("fk_article_version_slug_article")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_article_version_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_version")),
        sa.UniqueConstraint("slug", "number", name=op.f("uq_article_version_slug_number")),
    )
    op.create_index("ix_article_version_state", "article_version", ["state"], unique=False)


def _article_confirmation() -> None:
    op.create_table(
        "article_confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["article_version.id"], name=op.f("fk_article_confirmation_version_id_article_version")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_article_confirmation_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_confirmation")),
    )
    op.create_index(
        op.f("ix_article_confirmation_version_id"), "article_confirmation", ["version_id"], unique=False
    )


def _article_day() -> None:
    op.create_table(
        "article_day",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered", sa.Integer(), nullable=False),
        sa.Column("helped_yes", sa.Integer(), nullable=False),
        sa.Column("helped_no", sa.Integer(), nullable=False),
        sa.Column("not_that", sa.Integer(), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "day", name=op.f("pk_article_day")),
    )


def _knowledge_state() -> None:
    op.create_table(
        "knowledge_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_knowledge_state")),
    )
