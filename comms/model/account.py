"""A staff account: who may do what."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Role(StrEnum):
    """A writer writes and edits; an approver says yes as well; an admin keeps the accounts too."""

    WRITER = "writer"
    APPROVER = "approver"
    ADMIN = "admin"


# Who acts when a command is run without naming anybody: whoever may run it may edit, schedule,
# import, stop and resume. A yes always has a person's name.
COMMAND_LINE = "kommandolinjen"
# What the program does by itself.
SYSTEM = "system"
APPROVERS = frozenset({Role.APPROVER, Role.ADMIN})
ADMINS = frozenset({Role.ADMIN})
ANYBODY = frozenset(Role)


@dataclass(frozen=True)
class Account:
    """One person of the staff. password_hash: argon2id."""

    name: str
    email: str
    role: Role
    password_hash: str = ""
    active: bool = True
    created_at: datetime | None = None
    id: int = 0

    @property
    def approves(self) -> bool:
        """May this person say yes?"""
        return self.active and self.role in (Role.APPROVER, Role.ADMIN)


@dataclass(frozen=True)
class Absence:
    """Somebody is away, both days included. stand_in: who looks after what waits; '' nobody."""

    id: int
    who: str
    first_day: date
    last_day: date
    stand_in: str = ""

    def covers(self, day: date) -> bool:
        """Is that one of the days?"""
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Session:
    """One browser that somebody is logged in with. kept: a remembered device."""

    id: int
    account_id: int
    device: str
    kept: bool
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
