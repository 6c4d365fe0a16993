"""Add region corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import append_only
from core.db.types import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "region_corrections",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("document_id", big, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("pipeline", sa.String(length=200), nullable=False),
        sa.Column("machine", sa.JSON(), nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=False),
        sa.Column("phrase", sa.String(length=120), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("user_id", big, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_region_corrections_document_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_region_corrections_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_region_corrections")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("region_corrections", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_region_corrections_document_id"), ["document_id"], unique=False)
    append_only.protect(op.get_bind(), ["region_corrections"])


def downgrade() -> None:
    """Take the change back; the triggers go with the table."""
    op.drop_table("region_corrections")
