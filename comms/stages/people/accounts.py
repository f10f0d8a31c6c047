"""Staff accounts: made, checked at the door, disabled. Never deleted, for the record names them."""

from datetime import datetime
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import COMMAND_LINE, Account, Role
from comms.model.subscriber import address
from comms.store.database import Begin
from comms.store.transaction import Transaction

# NIST SP 800-63B 5.1.1: length is what helps; long phrases must be let through.
SHORTEST, LONGEST = 8, 200


class Accounts:
    """Adds, checks and disables. Passwords are kept as argon2id only (RFC 9106)."""

    def __init__(self, begin: Begin, read: Begin, hasher: PasswordHasher | None = None) -> None:
        self.begin = begin
        self.read = read
        self.hasher = hasher or PasswordHasher()

    @cached_property
    def _nobody(self) -> str:
        """Compared with when nobody has the name, so that both answers take equally long."""
        return self.hasher.hash("nobody has this password")

    def add(
        self, name: str, email: str, role: Role | str, password: str, by: str, now: datetime
    ) -> Account:
        """Make an account. Raises UsageError where a field cannot be taken, BadInput on the mail.

        The name "system" is the program's own; a name with @ could be somebody's address.
        """
        account = Account(
            name=_name(name),
            email=address(email),
            role=_role(role),
            password_hash=self.hasher.hash(_password(password)),
        )
        with self.begin() as tx:
            if tx.staff.named(account.name) or tx.staff.named(account.email):
                raise UsageError(
                    f"Der er allerede en bruger med navnet {account.name} eller "
                    f"adressen {account.email}."
                )
            account_id = tx.staff.add(account, now)
            tx.audit.record(by, "add account", "account", account_id, now, role=account.role)
            return tx.staff.get(account_id)

    def check(self, who: str, password: str) -> Account | None:
        """The account with this name or mail and password, or None; disabled ones never."""
        with self.read() as tx:
            account = tx.staff.named(who)
        known = account.password_hash if account is not None else self._nobody
        right = self._fits(known, password[: LONGEST + 1])
        return account if right and account is not None and account.active else None

    def get(self, account_id: int) -> Account | None:
        """An account that may be inside now, or None when it is gone or disabled."""
        try:
            with self.read() as tx:
                account = tx.staff.get(account_id)
        except NotFound:
            return None
        return account if account.active else None

    def disable(self, who: str, by: str, now: datetime) -> Account:
        """Let nobody in by this account. Raises NotAllowed for the last admin."""
        with self.begin() as tx:
            account = tx.staff.named(who)
            if account is None:
                raise NotFound(f"Der er ingen bruger {who}.")
            # The record goes first: it holds the chain's lock, so that two admins who disable
            # each other in the same moment come one after the other on PostgreSQL too.
            tx.audit.record(by, "disable account", "account", account.id, now)
            if account.role is Role.ADMIN and account.active and _admins(tx) == 1:
                raise NotAllowed(f"{account.name} er den sidste administrator og må blive.")
            tx.staff.disable(account.id)
            return tx.staff.get(account.id)

    def all(self) -> list[Account]:
        """Every account, disabled ones too, by name."""
        with self.read() as tx:
            return list(tx.staff.all())

    def _fits(self, known: str, password: str) -> bool:
        try:
            return self.hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False


def _admins(tx: Transaction) -> int:
    return sum(one.active and one.role is Role.ADMIN for one in tx.staff.all())


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise UsageError("Navnet skal være på 1-80 tegn.")
    if "@" in name or name.lower() in ("system", COMMAND_LINE):
        raise UsageError(f"Navnet må ikke være »system«, »{COMMAND_LINE}« eller en mailadresse.")
    return name


def _role(text: Role | str) -> Role:
    try:
        return Role(text)
    except ValueError:
        allowed = ", ".join(Role)
        raise UsageError(f"{text} er ingen rolle (tilladt: {allowed}).") from None


def _password(text: str) -> str:
    if not SHORTEST <= len(text) <= LONGEST:
        raise UsageError(f"Adgangskoden skal være på {SHORTEST}-{LONGEST} tegn.")
    return text
