"""The visits of L2B2 0.1, then called schema version 1."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table of visits."""
    op.create_table(
        "visits",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("robot", sa.String(64), nullable=False),
        sa.Column("building", sa.String(64), nullable=False),
        sa.Column("started_us", sa.BigInteger, nullable=False),
        sa.Column("ended_us", sa.BigInteger, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(8), nullable=False),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("services", sa.JSON, nullable=False),
        sa.Column("facilities", sa.JSON, nullable=False),
        sa.Column("department", sa.String(64), nullable=False),
        sa.Column("answer_s", sa.Float),
        sa.Column("escorts", sa.Integer, nullable=False),
        sa.Column("escorts_arrived", sa.Integer, nullable=False),
        sa.Column("escort_m", sa.Float, nullable=False),
        sa.Column("not_understood", sa.Integer, nullable=False),
        sa.Column("unserved", sa.JSON, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
    )
    op.create_index("ix_visits_started_us", "visits", ["started_us"])
