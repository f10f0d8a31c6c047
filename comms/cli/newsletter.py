"""The newsletter: composed, looked at, approved, sent; and the letters beside it."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from comms.cli import archive, underway
from comms.cli.answer import Answer, command
from comms.cli.house import opened
from comms.cli.shown import text_of
from comms.errors import UsageError
from comms.model.issue import ISSUE_IN_DANISH, Issue, IssueStatus


@click.group()
def newsletter() -> None:
    """Compose, preview, approve, hold and send issues."""


@command(newsletter)
@click.option("--week", help="2026-W48; the coming one when left out.")
@click.option("--by", default="", help="Who composes; the timetable when left out.")
def compose(week: str | None, by: str) -> Answer:
    """Put the week's issue together out of approved blocks."""
    if week and not re.fullmatch(r"\d{4}-W\d{2}", week):
        raise UsageError(f"--week {week!r}: must look like 2026-W48")
    with opened() as house:
        composed = house.newsletter.compose(house.clock(), week or "", by)
    if composed.issue is None:
        return Answer({"issue": None, "skipped": composed.skipped}, [composed.skipped.capitalize()])
    issue = composed.issue
    lines = [f"Udgave {issue.id} ({issue.week}): {len(issue.items)} bidrag. {issue.title}"]
    lines += [f"Ikke plads til: {one}" for one in composed.waiting]
    data = {"issue": issue.id, "week": issue.week, "items": len(issue.items)}
    return Answer({**data, "waiting": composed.waiting}, lines)


