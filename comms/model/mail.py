"""A mail as intake reads it: who, when, what they wrote, what lay beside it."""

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True)
class Address:
    """A name and an address as written. Neither is trusted for anything."""

    name: str = ""
    email: str = ""

    @property
    def domain(self) -> str:
        """What stands after the @, in small letters."""
        return self.email.rpartition("@")[2].lower()

    def contract(self) -> dict[str, str]:
        """The shape that `explain` prints."""
        return {"name": self.name, "email": self.email}


NOBODY = Address()


@dataclass(frozen=True)
class Picture:
    """A picture, turned, scaled and without metadata; data is empty when it could not be read.

    gps: the picture told where it was taken. metadata: the words that were written into it.
    editorial: False for logos and icons of a signature.
    reading: what a machine read in the picture: a proposal for a person, never taken as said.
    width, height: pixels of the cleaned picture.
    """

    name: str
    data: bytes = field(default=b"", repr=False)
    mime: str = "image/jpeg"
    width: int = 0
    height: int = 0
    gps: bool = False
    editorial: bool = True
    alt: str = ""
    metadata: str = ""
    problem: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Document:
    """A file beside the mail. text: what it says, or empty; problem: why nothing was read."""

    name: str
    mime: str
    size: int
    text: str = ""
    problem: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Invitation:
    """A calendar part (RFC 5546). starts: one (start, end) for each date it names.

    uid, sequence: the same event told anew has the same uid and a higher sequence.
    comment: what somebody wrote along with their answer (RFC 5545, 3.8.1.4).
    """

    method: str
    summary: str = ""
    description: str = ""
    location: str = ""
    starts: tuple[tuple[date, date | None], ...] = ()
    cancelled: bool = False
    problem: str = ""
    uid: str = ""
    sequence: int = 0
    comment: str = ""


@dataclass(frozen=True)
class Mail:
    """One mail, read. `text` is what the author wrote; the rest is kept apart beside it.

    author: who wrote `text`; for a forward the innermost original author, for a web form the
    person in its fields. written: when (aware), in a forward the original's own date.
    hidden: words of its HTML that nobody is shown.
    headers: every header of the outer mail, names in small letters.
    """

    sender: Address = NOBODY
    author: Address = NOBODY
    forwarded_by: Address | None = None
    to: tuple[Address, ...] = ()
    subject: str = ""
    title: str = ""
    written: datetime | None = None
    sent: datetime | None = None
    message_id: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    intro: str = ""
    signature: str = ""
    quoted: str = ""
    footers: tuple[str, ...] = ()
    hidden: str = ""
    form: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[Document, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    parts: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    def header(self, name: str) -> str:
        """The first header of that name, or an empty string."""
        return next((value for key, value in self.headers if key == name), "")

    @property
    def flyer(self) -> str:
        """The text of all documents."""
        return "\n\n".join(d.text for d in self.documents if d.text)
