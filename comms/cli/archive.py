"""Older newsletters in the public archive: brought in as PDF, listed, taken out."""

from datetime import datetime
from pathlib import Path

import click

from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.danish.calendar import short_date
from comms.errors import UsageError
from comms.store.papers import Paper


def install(newsletter: click.Group) -> None:
    """Put the commands beside the others of the newsletter."""

    @command(newsletter, "archive-add")
    @click.argument("pdf", metavar="PDF", type=click.Path(path_type=Path))
    @click.option("--title", required=True, help="What it is called in the archive.")
    @click.option("--date", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Sent.")
    @click.option("--by", required=True, help="Who brings it in.")
    def archive_add(pdf: Path, title: str, day: datetime, by: str) -> Answer:
        """Bring an older newsletter into the archive."""
        try:
            raw = pdf.read_bytes()
        except OSError as error:
            raise UsageError(f"{pdf}: cannot be read ({error.strerror})") from None
        with opened() as house:
            made = house.archiving.add(raw, title, day.date(), by, house.clock())
        lines = [f"Lagt i arkivet: {made.paper.path}"]
        if made.scanned:
            lines.append("Filen er nok skannet: dens tekst kan ikke læses op eller søges i.")
        return Answer({**_shown(made.paper), "scanned": made.scanned}, lines)

    @command(newsletter, "archive-list")
    def archive_list() -> Answer:
        """The PDFs in the archive, newest first."""
        with opened() as house, house.database.read() as tx:
            found = tx.papers.all()
        lines = [f"{short_date(one.day):>10}  {one.name}  {one.title}" for one in found]
        return Answer([_shown(one) for one in found], lines or ["Der er ingen PDF-filer."])

    @command(newsletter, "archive-remove")
    @click.argument("name", metavar="NAME")
    @click.option("--by", required=True, help="Who takes it out.")
    @click.option("--reason", required=True, help="Why.")
    def archive_remove(name: str, by: str, reason: str) -> Answer:
        """Take a PDF out of the archive; NAME as `archive-list` tells it."""
        with opened() as house:
            gone = house.archiving.take_out(name, by, reason, house.clock())
        return Answer(_shown(gone), [f"Taget ud af arkivet: {gone.title}"])


def _shown(paper: Paper) -> dict[str, object]:
    return {
        "name": paper.name,
        "title": paper.title,
        "date": paper.day,
        "path": paper.path,
        "size": paper.size,
    }
