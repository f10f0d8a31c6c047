"""Staff accounts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import ANYBODY, COMMAND_LINE, Account, Role
from comms.store.tables import staff


class StaffAccounts:
    """People who may log in. An account is disabled, never deleted: the record names it."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, account: Account, now: datetime) -> int:
        """Store a new account. Raises UsageError when the name or the address is taken."""
        try:
            with self.db.begin_nested():
                made = self.db.execute(
                    insert(staff).values(
                        name=account.name,
                        email=account.email,
                        role=account.role,
                        password_hash=account.password_hash,
                        active=account.active,
                        created_at=now,
                    )
                )
        except IntegrityError:
            raise UsageError(
                f"Der er allerede en bruger med navnet {account.name} eller "
                f"adressen {account.email}."
            ) from None
        assert made.inserted_primary_key is not None
        return int(made.inserted_primary_key[0])

    def all(self) -> Sequence[Account]:
        """All accounts, by name."""
        return [_account(row) for row in self.db.execute(select(staff).order_by(staff.c.name))]

    def named(self, who: str) -> Account | None:
        """The account with this name or mail address (case does not matter)."""
        wanted = who.strip().lower()
        for account in self.all():
            if wanted in (account.name.lower(), account.email.lower()):
                return account
        return None

    def acting(self, by: str, roles: frozenset[Role] = ANYBODY) -> str:
        """The own name of the account that acts. Raises NotAllowed for strangers, disabled
        accounts and other roles; UsageError for nobody.

        While an installation has no account at all, whoever can run its commands may do
        everything under the name they give.
        """
        if not by.strip():
            raise UsageError("Skriv, hvem der gør det.")
        if not self.any():
            return by.strip()
        account = self.named(by)
        if account is None or not account.active:
            needed = "" if roles == ANYBODY else ", og det kræver en godkender"
            raise NotAllowed(f"{by.strip()} er ikke en aktiv bruger{needed}.")
        if account.role not in roles:
            raise NotAllowed(f"{account.name} må ikke gøre det: det kræver en godkender.")
        return account.name

    def operating(self, by: str, roles: frozenset[Role] = ANYBODY) -> str:
        """As `acting`; a command that was run without naming anybody is let through too."""
        return by if by == COMMAND_LINE else self.acting(by, roles)

    def get(self, account_id: int) -> Account:
        """One account. Raises NotFound."""
        row = self.db.execute(select(staff).where(staff.c.id == account_id)).one_or_none()
        if row is None:
            raise NotFound(f"Der er ingen bruger {account_id}.")
        return _account(row)

    def disable(self, account_id: int) -> None:
        """Let nobody in by this account any more."""
        self.db.execute(update(staff).where(staff.c.id == account_id).values(active=False))

    def any(self) -> bool:
        """Is there an account at all?"""
        return bool(self.db.execute(select(func.count()).select_from(staff)).scalar_one())


def _account(row: Row[Any]) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        email=row.email,
        role=Role(row.role),
        password_hash=row.password_hash,
        active=row.active,
        created_at=row.created_at,
    )
