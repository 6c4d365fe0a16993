"""Add what collecting for months needs: evidence, events, hosts, polls, guids, push tokens, fact-checks."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from core.db import append_only
from core.db.types import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_TABLES = (
    "training_reviews",
    "claim_matches",
    "document_copies",
    "issue_decisions",
    "hourly_counts",
    "bursts",
    "tokens",
    "fact_check_revisions",
    "events",
    "captures",
    "polls",
    "feed_guids",
    "ways",
    "fact_checks",
    "host_states",
    "source_days",
    "source_health",
)


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "documents": (
            sa.Column("published_zone", sa.String(length=10), server_default="", nullable=False),
            sa.Column("published_from", sa.String(length=20), server_default="", nullable=False),
            sa.Column("published_confidence", sa.Float(), nullable=True),
            sa.Column("extractor", sa.String(length=120), server_default="", nullable=False),
            sa.Column("title_from", sa.String(length=10), server_default="", nullable=False),
            sa.Column("partial", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        "revisions": (sa.Column("extractor", sa.String(length=120), server_default="", nullable=False),),
        "issues": (
            sa.Column("sentences", sa.JSON(), nullable=True),
            sa.Column("stale", sa.Boolean(), server_default=sa.true(), nullable=False),
            sa.Column("changed_at", UtcDateTime(), nullable=True),
            sa.Column("version", sa.Integer(), server_default="0", nullable=False),
            sa.Column("merged_into", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        ),
        "sources": (
            sa.Column("paused_at", UtcDateTime(), nullable=True),
            sa.Column("paused_reason", sa.Text(), server_default="", nullable=False),
            sa.Column("tls_exception_until", sa.Date(), nullable=True),
            sa.Column("tls_exception_reason", sa.Text(), server_default="", nullable=False),
        ),
    }


def upgrade() -> None:
    """Apply the change."""
    _create_tables()
    _create_health()
    _create_claim_matches()
    _create_training()
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    _create_groups()
    added = ["captures", "fact_check_revisions", "issue_decisions", "training_reviews"]
    append_only.protect(op.get_bind(), added)


def downgrade() -> None:
    """Take the change back; triggers and indexes go with the tables."""
    op.drop_index(op.f("ix_ledger_at"), "ledger")
    op.drop_index(op.f("ix_issues_changed_at"), "issues")
    op.drop_index(op.f("ix_issues_merged_into"), "issues")
    for table, columns in _added().items():
        for column in columns:
            op.drop_column(table, column.name)
    for table in _TABLES:
        op.drop_table(table)


def _create_tables() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "host_states",
        sa.Column("host", sa.String(length=255), nullable=False),
        sa.Column("rest_until", UtcDateTime(), nullable=True),
        sa.Column("rest_reason", sa.String(length=60), server_default="", nullable=False),
        sa.Column("failures", sa.Float(), server_default="0", nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("requests", sa.Integer(), server_default="0", nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_host_states")),
    )
    op.create_table(
        "fact_checks",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("external_id", sa.String(length=300), server_default="", nullable=False),
        sa.Column("publisher", sa.String(length=160), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("claim", sa.Text(), server_default="", nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("conclusion", sa.Text(), server_default="", nullable=False),
        sa.Column("verdict", sa.String(length=20), server_default="other", nullable=False),
        sa.Column("verdict_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("published_on", sa.String(length=10), server_default="", nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("published_raw", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.String(length=10), server_default="", nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="1", nullable=False),
        sa.Column("first_hand", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("ingested_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_fact_checks_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_checks")),
        sa.UniqueConstraint("url", name=op.f("uq_fact_checks_url")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_fact_checks_content_hash"), "fact_checks", ["content_hash"], unique=False)
    op.create_index(op.f("ix_fact_checks_external_id"), "fact_checks", ["external_id"], unique=False)
    op.create_index(op.f("ix_fact_checks_ingested_at"), "fact_checks", ["ingested_at"], unique=False)
    op.create_index(op.f("ix_fact_checks_published_on"), "fact_checks", ["published_on"], unique=False)
    op.create_index(op.f("ix_fact_checks_source_id"), "fact_checks", ["source_id"], unique=False)
    op.create_index(op.f("ix_fact_checks_updated_at"), "fact_checks", ["updated_at"], unique=False)

    op.create_table(
        "feed_guids",
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("guid_hash", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_feed_guids_source_id")),
        sa.PrimaryKeyConstraint("source_id", "guid_hash", name=op.f("pk_feed_guids")),
    )
    op.create_table(
        "ways",
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("pattern", sa.Text(), server_default="", nullable=False),
        sa.Column("how", sa.String(length=120), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_ways_source_id")),
        sa.PrimaryKeyConstraint("source_id", "url", name=op.f("pk_ways")),
    )
    op.create_table(
        "polls",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("rate", sa.Float(), server_default="0", nullable=False),
        sa.Column("quiet", sa.Integer(), server_default="0", nullable=False),
        sa.Column("polled_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_polls_source_id")),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_polls")),
    )
    op.create_index(op.f("ix_polls_source_id"), "polls", ["source_id"], unique=False)

    op.create_table(
        "captures",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("document_id", big, nullable=True),
        sa.Column("fact_check_id", big, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("fetched_at", UtcDateTime(), nullable=False),
        sa.Column("file", sa.String(length=120), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_captures_document_id")),
        sa.ForeignKeyConstraint(["fact_check_id"], ["fact_checks.id"], name=op.f("fk_captures_fact_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_captures")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_captures_document_id"), "captures", ["document_id"], unique=False)
    op.create_index(op.f("ix_captures_fact_check_id"), "captures", ["fact_check_id"], unique=False)
    op.create_index(op.f("ix_captures_file"), "captures", ["file"], unique=False)

    op.create_table(
        "events",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=True),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("document_id", big, nullable=True),
        sa.Column("run_id", big, nullable=True),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.Column("first_at", UtcDateTime(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("times", sa.Integer(), server_default="1", nullable=False),
        sa.Column("resolved_at", UtcDateTime(), nullable=True),
        sa.Column("resolved_by", big, nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_events_document_id")),
        sa.ForeignKeyConstraint(["resolved_by"], ["users.id"], name=op.f("fk_events_resolved_by")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_events_run_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_events_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_events_source_id"), "events", ["source_id"], unique=False)
    op.create_index(
        "uq_events_open",
        "events",
        ["kind", "source_id", "url"],
        unique=True,
        sqlite_where=sa.text("resolved_at IS NULL"),
        postgresql_where=sa.text("resolved_at IS NULL"),
    )

    op.create_table(
        "fact_check_revisions",
        sa.Column("fact_check_id", big, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_check_id"], ["fact_checks.id"], name=op.f("fk_fact_check_revisions_fact_check_id")
        ),
        sa.PrimaryKeyConstraint("fact_check_id", "number", name=op.f("pk_fact_check_revisions")),
    )
    op.create_table(
        "tokens",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("prefix", sa.String(length=12), nullable=False),
        sa.Column("created_by", big, nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_tokens_created_by")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_tokens_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_tokens_token_sha256")),
        sqlite_autoincrement=True,
    )


def _create_health() -> None:
    op.create_index(op.f("ix_ledger_at"), "ledger", ["at"], unique=False)
    op.create_table(
        "source_days",
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts", sa.LargeBinary(), nullable=False),
        sa.Column("texts", sa.LargeBinary(), nullable=False),
        sa.Column("errors", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "day", name=op.f("pk_source_days")),
    )
    op.create_index(op.f("ix_source_days_day"), "source_days", ["day"], unique=False)
    op.create_table(
        "source_health",
        sa.Column("source_id", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_source_health_source_id")),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_source_health")),
    )


def _create_claim_matches() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "claim_matches",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("document_id", big, nullable=False),
        sa.Column("document_revision", sa.Integer(), nullable=False),
        sa.Column("fact_check_id", big, nullable=False),
        sa.Column("fact_check_revision", sa.Integer(), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("phrases", sa.JSON(), nullable=False),
        sa.Column("differs", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("matched_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("relation IN ('match','related','none')", name=op.f("ck_claim_matches_relation")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_claim_matches_document_id")),
        sa.ForeignKeyConstraint(["fact_check_id"], ["fact_checks.id"], name=op.f("fk_claim_matches_fact_check_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_matches")),
        sa.UniqueConstraint("document_id", "fact_check_id", name=op.f("uq_claim_matches_document_id_fact_check_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_claim_matches_fact_check_id"), "claim_matches", ["fact_check_id"], unique=False)


def _create_groups() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for column in ("changed_at", "merged_into"):
        op.create_index(op.f(f"ix_issues_{column}"), "issues", [column], unique=False)
    op.execute(sa.text("UPDATE issues SET changed_at = created_at"))
    op.create_table(
        "document_copies",
        sa.Column("document_id", big, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("original_id", big, nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=True),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('exact','near','fragment')", name=op.f("ck_document_copies_kind")),
        sa.CheckConstraint("(kind IS NULL) = (original_id IS NULL)", name=op.f("ck_document_copies_whole")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_document_copies_document_id")),
        sa.ForeignKeyConstraint(["original_id"], ["documents.id"], name=op.f("fk_document_copies_original_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_copies")),
    )
    op.create_index(op.f("ix_document_copies_original_id"), "document_copies", ["original_id"], unique=False)
    op.create_table(
        "issue_decisions",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("issue_id", big, nullable=False),
        sa.Column("other_id", big, nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("stayed", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("user_id", big, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kind IN ('merge','split')", name=op.f("ck_issue_decisions_kind")),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name=op.f("fk_issue_decisions_issue_id")),
        sa.ForeignKeyConstraint(["other_id"], ["issues.id"], name=op.f("fk_issue_decisions_other_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_issue_decisions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_issue_decisions_issue_id"), "issue_decisions", ["issue_id"], unique=False)
    op.create_index(op.f("ix_issue_decisions_other_id"), "issue_decisions", ["other_id"], unique=False)
    op.create_table(
        "hourly_counts",
        sa.Column("region", sa.String(length=13), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("sources", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("region", "category", "hour", name=op.f("pk_hourly_counts")),
    )
    op.create_index(op.f("ix_hourly_counts_hour"), "hourly_counts", ["hour"], unique=False)
    op.create_table(
        "bursts",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("region", sa.String(length=13), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("raised_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("usual", sa.Float(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("noticed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bursts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_bursts_region"), "bursts", ["region"], unique=False)
    op.create_index(op.f("ix_bursts_raised_at"), "bursts", ["raised_at"], unique=False)


def _create_training() -> None:
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "training_reviews",
        sa.Column("id", big, autoincrement=True, nullable=False),
        sa.Column("signal_id", big, nullable=False),
        sa.Column("round", sa.SmallInteger(), nullable=False),
        sa.Column("decision", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("user_id", big, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "decision IN ('accepted','rejected','withdrawn')", name=op.f("ck_training_reviews_decision")
        ),
        sa.ForeignKeyConstraint(["signal_id"], ["signals.id"], name=op.f("fk_training_reviews_signal_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_training_reviews_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_reviews")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_training_reviews_signal_id"), "training_reviews", ["signal_id"], unique=False)
