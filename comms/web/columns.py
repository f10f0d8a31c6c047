"""A story's drafts beside each other, one column for each channel that is switched on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.advice import Tip, advise, emojis
from comms.model.channels import Takes, takes
from comms.model.draft import Act, Content, Draft, Status
from comms.model.photo import Photo
from comms.model.story import Story
from comms.web.here import house

_OPEN = (Status.DRAFTED, Status.APPROVED, Status.FAILED, Status.REJECTED, Status.WITHDRAWN)
# What Facebook shows of a post's photos before one opens it.
GRID = 5


@dataclass(frozen=True)
class Choice:
    """A photo in the form. alt: as typed. place: in the draft, from 1; 0 when it is left out."""

    photo: Photo
    alt: str
    place: int


@dataclass(frozen=True)
class Column:
    """One draft. shown: its words as they stand in the form; typed: they are not kept yet.

    focus: it is the one that the page was asked for. fold: characters before "Se mere".
    """

    draft: Draft
    shown: Content
    photos: tuple[Photo, ...]
    choices: tuple[Choice, ...]
    tips: tuple[Tip, ...]
    takes: Takes
    fold: int
    focus: bool
    typed: bool

    @property
    def open(self) -> bool:
        """Can its words still be changed?"""
        return self.draft.status in _OPEN

    @property
    def id(self) -> str:
        """What ends the ids of its fields: nothing for the one in focus."""
        return "" if self.focus else f"-{self.draft.id}"

    @property
    def folded(self) -> tuple[str, str]:
        """What Facebook shows of the text, and what stands behind "Se mere"."""
        return fold(self.shown.text, self.fold)

    @property
    def todo(self) -> tuple[Tip, ...]:
        """Advice that something could be done about."""
        return tuple(tip for tip in self.tips if not tip.fine)

    @property
    def told(self) -> tuple[Tip, ...]:
        """What is only told."""
        return tuple(tip for tip in self.tips if tip.fine)

    @property
    def emojis(self) -> int:
        """How many there are in the text."""
        return emojis(self.shown.text)


def fold(text: str, at: int) -> tuple[str, str]:
    """The text cut after `at` characters at the most, between two words."""
    if len(text) <= at:
        return text, ""
    head = text[: at + 1]
    cut = max(head.rfind(" "), head.rfind("\n"))
    cut = cut if cut > 0 else at
    return text[:cut].rstrip(), text[cut:].strip()


def columns(
    story: Story, drafts: Sequence[Draft], focus: int, typed: Content | None, now: datetime
) -> tuple[Column, ...]:
    """typed: what stands in the form of the draft in focus, when it is not what is stored."""
    on = house().schedules.channels
    shown = [d for d in drafts if d.id == focus or getattr(on, d.channel, False)]
    order = ["facebook", "newsletter", "press"]
    shown.sort(key=lambda d: (order.index(d.channel) if d.channel in order else 9, d.id))
    return tuple(
        column(story, draft, typed if draft.id == focus else None, now, focus=draft.id == focus)
        for draft in shown
    )


def column(
    story: Story, draft: Draft, typed: Content | None, now: datetime, *, focus: bool
) -> Column:
    """One draft as the page shows it."""
    rules = house().schedules
    content = draft.content if typed is None else typed
    known = {photo.digest: photo for photo in story.photos}
    return Column(
        draft=draft,
        shown=content,
        photos=tuple(known[use.digest] for use in content.photos if use.digest in known),
        choices=_choices(story, content) if draft.act is Act.POST else (),
        tips=()
        if draft.act is Act.TAKE_DOWN
        else advise(draft.channel, content, story, rules.facebook.fold, now, rules.venues),
        takes=takes(draft.channel),
        fold=rules.facebook.fold,
        focus=focus,
        typed=content != draft.content,
    )


def _choices(story: Story, content: Content) -> tuple[Choice, ...]:
    """Those that are chosen, in their order, then the others that may be shown."""
    known = {photo.digest: photo for photo in story.photos}
    used = [use for use in content.photos if use.digest in known]
    chosen = [Choice(known[use.digest], use.alt, n) for n, use in enumerate(used, 1)]
    taken = {use.digest for use in used}
    left = [one for one in known.values() if one.digest not in taken and not one.withdrawn_at]
    return (*chosen, *(Choice(photo, photo.alt, 0) for photo in left))
