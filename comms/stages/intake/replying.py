"""A colleague's own answer to who wrote to us: their words, sent once, to a person."""

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from comms.danish import people
from comms.danish.pattern import Pattern
from comms.errors import Moved, NotAllowed, UsageError
from comms.model import guards
from comms.model.account import ANYBODY
from comms.model.bounce import WINDOW, Bounce, Meaning, in_danish, meaning
from comms.model.called import FOR_A_PERSON
from comms.model.disposition import Disposition
from comms.model.letter import ANSWER, BY_A_PERSON, Letter
from comms.model.privacy import Finding, Kind, Piece, blockers, told
from comms.stages.intake.acknowledge import Words
from comms.stages.intake.forwarding import answer_address
from comms.store.database import Begin
from comms.store.items import StoredItem
from comms.store.letters import Answered
from comms.store.transaction import Transaction

LONGEST = 5000  # characters
_NOBODY = (Disposition.AUTO_REPLY, Disposition.BOUNCE, Disposition.BULK, Disposition.LOOP)
# What a template leaves for the writer to fill in: "[skriv hvorfor]".
_GAP = Pattern(r"\[[^\]\n]{0,200}\]")
_QUOTED = Pattern(r"^[ \t]*>", re.MULTILINE)  # a line as mail programs quote it
_SHE = {"du": "hun", "dig": "hende", "din": "hendes", "dit": "hendes", "dine": "hendes"}
_YOU = Pattern(rf"\b(?:{'|'.join(_SHE)})\b", re.IGNORECASE)
_MACHINE = (
    "Mailen er sendt af en maskine, en mailliste eller en formular, så vi ved ikke, hvem der "
    "får svaret."
)


class WriteReply(Protocol):
    """Writes the letter around the words. by: who signs it."""

    def __call__(self, *, text: str, by: str) -> Words: ...


@dataclass(frozen=True)
class Opening:
    """Words to begin with. name: what staff call it; {hilsen} in the text becomes the greeting."""

    key: str
    name: str
    text: str

    def to(self, name: str) -> str:
        """Written to somebody; '' when the name is not known."""
        first = name.split()[0] if name.split() else ""
        return self.text.replace("{hilsen}", f"Hej {first}" if first else "Hej").strip()


@dataclass(frozen=True)
class Addressee:
    """Who gets an answer to a mail. email: '' when nobody may; why_not: then the reason."""

    item: StoredItem
    email: str = ""
    why_not: str = ""

    @property
    def name(self) -> str:
        """As the mail tells it."""
        return self.item.sender.name


@dataclass(frozen=True)
class Replying:
    """ours: addresses of our own, in small letters. openings: words to begin with."""

    begin: Begin
    write: WriteReply
    openings: Sequence[Opening] = ()
    ours: Collection[str] = ()

    def addressee(self, tx: Transaction, item_id: int, now: datetime) -> Addressee:
        """Who would get the answer, or why nobody. Raises NotFound."""
        item = tx.items.get(item_id)
        email = answer_address(item)
        why_not = _why_not(item, email, self.ours) or _returned(tx.bounces.of_address(email), now)
        return Addressee(item, "" if why_not else email, why_not)

    def answered(self, tx: Transaction, item_ids: Sequence[int]) -> Sequence[Answered]:
        """What has been answered to these mails, oldest first."""
        return tx.letters.answers(item_ids)

    def reply(
        self, item_id: int, text: str, by: str, now: datetime, seen: int | None = None
    ) -> Letter:
        """Put the answer in the outgoing pile: the same words go to the same mail once.

        seen: how many answers the writer knew of. Raises Moved for what is written already, or
        when a colleague has answered since; NotAllowed for what may not be told by mail, or when
        nobody may be answered; UsageError, NotFound.
        """
        said = _checked(text)
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            to = self.addressee(tx, item_id, now)
            if not to.email:
                raise NotAllowed(to.why_not)
            known = self.answered(tx, [item_id])
            if seen is not None and len(known) > seen:
                raise Moved(f"{known[-1].by} har svaret imens. Læs svaret, før du sender dit.")
            letter = self._letter(to, said, who)
            if not tx.letters.write(letter, now):
                raise Moved("Det svar er allerede skrevet. Det bliver kun sendt én gang.")
            written = tx.letters.by_key(letter.key)
            assert written is not None
            _note(tx, to.item, written, who, now)
        return written

    def _letter(self, to: Addressee, said: str, who: str) -> Letter:
        words = self.write(text=said, by=who)
        digest = hashlib.sha256(said.encode()).hexdigest()
        # Who wrote in the first place never got the mail by which somebody sent it on to us.
        answers = to.item.message_id if to.item.forwarded_by is None else ""
        return Letter(
            key=f"{ANSWER}:{to.item.id}:{digest[:20]}",
            kind=ANSWER,
            to_email=to.email,
            to_name=to.name,
            subject=words.subject,
            text=words.text,
            html=words.html,
            in_reply_to=answers,
            submitted=BY_A_PERSON,
            item_id=to.item.id,
        )


