"""What staff changed of schedules.yaml: each change is a version, none is ever overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, text
from sqlalchemy.exc import IntegrityError

from comms.config.overlay import Change, State
from comms.errors import Moved
from comms.store.tables import settings_versions

# PostgreSQL advisory lock of ours: any fixed number does that no other lock has.
_CHANGES_LOCK = 7_251_605


@dataclass(frozen=True)
class SettingsVersion:
    """One change of one key, counted from 1. file_value: what the file said at that time."""

    key: str
    version: int
    change: Change
    file_value: Any
    by: str
    at: datetime


class SettingsVersions:
    """The newest version of a key is the one that holds."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def lock(self) -> None:
        """Until the end of the transaction changes come one after the other, so that the later
        one sees the first. SQLite has one writer at a time anyway.
        """
        if self.db.dialect.name == "postgresql":
            self.db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHANGES_LOCK})

    def stamp(self) -> int:
        """Grows with every change, so that a process sees that there is something new."""
        newest = select(func.max(settings_versions.c.id))
        return self.db.execute(newest).scalar() or 0

    def newest(self) -> Mapping[str, SettingsVersion]:
        """The newest version of every key that was ever changed, in the order they were made."""
        last = select(func.max(settings_versions.c.id)).group_by(settings_versions.c.key)
        rows = self.db.execute(
            select(settings_versions)
            .where(settings_versions.c.id.in_(last))
            .order_by(settings_versions.c.id)
        )
        return {row.key: _version(row) for row in rows}

    def of(self, key: str) -> Sequence[SettingsVersion]:
        """Every version of a key, newest first."""
        rows = self.db.execute(
            select(settings_versions)
            .where(settings_versions.c.key == key)
            .order_by(settings_versions.c.version.desc())
        )
        return [_version(row) for row in rows]

    def recent(self, count: int) -> Sequence[SettingsVersion]:
        """The last changes of all keys, newest first."""
        rows = self.db.execute(
            select(settings_versions).order_by(settings_versions.c.id.desc()).limit(count)
        )
        return [_version(row) for row in rows]

    def add(self, new: SettingsVersion) -> None:
        """Store the next version. Raises Moved when somebody else stored it first."""
        try:
            with self.db.begin_nested():
                self.db.execute(
                    insert(settings_versions).values(
                        key=new.key,
                        version=new.version,
                        state=new.change.state,
                        value=new.change.value,
                        file_value=new.file_value,
                        by=new.by,
                        at=new.at,
                    )
                )
        except IntegrityError:
            raise Moved("En anden har ændret det samme imens.") from None


def _version(row: Row[Any]) -> SettingsVersion:
    change = Change(State(row.state), row.value)
    return SettingsVersion(row.key, row.version, change, row.file_value, row.by, row.at)
