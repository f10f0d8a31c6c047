"""A mail as it is judged: what its sender says to us, and what it answers."""

import re
from dataclasses import dataclass
from functools import cached_property

from comms.danish.pattern import Pattern
from comms.danish.words import sentences
from comms.model.mail import Mail

_MOST = 12_000  # characters that are judged: what a mail wants stands long before
_REPLY = Pattern(r"^\W?\W?\W?\W?(?:re|sv|aw|antw|svar)\b\s*(?:\[\d+\])?\s*:", re.IGNORECASE)
LETTER_WORD = (
    r"(?:nyheds?-?\s?(?:brev|mail|post)\w*|newsletter\w*|"
    r"(?:uge|måneds|\w{2,4}dags)(?:brev|mail|blad|post)\w*|ugens\s+(?:brev|mail|blad))"
)
_OUR_LETTER = Pattern(
    rf"{LETTER_WORD}|\b(?:afmeld|frameld|melde?\s+(?:dig|jer)\s+fra)\b|"
    r"\b(?:ikke|flere)\s+(?:have\s+)?(?:brevet|breve|mails)\b[^\n]{0,40}\bklik",
    re.IGNORECASE,
)
# "… Gothersgade 40. Vil I …": a number before the stop ends a sentence after all.
_AFTER_NUMBER = Pattern(
    r"(?<=\d\.)\s+(?=(?:Vil|Kan|Må|Har|Er|Hvad|Hvor|Hvem|Hvis|Vi|Jeg|De|Der|Det|Den|Kom|Tag|I"
    r"|Alle|Mvh|Tak)\b)"
)
_UNTICKED = Pattern(r"(?:\[[ ]{0,3}\]|☐|□)[^\[☐☑☒□✓✔\n]{0,120}")  # a form's choices not taken
# Of a form's fields those that say what is wanted, not who and when.
_IDENTITY = Pattern(
    r"^\W?\W?\W?\W?(?:(?:dit|din|fulde|for|efter)?[ -]?(?:navn|mail|e-?mail|telefon\w*|tlf|mobil"
    r"|adresse|by|postn\w*)|"
    r"fra|dato|tidspunkt|formular|side|id|ip\b|e-?mailadresse|emne|sendt|kl|url|samtykke"
    r"|spam\w*|må\s+vi)",
    re.IGNORECASE,
)
_GREETING = Pattern(
    r"^\s*(?:hej(?:sa)?|hey|kære|goddag|god\s(?:morgen|aften|dag)|davs|hallo|hello|hi|dear|"
    r"til\s+(?:rette|strategi|jer|den))\b"
    r"(?!\s+(?:jeg|vi|kan|må|har|vil|kunne|er|hvor\w*|hvad|hvem|tak|min|vores|der|det|nu|så)\b)"
    r"[^.!?\n]{0,60}?[,.!]?\s*(?:\n|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Letter:
    """mail, seen from the desk that has to decide where it goes."""

    mail: Mail
    mailbox: str

    @cached_property
    def own(self) -> str:
        """What was written to us, the greeting left out. In a forward the forwarder's words."""
        mail = self.mail
        said = mail.intro if mail.forwarded_by and mail.intro else mail.text
        rows = [f"{key}: {value}" for key, value in mail.form[:20] if not _IDENTITY.match(key)]
        said = _UNTICKED.sub("", "\n".join([said[:_MOST], *(r for r in rows if r not in said)]))
        return _GREETING.sub("", said.strip(), count=1).strip()

    @cached_property
    def title(self) -> str:
        """The subject, where it is the sender's own; a reply carries that of another mail."""
        return "" if self.is_reply else self.mail.title[:300]

    @cached_property
    def said(self) -> str:
        """Title and words."""
        return f"{self.title}\n{self.own}".strip()

    @cached_property
    def sentences(self) -> list[str]:
        """The sentences of their words, at most two hundred."""
        found = [part for one in sentences(self.own)[:200] for part in _AFTER_NUMBER.split(one)]
        return [part.strip() for part in found if part.strip()]

    @cached_property
    def count(self) -> int:
        """Words of their own."""
        return len(self.own.split())

    @cached_property
    def is_reply(self) -> bool:
        """Its subject is that of the mail it answers."""
        return bool(_REPLY.match(self.mail.subject))

    @cached_property
    def answers(self) -> bool:
        """It answers a mail, by its subject or by its headers."""
        return self.is_reply or bool(self.mail.header("in-reply-to"))

    @cached_property
    def answers_us(self) -> bool:
        """It answers a mail of ours that is no newsletter by its looks."""
        ours = self.mailbox.lower()
        return bool(ours) and not self.answers_letter and ours in self.mail.quoted[:_MOST].lower()

    @cached_property
    def answers_letter(self) -> bool:
        """It answers a newsletter: by the answered subject, or by what is quoted below."""
        mail = self.mail
        if self.is_reply and re.search(LETTER_WORD, mail.title, re.IGNORECASE):
            return True
        return bool(_OUR_LETTER.search(mail.quoted[:_MOST]))

    @cached_property
    def listed(self) -> bool:
        """A list or a mass mailing, by its headers (RFC 2369, RFC 2919, RFC 2076)."""
        header = self.mail.header
        if header("list-unsubscribe") or header("list-id"):
            return True
        return header("precedence").lower().strip() in ("bulk", "list", "junk")

    @cached_property
    def shows(self) -> bool:
        """It brings something that can be shown: a photo, a flyer."""
        return any(p.editorial for p in self.mail.pictures) or bool(self.mail.flyer)
