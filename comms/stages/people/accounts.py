"""Staff accounts: made, changed, disabled. Never deleted, for the record names them."""

import secrets
from datetime import datetime, timedelta
from functools import cached_property
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from comms.danish.calendar import when
from comms.errors import NotAllowed, NotFound, UsageError
from comms.model.account import ADMINS, COMMAND_LINE, SYSTEM, Account, Role
from comms.model.letter import Letter
from comms.model.subscriber import address
from comms.stages.people.passwords import LONGEST, SHORTEST, fit
from comms.stages.people.subscribing import Words
from comms.store.database import Begin
from comms.store.transaction import Transaction

LINK_LASTS = timedelta(days=2)
# Names that stand in the record for something that is no person of the staff.
_NOBODY = frozenset({SYSTEM, COMMAND_LINE, "regel", "reader"})


class WriteLink(Protocol):
    """Words the letter with the link. until: in Danish. by: who made it."""

    def __call__(self, *, name: str, url: str, until: str, by: str) -> Words: ...


class Accounts:
    """Adds, changes and disables. Passwords are kept as argon2id only (RFC 9106).

    shortest: characters that a password must have. write: words the letter with a link, which
    leads to `public_url`. What an admin does may also be done from the
    command line, where whoever can run a command could write to the database too.
    """

    def __init__(
        self,
        begin: Begin,
        read: Begin,
        hasher: PasswordHasher | None = None,
        shortest: int = SHORTEST,
        write: WriteLink | None = None,
        public_url: str = "",
    ) -> None:
        self.begin = begin
        self.read = read
        self.hasher = hasher or PasswordHasher()
        self.shortest = shortest
        self.write = write
        self.public_url = public_url

    @cached_property
    def _nobody(self) -> str:
        """Compared with when nobody has the name, so that both answers take equally long."""
        return self.hasher.hash("nobody has this password")

    def add(
        self, name: str, email: str, role: Role | str, password: str, by: str, now: datetime
    ) -> Account:
        """Make an account. Raises UsageError where a field cannot be taken, BadInput on the mail.

        A name with @ could be somebody's address; some names are the program's own.
        """
        return self._add(name, email, role, self._hash(password, name, email), by, now)

    def invite(self, name: str, email: str, role: Role | str, by: str, now: datetime) -> Account:
        """Make an account without a password: nobody is let in before `link` was used."""
        return self._add(name, email, role, "", by, now)

    def _add(
        self, name: str, email: str, role: Role | str, known: str, by: str, now: datetime
    ) -> Account:
        account = Account(_name(name), address(email), _role(role), known)
        with self.begin() as tx:
            if tx.staff.any():
                by = _admin(tx, by)
            if tx.staff.named(account.name) or tx.staff.named(account.email):
                raise UsageError(
                    f"Der er allerede en bruger med navnet {account.name} eller "
                    f"adressen {account.email}."
                )
            account_id = tx.staff.add(account, now)
            tx.audit.record(by, "add account", "account", account_id, now, role=account.role)
            return tx.staff.get(account_id)

    def named(self, who: str) -> Account | None:
        """The account with this name or mail, disabled ones too."""
        with self.read() as tx:
            return tx.staff.named(who)

    def check(self, who: str, password: str) -> Account | None:
        """The account with this name or mail and password, or None; disabled ones never."""
        return self.proved(self.named(who), password)

    def proved(self, account: Account | None, password: str) -> Account | None:
        """The account, when the password is its own and it is active. As slow for nobody's."""
        known = account.password_hash if account is not None else ""
        right = self._fits(known or self._nobody, password[: LONGEST + 1])
        return account if right and known and account is not None and account.active else None

    def get(self, account_id: int) -> Account | None:
        """An account that may be inside now, or None when it is gone or disabled."""
        try:
            with self.read() as tx:
                account = tx.staff.get(account_id)
        except NotFound:
            return None
        return account if account.active else None

    def disable(self, who: str, by: str, now: datetime) -> Account:
        """Let nobody in by this account; whoever is inside is out. NotAllowed: the last admin."""
        with self.begin() as tx:
            account, by = _found(tx, who), _admin(tx, by)
            # The record goes first: it holds the chain's lock, so that two admins who disable
            # each other in the same moment come one after the other on PostgreSQL too.
            tx.audit.record(by, "disable account", "account", account.id, now)
            _keep_an_admin(tx, account)
            tx.staff.disable(account.id)
            tx.sessions.end_all(account.id, now)
            tx.password_links.spend_all(account.id, now)
            return tx.staff.get(account.id)

    def enable(self, who: str, by: str, now: datetime) -> Account:
        """Let them in again, with the password they had."""
        with self.begin() as tx:
            account, by = _found(tx, who), _admin(tx, by)
            tx.audit.record(by, "enable account", "account", account.id, now)
            tx.staff.enable(account.id)
            return tx.staff.get(account.id)

    def give_role(self, who: str, role: Role | str, by: str, now: datetime) -> Account:
        """What they may do from now on, at once. NotAllowed: the last admin would be gone."""
        wanted = _role(role)
        with self.begin() as tx:
            account, by = _found(tx, who), _admin(tx, by)
            tx.audit.record(by, "give role", "account", account.id, now, role=wanted)
            if wanted is not Role.ADMIN:
                _keep_an_admin(tx, account)
            tx.staff.give_role(account.id, wanted)
            return tx.staff.get(account.id)

    def set_password(self, who: str, password: str, by: str, now: datetime) -> Account:
        """A new password, set by an admin or on the command line; whoever is inside is out."""
        with self.begin() as tx:
            account = _found(tx, who)
            by = _admin(tx, by)
        known = self._hash(password, account.name, account.email)
        with self.begin() as tx:
            self._replace(tx, account, known, by, now)
            return tx.staff.get(account.id)

    def change_password(
        self, account_id: int, old: str, new: str, now: datetime, session_id: int = 0
    ) -> None:
        """A new password of one's own; every session but this one is ended.

        Raises NotAllowed when the old one is wrong, UsageError when the new one cannot be taken.
        """
        account = self.get(account_id)
        if self.proved(account, old) is None or account is None:
            raise NotAllowed("Den nuværende adgangskode passer ikke.")
        known = self._hash(new, account.name, account.email)
        with self.begin() as tx:
            self._replace(tx, account, known, account.name, now, session_id)

    def rename(self, account_id: int, name: str, now: datetime) -> Account:
        """A new name of one's own. What one wrote or approved follows, so that four eyes hold."""
        wanted = _name(name)
        with self.begin() as tx:
            account = tx.staff.get(account_id)
            if account.name == wanted:
                return account
            taken = tx.staff.named(wanted)
            if taken is not None and taken.id != account_id:
                raise UsageError(f"Der er, eller har været, en anden bruger med navnet {wanted}.")
            tx.audit.record(account.name, "rename account", "account", account_id, now)
            tx.staff.rename(account, wanted)
            return tx.staff.get(account_id)

    def link(self, who: str, by: str, now: datetime, *, mail: bool = False) -> str:
        """The address where `who` chooses a password, once, within LINK_LASTS. Shown to no other.

        mail: it is sent to them and answered as ''. Links made before work no more.
        """
        token = secrets.token_urlsafe(32)
        url = f"{self.public_url}/adgang/{token}"
        with self.begin() as tx:
            account, by = _found(tx, who), _admin(tx, by)
            if not account.active:
                raise UsageError(f"{account.name} er spærret. Luk op for brugeren først.")
            made = tx.audit.record(by, "make password link", "account", account.id, now)
            tx.password_links.add(account.id, token, by, now, now + LINK_LASTS)
            if mail and self.write is not None:
                words = self.write(name=account.name, url=url, until=when(now + LINK_LASTS), by=by)
                tx.letters.write(_letter(made, account, words), now)
                return ""
        return url

    def linked(self, token: str, now: datetime) -> Account | None:
        """Whose link that is; None: used, too old, or none of ours."""
        with self.read() as tx:
            link = tx.password_links.find(token, now)
        return self.get(link.account_id) if link is not None else None

    def choose_password(self, token: str, password: str, now: datetime) -> Account:
        """Use the link. Raises NotAllowed when it is over, UsageError on the password."""
        account = self.linked(token, now)
        over = NotAllowed("Linket er brugt eller for gammelt. Bed en administrator om et nyt.")
        if account is None:
            raise over
        known = self._hash(password, account.name, account.email)
        with self.begin() as tx:
            if not tx.password_links.use(token, now):
                raise over
            self._replace(tx, account, known, account.name, now)
        return account

    def all(self) -> list[Account]:
        """Every account, disabled ones too, by name."""
        with self.read() as tx:
            return list(tx.staff.all())

    def _replace(
        self,
        tx: Transaction,
        account: Account,
        known: str,
        by: str,
        now: datetime,
        but: int = 0,
    ) -> None:
        """The new password holds alone: other sessions end, links that wait are void."""
        tx.audit.record(by, "set password", "account", account.id, now)
        tx.staff.give_password(account.id, known)
        tx.sessions.end_all(account.id, now, but)
        tx.password_links.spend_all(account.id, now)

    def _hash(self, password: str, *own: str) -> str:
        return self.hasher.hash(fit(password, self.shortest, *own))

    def _fits(self, known: str, password: str) -> bool:
        try:
            return self.hasher.verify(known, password)
        except (VerificationError, InvalidHashError):
            return False


