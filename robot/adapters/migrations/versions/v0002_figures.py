"""Figures by day, robots and their shifts, what is still to be forwarded, facts of the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables; visits that are there stay, and count as not forwarded yet."""
    op.add_column(
        "visits", sa.Column("forwarded", sa.Boolean, nullable=False, server_default=sa.false())
    )
    _shifts()
    for table in ("visits", "shifts"):
        waits = sa.text("NOT forwarded")
        op.create_index(
            f"ix_{table}_waiting",
            table,
            ["started_us"],
            sqlite_where=waits,
            postgresql_where=waits,
        )
    op.create_table(
        "robots",
        sa.Column("building", sa.String(64), primary_key=True),
        sa.Column("robot", sa.String(64), primary_key=True),
    )
    op.create_table(
        "day_figures",
        sa.Column("building", sa.String(64), primary_key=True),
        sa.Column("robot", sa.String(64), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("figure", sa.String(24), primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("value", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "facts",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(64), nullable=False),
    )
    if sa.inspect(op.get_bind()).has_table("schema_version"):
        op.drop_table("schema_version")


def _shifts() -> None:
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("robot", sa.String(64), nullable=False),
        sa.Column("building", sa.String(64), nullable=False),
        sa.Column("started_us", sa.BigInteger, nullable=False),
        sa.Column("ended_us", sa.BigInteger, nullable=False),
        sa.Column("charge", sa.Float),
        sa.Column("charging_s", sa.Float, nullable=False),
        sa.Column("stopped_s", sa.Float, nullable=False),
        sa.Column("stops", sa.JSON, nullable=False),
        sa.Column("forwarded", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_index("ix_shifts_started_us", "shifts", ["started_us"])
