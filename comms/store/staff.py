"""Staff accounts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import ADMINS, ANYBODY, COMMAND_LINE, Absence, Account, Role
from comms.store import renaming
from comms.store.absences import Absences
from comms.store.tables import staff, staff_names


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
        """The account with this name or mail address, or that once had this name (case does not
        matter).
        """
        wanted = who.strip().lower()
        everybody = self.all()
        for account in everybody:
            if wanted in (account.name.lower(), account.email.lower()):
                return account
        before = self.db.execute(
            select(staff_names.c.staff_id).where(staff_names.c.name == wanted)
        ).scalar()
        return next((account for account in everybody if account.id == before), None)

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
        needed = "en administrator" if roles == ADMINS else "en godkender"
        if account is None or not account.active:
            also = "" if roles == ANYBODY else f", og det kræver {needed}"
            raise NotAllowed(f"{by.strip()} er ikke en aktiv bruger{also}.")
        if account.role not in roles:
            raise NotAllowed(f"{account.name} må ikke gøre det: det kræver {needed}.")
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
        self._set(account_id, active=False)

    def enable(self, account_id: int) -> None:
        """Let them in again."""
        self._set(account_id, active=True)

    def give_role(self, account_id: int, role: Role) -> None:
        """What they may do from now on."""
        self._set(account_id, role=role)

    def give_password(self, account_id: int, password_hash: str) -> None:
        """password_hash: argon2id."""
        self._set(account_id, password_hash=password_hash)

    def wants_morning_mail(self, account_id: int, *, wanted: bool) -> None:
        """Do they want a mail in the morning about what waits?"""
        self._set(account_id, morning_mail=wanted)

    def want_morning_mail(self) -> frozenset[int]:
        """The ids of those who do."""
        rows = self.db.execute(select(staff.c.id).where(staff.c.active, staff.c.morning_mail))
        return frozenset(row.id for row in rows)

    def rename(self, account: Account, name: str) -> None:
        """A new name, also where the old one decides who may approve; nobody else may take that.

        Raises UsageError when the new name is, or was, somebody else's.
        """
        renaming.rename(self.db, account.id, account.name, name)

    def _set(self, account_id: int, **values: Any) -> None:
        self.db.execute(update(staff).where(staff.c.id == account_id).values(**values))

    def away(self, day: date) -> Sequence[Absence]:
        """Who is away on `day`, by name."""
        return Absences(self.db).on(day)

    def standing_in(self, day: date) -> Mapping[str, Account | None]:
        """Who gets the reminders of those who are away on `day`, by the absent one's name.

        A stand-in who is away too is stood in for in turn; None: nobody is there. The stand-in
        acts under their own name with their own role, so four eyes hold as ever.
        """
        accounts = {account.name: account for account in self.all() if account.active}
        chosen = {one.who: one.stand_in for one in self.away(day)}
        return {who: _present(who, chosen, accounts) for who in chosen}

    def reminded(
        self, day: date, roles: frozenset[Role] = ANYBODY
    ) -> Sequence[tuple[Account, Sequence[str]]]:
        """Whom to remind of what waits for somebody with one of `roles`, and for whom they stand
        in. A stand-in without such a role is left out: they could not do it. When that leaves
        nobody, all who have the role are reminded, away or not.
        """
        concerned = [one for one in self.all() if one.active and one.role in roles]
        standing = self.standing_in(day)
        found: dict[str, list[str]] = {
            one.name: [] for one in concerned if one.name not in standing
        }
        for one in concerned:
            who = standing.get(one.name)
            if who is not None and who.name in found:
                found[who.name].append(one.name)
        if not found:
            return [(one, ()) for one in concerned]
        return [(one, tuple(found[one.name])) for one in concerned if one.name in found]

    def any(self) -> bool:
        """Is there an account at all?"""
        return bool(self.db.execute(select(func.count()).select_from(staff)).scalar_one())


def _present(
    who: str, chosen: Mapping[str, str], accounts: Mapping[str, Account]
) -> Account | None:
    """The first of the line of stand-ins who is there."""
    seen = {who}
    while (who := chosen.get(who, "")) and who not in seen:
        if who not in chosen:
            return accounts.get(who)
        seen.add(who)
    return None


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
