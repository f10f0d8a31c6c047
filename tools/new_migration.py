"""Write a migration for what changed in comms/store/tables.py: `new_migration.py NAME`."""

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


def main(name: str) -> None:
    """Compare the tables with what the migrations make, on an empty SQLite database."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "comms/store/migrations"))
    number = len(ScriptDirectory.from_config(config).get_bases()) and len(
        list((ROOT / "comms/store/migrations/versions").glob("[0-9]*.py"))
    )
    with create_engine("sqlite://").begin() as connection:
        config.attributes["connection"] = connection
        if number:
            command.upgrade(config, "head")
        assert MigrationContext.configure(connection) is not None
        command.revision(config, message=name, autogenerate=True, rev_id=f"{number + 1:04d}")


if __name__ == "__main__":
    main(sys.argv[1])
