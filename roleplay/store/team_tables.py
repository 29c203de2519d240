"""The tables of people, and of what they share, ask of each other and say of each other's calls.

Every row is a fact with an author and is only ever added; of two facts about the same thing the
later one holds.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Uuid,
)

from .tables import Utc, metadata

person = Table(
    "person",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("at", Utc, nullable=False),
)
"""People; the id is the `call.seller` of their calls."""

team = Table(
    "team",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String, nullable=False),
    Column("at", Utc, nullable=False),
)

member = Table(
    "member",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("joined", Boolean(create_constraint=False), nullable=False),
    Column("at", Utc, nullable=False),
    Index(None, "team_id", "person_id", "role", "id"),
)
"""Somebody took on a role in a team, or left it."""

team_choice = Table(
    "team_choice",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("team_id", ForeignKey("team.id"), nullable=False, index=True),
    Column("shows_practice", Boolean(create_constraint=False), nullable=False),
    Column("at", Utc, nullable=False),
)
"""What a team chose its managers to see of practice that is not shared."""

share = Table(
    "share",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False),
    Column("author", ForeignKey("person.id"), nullable=False),
    Column("person_id", ForeignKey("person.id"), index=True),
    Column("team_id", ForeignKey("team.id"), index=True),
    Column("shared", Boolean(create_constraint=False), nullable=False),
    Column("redacted", Boolean(create_constraint=False), nullable=False),
    Column("assignment", Uuid),
    Column("at", Utc, nullable=False),
    CheckConstraint("(person_id IS NULL) <> (team_id IS NULL)", name="one_receiver"),
    Index(None, "call_id", "id"),
)
"""A call was shared, or is not any longer. The assignment it was shared for may be forgotten."""

assignment = Table(
    "assignment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("author", ForeignKey("person.id"), nullable=False, index=True),
    Column("why", Text, nullable=False),
    Column("due", Date),
    Column("attempts", Integer),
    Column("criterion", String),
    Column("level", Integer),
    Column("rubric", String),
    Column("rubric_digest", ForeignKey("document.digest")),
    Column("shares", String, nullable=False),
    Column("at", Utc, nullable=False),
)

assignment_item = Table(
    "assignment_item",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", String, nullable=False),
    Column("name", String, nullable=False),
    Column("variant", String),
)

assignment_person = Table(
    "assignment_person",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("person_id", ForeignKey("person.id"), primary_key=True, index=True),
)

assignment_withdrawn = Table(
    "assignment_withdrawn",
    metadata,
    Column("assignment_id", ForeignKey("assignment.id"), primary_key=True),
    Column("at", Utc, nullable=False),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, index=True),
    Column("author", ForeignKey("person.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("turn", Integer),
    Column("start", Integer),
    Column("end", Integer),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

rating = Table(
    "rating",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, index=True),
    Column("author", ForeignKey("person.id"), nullable=False, index=True),
    Column("criterion", String, nullable=False),
    Column("level", Integer, nullable=False),
    Column("reason", Text),
    Column("blind", Boolean(create_constraint=False), nullable=False),
    Column("at", Utc, nullable=False),
    CheckConstraint("level BETWEEN 1 AND 5", name="level"),
)

revealed = Table(
    "revealed",
    metadata,
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("author", ForeignKey("person.id"), primary_key=True),
    Column("at", Utc, nullable=False),
)
"""Somebody has seen the app's levels of a call: they rate it blind no more, and others see what
they rated blind."""

dispute = Table(
    "dispute",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("call_id", ForeignKey("call.id"), nullable=False, index=True),
    Column("author", ForeignKey("person.id"), nullable=False, index=True),
    Column("criterion", String, nullable=False),
    Column("check", String, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("second", Text, nullable=False),
    Column("at", Utc, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("dispute_id", ForeignKey("dispute.id"), primary_key=True),
    Column("author", ForeignKey("person.id"), nullable=False, index=True),
    Column("upheld", Boolean(create_constraint=False), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""What was answered to a dispute: once."""

reviewed = Table(
    "reviewed",
    metadata,
    Column("call_id", ForeignKey("call.id"), primary_key=True),
    Column("author", ForeignKey("person.id"), primary_key=True),
    Column("at", Utc, nullable=False),
)

tombstone = Table(
    "tombstone",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("what", String, nullable=False),
    Column("count", Integer, nullable=False),
    Column("at", Utc, nullable=False),
)
"""How much of what was forgotten when; it names nobody."""
