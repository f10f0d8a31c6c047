"""Mail to our own staff: short letters that lead to a page behind the login.

No letter says what a story is called or quotes it: a title may name a citizen, no rule finds every
name, and mail is kept and forwarded outside our care. A story is "Bidrag 12"; the page tells more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from comms.model.account import Account
from comms.model.letter import Letter
from comms.store.transaction import Transaction


class Words(Protocol):
    """A letter's words."""

    @property
    def subject(self) -> str: ...

    @property
    def text(self) -> str: ...

    @property
    def html(self) -> str: ...


@dataclass(frozen=True)
class StaffPost:
    """write: makes a letter's words out of its kind and facts. public_url: where the pages are."""

    write: Callable[..., Words]
    public_url: str

    def page(self, path: str) -> str:
        """The address of a page, as it stands in a letter."""
        return f"{self.public_url.rstrip('/')}{path}"

    def tell(
        self, tx: Transaction, to: Account, kind: str, key: str, now: datetime, **facts: object
    ) -> bool:
        """Put a letter to one of the staff in the outgoing pile. False: this key was written."""
        words = self.write(kind, name=to.name, **facts)
        text = Letter(key, kind, to.email, words.subject, words.text, words.html, to_name=to.name)
        return tx.letters.write(text, now)