@command(newsletter, "list")
def list_issues() -> Answer:
    """Every issue."""
    with opened() as house, house.database.read() as tx:
        found = tx.issues.all()
    lines = [
        f"{i.id:>5}  {i.week or i.name:<10} {ISSUE_IN_DANISH[i.status]:<18} {i.title}"
        for i in found
    ]
    return Answer([_shown(issue) for issue in found], lines or ["Der er ingen udgaver."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
def show(issue_id: int) -> Answer:
    """One issue: what it is made of and when it goes."""
    with opened() as house:
        with house.database.read() as tx:
            issue = tx.issues.get(issue_id)
            titles = [tx.drafts.version(i.draft_id, i.version).content.title for i in issue.items]
        known = house.newsletter.proposals(issue_id)
    lines = [f"{issue.title}", f"{issue.week or issue.name} · {ISSUE_IN_DANISH[issue.status]}"]
    lines += [f"Emne: {issue.subject}", f"Forhåndstekst: {issue.preheader}"]
    lines += [
        f"  {n}. {title} ({item.section})" if item.section else f"  {n}. {title}"
        for n, (item, title) in enumerate(zip(issue.items, titles, strict=True), 1)
    ]
    if issue.core_version is not None:
        lines.append(f"Kernefortælling: version {issue.core_version}")
    if issue.status is IssueStatus.COMPOSED:
        lines += [f"Emne {n}: {one}" for n, one in enumerate(known.subjects, 1)]
        lines += [f"Forhåndstekst {n}: {one}" for n, one in enumerate(known.preheaders, 1)]
    items = [
        {
            "draft": i.draft_id,
            "version": i.version,
            "title": title,
            "section": i.section,
            "pinned": i.pinned,
        }
        for i, title in zip(issue.items, titles, strict=True)
    ]
    return Answer({**_shown(issue), "items": items, "proposed": asdict(known)}, lines)


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--subject", type=click.IntRange(1), help="Which of the proposed subjects.")
@click.option("--preheader", type=click.IntRange(1), help="Which of the proposed preheaders.")
@click.option("--by", required=True, help="Who chooses.")
def words(issue_id: int, subject: int | None, preheader: int | None, by: str) -> Answer:
    """Choose among the proposed subjects and preheaders, by the numbers that `show` tells."""
    with opened() as house:
        known = house.newsletter.proposals(issue_id)
        chosen = (
            _numbered("--subject", known.subjects, subject),
            _numbered("--preheader", known.preheaders, preheader),
        )
        issue = house.newsletter.choose_words(issue_id, *chosen, by, house.clock())
    return Answer(_shown(issue), [f"Emne: {issue.subject}", f"Forhåndstekst: {issue.preheader}"])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.argument("draft_id", metavar="DRAFT", type=int)
@click.option("--to", "place", required=True, type=click.IntRange(1), help="1 is the top.")
@click.option("--by", required=True, help="Who moves it.")
def move(issue_id: int, draft_id: int, place: int, by: str) -> Answer:
    """Give a story another place in the issue; it stays there."""
    with opened() as house:
        desk = house.newsletter
        issue = desk.arranging.move(issue_id, draft_id, place, by, house.clock())
    return Answer(_shown(issue), [f"Udkast {draft_id} er nu nummer {place} i udgave {issue_id}."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.argument("draft_id", metavar="DRAFT", type=int)
@click.option("--by", required=True, help="Who puts it in.")
def pin(issue_id: int, draft_id: int, by: str) -> Answer:
    """Put an approved story in the issue, or keep one where it stands."""
    with opened() as house:
        issue = house.newsletter.arranging.pin(issue_id, draft_id, by, house.clock())
    return Answer(_shown(issue), [f"Udkast {draft_id} er sat fast i udgave {issue_id}."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.argument("draft_id", metavar="DRAFT", type=int)
@click.option("--by", required=True, help="Who takes it out.")
def drop(issue_id: int, draft_id: int, by: str) -> Answer:
    """Take a story out of the issue; it is free for the next one."""
    with opened() as house:
        issue = house.newsletter.arranging.drop(issue_id, draft_id, by, house.clock())
    return Answer(_shown(issue), [f"Udkast {draft_id} er taget ud af udgave {issue_id}."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--out", required=True, type=click.Path(path_type=Path), help="HTML file to write.")
def preview(issue_id: int, out: Path) -> Answer:
    """Write the issue as it would leave now; its text part lies beside it as .txt."""
    with opened() as house:
        compiled = house.newsletter.preview(issue_id)
    text = out.with_suffix(".txt")
    try:
        out.write_text(compiled.html(), encoding="utf-8")
        text.write_text(compiled.text(), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror})") from None
    return Answer({"issue": issue_id, "files": [str(out), str(text)]}, [str(out), str(text)])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who says yes.")
def approve(issue_id: int, by: str) -> Answer:
    """Say yes to the issue: its bytes are frozen."""
    with opened() as house:
        issue = house.newsletter.approve(issue_id, by, house.clock())
    return Answer(_shown(issue), [f"Udgave {issue_id} er godkendt af {issue.approved_by}."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--text", "text_file", required=True, type=click.Path(path_type=Path), help="File.")
@click.option("--by", required=True, help="Who writes.")
def correct(issue_id: int, text_file: Path, by: str) -> Answer:
    """Correct an issue that was sent, to the same people. Exit 3: it waits for a yes."""
    words = text_of(text_file)
    with opened() as house:
        issue = house.issue_corrections.correct(issue_id, words, by, house.clock())
    lines = [f"Rettelsen er udgave {issue.id}. Den venter på at blive godkendt."]
    return Answer(_shown(issue), lines, exit_code=3)


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who holds it.")
@click.option("--reason", default="", help="Why.")
def hold(issue_id: int, by: str, reason: str) -> Answer:
    """Keep the issue back until somebody lets it go."""
    with opened() as house:
        issue = house.newsletter.hold(issue_id, by, reason, house.clock())
    return Answer(_shown(issue), [f"Udgave {issue_id} er holdt tilbage."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who lets it go.")
def unhold(issue_id: int, by: str) -> Answer:
    """Let a held issue go again."""
    with opened() as house:
        issue = house.newsletter.unhold(issue_id, by, house.clock())
    return Answer(_shown(issue), [f"Udgave {issue_id} er sluppet fri."])


@command(newsletter)
@click.argument("issue_id", metavar="ID", type=int)
@click.option("--by", required=True, help="Who cancels.")
@click.option("--reason", required=True, help="Why.")
def cancel(issue_id: int, by: str, reason: str) -> Answer:
    """No issue this week: its blocks are free for the next one. One on its way ends where it is."""
    with opened() as house:
        with house.database.read() as tx:
            on_its_way = tx.issues.get(issue_id).status is IssueStatus.SENDING
        if not on_its_way:
            issue = house.newsletter.cancel(issue_id, by, reason, house.clock())
            return Answer(_shown(issue), [f"Udgave {issue_id} er aflyst."])
        house.underway.cancel(issue_id, by, reason, house.clock())
        return underway.standing(house, issue_id)


archive.install(newsletter)
underway.install(newsletter)


@command()
def letters() -> Answer:
    """Send the letters that wait: confirmations, notices, reports."""
    from comms.stages.dispatch import until_signal

    with opened() as house, until_signal() as stopping:
        done = house.mailroom.send_letters(stopping)
    told = f"{done.sent} sendt, {done.failed} mislykket, {done.waiting} venter."
    data = {"sent": done.sent, "failed": done.failed, "waiting": done.waiting}
    return Answer(data, [told], exit_code=1 if done.failed else 0)


def _numbered(option: str, known: Sequence[str], number: int | None) -> str:
    if number is None:
        return ""
    if number > len(known):
        raise UsageError(f"{option} {number}: there are {len(known)} to choose from")
    return known[number - 1]


def _shown(issue: Issue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "week": issue.week,
        "name": issue.name,
        "status": issue.status,
        "title": issue.title,
        "subject": issue.subject,
        "preheader": issue.preheader,
        "due_at": issue.due_at,
        "approved_by": issue.approved_by,
        "core_version": issue.core_version,
        "sent_at": issue.sent_at,
        "reason": issue.reason,
        "items": len(issue.items),
        "corrects": issue.corrects,
    }
