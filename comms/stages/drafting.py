"""Drafting: a story becomes one draft for each channel, out of the templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from comms.danish.calendar import long_date, when
from comms.danish.greetings import shorten, without_greetings
from comms.errors import UsageError
from comms.model import guards
from comms.model.channels import takes
from comms.model.draft import Content, Draft
from comms.model.event import Event
from comms.model.item import Item
from comms.model.moved import EventChange
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.model.story import Story, StoryStatus
from comms.store.database import Begin
from comms.store.transaction import Transaction

# What intake's reading makes of words that were typed in: title, text, when.
Judge = Callable[[str, str, datetime], Item]


@dataclass(frozen=True)
class Drafting:
    """Writes the drafts that are missing.

    channels: those switched on. internal: words of meetings that are never told to the public.
    judge: reads a story that was typed in as it would a mail: when, where, themes, findings.
    """

    begin: Begin
    templates: Path
    channels: Sequence[str]
    judge: Judge
    internal: Sequence[str] = ()

    def draft_missing(self, now: datetime) -> int:
        """One draft for each story and channel that has none. Returns how many were written."""
        written = 0
        for channel in self.channels:
            with self.begin() as tx:
                waiting = tx.stories.undrafted(channel)
            for story in waiting:
                written += self._draft(story, channel, now)
        return written

    def add_story(
        self,
        title: str,
        text: str,
        by: str,
        now: datetime,
        link: str = "",
        photos: Sequence[Photo] = (),
    ) -> Story:
        """Take in a story that somebody typed. Needs a title, and a text or a link."""
        if not title.strip():
            raise UsageError("Skriv en overskrift.")
        if not text.strip() and not link.strip():
            raise UsageError("Skriv en tekst, eller indsæt et link.")
        if link.strip() and not link.strip().startswith(("http://", "https://")):
            raise UsageError("Et link skal begynde med http:// eller https://.")
        read = self.judge(title.strip(), text.strip(), now)
        found = (*read.findings, *guards.in_photos(photos))
        flags = {one.kind for one in found}
        story = Story(
            title=title.strip(),
            text=text.strip(),
            kind=read.kind or "story",
            link=link.strip(),
            photos=tuple(photos),
            events=read.events,
            themes=read.themes,
            flags=tuple(str(kind) for kind in Kind if kind in flags),
            # Whoever typed it has seen it, but a cry for help is never drafted.
            status=StoryStatus.WAITING if Kind.ACUTE in flags else StoryStatus.NEW,
        )
        with self.begin() as tx:
            who = tx.staff.acting(by)
            story_id = tx.stories.add(replace(story, created_by=who), now)
            tx.findings.add(story_id, found, now)
            tx.audit.record(who, "add", "story", story_id, now, title=story.title)
            return tx.stories.get(story_id)

    def _draft(self, story: Story, channel: str, now: datetime) -> int:
        draft = Draft(story.id, channel, self.write(story, channel))
        with self.begin() as tx:
            if self._is_internal(story):
                tx.stories.move(story.id, story.status, StoryStatus.WAITING)
                tx.audit.record("system", "keep internal", "story", story.id, now)
                return 0
            draft_id = tx.drafts.add(draft, now)
            if draft_id is None:
                return 0  # another process drafted it since we looked
            tx.audit.record("system", "draft", "draft", draft_id, now, draft.content_hash)
            _mark_drafted(tx, story)
        return 1

    def _is_internal(self, story: Story) -> bool:
        told = story.title.lower()
        return any(word.lower() in told for word in self.internal)

    def write(self, story: Story, channel: str) -> Content:
        """The first version of a story's words on a channel."""
        text = without_greetings(story.text)
        if text.lower().startswith(story.title.lower() + "\n"):
            text = text[len(story.title) :].strip()
        limits = takes(channel)
        facts = _facts(story, channel)
        template = _environment(self.templates).get_template(_name(channel, story))
        rendered = template.render(title=story.title, text=shorten(text, limits.good), **facts)
        uses = story.uses[: limits.photos]
        # Facebook shows a link's preview or photos, never both: then the link goes in the text.
        link = "" if channel == "facebook" and uses else story.link
        return Content(story.title, _tidy(rendered), link, uses)

    def news(self, change: EventChange, title: str, channel: str) -> str:
        """What happened to a story's events, in a line or two that stand first on a channel."""
        pairs = [
            tuple(None if one is None else _occasion(one, channel) for one in pair)
            for pair in change.pairs
        ]
        template = _environment(self.templates).get_template(f"{channel}/changed.txt.j2")
        return _tidy(template.render(title=title, pairs=pairs))


def _mark_drafted(tx: Transaction, story: Story) -> None:
    if story.status is StoryStatus.NEW and tx.stories.get(story.id).status is StoryStatus.NEW:
        tx.stories.move(story.id, StoryStatus.NEW, StoryStatus.DRAFTED)


def _name(channel: str, story: Story) -> str:
    kind = story.kind if story.kind in ("event", "knowledge") else "story"
    return {"facebook": f"facebook/{kind}.txt.j2", "press": "press/release.txt.j2"}.get(
        channel, f"{channel}/block.txt.j2"
    )


def _facts(story: Story, channel: str) -> dict[str, object]:
    """When and where, from the events alone and never from free text."""
    occasions = [_occasion(event, channel) for event in story.events]
    return {"occasions": occasions, "link": story.link, "has_photos": bool(story.photos)}


def _occasion(event: Event, channel: str) -> dict[str, str]:
    return {
        "when": when(event.start, event.end, "facebook" if channel == "facebook" else "web"),
        "place": event.place or "",
        "title": event.title,
        "signup_by": long_date(event.signup_by) if event.signup_by else "",
    }


def _environment(templates: Path) -> Environment:
    made = Environment(  # plain text: nothing to escape here, the mail and the page escape it
        loader=FileSystemLoader(templates),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701
    )
    made.filters["capital"] = lambda text: text[:1].upper() + text[1:]
    return made


def _tidy(text: str) -> str:
    """At most one empty line in a row, no spaces at line ends."""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for n, line in enumerate(lines) if line or (n and lines[n - 1])]
    return "\n".join(kept)
