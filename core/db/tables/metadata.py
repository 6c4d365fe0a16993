"""The shared metadata with names for every constraint, so that migrations can address them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: 64-bit on PostgreSQL; SQLite counts rows only in a column of type INTEGER.
RowId = BigInteger().with_variant(Integer(), "sqlite")


def id_column() -> Column[int]:
    """Return a primary key that grows with every insert and is never used twice."""
    return Column("id", RowId, primary_key=True, autoincrement=True)