def _letter(made: int, account: Account, words: Words) -> Letter:
    return Letter(
        key=f"password:{made}",
        kind="password_link",
        to_email=account.email,
        to_name=account.name,
        subject=words.subject,
        text=words.text,
        html=words.html,
    )


def _admin(tx: Transaction, by: str) -> str:
    return tx.staff.operating(by, ADMINS)


def _found(tx: Transaction, who: str) -> Account:
    account = tx.staff.named(who)
    if account is None:
        raise NotFound(f"Der er ingen bruger {who}.")
    return account


def _keep_an_admin(tx: Transaction, account: Account) -> None:
    """Raises NotAllowed when nobody could make accounts any more. Looks at what is stored now."""
    admins = [one.id for one in tx.staff.all() if one.active and one.role is Role.ADMIN]
    if admins == [account.id]:
        raise NotAllowed(f"{account.name} er den sidste administrator og må blive.")


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 80 or not name.isprintable():
        raise UsageError("Navnet skal være på 1-80 tegn.")
    if "@" in name or name.lower() in _NOBODY:
        raise UsageError(
            f"Navnet må ikke være en mailadresse eller et af disse: {', '.join(sorted(_NOBODY))}."
        )
    return name


def _role(text: Role | str) -> Role:
    try:
        return Role(text)
    except ValueError:
        allowed = ", ".join(Role)
        raise UsageError(f"{text} er ingen rolle (tilladt: {allowed}).") from None
