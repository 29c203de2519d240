"""What Alembic runs: the migrations, in the transaction that the caller has begun."""

from __future__ import annotations

from alembic import context

from roleplay.store.tables import INDEX, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
    include_name=lambda name, kind, parents: kind != "table" or not str(name).startswith(INDEX),
)
with context.begin_transaction():
    context.run_migrations()
