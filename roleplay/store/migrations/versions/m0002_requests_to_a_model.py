"""What was asked of a model, and how far an answer had come."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes the tables of requests and of half-said answers."""
    op.create_table(
        "half_said",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_half_said_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_half_said")),
    )
    op.create_table(
        "model_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("prompt_digest", sa.String(), nullable=False),
        sa.Column("parameters", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("tokens_in", sa.Integer(), nullable=True),
        sa.Column("tokens_out", sa.Integer(), nullable=True),
        sa.Column("first_seconds", sa.Float(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_model_request_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_model_request")),
    )
    op.create_index(op.f("ix_model_request_call_id"), "model_request", ["call_id"], unique=False)
    op.create_index(op.f("ix_model_request_at"), "model_request", ["at"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE TRIGGER model_request_stays BEFORE UPDATE ON model_request "
            "BEGIN SELECT RAISE(ABORT, 'model_request is only ever added to'); END"
        )
