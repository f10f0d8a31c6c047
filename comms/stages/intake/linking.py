"""A link that somebody has: what its page says, as a proposal for the story they write."""

from dataclasses import dataclass
from typing import Protocol

from comms.errors import UsageError
from comms.store.database import Begin

PRACTICE = (
    "I testtilstand henter vi intet fra nettet. Skriv selv overskrift og tekst; linket er beholdt."
)


class Page(Protocol):
    """What a page says of itself."""

    @property
    def title(self) -> str: ...

    @property
    def text(self) -> str: ...


class Ask(Protocol):
    """Fetches a page. Raises BadInput, in words for the person who asked."""

    def __call__(self, url: str) -> Page: ...


@dataclass(frozen=True)
class Proposed:
    """A story's form as it may look. kept: which of its fields had words already."""

    title: str
    text: str
    kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Linking:
    """ask: None where nothing outside may be asked (practice mode)."""

    read: Begin
    ask: Ask | None

    def propose(self, link: str, by: str, title: str = "", text: str = "") -> Proposed:
        """Fill what is empty from the link's page; words that were typed stay. Keeps nothing.

        Raises UsageError for what is no link and in practice mode, BadInput for a page that
        cannot be fetched or read, NotAllowed for who is no user. No transaction is open
        meanwhile.
        """
        with self.read() as tx:
            tx.staff.acting(by)
        if not link.strip():
            raise UsageError("Indsæt linket først.")
        if not link.strip().startswith(("http://", "https://")):
            raise UsageError("Et link skal begynde med http:// eller https://.")
        if self.ask is None:
            raise UsageError(PRACTICE)
        page = self.ask(link.strip())
        kept = tuple(name for name, typed in (("title", title), ("text", text)) if typed.strip())
        return Proposed(title.strip() or page.title, text.strip() or page.text, kept)
