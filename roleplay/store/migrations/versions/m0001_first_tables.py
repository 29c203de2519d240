"""The first tables: documents, calls, events, drafts, scorecards, notes, openings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ONLY_ADDED_TO = ("document", "event", "scorecard", "score", "note")


def upgrade() -> None:
    """Makes the tables, the guards on them, and the full-text index."""
    _tables()
    if op.get_bind().dialect.name == "sqlite":
        _guards()
        op.execute(
            "CREATE VIRTUAL TABLE turn_words USING fts5("
            "text, call_id UNINDEXED, turn UNINDEXED, tokenize='unicode61 remove_diacritics 2')"
        )


def _guards() -> None:
    for table in ONLY_ADDED_TO:
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
        )
    op.execute(
        "CREATE TRIGGER call_stays BEFORE UPDATE ON call "
        "WHEN OLD.ending IS NOT NULL OR NEW.ending IS NULL "
        "BEGIN SELECT RAISE(ABORT, 'a call changes once, when it ends'); END"
    )


def _tables() -> None:
    op.create_table(
        "document",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_document")),
    )
    op.create_table(
        "call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("scenario_digest", sa.String(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False),
        sa.Column("rubric_digest", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("attempt", sa.String(), nullable=False),
        sa.Column("forked_from", sa.Uuid(), nullable=True),
        sa.Column("fork_turn", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ending", sa.String(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.Column("minutes", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["forked_from"], ["call.id"], name=op.f("fk_call_forked_from")),
        sa.ForeignKeyConstraint(
            ["rubric_digest"], ["document.digest"], name=op.f("fk_call_rubric_digest")
        ),
        sa.ForeignKeyConstraint(
            ["scenario_digest"], ["document.digest"], name=op.f("fk_call_scenario_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index(op.f("ix_call_forked_from"), "call", ["forked_from"], unique=False)
    op.create_index(op.f("ix_call_scenario_id"), "call", ["scenario", "id"], unique=False)
    op.create_index(op.f("ix_call_seller_id"), "call", ["seller", "id"], unique=False)
    op.create_table(
        "draft",
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_draft_call_id")),
        sa.PrimaryKeyConstraint("call_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_event_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("call_id", "seq", name=op.f("uq_event_call_id_seq")),
    )
    op.create_index(
        "uq_event_turn",
        "event",
        ["call_id", "turn"],
        unique=True,
        sqlite_where=sa.text("event = 'said'"),
        postgresql_where=sa.text("event = 'said'"),
    )
    op.create_table(
        "note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_note_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
    )
    op.create_index(op.f("ix_note_call_id"), "note", ["call_id"], unique=False)
    op.create_table(
        "opened",
        sa.Column("seller", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_opened_call_id")),
        sa.PrimaryKeyConstraint("seller", "scenario", "variant", name=op.f("pk_opened")),
    )
    op.create_index(op.f("ix_opened_call_id"), "opened", ["call_id"], unique=False)
    op.create_table(
        "scorecard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("rubric", sa.String(), nullable=False),
        sa.Column("rubric_digest", sa.String(), nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("overall", sa.Float(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_scorecard_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scorecard")),
    )
    op.create_index(op.f("ix_scorecard_call_id"), "scorecard", ["call_id"], unique=False)
    op.create_table(
        "score",
        sa.Column("scorecard_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("skill", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["scorecard_id"], ["scorecard.id"], name=op.f("fk_score_scorecard_id")
        ),
        sa.PrimaryKeyConstraint("scorecard_id", "criterion", name=op.f("pk_score")),
    )
