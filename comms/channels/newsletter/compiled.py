"""An issue as it leaves: bytes made once, with holes for the few things that differ."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache
from typing import Literal

from pydantic import TypeAdapter

from comms.channels.newsletter.content import IssueContent
from comms.errors import BadInput
from comms.wire.smtp_header import one_line, wire_address
from comms.wire.smtp_mould import Mould

NAME_LENGTH = 60
# Gmail shows the first 102 kB of a mail's HTML and folds the rest, with the link to leave.
MOST_HTML = 100_000
NEARLY = 85_000
_CONTENT = TypeAdapter(IssueContent)
# What signs a person up can be typed by anyone: no greeting carries an advertisement to them.
_NO_NAME = re.compile(r"https?:|www\.|[/<>@\\]|\.\w{2,}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Recipient:
    """What one reader's copy needs. leave_url: their own; message_id: the same at each try."""

    email: str
    name: str
    leave_url: str
    message_id: str


@dataclass(frozen=True)
class Compiled:
    """All that goes out with an issue, frozen. archive: the public page's body.

    content: what it was made of, so that the public page can be made again without what may no
    longer be shown; None for one that was frozen before this was kept.
    """

    subject: str
    mould: bytes
    archive: str
    content: IssueContent | None = None

    def to_bytes(self) -> bytes:
        """As it is kept in `files`: JSON, the same bytes for the same issue."""
        told = {
            "subject": self.subject,
            "mould": self.mould.decode("ascii"),
            "archive": self.archive,
            "content": None if self.content is None else asdict(self.content),
        }
        return json.dumps(told, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")

    @classmethod
    def from_bytes(cls, data: bytes) -> "Compiled":
        """Raises BadInput for bytes that are no compiled issue."""
        try:
            told = json.loads(data)
            content = told.get("content")
            return cls(
                told["subject"],
                told["mould"].encode("ascii"),
                told["archive"],
                None if content is None else _CONTENT.validate_python(content),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            raise BadInput("the frozen parts of the issue cannot be read") from None

    def message(self, recipient: Recipient, sent_at: datetime, mould: Mould | None = None) -> bytes:
        """One reader's mail, ready for SMTP. mould: `Mould(self.mould)`, kept by who sends many."""
        return (mould or Mould(self.mould)).fill(values(recipient, sent_at))

    @property
    def weight(self) -> int:
        """Bytes of the HTML as a mailbox counts them: MOST_HTML at most."""
        return len(self.html().encode())

    def html(self, name: str = "") -> str:
        """The HTML part as a reader of this name sees it; its link to leave leads nowhere."""
        return self._part("html", name)

    def text(self, name: str = "") -> str:
        """The plain text part, likewise."""
        return self._part("plain", name)

    def _part(self, kind: Literal["html", "plain"], name: str) -> str:
        reader = Recipient("preview@example.dk", name, "#", "<preview@example.dk>")
        raw = self.message(reader, datetime(2020, 1, 1, tzinfo=UTC))
        parsed = message_from_bytes(raw, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        part = parsed.get_body((kind,))
        return "" if part is None else str(part.get_content()).replace("\r\n", "\n")


def values(recipient: Recipient, sent_at: datetime) -> dict[str, str]:
    """What goes into the holes."""
    return {
        "to": wire_address(recipient.email),
        "message_id": recipient.message_id,
        "date": _date(sent_at.replace(microsecond=0)),
        "list_unsubscribe": f"<{recipient.leave_url}>",
        "leave": recipient.leave_url,
        "greeting": greeting(recipient.name),
    }


@lru_cache(maxsize=16)  # hundreds of copies leave in one second
def _date(moment: datetime) -> str:
    return format_datetime(moment)


def greeting(name: str) -> str:
    """`Hej Anna,` or `Hej,` when the name is none that a person would be greeted by."""
    clean = " ".join(one_line(name).split())
    if not clean or len(clean) > NAME_LENGTH or _NO_NAME.search(clean):
        return "Hej,"
    return f"Hej {clean},"
