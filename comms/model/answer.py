"""Who may get an answer that no person wrote (RFC 3834, section 2)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from comms.danish.pattern import Pattern
from comms.errors import BadInput
from comms.model.mail import Address, Mail
from comms.model.subscriber import address

_MACHINE = Pattern(
    r"^(?:mailer-daemon|postmaster|mail-daemon|bounce|bounces|listserv|majordomo|root|daemon|"
    r"(?:no|do-?not|ikke)[-_.]?(?:reply|svar|respond)|noreply|donotreply|svar-?ikke|robot|automail|"
    r"system|notifications?|alerts?)(?:[-_.+\d].*)?$|(?:no|not)-?reply$|-(?:bounces?|request|owner)$",
    re.IGNORECASE,
)
# Any of these tells that a machine or a list sent it; List-* is matched by its beginning.
_MARKS = ("x-autoreply", "x-autorespond", "x-opslagstavlen", "x-loop", "feedback-id")


@dataclass(frozen=True)
class Answer:
    """to: where an answer may go, '' when nobody may be answered; why_not: then the reason.

    sent: the mail's own date, in a forward the outer mail's.
    """

    to: str = ""
    why_not: str = ""
    sent: datetime | None = None


NO_MAIL = Answer(why_not="der er ingen mail at svare på")


def answer_of(mail: Mail, ours: Collection[str]) -> Answer:
    """Where an automatic answer to `mail` goes. ours: addresses of our own, in small letters.

    The one who mailed us is answered, never the author of what they forwarded. Reply-To counts
    before From (RFC 5322, 3.6.2).
    """
    reason = _automatic(mail)
    if reason:
        return Answer(why_not=reason, sent=mail.sent)
    if mail.form and not _named_in_form(mail):
        return Answer(why_not="mailen kom fra en formular", sent=mail.sent)
    to = reply_address(mail) or mail.sender.email
    try:
        clean = address(to)
    except BadInput:
        return Answer(why_not="afsenderen har ingen gyldig adresse", sent=mail.sent)
    if clean in ours or mail.sender.email.lower() in ours:
        return Answer(why_not="mailen kom fra en af vores egne adresser", sent=mail.sent)
    if is_machine(clean) or is_machine(mail.sender.email):
        return Answer(why_not="adressen tager ikke imod svar", sent=mail.sent)
    return Answer(clean, sent=mail.sent)


def is_machine(email: str) -> bool:
    """Is it an address that no person reads: no-reply, mailer-daemon, postmaster …"""
    return bool(_MACHINE.search(email.partition("@")[0]))


def reply_address(mail: Mail) -> str:
    """The one address of Reply-To; '' when there is none, or more than one."""
    found = re.findall(r"[^\s<>()\",;:]+@[^\s<>()\",;:]+", mail.header("reply-to")[:1000])
    return found[0] if len(found) == 1 else ""


def _named_in_form(mail: Mail) -> bool:
    """Is the person in the form's fields also where the form itself says that answers go?"""
    author: Address = mail.author
    return reply_address(mail).lower() == author.email.lower() != ""


def _automatic(mail: Mail) -> str:
    """Why no machine should answer this, or ''."""
    submitted = mail.header("auto-submitted").lower().partition(";")[0].strip()
    if submitted and submitted != "no":
        return "mailen er sendt af en maskine"
    if mail.header("precedence").lower().strip() in ("bulk", "list", "junk", "auto_reply"):
        return "mailen er en masseudsendelse"
    if any(name.startswith("list-") for name, _ in mail.headers):
        return "mailen kom gennem en mailliste"
    # MS-OXCMAIL 2.1.3.2.15: None, All, DR, RN, NRN, OOF, AutoReply.
    suppress = mail.header("x-auto-response-suppress").lower()
    if any(word.strip() in ("all", "autoreply", "oof") for word in suppress.split(",")):
        return "mailen frabeder sig automatiske svar"
    returns = [value.strip() for name, value in mail.headers if name == "return-path"]
    if "<>" in returns[:1]:
        return "mailen er sendt uden en adresse til svar"
    if any(name in _MARKS for name, _ in mail.headers) or "multipart/report" in mail.parts[:1]:
        return "mailen er sendt af en maskine"
    return ""
