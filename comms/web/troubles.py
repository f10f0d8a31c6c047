"""What went wrong, and what to do about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from comms.model.bounce import in_danish
from comms.model.draft import Act, Status
from comms.model.issue import Issue, IssueStatus
from comms.model.letter import COUNTED_ON, Letter
from comms.store.listed import DraftRow
from comms.store.transaction import Transaction

_PHONE = "Ret adressen, eller giv besked på en anden måde."
LATELY = timedelta(days=14)
# What the letters are to those who wait for them.
LETTERS = {
    "alarm": "alarmen om en mail, der haster",
    "forward": "en mail, der blev sendt videre",
    "report": "rapporten",
    "notice": "beskeden om ugens udgave",
    "reminder": "påmindelsen om ugens udgave",
    "skipped": "beskeden om, at en udgave er sprunget over",
    "alert": "en besked til jer",
    "sent_back": "beskeden om et udkast, der er sendt tilbage",
    "alone": "beskeden om en nødgodkendelse",
    "waiting": "påmindelsen om det, der har ventet længe",
}


_NOT_DONE = {
    Act.POST: "Kunne ikke sendes",
    Act.EDIT: "Opslaget kunne ikke rettes",
    Act.TAKE_DOWN: "Opslaget kunne ikke tages ned",
}
_UNSURE = {
    Act.POST: "Uvist, om det kom ud",
    Act.EDIT: "Uvist, om opslaget er rettet",
    Act.TAKE_DOWN: "Uvist, om opslaget er taget ned",
}


@dataclass(frozen=True)
class Trouble:
    """Something that a person must look at. link: where; says: what to do about it.

    settle: where a form says that somebody has seen it.
    """

    title: str
    says: str
    link: str = ""
    settle: str = ""


def troubles(tx: Transaction, issues: Sequence[Issue], at: datetime) -> list[Trouble]:
    """Posts and letters that did not get out, and issues that somebody holds. issues: HELD ones
    among others.
    """
    drafts = tx.listings.oldest_drafts(Status.FAILED, Status.UNKNOWN).rows
    held = [issue for issue in issues if issue.status is IssueStatus.HELD]
    return [*_letters(tx, at), *map(_stuck, drafts), *map(_held, held)]


def _letters(tx: Transaction, at: datetime) -> list[Trouble]:
    """Letters that somebody waits for and that did not get there."""
    bounced = tx.bounces.to_tell()
    letters = tx.bounces.letters_of(bounced)
    returned = [
        Trouble(
            f"Kom ikke frem: {_purpose(letters[bounce.id])}",
            f"{bounce.email}: {in_danish(bounce)}. {_PHONE}",
            f"/henvendelser/{bounce.item_id}",
            f"/retur/{bounce.id}/klaret",
        )
        for bounce in bounced
    ]
    refused = [
        Trouble(
            f"Kunne ikke sendes: {LETTERS[letter.kind]}",
            f"{letter.to_email} tog ikke imod. {_PHONE}",
            "" if letter.item_id is None else f"/henvendelser/{letter.item_id}",
        )
        for letter in tx.letters.failed_since(COUNTED_ON, at - LATELY)
    ]
    return returned + refused


def _purpose(letter: Letter | None) -> str:
    """What a letter was for."""
    return LETTERS.get(letter.kind, "et brev") if letter is not None else "et brev"


def _stuck(draft: DraftRow) -> Trouble:
    if draft.status is Status.FAILED:
        why = draft.reason or "Årsagen er ikke kendt."
        says = f"{why} Ret udkastet, og godkend det igen." if draft.act is Act.POST else why
        return Trouble(f"{_NOT_DONE[draft.act]}: {draft.title}", says, f"/udkast/{draft.id}")
    return Trouble(
        f"{_UNSURE[draft.act]}: {draft.title}",
        "Vi fik intet svar. Se på siden, om opslaget er der, før noget sendes igen."
        if draft.act is Act.POST
        else "Vi fik intet svar. Se efter på siden; vi slår det også selv op igen.",
        f"/udkast/{draft.id}",
    )


def _held(issue: Issue) -> Trouble:
    return Trouble(
        f"Udgaven er holdt tilbage: {issue.title}",
        f"{issue.reason} Giv den fri, når den må sendes.".strip(),
        f"/udgaver/{issue.id}",
    )
