"""The letter by which a mail is sent on to a department."""

from collections.abc import Sequence
from typing import Protocol

from comms.danish import cpr
from comms.danish.calendar import clock, long_date
from comms.danish.people import phones
from comms.errors import BadInput, NotAllowed, UsageError
from comms.model.answer import is_machine
from comms.model.letter import Letter
from comms.model.mail import Address
from comms.model.referral import Department
from comms.model.subscriber import address
from comms.stages.intake.acknowledge import Words
from comms.store.items import StoredItem

_MASK = "[cpr-nummer fjernet]"


class WriteForward(Protocol):
    """Writes the words to a department."""

    def __call__(self, **facts: object) -> Words: ...


def department_of(key: str, departments: Sequence[Department], *, real: bool) -> Department:
    """The department with this key. real: addresses that lead nowhere are refused."""
    found = next((one for one in departments if one.key == key), None)
    if found is None:
        known = ", ".join(one.key for one in departments) or "ingen"
        raise UsageError(f"Der er ingen afdeling {key!r} i schedules.yaml (der er: {known}).")
    if real and _is_example(found.email):
        raise NotAllowed(
            f"{found.name} har en øveadresse ({found.email}). Skriv den rigtige i schedules.yaml."
        )
    return found


def forward_letter(
    write: WriteForward, item: StoredItem, to: Department, who: str, note: str, mailbox: str
) -> Letter:
    """Who asks, how to reach them, and their words; CPR numbers are taken out."""
    said = "\n\n".join(filter(None, (item.subject, item.body, item.signature)))
    shown, masked = _without_cpr(said)
    answer = answer_address(item)
    words = write(
        department=to.name,
        number=item.id,
        who=_without_cpr(_named(item.sender))[0],
        phones=", ".join(dict.fromkeys(one.text.strip() for one in phones(shown))),
        forwarder=_named(item.forwarded_by) if item.forwarded_by else "",
        received=f"{long_date(item.received_at)} kl. {clock(item.received_at)}",
        note=_without_cpr(note)[0],
        by=who,
        words=_indented(shown),
        masked=masked,
        mailbox=mailbox,
        answerable=bool(answer),
    )
    return Letter(
        key=f"forward:{item.id}:{to.key}",
        kind="forward",
        to_email=to.email,
        to_name=to.name,
        subject=words.subject,
        text=words.text,
        html=words.html,
        reply_to=answer,
        item_id=item.id,
    )


def answer_address(item: StoredItem) -> str:
    """Where a person's answer reaches the one who wrote; '' when nobody is there."""
    direct = item.reply_to if item.forwarded_by is None else ""
    for email in (direct, item.sender.email):
        try:
            clean = address(email)
        except BadInput:
            continue
        if not is_machine(clean):
            return clean
    return ""


def _named(who: Address) -> str:
    if who.name and who.email:
        return f"{who.name} ({who.email})"
    return who.name or who.email or "ukendt afsender"


def _without_cpr(text: str) -> tuple[str, bool]:
    """The words without the numbers, and whether there were any."""
    found = list(cpr.find(text))
    for one in reversed(found):
        text = text[: one.start] + _MASK + text[one.end :]
    return text, bool(found)


def _indented(text: str) -> str:
    """The citizen's words stand apart from ours."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def _is_example(email: str) -> bool:
    """RFC 2606 and 6761: names that lead nowhere; and those of our own samples."""
    domain = email.rpartition("@")[2].lower()
    labels = domain.split(".")
    return labels[-1] in ("example", "test", "invalid", "localhost") or "example" in labels
