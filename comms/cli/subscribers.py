"""Subscribers in and out as lists."""

from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.followers import bytes_of
from comms.cli.house import opened
from comms.errors import UsageError
from comms.model.account import COMMAND_LINE
from comms.model.subscriber import SubscriberStatus


@click.group()
def subscribers() -> None:
    """Import and export those who get the newsletter; take one off, or on again."""


@command(subscribers, "import")
@click.argument("csv_file", metavar="CSV", type=click.Path(path_type=Path))
@click.option("--consent", required=True, help="The words they agreed to.")
@click.option("--by", default=COMMAND_LINE, help="Who imports.")
def import_csv(csv_file: Path, consent: str, by: str) -> Answer:
    """Add people from a CSV `email,name`. Bad rows are told by line; the good ones go on."""
    data = bytes_of(csv_file)
    with opened() as house:
        done = house.subscriber_lists.import_csv(data, consent, by, house.clock())
    counts = f"{done.added} nye, {done.known} kendte, {done.departed} har tidligere afmeldt sig."
    lines = [counts, *done.problems]
    told = {
        "added": done.added,
        "known": done.known,
        "departed": done.departed,
        "problems": done.problems,
    }
    return Answer(told, lines, exit_code=1 if done.problems else 0)


@command(subscribers)
@click.argument("email")
@click.option("--by", required=True, help="Who does it.")
@click.option("--reason", required=True, help="Why, for the record.")
def leave(email: str, by: str, reason: str) -> Answer:
    """Take an address off the list at once. A keyed hash keeps an import from adding it again."""
    with opened() as house:
        left = house.subscribing.take_off(email, by, reason, house.clock())
    line = f"{email} er taget af listen." if left else f"{email} stod ikke på listen mere."
    return Answer({"email": email, "left": left}, [line])


@command(subscribers)
@click.argument("email")
@click.option("--by", required=True, help="Who does it.")
@click.option("--reason", required=True, help="Why, for the record.")
def restore(email: str, by: str, reason: str) -> Answer:
    """Write again to an address that is left alone because mail to it came back."""
    with opened() as house:
        house.subscribing.restore(email, by, reason, house.clock())
    return Answer({"email": email}, [f"{email} får nyhedsbrevet igen."])


@command(subscribers, "paused")
def paused() -> Answer:
    """The addresses that are left alone because mail to them came back, and why."""
    with opened() as house, house.database.read() as tx:
        found = list(tx.subscribers.all(SubscriberStatus.SUPPRESSED))
    lines = [f"{one.email}: {one.reason}" for one in found]
    told = [{"email": one.email, "reason": one.reason} for one in found]
    return Answer(told, lines or ["Ingen adresser er sat på pause."])


@command(subscribers)
@click.argument("csv_file", metavar="CSV", type=click.Path(path_type=Path))
def export(csv_file: Path) -> Answer:
    """Write the active subscribers to a CSV; `-` is standard output."""
    with opened() as house:
        text = house.subscriber_lists.export_csv()
    if str(csv_file) == "-":
        return Answer({"csv": text}, [text.rstrip("\n")])
    try:
        csv_file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{csv_file}: cannot be written ({error.strerror})") from None
    return Answer({"rows": text.count("\n") - 1, "file": str(csv_file)}, [f"Skrevet: {csv_file}"])
