"""A staff account: who may do what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """A writer writes and edits; an approver says yes as well; an admin keeps the accounts too."""

    WRITER = "writer"
    APPROVER = "approver"
    ADMIN = "admin"


# Who acts when a command is run without naming anybody: whoever may run it may edit, schedule,
# import, stop and resume. A yes always has a person's name.
COMMAND_LINE = "kommandolinjen"
APPROVERS = frozenset({Role.APPROVER, Role.ADMIN})
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
