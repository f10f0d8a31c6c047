"""A subscriber: somebody who gets the newsletter, with the words they agreed to."""

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from comms.danish.pattern import Pattern
from comms.errors import BadInput

# RFC 5321 4.1.2 as people write it: dot-atom (RFC 6531 lets it hold æøå), a dotted domain.
_ADDRESS = Pattern(r"[^\s@<>()\[\],;:\\\"]{1,64}@[^\s@<>()\[\],;:\\\"]{3,253}")
_LABEL = Pattern(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)


class SubscriberStatus(StrEnum):
    """pending: has not confirmed yet. suppressed: mail to them comes back; `reason` says how."""

    PENDING = "pending"
    ACTIVE = "active"
    LEFT = "left"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True)
class Subscriber:
    """email: as normalised by `address`. token: secret of their leave link."""

    email: str
    token: str
    name: str = ""
    status: SubscriberStatus = SubscriberStatus.ACTIVE
    attributes: dict[str, str] = field(default_factory=dict)
    consent_id: int | None = None
    created_at: datetime | None = None
    left_at: datetime | None = None
    reason: str = ""
    id: int = 0


def address(text: str) -> str:
    """One mail address in the form we store: NFC, lower case, domain in IDNA (RFC 5891).

    Raises BadInput saying what is wrong.
    """
    clean = unicodedata.normalize("NFC", text.strip())
    if not _ADDRESS.fullmatch(clean) or not clean.isprintable():
        raise BadInput(f"»{clean[:80]}« er ikke en mailadresse (skriv navn@domæne.dk)")
    local, _, domain = clean.rpartition("@")
    if local.startswith(".") or local.endswith(".") or ".." in local:
        raise BadInput(f"»{clean[:80]}« er ikke en mailadresse (et punktum står forkert før @)")
    return f"{local.lower()}@{_domain(domain, clean)}"


def _domain(domain: str, whole: str) -> str:
    try:
        ascii_domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        raise BadInput(f"»{whole[:80]}« har et domæne, der ikke kan bruges") from None
    labels = ascii_domain.split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise BadInput(f"»{whole[:80]}« har et domæne, der ikke kan bruges")
    return ascii_domain


def keyed_hash(email: str, key: str) -> str:
    """What is kept of somebody who left: enough to know them again, not to read them."""
    return hmac.new(key.encode(), email.encode(), hashlib.sha256).hexdigest()
