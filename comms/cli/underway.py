"""An issue on its way, from the command line: sent, watched, paused, let go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.model.delivery import OUTCOME_IN_DANISH, Received
from comms.model.issue import ISSUE_IN_DANISH, Tally
from comms.model.subscriber import address
from comms.store.holds import of_issue
from comms.wiring import House


def install(newsletter: click.Group) -> None:
    """Put the commands beside the others of the newsletter."""

    @command(newsletter)
    @click.argument("issue_id", metavar="ID", type=int)
    @click.option("--by", required=True, help="Who pauses.")
    @click.option("--reason", default="", help="Why.")
    def pause(issue_id: int, by: str, reason: str) -> Answer:
        """Stop an issue on its way, within a second or so; what is in flight is finished."""
        with opened() as house:
            house.underway.pause(issue_id, by, reason, house.clock())
            return standing(house, issue_id)

    @command(newsletter)
    @click.argument("issue_id", metavar="ID", type=int)
    @click.option("--by", required=True, help="Who lets it go on.")
    def resume(issue_id: int, by: str) -> Answer:
        """Let a paused issue go on; the timetable sends the rest, or `newsletter send` at once."""
        with opened() as house:
            house.underway.resume(issue_id, by, house.clock())
            return standing(house, issue_id)

    @command(newsletter)
    @click.argument("issue_id", metavar="ID", type=int)
    def send(issue_id: int) -> Answer:
        """Send, or go on where sending was interrupted, until every recipient has an end."""
        from comms.stages.dispatch import until_signal

        with opened() as house, until_signal() as stopping, _progress() as told:
            tally = house.mailroom.send(issue_id, told, stopping)
            unfinished = tally.pending or tally.failed or tally.unknown or tally.not_sent
            return standing(house, issue_id, exit_code=1 if unfinished else 0)

    @command(newsletter)
    @click.argument("issue_id", metavar="ID", type=int)
    def status(issue_id: int) -> Answer:
        """How far the issue is."""
        with opened() as house:
            return standing(house, issue_id)

    @command(newsletter)
    @click.argument("email")
    def received(email: str) -> Answer:
        """What one address was sent, when, and what its mail server said; letters too."""
        who = address(email)
        with opened() as house, house.database.read() as tx:
            found = tx.deliveries.received(who)
        told = [
            {
                "issue": one.delivery.issue_id,
                "letter": one.delivery.letter_id,
                "title": one.title,
                "outcome": one.outcome,
                "sent_at": one.delivery.sent_at,
                "tries": one.delivery.tries,
                "next_at": one.delivery.next_at,
                "reply": one.delivery.reply,
            }
            for one in found
        ]
        lines = [_line(one, house.schedules.zone) for one in found]
        return Answer(
            {"email": who, "received": told}, lines or [f"{who} har ikke fået noget af os."]
        )


def standing(house: House, issue_id: int, exit_code: int = 0) -> Answer:
    """How far an issue is, in figures and words."""
    tally = house.mailroom.tally(issue_id)
    with house.database.read() as tx:
        issue = tx.issues.get(issue_id)
        pause = tx.holds.of(of_issue(issue_id))
    data = {"issue": issue.id, "status": issue.status, "paused": pause is not None, **vars(tally)}
    counts = (
        f"Udgave {issue.id} er {ISSUE_IN_DANISH[issue.status]}: {tally.sent} af "
        f"{tally.recipients} sendt, {tally.failed} mislykket, {tally.unknown} uvisse, "
        f"{tally.pending} venter."
    )
    told = [counts]
    if tally.not_sent:
        told.append(f"{tally.not_sent} nåede ikke at få den.")
    if pause is not None:
        told.append(f"Den er sat på pause af {pause.by}: {pause.reason}")
    return Answer(data, told, exit_code)


def _line(one: Received, zone: ZoneInfo) -> str:
    sent_at = one.delivery.sent_at
    when = f" {sent_at.astimezone(zone):%d.%m.%Y kl. %H.%M}" if sent_at else ""
    said = f" ({one.delivery.reply})" if one.delivery.reply else ""
    return f"{one.title}: {OUTCOME_IN_DANISH[one.outcome]}{when}{said}"


@contextmanager
def _progress() -> Iterator[Callable[[Tally], None]]:
    """A line of progress on stderr where somebody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("Sender")

        def told(tally: Tally) -> None:
            bar.update(task, total=tally.recipients, completed=tally.recipients - tally.pending)

        yield told
