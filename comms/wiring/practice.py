"""The world in practice mode: stand-ins on loopback, started when somebody first needs them."""

import secrets
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path

from comms.config import Feed
from comms.model.account import COMMAND_LINE, Role
from comms.practice.feeds import PracticeFeeds
from comms.practice.graph import PracticeGraph
from comms.practice.mailcatcher import Mailcatcher
from comms.stages.people.accounts import Accounts

FOLLOWERS_AT_FIRST = 940


@dataclass
class PracticeWorld:
    """Facebook, a mail relay and feeds that exist only here; what they take lies in `folder`."""

    root: Path
    folder: Path
    closing: ExitStack = field(default_factory=ExitStack)

    @cached_property
    def graph(self) -> PracticeGraph:
        """A Facebook page whose state lasts from one command to the next."""
        self.folder.mkdir(parents=True, exist_ok=True)
        state = self.folder / "facebook.json"
        return self.closing.enter_context(PracticeGraph(state=state, followers=FOLLOWERS_AT_FIRST))

    @cached_property
    def mail(self) -> Mailcatcher:
        """Takes every mail and sends none: each lies as an .eml in the folder `mail`."""
        return self.closing.enter_context(Mailcatcher(self.folder / "mail"))

    @cached_property
    def _feeds(self) -> PracticeFeeds:
        return self.closing.enter_context(PracticeFeeds(self.root / "samples" / "feeds"))

    def feed_url(self, feed: Feed) -> str | None:
        """Where the feed's sample is served; None: it has none, and practice mode leaves it out."""
        if feed.url.startswith(("http://127.0.0.1", "http://localhost", "http://[::1]")):
            return feed.url
        return self._feeds.url_of(Path(feed.sample).name) if feed.sample else None

    def close(self) -> None:
        """Stop every stand-in that was started."""
        self.closing.close()


# The event that says: this database has been filled with practice accounts and samples.
PRACTISED = "fill for practice"

ROLES = {Role.WRITER: "skriver", Role.ADMIN: "godkender og bestyrer"}

# Two people, because four eyes are the rule: one writes, the other says yes.
PRACTICE_STAFF = (
    ("Skribent", "skribent@example.dk", Role.WRITER),
    ("Godkender", "godkender@example.dk", Role.ADMIN),
)


def practice_accounts(accounts: Accounts, folder: Path, now: datetime) -> list[str]:
    """Make the accounts of practice mode the first time; tell each time how to log in.

    Their passwords are random and lie in `folder`/login.txt, readable by its owner alone.
    """
    note = folder / "login.txt"
    if not accounts.all():
        with accounts.begin() as tx:
            tx.audit.record("system", PRACTISED, "house", "mode", now)
        lines = []
        for name, email, role in PRACTICE_STAFF:
            password = "-".join(secrets.token_hex(2) for _ in range(4))
            accounts.add(name, email, role, password, COMMAND_LINE, now)
            lines.append(f"  {name} ({ROLES[role]}): {password}")
        folder.mkdir(parents=True, exist_ok=True)
        note.touch(mode=0o600)
        note.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not note.exists():
        return ["Log ind med en af de brugere, der er lavet med `users add`."]
    return ["Log ind som:", *note.read_text(encoding="utf-8").splitlines()]
