"""Regions, offices, users and how they sign in."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, String, Table

from core.db.tables.metadata import id_column, metadata
from core.db.types import UtcDateTime

regions = Table(
    "regions",
    metadata,
    Column("code", String(13), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("short", String(120), nullable=False),
    Column("level", String(10), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("parent", String(13), index=True),
    Column("zone", String(4), nullable=False),
    Column("edition", String(40), nullable=False),
)

offices = Table(
    "offices",
    metadata,
    id_column(),
    Column("name", String(160), nullable=False),
    #: The region whose subtree the office sees; empty for the centre.
    Column("region", String(13), nullable=False, unique=True),
    Column("created_at", UtcDateTime, nullable=False),
    sqlite_autoincrement=True,
)

users = Table(
    "users",
    metadata,
    id_column(),
    Column("name", String(120), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("office_id", ForeignKey("offices.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("disabled_at", UtcDateTime),
    CheckConstraint("role IN ('viewer','operator','analyst','supervisor','admin','auditor')", name="role"),
    sqlite_autoincrement=True,
)

login_links = Table(
    "login_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

#: Browser sessions and API tokens: only the SHA-256 of the secret is stored.
sessions = Table(
    "sessions",
    metadata,
    Column("secret_hash", String(64), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("label", String(80), nullable=False, server_default=""),
    Column("created_at", UtcDateTime, nullable=False),
    Column("last_seen_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    CheckConstraint("kind IN ('browser','token')", name="kind"),
)
