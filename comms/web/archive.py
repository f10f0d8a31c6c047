"""The public archive: sent issues only, and nothing of who got them."""

import re
from dataclasses import dataclass

from flask import Blueprint, abort, render_template

from comms.model.event import day_of
from comms.model.issue import Issue, IssueStatus
from comms.web.here import house, now

room = Blueprint("archive", __name__, url_prefix="/nyhedsbreve")
_WEEK = re.compile(r"uge-(\d{1,2})")


@dataclass(frozen=True)
class Shown:
    """An issue and where it stands in the archive."""

    issue: Issue
    path: str


@room.get("/")
def index() -> str:
    """Every issue that was sent, newest first."""
    with house().read() as tx:
        issues = tx.issues.all(IssueStatus.SENT)
    return render_template("archive.html", shown=[Shown(one, path(one)) for one in issues])


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
    body = house().newsletter.archive_html(issue.id, day_of(now()))
    body = body.replace(f'src="{house().settings.public_url}/', 'src="/')
    return render_template("archived.html", issue=issue, body=body)
