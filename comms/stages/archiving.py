"""Older newsletters, brought into the public archive as PDF and taken out of it again."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime

from comms.errors import BadInput, Moved, NotAllowed, NotFound, UsageError
from comms.model.account import ANYBODY, APPROVERS
from comms.model.privacy import Piece, cpr_numbers
from comms.sources.mail.limits import Limits
from comms.sources.mail.pdf import is_scanned, pdf_text
from comms.store.database import Begin
from comms.store.files import Files
from comms.store.papers import Paper

LARGEST = 20_000_000  # bytes
_READ = replace(Limits(), pages=1000, document_text=5_000_000)
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "y", "ö": "oe"})


@dataclass(frozen=True)
class Archived:
    """scanned: it holds next to no text, so nobody can have it read aloud."""

    paper: Paper
    scanned: bool


@dataclass(frozen=True)
class Archiving:
    """Each change and its audit event are one transaction. `by`: whoever acts."""

    begin: Begin
    files: Files

    def add(self, raw: bytes, title: str, day: date, by: str, now: datetime) -> Archived:
        """Put a PDF into the archive, where everybody can read it.

        day: when it was sent. Raises UsageError for what cannot be used, NotAllowed for a CPR
        number in it, Moved when it is there already.
        """
        title = " ".join(title.split())
        if not title or len(title) > 200:
            raise UsageError("Skriv en titel på højst 200 tegn.")
        if day > now.date():
            raise UsageError("Et nyhedsbrev, der hentes ind, skal være fra før i dag.")
        text = _read(raw)
        if cpr_numbers([Piece("file", text), Piece("title", title)]):
            raise NotAllowed("Filen rummer et cpr-nummer. Tag det ud, før den lægges i arkivet.")
        with self.begin() as tx:
            tx.staff.acting(by, APPROVERS)
        # Files may be the database, so nothing is open while they are written.
        digest = self.files.put(raw)
        name = f"{day.year}/{slug(title)}"
        paper = Paper(name, title, day, digest, len(raw), by, now)
        return Archived(self._stored(paper, now), is_scanned(text))

    def _stored(self, paper: Paper, now: datetime) -> Paper:
        with self.begin() as tx:
            who = tx.staff.acting(paper.by, APPROVERS)
            if twin := next((one for one in tx.papers.all() if one.digest == paper.digest), None):
                raise Moved(f"Filen ligger i arkivet allerede: {twin.path}")
            for number in range(1, 100):
                name = paper.name if number == 1 else f"{paper.name}-{number}"
                kept = replace(paper, name=name, by=who)
                if (made := tx.papers.add(kept)) is not None:
                    tx.audit.record(who, "add paper", "paper", made, now, paper.digest)
                    return replace(kept, id=made)
        raise Moved(f"{paper.name} er taget. Vælg en anden titel.")

    def take_out(self, name: str, by: str, reason: str, now: datetime) -> Paper:
        """Take one out of the archive: it is urgent, so whoever works here may. Raises NotFound."""
        if not reason.strip():
            raise UsageError("Skriv, hvorfor det skal ud af arkivet.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            paper = tx.papers.named(name)
            if paper is None or not tx.papers.take_out(paper, now):
                raise NotFound(f"Der er intet {name} i arkivet.")
            tx.audit.record(who, "take out paper", "paper", paper.id, now, reason=reason.strip())
        return replace(paper, gone_at=now)


def slug(title: str) -> str:
    """As a title stands in an address: "Forår på Ø" is "foraar-paa-oe"."""
    plain = re.sub(r"[^a-z0-9]+", "-", title.casefold().translate(_LETTERS)).strip("-")
    return plain[:80].strip("-") or "nyhedsbrev"


def _read(raw: bytes) -> str:
    if not raw.startswith(b"%PDF-"):
        raise UsageError("Det er ikke en PDF-fil.")
    if len(raw) > LARGEST:
        raise UsageError(f"Filen er større end {LARGEST // 1_000_000} MB.")
    try:
        return pdf_text(raw, _READ)
    except BadInput as error:
        raise UsageError(f"{error}.") from None
