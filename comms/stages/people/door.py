"""The door: who is let in, for how long, and how soon one may try again."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from comms.model.account import SYSTEM, Account, Session
from comms.stages.people.accounts import Accounts
from comms.store.database import Begin
from comms.store.transaction import Transaction

# Tries that cost nothing: one's own slips, an office behind one address, and for a name whatever
# its address, so that many machines cannot share the guessing.
FREE_HERE, FREE_ADDRESS, FREE_NAME = 5, 20, 30
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(minutes=15)
# How often it is written down that a session is in use.
_NOTED = timedelta(minutes=5)
_KEPT_AFTER = timedelta(days=30)  # sessions that are long over


@dataclass(frozen=True)
class DoorRules:
    """idle: a session that nobody uses is over. longest: so is one that is this old.

    kept: as old as a session may get on a device that is remembered, idle or not.
    """

    idle: timedelta = timedelta(hours=3)
    longest: timedelta = timedelta(hours=12)
    kept: timedelta = timedelta(days=30)


@dataclass(frozen=True)
class Entered:
    """token: what the browser holds. familiar: what tells later that this browser was let in."""

    account: Account
    token: str
    familiar: str


@dataclass(frozen=True)
class TooMany:
    """Nobody may try before `until`."""

    until: datetime


@dataclass(frozen=True)
class Inside:
    """Who is behind a token, and by which session."""

    account: Account
    session: Session


@dataclass(frozen=True)
class Knock:
    """A try. address: where it comes from. familiar: see Entered. keep: remember the device."""

    who: str
    password: str
    address: str = ""
    device: str = ""
    familiar: str = ""
    keep: bool = False


class Door:
    """Sessions and tries are rows, so every process counts the same. key: the house's secret."""

    def __init__(
        self,
        begin: Begin,
        read: Begin,
        accounts: Accounts,
        key: str,
        rules: DoorRules | None = None,
    ) -> None:
        self.begin = begin
        self.read = read
        self.accounts = accounts
        self.key = key
        self.rules = rules or DoorRules()

    def enter(self, knock: Knock, now: datetime) -> Entered | TooMany | None:
        """Let somebody in. None: name and password do not fit, whichever of them is wrong.

        A try is counted before the password is looked at, so tries in one moment count as well.
        """
        account = self.accounts.named(knock.who)
        keys = self._keys(knock, account)
        with self.begin() as tx:
            if until := tx.login_tries.held_until(keys, now):
                return TooMany(until)
            for key, free in keys.items():
                tries = tx.login_tries.count(key)
                tx.login_tries.close(key, now + pause(tries - free), now)
        proved = self.accounts.proved(account, knock.password)
        with self.begin() as tx:
            if proved is None:
                # What was typed is not kept: it could be a password in the wrong field.
                known = account.id if account is not None else "unknown"
                tx.audit.record(SYSTEM, "refuse login", "account", known, now)
                return None
            for key in keys:
                if key == self._address_key(knock.address):
                    tx.login_tries.forgive(key, now)
                else:
                    tx.login_tries.forget(key)
            return self._let_in(tx, proved, knock, now)

    def _let_in(self, tx: Transaction, account: Account, knock: Knock, now: datetime) -> Entered:
        token = secrets.token_urlsafe(32)
        lasts = self.rules.kept if knock.keep else self.rules.longest
        tx.sessions.forget(now - _KEPT_AFTER)
        session_id = tx.sessions.add(
            account.id, token, knock.device, kept=knock.keep, now=now, ends=now + lasts
        )
        tx.audit.record(account.name, "log in", "account", account.id, now, session=session_id)
        return Entered(account, token, self._familiar(account, secrets.token_hex(8)))

    def inside(self, token: str, now: datetime) -> Inside | None:
        """Who holds this token, or None when the session is over or the account is disabled."""
        with self.read() as tx:
            session = tx.sessions.of_token(token, now)
            if session is None or self._idle(session, now):
                return None
            account = tx.staff.get(session.account_id)
        if not account.active:
            return None
        if now - session.seen_at >= _NOTED:
            with self.begin() as tx:
                tx.sessions.seen(session.id, now)
        return Inside(account, session)

    def sessions(self, account_id: int, now: datetime) -> list[Session]:
        """Where somebody is logged in now, the last used first."""
        with self.read() as tx:
            return [one for one in tx.sessions.of(account_id, now) if not self._idle(one, now)]

    def leave(self, session_id: int, account: Account, now: datetime) -> bool:
        """End one of one's own sessions. False: it was over, or is not one's own."""
        with self.begin() as tx:
            ended = tx.sessions.end(session_id, account.id, now)
            if ended:
                tx.audit.record(
                    account.name, "log out", "account", account.id, now, session=session_id
                )
            return ended

    def leave_elsewhere(self, session_id: int, account: Account, now: datetime) -> int:
        """End all of one's own sessions but this one. Returns how many."""
        with self.begin() as tx:
            ended = tx.sessions.end_all(account.id, now, session_id)
            tx.audit.record(account.name, "log out elsewhere", "account", account.id, now)
            return ended

    def _idle(self, session: Session, now: datetime) -> bool:
        return not session.kept and now - session.seen_at >= self.rules.idle

    def _keys(self, knock: Knock, account: Account | None) -> dict[str, int]:
        """What this try is counted under, with the tries that are free there.

        A browser that was let in before is counted by itself: nobody can lock its owner out by
        guessing from elsewhere (OWASP: Device Cookies).
        """
        if account is not None and self._is_familiar(account, knock.familiar):
            return {self._key("familiar", knock.familiar): FREE_HERE}
        name = str(account.id) if account is not None else " ".join(knock.who.lower().split())
        return {
            self._key("here", name, _network(knock.address)): FREE_HERE,
            self._key("name", name): FREE_NAME,
            self._address_key(knock.address): FREE_ADDRESS,
        }

    def _address_key(self, address: str) -> str:
        return self._key("address", _network(address))

    def _familiar(self, account: Account, browser: str) -> str:
        return f"{account.id}.{browser}.{self._key('browser', str(account.id), browser)[:32]}"

    def _is_familiar(self, account: Account, shown: str) -> bool:
        number, _, rest = shown.partition(".")
        browser = rest.partition(".")[0]
        right = self._familiar(account, browser)
        return number == str(account.id) and hmac.compare_digest(right.encode(), shown.encode())

    def _key(self, *parts: str) -> str:
        said = "\n".join(("door", *parts))
        return hmac.new(self.key.encode(), said.encode(), hashlib.sha256).hexdigest()


def pause(beyond: int) -> timedelta:
    """How long to wait after so many tries beyond the free ones: doubled each time, to a limit."""
    if beyond < 0:
        return timedelta(0)
    return min(FIRST_PAUSE * (1 << min(beyond, 10)), LONGEST_PAUSE)


def _network(address: str) -> str:
    """An address as it is counted: of IPv6 the network, for a household has 2^64 addresses."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return str(ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
