"""The public archive: sent issues only, and nothing of who got them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from comms.model.event import day_of
from comms.model.issue import Issue, IssueStatus
from comms.store.transaction import Transaction
from comms.web.here import house, now

room = Blueprint("archive", __name__, url_prefix="/nyhedsbreve")
_WEEK = re.compile(r"uge-(\d{1,2})")


@dataclass(frozen=True)
class Shown:
    """An issue, where it stands in the archive, and what was put right in it since."""

    issue: Issue
    path: str
    corrections: Sequence[Issue] = ()


@room.get("/")
def index() -> str:
    """Every issue that was sent, newest first."""
    with house().read() as tx:
        issues = tx.issues.all(IssueStatus.SENT)
        corrected = _corrections(tx, *(one.id for one in issues))
    shown = [Shown(one, path(one), corrected.get(one.id, [])) for one in issues]
    return render_template("archive.html", shown=shown)


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


def _corrections(tx: Transaction, *issue_ids: int) -> dict[int, list[Issue]]:
    """By issue, the corrections that are sent, or on their way."""
    told: dict[int, list[Issue]] = {}
    for one in tx.issues.corrections(*issue_ids):
        if one.corrects is not None and one.status in (IssueStatus.SENDING, IssueStatus.SENT):
            told.setdefault(one.corrects, []).append(one)
    return told
