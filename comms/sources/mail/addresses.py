"""Address lists and dates of a header, read thinly: hostile ones cost the email package minutes."""

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from comms.danish.calendar import COPENHAGEN
from comms.danish.pattern import Pattern
from comms.model.mail import Address
from comms.sources.mail.words import header

_MOST = 4000  # characters of one address header that are looked at
_EMAIL = r"[^\s<>()\",;:@]{1,80}@[^\s<>()\",;:@]{1,190}"
_ONE = Pattern(
    rf'\s*(?:"(?P<quoted>(?:[^"\\]|\\.){{0,300}})"|(?P<name>[^<>",;]{{0,300}}?))\s*'
    rf"<\s*(?:mailto:|@[^<>:]{{0,200}}:)?\s*(?P<in>{_EMAIL})?\s*>"
    rf"|(?P<bare>{_EMAIL})(?:\s{{0,5}}\((?P<comment>[^()]{{0,200}})\))?"
)
_LOOSE = Pattern(r"\s*([^<>\"@;:]{1,300},[^<>\"@;:]{1,300}?)\s*<")


def addresses(value: str) -> tuple[Address, ...]:
    """Every address of a From, To or Cc header (RFC 5322, 3.4), groups and comments left out."""
    found = []
    for match in _ONE.finditer(value[:_MOST]):
        loose = (match["name"] or "").rpartition(":")[2]  # a group's name stands before a colon
        shown = match["quoted"] or loose or match["comment"] or ""
        name = re.sub(r"\\(.)", r"\1", header(shown)).strip(" ,;\"'")
        email = match["in"] or match["bare"] or ""
        if email:
            found.append(Address("" if name.lower() == email.lower() else name, email))
    return tuple(found)


def address(value: str) -> Address:
    """The first address, or what stands there as a name."""
    found = addresses(value)
    # "Bo, Åse <aase@example.dk>": a comma that somebody forgot to quote is no list of senders.
    if len(found) == 1 and (loose := _LOOSE.match(value)):
        return Address(header(loose[1]).strip(" ,;\"'"), found[0].email)
    return found[0] if found else Address(header(value[:_MOST])[:200].strip(" <>\"'"), "")


def behind_list(shown: Address, original: Address, replies: tuple[Address, ...]) -> Address:
    """Who wrote, where a list put itself into From: "Palle via Venner <venner@lister.example>".

    Lists do so for DMARC (RFC 7960, 4.1.3.1); the writer is left in X-Original-From or Reply-To.
    """
    name, via, _ = shown.name.strip("'\"").partition(" via ")
    if not via:
        return shown
    if original.email:
        return original
    if len(replies) == 1 and replies[0].email.lower() != shown.email.lower():
        return Address(replies[0].name or name.strip("'\" "), replies[0].email)
    return shown


def moment(value: str) -> datetime | None:
    """A Date header in Copenhagen time, or None. A missing zone is taken as Copenhagen's."""
    try:
        when = parsedate_to_datetime(value.strip()[:200])
        if when.tzinfo is None:
            when = when.replace(tzinfo=COPENHAGEN)
        return when.astimezone(COPENHAGEN)
    except (ValueError, TypeError, OverflowError, IndexError, AttributeError):
        return None
