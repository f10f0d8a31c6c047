"""What holds sending back: the switch that stops everything, or one channel's or issue's stop."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from comms.errors import OnHold
from comms.store.tables import holds

EVERYTHING = "all"
_ISSUE = "issue:"


def of_issue(issue_id: int) -> str:
    """The part that is one issue on its way, paused by a person."""
    return f"{_ISSUE}{issue_id}"


@dataclass(frozen=True)
class Hold:
    """part: 'all', a channel's name or `of_issue`. reason: a Danish sentence for staff."""

    part: str
    reason: str
    by: str
    at: datetime

    @property
    def is_pause(self) -> bool:
        """One issue's pause, which goes by that issue's own button."""
        return self.part.startswith(_ISSUE)


class Holds:
    """Looked at before each thing that leaves the house."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def put(self, part: str, reason: str, by: str, now: datetime) -> bool:
        """Hold `part` back. False: it was held already, and the first reason stays."""
        if self.of(part) is not None:
            return False
        self.db.execute(insert(holds).values(part=part, reason=reason, by=by, at=now))
        return True

    def lift(self, part: str) -> bool:
        """Let `part` go again. False: it was not held."""
        return self.db.execute(delete(holds).where(holds.c.part == part)).rowcount == 1

    def of(self, part: str) -> Hold | None:
        """The hold on exactly this part."""
        row = self.db.execute(select(holds).where(holds.c.part == part)).one_or_none()
        return None if row is None else Hold(row.part, row.reason, row.by, row.at)

    def on(self, *parts: str) -> Hold | None:
        """What keeps these from sending now: the switch first, then their own stops in order."""
        found = (self.of(part) for part in (EVERYTHING, *parts))
        return next((hold for hold in found if hold is not None), None)

    def all(self) -> list[Hold]:
        """Every hold there is."""
        rows = self.db.execute(select(holds).order_by(holds.c.at))
        return [Hold(row.part, row.reason, row.by, row.at) for row in rows]

    def refuse(self, *parts: str) -> None:
        """Raise OnHold when these may not send now."""
        if hold := self.on(*parts):
            raise OnHold(f"{parts[0]} er holdt tilbage: {hold.reason}")
