"""Settings that staff change on a page: each change a version, checked as the file is."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from comms.config.overlay import (
    LISTS,
    Change,
    Fault,
    State,
    faults_of,
    known,
    usable,
    value_of,
)
from comms.config.schedules import Schedules
from comms.errors import Moved, NotFound, UsageError
from comms.model.account import APPROVERS
from comms.store.database import Begin
from comms.store.settings import SettingsVersion
from comms.store.transaction import Transaction


class Unfit(UsageError):
    """A value that schedules.yaml could not hold either. faults: by field, in Danish."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(" ".join(fault.says for fault in faults))
        self.faults = tuple(faults)


class Overtaken(Moved):
    """Somebody else changed it meanwhile. now: what holds now, and its version."""

    def __init__(self, now: "Standing") -> None:
        super().__init__(
            f"{now.by or 'En anden'} har ændret det, siden du åbnede siden. Se forskellen, og vælg."
        )
        self.now = now


@dataclass(frozen=True)
class Standing:
    """Where one value stands. version 0: nobody has changed it; it comes from the file.

    value: what holds; None: an entry that was taken out. changed: staff's own, not the file's.
    file_value: what the file says now. file_moved: it says something else than when it was changed.
    unfit: why staff's value no longer fits the file, and the file's holds instead.
    """

    key: str
    value: Any
    version: int = 0
    changed: bool = False
    by: str = ""
    at: datetime | None = None
    file_value: Any = None
    file_moved: bool = False
    unfit: str = ""

    @property
    def entry(self) -> str:
        """The key inside its list: 'kommunen' of 'feeds/kommunen'."""
        return self.key.partition("/")[2]


@dataclass(frozen=True)
class Step:
    """One version in the history: before and after as JSON knows them; None: not there."""

    version: SettingsVersion
    before: Any
    after: Any


class StaffSettings:
    """base: schedules.yaml as it was read when this process began."""

    def __init__(self, begin: Begin, read: Begin, base: Schedules) -> None:
        self.begin = begin
        self.read = read
        self.base = base

    def stamp(self) -> int:
        """Another number: something was changed, here or in another process."""
        with self.read() as tx:
            return tx.settings.stamp()

    def current(self) -> Schedules:
        """The file with staff's changes in place; what no longer fits is left out."""
        with self.read() as tx:
            return usable(self.base, _changes(tx.settings.newest()))[0]

    def standing(self) -> Mapping[str, Standing]:
        """Every value that staff can change, by key; entries that were taken out stand last."""
        with self.read() as tx:
            newest = tx.settings.newest()
        made, unfit = usable(self.base, _changes(newest))
        keys = dict.fromkeys([*_keys(made), *newest])
        return {key: self._standing(key, made, newest.get(key), unfit) for key in keys}

    def change(
        self, key: str, value: Any, by: str, now: datetime, expected: int
    ) -> SettingsVersion | None:
        """A new value. expected: the version it was made from, 0 for the file's.

        None: it is what holds already. Raises Unfit, Overtaken, NotAllowed, NotFound.
        """
        return self._store(key, Change(State.VALUE, value), by, now, expected)

    def remove(self, key: str, by: str, now: datetime, expected: int) -> SettingsVersion | None:
        """Take an entry out of its list. Raises as `change`."""
        if key.partition("/")[0] not in LISTS:
            raise UsageError("Det kan ændres, men ikke fjernes.")
        return self._store(key, Change(State.GONE), by, now, expected)

    def put_back(
        self, key: str, version: int, by: str, now: datetime, expected: int
    ) -> SettingsVersion | None:
        """As it was in that version; 0: what the file says. The history goes on from there."""
        change = Change(State.FILE)
        if version:
            found = next((one for one in self._versions(key) if one.version == version), None)
            if found is None:
                raise NotFound(f"{key} har ingen version {version}.")
            change = found.change
        return self._store(key, change, by, now, expected)

    def history(self, key: str) -> Sequence[Step]:
        """Who changed what, newest first."""
        versions = self._versions(key)
        values = [_value(one) for one in versions]
        before = [*values[1:], *(one.file_value for one in versions[-1:])]
        return [Step(one, old, new) for one, old, new in zip(versions, before, values, strict=True)]

    def recent(self, count: int = 20) -> Sequence[SettingsVersion]:
        """The last changes of all, newest first."""
        with self.read() as tx:
            return tx.settings.recent(count)

    def _versions(self, key: str) -> Sequence[SettingsVersion]:
        if not known(key):
            raise NotFound(f"Der er ingen indstilling {key}.")
        with self.read() as tx:
            return tx.settings.of(key)

    def _store(
        self, key: str, change: Change, by: str, now: datetime, expected: int
    ) -> SettingsVersion | None:
        if not known(key):
            raise NotFound(f"Der er ingen indstilling {key}.")
        with self.begin() as tx:
            by = tx.staff.operating(by, APPROVERS)
            tx.settings.lock()
            newest = tx.settings.newest()
            made, unfit = usable(self.base, _changes(newest))
            here = self._standing(key, made, newest.get(key), unfit)
            if here.version != expected:
                raise Overtaken(here)
            changes = {**_changes(newest), key: change}
            if faults := faults_of(self.base, changes, key):
                raise Unfit(faults)
            after = value_of(usable(self.base, changes)[0], key)
            if after == here.value and (change.state is not State.FILE or not here.changed):
                return None
            if change.state is State.VALUE:
                change = Change(State.VALUE, after)
            new = SettingsVersion(key, expected + 1, change, here.file_value, by, now)
            self._keep(tx, new, after)
            return new

    def _keep(self, tx: Transaction, new: SettingsVersion, after: Any) -> None:
        told = json.dumps(after, ensure_ascii=False, sort_keys=True)
        tx.audit.record(
            new.by,
            "change setting",
            "setting",
            new.key,
            new.at,
            hashlib.sha256(told.encode()).hexdigest(),
            version=new.version,
        )
        tx.settings.add(new)

    def _standing(
        self, key: str, made: Schedules, newest: SettingsVersion | None, unfit: Mapping[str, str]
    ) -> Standing:
        file_value = value_of(self.base, key)
        if newest is None:
            return Standing(key, value_of(made, key), file_value=file_value)
        changed = newest.change.state is not State.FILE
        return Standing(
            key,
            value_of(made, key),
            newest.version,
            changed,
            newest.by,
            newest.at,
            file_value,
            changed and newest.file_value != file_value,
            unfit.get(key, ""),
        )


def _changes(newest: Mapping[str, SettingsVersion]) -> dict[str, Change]:
    return {key: one.change for key, one in newest.items()}


def _value(one: SettingsVersion) -> Any:
    return one.file_value if one.change.state is State.FILE else one.change.value


def _keys(made: Schedules) -> list[str]:
    parts = ["core_story", "newsletter", "facebook", "acknowledgement", "venues"]
    lists = [f"{name}/{one.key}" for name in LISTS for one in getattr(made, name)]
    return [*parts, *lists]
