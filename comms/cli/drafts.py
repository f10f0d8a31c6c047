"""Drafts: review without the web page, under the same rules; and sending what is approved."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from comms.cli.answer import Answer, command
from comms.cli.corrections import correct, take_down
from comms.cli.house import opened
from comms.cli.shown import shown, text_of
from comms.errors import UsageError
from comms.model.account import COMMAND_LINE
from comms.model.channels import called
from comms.model.draft import IN_DANISH, Draft, Status
from comms.model.photo import PhotoUse


@click.group()
def drafts() -> None:
    """Read, edit, approve, reject and correct drafts."""


drafts.add_command(correct)
drafts.add_command(take_down)


@command(drafts, "list")
@click.option("--status", type=click.Choice([str(s) for s in Status]), help="Only these.")
def list_drafts(status: str | None) -> Answer:
    """The drafts, oldest first."""
    with opened() as house, house.database.read() as tx:
        found = tx.drafts.all(Status(status) if status else None)
    lines = [
        f"{d.id:>5}  {IN_DANISH[d.status]:<18} {called(d.channel, d.act):<19} {d.content.title}"
        for d in found
    ]
    return Answer([shown(draft) for draft in found], lines or ["Der er ingen udkast."])


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
def show(draft_id: int) -> Answer:
    """One draft: its words, what hinders it, its versions and what was done to it."""
    with opened() as house:
        with house.database.read() as tx:
            draft = tx.drafts.get(draft_id)
            versions = tx.drafts.versions(draft_id)
            record = tx.audit.about("draft", draft_id)
        hinders = house.review.open_findings(draft_id, house.clock())
    data = {
        **shown(draft),
        "hindrances": [{"kind": h.kind, "says": h.says, "where": h.where} for h in hinders],
        "versions": [
            {"version": v.version, "by": v.written_by, "at": v.written_at, "hash": v.content_hash}
            for v in versions
        ],
        "record": [{"at": e.at, "by": e.by, "verb": e.verb} for e in record],
    }
    lines = [
        f"Udkast {draft.id} · {called(draft.channel, draft.act)} · {IN_DANISH[draft.status]}",
        "",
    ]
    lines += [draft.content.text, *([draft.content.link] if draft.content.link else []), ""]
    lines += [f"Billede {n}: {p.alt or '(mangler alternativ tekst)'}" for n, p in _numbered(draft)]
    lines += [f"! {hindrance.says}" for hindrance in hinders]
    return Answer(data, lines)


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--text", "text_file", type=click.Path(path_type=Path), help="File with the words.")
@click.option("--title", help="A new title.")
@click.option("--alt", "alts", multiple=True, metavar="N=TEXT", help="Alternative text of photo N.")
@click.option("--without-photos", is_flag=True, help="Show no photos.")
@click.option("--by", default=COMMAND_LINE, help="Who writes.")
def edit(
    draft_id: int,
    text_file: Path | None,
    title: str | None,
    alts: tuple[str, ...],
    without_photos: bool,
    by: str,
) -> Answer:
    """New words: a new version that waits for a yes again."""
    with opened() as house:
        with house.database.read() as tx:
            draft = tx.drafts.get(draft_id)
        content = draft.content
        if text_file is not None:
            content = replace(content, text=text_of(text_file).strip())
        if title is not None:
            content = replace(content, title=title.strip())
        photos = () if without_photos else _with_alts(content.photos, alts)
        content = replace(content, photos=photos)
        edited = house.review.edit(draft_id, content, by, house.clock(), draft.version)
    return Answer(shown(edited), [f"Udkast {draft_id} er nu version {edited.version}."])


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says yes.")
@click.option("--alone", default="", metavar="REASON", help="In an emergency: to one's own words.")
def approve(draft_id: int, by: str, alone: str) -> Answer:
    """Say yes to the newest version."""
    with opened() as house:
        if alone:
            approved = house.review.approve_alone(draft_id, by, alone, house.clock())
        else:
            approved = house.review.approve(draft_id, by, house.clock())
    return Answer(shown(approved), [f"Udkast {draft_id} er godkendt af {approved.approved_by}."])


@command(drafts, "send-back")
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who sends it back.")
@click.option("--reason", required=True, help="What is to be changed.")
def send_back(draft_id: int, by: str, reason: str) -> Answer:
    """Ask for changes. It waits for its writer until somebody has changed it."""
    with opened() as house:
        back = house.review.send_back(draft_id, by, reason, house.clock())
    return Answer(shown(back), [f"Udkast {draft_id} er sendt tilbage."])


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who takes it back.")
@click.option("--reason", default="", help="Why.")
def withdraw(draft_id: int, by: str, reason: str) -> Answer:
    """Take it back, until it is being sent."""
    with opened() as house:
        withdrawn = house.review.withdraw(draft_id, by, reason, house.clock())
    return Answer(shown(withdrawn), [f"Udkast {draft_id} er trukket tilbage."])


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says no.")
@click.option("--reason", required=True, help="Why.")
def reject(draft_id: int, by: str, reason: str) -> Answer:
    """Say no."""
    with opened() as house:
        rejected = house.review.reject(draft_id, by, reason, house.clock())
    return Answer(shown(rejected), [f"Udkast {draft_id} er afvist."])


@command(drafts)
@click.argument("draft_id", metavar="ID", type=int)
@click.option("--at", required=True, help="When, ISO 8601; without an offset: local time.")
@click.option("--by", default=COMMAND_LINE, help="Who chooses.")
def schedule(draft_id: int, at: str, by: str) -> Answer:
    """Choose when it may go out."""
    with opened() as house:
        moment = moment_of(at, house.schedules.zone)
        planned = house.review.schedule(draft_id, moment, by, house.clock())
    return Answer(
        shown(planned), [f"Udkast {draft_id} sendes tidligst {moment:%d.%m.%Y kl. %H.%M}."]
    )


@command()
@click.argument("channel", required=False)
def publish(channel: str | None) -> Answer:
    """Send what is approved and due. Safe at any time, by any number of processes."""
    from comms.cli.sending import publish_due

    return publish_due(channel)


def moment_of(text: str, zone: Any) -> datetime:
    """An aware moment. Raises UsageError."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is no time (allowed: 2026-11-26T10:00)") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _with_alts(photos: tuple[PhotoUse, ...], alts: tuple[str, ...]) -> tuple[PhotoUse, ...]:
    changed = list(photos)
    for one in alts:
        number, _, alt = one.partition("=")
        if not number.isdigit() or not 1 <= int(number) <= len(photos):
            allowed = f"N from 1 to {len(photos)}" if photos else "this draft shows no photos"
            raise UsageError(f"--alt {one!r}: must be N=TEXT ({allowed})")
        changed[int(number) - 1] = replace(changed[int(number) - 1], alt=alt.strip())
    return tuple(changed)


def _numbered(draft: Draft) -> list[tuple[int, PhotoUse]]:
    return list(enumerate(draft.content.photos, 1))
