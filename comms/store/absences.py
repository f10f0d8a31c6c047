"""Who is away, and who stands in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, insert, select, update

from comms.errors import NotFound
from comms.model.account import Absence
from comms.store.tables import absences, staff

_STAND_IN = staff.alias("stand_in")


class Absences:
    """Holidays and the like. One that is called off is kept, but counts no more."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(
        self,
        who: int,
        first_day: date,
        last_day: date,
        stand_in: int | None,
        by: str,
        now: datetime,
    ) -> int:
        """Both days included. Returns its id."""
        made = self.db.execute(
            insert(absences).values(
                staff_id=who,
                stand_in_id=stand_in,
                first_day=first_day,
                last_day=last_day,
                by=by,
                at=now,
            )
        )
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def get(self, absence_id: int) -> Absence:
        """One that is not called off. Raises NotFound."""
        found = self._rows(absences.c.id == absence_id)
        if not found:
            raise NotFound(f"Der er intet fravær {absence_id}, eller det er aflyst.")
        return found[0]

    def cancel(self, absence_id: int, now: datetime) -> bool:
        """Call it off. False: it was before."""
        done = self.db.execute(
            update(absences)
            .where(absences.c.id == absence_id, absences.c.cancelled_at.is_(None))
            .values(cancelled_at=now)
        )
        return done.rowcount == 1

    def on(self, day: date) -> Sequence[Absence]:
        """Who is away on `day`, by name."""
        return self._rows(absences.c.first_day <= day, absences.c.last_day >= day)

    def since(self, day: date) -> Sequence[Absence]:
        """Those that are not over on `day`, the next one first."""
        return self._rows(absences.c.last_day >= day)

    def _rows(self, *where: ColumnElement[bool]) -> Sequence[Absence]:
        found = self.db.execute(
            select(absences, staff.c.name.label("who"), _STAND_IN.c.name.label("stands_in"))
            .join(staff, staff.c.id == absences.c.staff_id)
            .outerjoin(_STAND_IN, _STAND_IN.c.id == absences.c.stand_in_id)
            .where(absences.c.cancelled_at.is_(None), *where)
            .order_by(absences.c.first_day, staff.c.name)
        )
        return [_absence(row) for row in found]


def _absence(row: Row[Any]) -> Absence:
    return Absence(row.id, row.who, row.first_day, row.last_day, row.stands_in or "")
