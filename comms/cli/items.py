"""Mails and entries as they were judged: looked at, sent on, answered, called something else."""

from pathlib import Path
from typing import Any

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.called import CHOICES, FOR_A_PERSON
from comms.model.disposition import Disposition
from comms.model.referral import Proposal
from comms.store.items import StoredItem
from comms.store.raw_messages import RawMessage


@click.group()
def items() -> None:
    """What came in and what it was taken for; what waits for a person."""


@command(items, "list")
@click.option("--disposition", type=click.Choice([str(one) for one in Disposition]))
@click.option("--waiting", is_flag=True, help="Only those that a person must take care of.")
@click.option("--limit", default=200, type=click.IntRange(1, 10_000), show_default=True)
def list_items(disposition: str | None, waiting: bool, limit: int) -> Answer:
    """The mails, newest first."""
    only = Disposition(disposition) if disposition else None
    with opened() as house, house.database.read() as tx:
        if waiting:
            kinds = FOR_A_PERSON if only is None else tuple({only} & set(FOR_A_PERSON))
            found = tx.items.waiting(kinds, limit)
        else:
            found = tx.items.all(only, limit=limit)
    lines = [_line(item) for item in found]
    return Answer([_short(item) for item in found], lines or ["Der er ingen henvendelser."])


@command(items)
@click.argument("item_id", metavar="ID", type=int)
def show(item_id: int) -> Answer:
    """One mail: who, when, the words, what was cut, why it was judged so, what was done."""
    with opened() as house:
        with house.database.read() as tx:
            item = tx.items.get(item_id)
            story = tx.items.story_of(item_id)
            letters, returned = tx.letters.about(item_id), tx.bounces.of_item(item_id)
        proposed = house.correspondence.propose(item)
    forwarder = item.forwarded_by
    data = {
        **_short(item),
        "forwarded_by": None if forwarder is None else forwarder.contract(),
        "text": item.body,
        "cut": {"signature": item.signature, "quoted": item.quoted},
        "why": item.why,
        "flags": item.flags,
        "reply_to": item.reply_to,
        "story": story,
        "proposed": None if proposed is None else _proposed(proposed),
        "letters": [{"kind": one.kind, "to": one.to_email} for one in letters],
        "returned": [
            {"email": one.email, "action": one.action, "code": one.code} for one in returned
        ],
    }
    lines = [_line(item), "", item.body, "", *(f"Fordi: {one}" for one in item.why)]
    if proposed is not None:
        lines.append(f"Forslag: {proposed.department.name}, {proposed.why}")
    return Answer(data, lines)


@command(items)
@click.argument("item_id", metavar="ID", type=int)
@click.option("--to", "department", required=True, help="The department's key in schedules.yaml.")
@click.option("--by", required=True, help="Who sends it on.")
@click.option("--note", default="", help="A few words to the department.")
def forward(item_id: int, department: str, by: str, note: str) -> Answer:
    """Send a mail on to a department, once."""
    with opened() as house:
        letter = house.correspondence.forward(item_id, department, by, house.clock(), note)
    told = {"item": item_id, "to": department, "email": letter.to_email}
    return Answer(told, [f"Henvendelse {item_id} bliver sendt videre til {letter.to_name}."])


@command(items)
@click.argument("item_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who has taken care of it.")
@click.option("--how", default="", help="What was done; needed when somebody may be in danger.")
def handle(item_id: int, by: str, how: str) -> Answer:
    """Say that somebody has taken care of it."""
    with opened() as house:
        house.correspondence.handle(item_id, by, house.clock(), how)
    return Answer({"item": item_id, "by": by}, [f"Henvendelse {item_id} er klaret."])


@command(items, "as-story")
@click.argument("item_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says so.")
def as_story(item_id: int, by: str) -> Answer:
    """It is a story after all: read anew, and drafted."""
    return _corrected(item_id, Disposition.STORY, by)


@command(items)
@click.argument("item_id", metavar="ID", type=int)
@click.option("--as", "to", required=True, type=click.Choice([str(one) for one in CHOICES]))
@click.option("--by", required=True, help="Who says so.")
def correct(item_id: int, to: str, by: str) -> Answer:
    """It is something else than it was taken for. A story's drafts are rejected."""
    return _corrected(item_id, Disposition(to), by)


@command(items)
def aside() -> Answer:
    """What could not be read, with the reasons, newest first."""
    with opened() as house, house.database.read() as tx:
        found = tx.raw_messages.set_aside(10_000)
    lines = [f"{raw.id:>5}  {raw.received_at:%Y-%m-%d}  {raw.reason}" for raw in found]
    return Answer([_aside(raw) for raw in found], lines or ["Der er ikke lagt noget til side."])


@command(items, "read-again")
@click.argument("raw_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who asks for it.")
def read_again(raw_id: int, by: str) -> Answer:
    """Let what was set aside be read at the next collection. ID: as in `items aside`."""
    with opened() as house:
        house.correspondence.read_again(raw_id, by, house.clock())
    return Answer({"raw": raw_id}, [f"Mail {raw_id} bliver læst igen ved næste hentning."])


@command(items)
@click.argument("raw_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says so.")
@click.option("--reason", required=True, help="Why nothing more is to be done.")
def dismiss(raw_id: int, by: str, reason: str) -> Answer:
    """Take what was set aside off the list. The bytes stay. ID: as in `items aside`."""
    with opened() as house:
        house.correspondence.dismiss(raw_id, by, reason, house.clock())
    return Answer({"raw": raw_id, "by": by}, [f"Mail {raw_id} er taget af listen."])


@command(items)
@click.argument("raw_id", metavar="ID", type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write it.")
def raw(raw_id: int, out: Path) -> Answer:
    """Write what was set aside to a file, byte for byte. ID: as in `items aside`."""
    with opened() as house:
        with house.database.read() as tx:
            kept = tx.raw_messages.get(raw_id)
        if kept.digest is None:
            raise UsageError(f"Mail {raw_id} er ikke hentet, så der er intet at skrive.")
        data = house.files.get(kept.digest)
    try:
        out.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from None
    return Answer({"raw": raw_id, "bytes": len(data), "file": str(out)}, [f"Skrevet: {out}"])


def _corrected(item_id: int, to: Disposition, by: str) -> Answer:
    with opened() as house:
        story = house.correspondence.correct(item_id, to, by, house.clock())
        if story is not None:
            house.drafting.draft_missing(house.clock())
        house.reader_post.take(house.clock())
    line = f"Henvendelse {item_id} er {to}." if story is None else f"Det blev bidrag {story}."
    return Answer({"item": item_id, "disposition": to, "story": story}, [line])


def _line(item: StoredItem) -> str:
    who = item.sender.name or item.sender.email
    done = f"  ({item.handled_how})" if item.handled_how else ""
    return f"{item.id:>5}  {item.disposition:<11} {who}: {item.subject}{done}"


def _short(item: StoredItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "disposition": item.disposition,
        "subject": item.subject,
        "sender": item.sender.contract(),
        "source": item.source,
        "received_at": item.received_at,
        "acute": item.acute,
        "waiting": item.handled_at is None and item.disposition in FOR_A_PERSON,
        "handled_at": item.handled_at,
        "handled_by": item.handled_by,
        "handled_how": item.handled_how,
    }


def _proposed(one: Proposal) -> dict[str, Any]:
    return {"department": one.department.key, "words": one.matched}


def _aside(one: RawMessage) -> dict[str, Any]:
    return {
        "id": one.id,
        "source": one.source,
        "key": one.key,
        "size": one.size,
        "reason": one.reason,
        "received_at": one.received_at,
    }
