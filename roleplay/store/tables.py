"""The tables. What has happened is only ever added to; `forget` is the one deletion.

Words stand in `event.text` and nowhere else but in the full-text index ``turn_words``, which is
no part of this metadata because only SQLite has it in this form.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    Uuid,
    text,
)

VERSION = 3
"""Version of the tables: the number of the last migration."""

INDEX = "turn_words"
"""The full-text index over the words of turns: text, call_id, turn."""


class Utc(TypeDecorator[datetime]):
    """A moment: kept as UTC, given back aware; a time without its offset is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The moment in UTC.

        Raises:
            ValueError: it has no offset.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no offset: which moment it is cannot be told")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The moment in UTC, aware on every database."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

document = Table(
    "document",
    metadata,
    Column("digest", String, primary_key=True),
    Column("form", String, nullable=False),
    Column("body", JSON, nullable=False),
)
"""Scenarios and rubrics as they were when used, each once."""

call = Table(
    "call",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("seller", String, nullable=False),
    Column("scenario", String, nullable=False),
    Column("variant", String, nullable=False),
    Column("scenario_digest", ForeignKey("document.digest"), nullable=False),
    Column("rubric", String, nullable=False),
    Column("rubric_digest", ForeignKey("document.digest"), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("voice", String, nullable=False),
    Column("attempt", String, nullable=False),
    Column("forked_from", ForeignKey("call.id"), index=True),
    Column("fork_turn", Integer),
    Column("started_at", Utc, nullable=False),
    Column("ended_at", Utc),
    Column("ending", String),
    Column("ended_by", String),
    Column("minutes", Float),
    Index(None, "seller", "id"),
    Index(None, "scenario", "id"),
)
"""Calls; the columns from `ended_at` on are filled once, by the event that ends the call."""

event = Table(
    "event",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("turn", Integer),
    Column("event", String, nullable=False),
    Column("text", Text),
    Column("body", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    UniqueConstraint("call_id", "seq"),
    Index(
        "uq_event_turn",
        "call_id",
        "turn",
        unique=True,
        # The same for PostgreSQL stands in the migration: here it would load that dialect.
        sqlite_where=text("event = 'said'"),
    ),
)
"""What happened in a call, in the order of `seq`; only a turn's words have a `text`. The seller's
words are written once; the buyer's once more after the seller corrected what was heard."""

draft = Table(
    "draft",
    metadata,
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What the seller is typing; replaced as they type, gone when they say it."""

half_said = Table(
    "half_said",
    metadata,
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("turn", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What the buyer has said so far of an answer that is still coming; gone when the turn is kept."""

scorecard = Table(
    "scorecard",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, index=True),
    Column("rubric", String, nullable=False),
    Column("rubric_digest", String, nullable=False),
    Column("author", String, nullable=False),
    Column("body", JSON, nullable=False),
    Column("overall", Float),
    Column("created_at", Utc, nullable=False),
)
"""Scorecards, their quotes left out: those are cut from the turns when read."""

score = Table(
    "score",
    metadata,
    Column("scorecard_id", ForeignKey("scorecard.id"), primary_key=True),
    Column("criterion", String, primary_key=True),
    Column("skill", String, nullable=False),
    Column("level", Integer),
    Column("at", Utc, nullable=False),
)
"""A scorecard's levels, one row each, for trends."""

note = Table(
    "note",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, index=True),
    Column("turn", Integer),
    Column("kind", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What the seller wrote about a call."""

opened = Table(
    "opened",
    metadata,
    Column("seller", String, primary_key=True),
    Column("scenario", String, primary_key=True),
    Column("variant", String, primary_key=True),
    Column("call_id", ForeignKey("call.id"), index=True),
    Column("at", Utc, nullable=False),
)
"""Variants whose hidden part a seller has opened; `call_id` is null once that call is forgotten."""

model_request = Table(
    "model_request",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), index=True),
    Column("turn", Integer),
    Column("role", String, nullable=False),
    Column("model", String, nullable=False),
    Column("prompt_digest", String, nullable=False),
    Column("parameters", JSON, nullable=False),
    Column("outcome", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("says", Text, nullable=False),
    Column("tokens_in", Integer),
    Column("tokens_out", Integer),
    Column("first_seconds", Float),
    Column("seconds", Float, nullable=False),
    Column("at", Utc, nullable=False, index=True),
)
"""What was asked of a model and what came; `call_id` is null for what belongs to no call."""