def refusals(text: str) -> tuple[str, ...]:
    """Why words may not go by mail to a person, in Danish sentences; as for drafts, with the one
    who gets them as the person that everything in them is about.
    """
    somebody = Finding(Kind.NAMED_PERSON, "to")
    found = (*guards.in_words([Piece("text", text)]), somebody)
    hinders = [one for one in blockers(found) if one.kind is not Kind.NAMED_PERSON]
    says = [told(one, found) for one in hinders]
    if not says and next(people.health(_of_another(text)), None):
        says = ["Der står noget om modtagerens helbred. Tag det ud, og ring hellere."]
    return tuple(dict.fromkeys(says))


def _of_another(text: str) -> str:
    """ "din depression" as "hendes depression": what is said of "du" is for a text to everybody
    about nobody, and in a letter about the one who gets it.
    """
    return _YOU.sub(lambda found: _SHE[found.group().lower()], text)


def _checked(text: str) -> str:
    said = text.replace("\r\n", "\n").strip()
    if not said:
        raise UsageError("Skriv et svar.")
    if len(said) > LONGEST:
        raise UsageError(f"Svaret kan højst være på {LONGEST} tegn.")
    if gap := _GAP.search(said):
        raise UsageError(f"Der mangler stadig noget: {gap.group()}")
    if _QUOTED.search(said):
        raise UsageError("Citer ikke deres mail. Den kan være læst af andre, når svaret kommer.")
    if hinders := refusals(said):
        raise NotAllowed(" ".join(hinders))
    return said


def _why_not(item: StoredItem, email: str, ours: Collection[str]) -> str:
    if item.source.startswith("feed:"):
        return "Det kom fra et feed, så der er ingen at svare."
    if item.disposition in _NOBODY or (item.forwarded_by is None and not item.reply_to):
        return _MACHINE
    if not email:
        return "Der er ingen adresse at svare på."
    return "Mailen kom fra en af vores egne adresser." if email in ours else ""


def _returned(bounces: Sequence[Bounce], now: datetime) -> str:
    """Did mail come back from there, for good or lately?"""
    for one in reversed(bounces):
        lately = one.at is not None and one.at > now - timedelta(days=WINDOW.days)
        if meaning(one) is Meaning.GONE or (meaning(one) is Meaning.LASTING and lately):
            return f"Vores mail til adressen er kommet retur: {in_danish(one)}."
    return ""


def _note(tx: Transaction, item: StoredItem, letter: Letter, who: str, now: datetime) -> None:
    """Who answered, in the record of the mail and of what it became. A question is done then."""
    tx.audit.record(who, "answer", "letter", letter.id, now)
    tx.audit.record(who, "answer", "item", item.id, now, letter=letter.id)
    for story_id in tx.items.stories_of(item.id):
        tx.audit.record(who, "answer", "story", story_id, now, letter=letter.id)
    if item.disposition in FOR_A_PERSON and not item.acute:
        if not tx.items.handled(item.id, now, who, "besvaret"):
            tx.items.also(item.id, "besvaret")
        if item.raw_id is not None:
            tx.raw_messages.want_mark(item.raw_id)
