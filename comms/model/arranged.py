"""An issue in the order that a person gives it."""

from collections.abc import Iterable
from dataclasses import replace

from comms.errors import NotFound, UsageError
from comms.model.issue import Issue, IssueItem


def moved(issue: Issue, draft_id: int, place: int) -> Issue:
    """The story at another place, 1 is the top, where it stays. Raises NotFound, UsageError."""
    item = _of(issue.items, draft_id, issue)
    if not 1 <= place <= len(issue.items):
        raise UsageError(f"Vælg en plads fra 1 til {len(issue.items)}.")
    rest = [one for one in issue.items if one is not item]
    rest.insert(place - 1, replace(item, pinned=True))
    return replace(issue, items=_numbered(rest))


def without(issue: Issue, draft_id: int) -> Issue:
    """The story taken out; it is not put in again by itself. Raises NotFound."""
    item = _of(issue.items, draft_id, issue)
    rest = [one for one in issue.items if one is not item]
    out = (*issue.dropped, replace(item, pinned=False))
    return replace(issue, items=_numbered(rest), dropped=out, worded_by="")


def with_story(issue: Issue, item: IssueItem) -> Issue:
    """The story put in at the end, or kept where it stands already; there it stays."""
    for known in issue.items:
        if known.draft_id == item.draft_id:
            return moved(issue, item.draft_id, known.position + 1)
    left = tuple(one for one in issue.dropped if one.draft_id != item.draft_id)
    items = _numbered((*issue.items, replace(item, pinned=True)))
    return replace(issue, items=items, dropped=left)


def _of(items: Iterable[IssueItem], draft_id: int, issue: Issue) -> IssueItem:
    for item in items:
        if item.draft_id == draft_id:
            return item
    raise NotFound(f"Udkast {draft_id} er ikke med i udgave {issue.id}.")


def _numbered(items: Iterable[IssueItem]) -> tuple[IssueItem, ...]:
    return tuple(replace(one, position=place) for place, one in enumerate(items))
