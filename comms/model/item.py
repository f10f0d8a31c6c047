"""What intake made of a mail, and the shape in which `explain` prints it."""

from dataclasses import dataclass
from typing import Any, Literal

from comms.model.answer import NO_MAIL, Answer
from comms.model.bounce import Returned
from comms.model.disposition import Disposition
from comms.model.event import Event
from comms.model.mail import NOBODY, Address, Document, Picture
from comms.model.privacy import Finding, Kind

StoryKind = Literal["event", "story", "knowledge"]


@dataclass(frozen=True)
class Item:
    """One mail (or bare text), judged. why: one Danish sentence for each decision.

    answer: where an automatic answer may go. returned: the addresses that a bounce is about.
    doubt: why a person must look before anything is done; '' when nothing speaks against it.
    """

    disposition: Disposition
    kind: StoryKind | None
    title: str
    text: str
    sender: Address = NOBODY
    forwarded_by: Address | None = None
    events: tuple[Event, ...] = ()
    themes: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    signature: str = ""
    quoted: str = ""
    intro: str = ""
    footers: tuple[str, ...] = ()
    why: tuple[str, ...] = ()
    message_id: str = ""
    subject: str = ""
    answer: Answer = NO_MAIL
    returned: tuple[Returned, ...] = ()
    doubt: str = ""

    @property
    def flags(self) -> tuple[str, ...]:
        """The kinds of its findings, each once, in the contract's order."""
        kinds = {finding.kind for finding in self.findings}
        return tuple(str(kind) for kind in Kind if kind in kinds)

    @property
    def editorial(self) -> tuple[Picture, ...]:
        """The pictures that may be shown, logos left out."""
        return tuple(picture for picture in self.pictures if picture.editorial)

    def contract(self) -> dict[str, Any]:
        """CONTRACT, "`explain` prints"."""
        forwarder = self.forwarded_by
        return {
            "disposition": str(self.disposition),
            "kind": self.kind,
            "title": self.title,
            "text": self.text,
            "sender": self.sender.contract(),
            "forwarded_by": None if forwarder is None else forwarder.contract(),
            "events": [event.contract() for event in self.events],
            "themes": list(self.themes),
            "flags": list(self.flags),
            "images": len(self.editorial),
            "cut": {"signature": self.signature, "quoted": self.quoted},
            "why": list(self.why),
        }
