"""Where Alembic meets our tables: always on a connection handed in by `Database.upgrade`."""

from typing import Literal

from alembic import context

from comms.store.tables import Moment, metadata


def render(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """A migration must not change when our own types do: Moment is written as its column type."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render,
    transaction_per_migration=False,
)
context.run_migrations()
