"""The public archive: sent issues only, and nothing of who got them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from comms.channels.website import Entry, atom
from comms.model.event import day_of
from comms.model.issue import Issue, IssueStatus
from comms.store.transaction import Transaction
from comms.web.here import house, now

room = Blueprint("archive", __name__, url_prefix="/nyhedsbreve")
IN_FEED = 20
_WEEK = re.compile(r"uge-(\d{1,2})")


@dataclass(frozen=True)
class Shown:
    """An issue, where it stands in the archive, and what was put right in it since."""

    issue: Issue
    path: str
    corrections: Sequence[Issue] = ()


@room.get("/")
def index() -> str:
    """Every issue that was sent, newest first, and the older ones that were brought in."""
    with house().read() as tx:
        issues = tx.issues.all(IssueStatus.SENT)
        corrected = _corrections(tx, *(one.id for one in issues))
        papers = tx.papers.all()
    shown = [Shown(one, path(one), corrected.get(one.id, [])) for one in issues]
    return render_template("archive.html", shown=shown, papers=papers)


@room.get("/atom.xml")
def feed() -> ResponseReturnValue:
    """The newest issues for feed readers (Atom, RFC 4287)."""
    with house().read() as tx:
        issues = tx.issues.all(IssueStatus.SENT)[:IN_FEED]
        corrected = _corrections(tx, *(one.id for one in issues))
    base, who = house().settings.public_url, house().schedules.organisation
    entries = [_entry(base, one, corrected.get(one.id, [])) for one in issues]
    here = f"{base}/nyhedsbreve/"
    data = atom(f"Nyhedsbreve fra {who.strategy}", who.name, here, f"{here}atom.xml", entries)
    headers = {"Cache-Control": "public, max-age=900"}
    return Response(data, content_type="application/atom+xml; charset=utf-8", headers=headers)


@room.get("/<int:year>/<name>.pdf")
def paper(year: int, name: str) -> ResponseReturnValue:
    """An older newsletter that was brought in."""
    with house().read() as tx:
        found = tx.papers.named(f"{year}/{name}")
    if found is None:
        abort(404)
    headers = {
        "Cache-Control": "public, max-age=900",
        "Content-Language": "da",
        "Content-Disposition": f'inline; filename="{name}.pdf"',
    }
    return Response(house().files.get(found.digest), mimetype="application/pdf", headers=headers)


@room.get("/<int:year>/<week>")
def of_week(year: int, week: str) -> str:
    """The issue of a week: /nyhedsbreve/2026/uge-48."""
    found = _WEEK.fullmatch(week)
    with house().read() as tx:
        issue = tx.issues.of_week(f"{year}-W{int(found[1]):02d}") if found else None
    return _page(issue)


@room.get("/<name>")
def named(name: str) -> str:
    """A special issue, by its own name."""
    with house().read() as tx:
        issue = tx.issues.named(name)
    return _page(issue)


def path(issue: Issue) -> str:
    """Where an issue stands: /nyhedsbreve/2026/uge-48, or /nyhedsbreve/NAME."""
    return issue.archive_path


def _page(issue: Issue | None) -> str:
    if issue is None or issue.status is not IssueStatus.SENT:
        abort(404)
    with house().read() as tx:
        corrections = _corrections(tx, issue.id).get(issue.id, [])
        corrected = None if issue.corrects is None else tx.issues.get(issue.corrects)
    body = house().newsletter.archive_html(issue.id, day_of(now()))
    body = body.replace(f'src="{house().settings.public_url}/', 'src="/')
    return render_template(
        "archived.html", issue=issue, body=body, corrections=corrections, corrected=corrected
    )


def _entry(base: str, issue: Issue, corrections: Sequence[Issue]) -> Entry:
    """updated: when it was last put right, so that readers who follow the feed see that too."""
    sent = issue.sent_at or now()
    fixed = [one.sent_at or one.approved_at or sent for one in corrections]
    url = f"{base}{issue.archive_path}"
    return Entry(issue.title, url, sent, max((sent, *fixed)), issue.preheader)


def _corrections(tx: Transaction, *issue_ids: int) -> dict[int, list[Issue]]:
    """By issue, the corrections that are sent, or on their way."""
    told: dict[int, list[Issue]] = {}
    for one in tx.issues.corrections(*issue_ids):
        if one.corrects is not None and one.status in (IssueStatus.SENDING, IssueStatus.SENT):
            told.setdefault(one.corrects, []).append(one)
    return told
