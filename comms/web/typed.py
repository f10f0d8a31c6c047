"""What stands in the form of a draft when it is sent, whatever the button was."""

from dataclasses import replace

from flask import request

from comms.model.channels import wrong_with
from comms.model.draft import Act, Content, Draft
from comms.model.photo import PhotoUse
from comms.model.story import Story
from comms.web.forms import Problem, text

LONGEST = 100_000  # characters that are read of a field, so that too long a text is not cut


def typed_content(draft: Draft, story: Story) -> Content:
    """The words and the chosen photos, in the order in which they stand in the form.

    Of a correction only the words can be typed; all else of a post stays as it is.
    """
    if draft.act is not Act.POST:
        return replace(draft.content, text=text("text", LONGEST))
    known = {photo.digest for photo in story.photos}
    chosen = dict.fromkeys(one for one in request.form.getlist("photo") if one in known)
    uses = tuple(PhotoUse(digest, text(f"alt-{digest}", 500)) for digest in chosen)
    return Content(
        title=" ".join(text("title", LONGEST).split()),
        text=text("text", LONGEST),
        link=text("link", LONGEST),
        photos=_in_order(uses, text("move", 80)),
    )


def problems_with(draft: Draft, content: Content) -> list[Problem]:
    """What is wrong, each beside its field."""
    return [Problem(f"edit-{one.field}", one.says) for one in wrong_with(draft.channel, content)]


def _in_order(uses: tuple[PhotoUse, ...], move: str) -> tuple[PhotoUse, ...]:
    """move: which photo goes one up or down, "DIGEST:up"; '' for none."""
    digest, _, way = move.partition(":")
    order = list(uses)
    at = next((n for n, use in enumerate(order) if use.digest == digest), None)
    to = None if at is None else at + (-1 if way == "up" else 1)
    if at is not None and to is not None and 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
    return tuple(order)
