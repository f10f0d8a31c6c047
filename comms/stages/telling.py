"""Telling: what intake read of a story, put right by staff, and how it reaches the drafts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model import guards
from comms.model.account import ANYBODY
from comms.model.advice import disagreements
from comms.model.clearance import open_of_kind
from comms.model.draft import Act, Content, Draft, Status
from comms.model.event import Event, in_order, judged
from comms.model.moved import Change, EventChange, change_of
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, Piece
from comms.model.story import Story, StoryStatus
from comms.store.database import Begin
from comms.store.transaction import Transaction

KINDS = ("event", "story", "knowledge")
MOST_EVENTS = 30
MOST_PHOTOS = 20  # of one story
LONGEST_TITLE = 300
LONGEST_TEXT = 60_000
_OUT = (Status.SENDING, Status.SENT, Status.UNKNOWN)
_WAITS = (Status.DRAFTED, Status.APPROVED)
_AGAIN = (Status.DRAFTED, Status.APPROVED, Status.FAILED, Status.REJECTED, Status.WITHDRAWN)

MOVED_SINCE = "Arrangementet er flyttet. Ret teksten, så den siger det nye."
CANCELLED_SINCE = "Arrangementet er aflyst. Ret teksten, eller afvis udkastet."

# A story's first words on a channel.
Write = Callable[[Story, str], Content]


@dataclass(frozen=True)
class Wanted:
    """What a person says that the story is: its words, kind, link and events."""

    title: str
    text: str
    kind: str
    link: str
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Retold:
    """What a correction did. made_anew: drafts that got a new version, which waits for a yes.

    behind: drafts that still tell the old story: a person wrote in them, or said yes to them.
    out: drafts that are out, or on their way.
    """

    story: Story
    made_anew: tuple[Draft, ...] = ()
    behind: tuple[Draft, ...] = ()
    out: tuple[Draft, ...] = ()


@dataclass(frozen=True)
class Telling:
    """write: a story's words on a channel, as drafting makes them."""

    begin: Begin
    write: Write

    def correct(
        self,
        story_id: int,
        wanted: Wanted,
        by: str,
        now: datetime,
        seen: datetime | None = None,
        *,
        check: bool = False,
    ) -> Retold:
        """Put right what a story says. Drafts that nobody wrote in are made anew at once.

        check, seen: refuse when the story was changed after `seen` (None: never changed then).
        Raises UsageError for what is missing, NotAllowed for what is withdrawn, Moved.
        """
        asked = _checked(wanted, now)
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            before = _open(tx.stories.get(story_id))
            if check and before.changed_at != seen:
                raise Moved("Bidraget er ændret af en anden, siden du åbnede det. Læs det igen.")
            after = replace(before, **vars(asked))
            if [_plain(one) for one in after.events] == [_plain(one) for one in before.events]:
                after = replace(after, events=before.events)
            if after == before:
                return Retold(before)
            return self._retell(tx, before, after, who, now, "correct story")

    def use_reading(self, story_id: int, number: int, by: str, now: datetime) -> Retold:
        """Put what a machine read in a picture below the story's text, once a person has looked.

        number: the picture's place among the files of its mail. Raises NotFound, UsageError.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            before = _open(tx.stories.get(story_id))
            words = _reading(tx, before, number)
            if words in before.text:
                raise UsageError("Teksten står allerede i bidraget.")
            text = f"{before.text.rstrip()}\n\n{words}".strip()
            return self._retell(tx, before, replace(before, text=text), who, now, "use reading")

    def redraft(self, draft_id: int, by: str, now: datetime, version: int | None = None) -> Draft:
        """Make a draft anew from the story as it is told now: a new version, which waits.

        version: the one that was seen. Raises Moved for a newer one, and once it is out.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            if version is not None and version != draft.version:
                raise Moved(f"Udkast {draft_id} er ændret af en anden, siden du åbnede det.")
            if draft.status not in _AGAIN or draft.act is not Act.POST:
                raise Moved(f"Udkast {draft_id} er sendt ud eller på vej og kan ikke laves om.")
            story = _open(tx.stories.get(draft.story_id))
            return self._anew(tx, draft, story, who, now)

    def release(self, story_id: int, by: str, now: datetime) -> Story:
        """Let a story be drafted that waited for a person to look at it.

        Raises Moved when it does not wait, NotAllowed while somebody may be in danger.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            story = _open(tx.stories.get(story_id))
            if story.status is not StoryStatus.WAITING:
                raise Moved(f"Bidrag {story_id} venter ikke længere.")
            found, answers = tx.findings.of(story_id), tx.findings.answers(story_id)
            if open_of_kind(found, answers, Kind.ACUTE):
                raise NotAllowed(
                    "Her kan nogen have brug for hjælp nu. Skriv først, hvad der er gjort."
                )
            if not story.text.strip() and not story.link:
                raise UsageError("Bidraget har hverken tekst eller link. Skriv en tekst først.")
            tx.stories.move(story_id, StoryStatus.WAITING, StoryStatus.NEW)
            tx.audit.record(who, "release", "story", story_id, now)
            return tx.stories.get(story_id)

    def add_photos(
        self, story_id: int, photos: Sequence[Photo], by: str, now: datetime
    ) -> Sequence[Photo]:
        """More photos, cleaned before. One that the story has already is left out.

        Raises UsageError for none or too many. Returns those that were added.
        """
        if not photos:
            raise UsageError("Vælg mindst ét billede.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            story = _open(tx.stories.get(story_id))
            known = {one.digest for one in story.photos}
            new = list({one.digest: one for one in photos if one.digest not in known}.values())
            if len(story.photos) + len(new) > MOST_PHOTOS:
                raise UsageError(f"Et bidrag kan højst have {MOST_PHOTOS} billeder.")
            tx.stories.add_photos(story_id, new)
            _note(tx, story, guards.in_photos(new), now)
            for one in new:
                tx.audit.record(who, "add photo", "story", story_id, now, one.digest)
        return new

    def _retell(
        self, tx: Transaction, before: Story, after: Story, who: str, now: datetime, verb: str
    ) -> Retold:
        found = guards.in_words((Piece("title", after.title), Piece("body", after.text)))
        flags = set(after.flags) | {one.kind for one in found}
        after = replace(after, flags=tuple(str(kind) for kind in Kind if kind in flags))
        tx.stories.retell(before, after, now)
        _note(tx, before, found, now)
        changed = [
            name
            for name in ("title", "text", "kind", "link", "events")
            if getattr(before, name) != getattr(after, name)
        ]
        was = {name: getattr(before, name) for name in changed if name != "events"}
        tx.audit.record(who, verb, "story", before.id, now, changed=changed, was=was)
        story = tx.stories.get(before.id)
        return self.follow(tx, before, story, who, now)

    def follow(
        self, tx: Transaction, before: Story, story: Story, who: str, now: datetime
    ) -> Retold:
        """Let the drafts of a changed story, stored already, follow what it says now.

        A draft that says just what was made of the old story is made anew. What a person wrote in
        it, or said yes to, is theirs; but no yes holds for an event that was moved or cancelled.
        """
        change = change_of(before, story, who)
        anew, behind, out = [], [], []
        for draft in tx.drafts.all(story_id=story.id):
            if draft.act is not Act.POST:
                continue
            if draft.status in _OUT:
                out.append(draft)
            elif change and change.kind is Change.CANCELLED and draft.status in _WAITS:
                behind.append(_sent_back(tx, draft, CANCELLED_SINCE, who, now))
            elif self._follows(draft, before, change):
                anew.append(self._anew(tx, draft, story, who, now))
            elif change and draft.status is Status.APPROVED and _disagrees(draft, story):
                behind.append(_sent_back(tx, draft, MOVED_SINCE, who, now))
            elif draft.status in (Status.DRAFTED, Status.APPROVED, Status.FAILED):
                behind.append(draft)
        if change and out and change.ahead(now):
            tx.event_changes.add(change, now)
        return Retold(story, tuple(anew), tuple(behind), tuple(out))

    def changed(self, story_id: int, by: str, now: datetime) -> tuple[Story, EventChange | None]:
        """The story as its calendar says that it is, and what changed since it was told.

        What a calendar said is put into the story first. None: nothing has changed.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            story = _open(tx.stories.get(story_id))
            waiting = tx.event_changes.open(story_id)
            said = [one for one in waiting if not one.applied]
            if said:
                tx.event_changes.settle(story_id, who, now)
                after = _as_said(story, said[-1])
                if after != story:
                    self._retell(tx, story, after, who, now, "follow calendar")
                story = tx.stories.get(story_id)
            if not waiting:
                return story, None
            cancelled = Kind.CANCELLED in story.flags
            kind = Change.CANCELLED if cancelled else Change.MOVED
            return story, replace(waiting[0], kind=kind, after=story.events, applied=True)

    def cancel(self, story_id: int, by: str, now: datetime) -> Retold:
        """The event will not be. Drafts that wait for it go back to whoever writes."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            before = _open(tx.stories.get(story_id))
            if Kind.CANCELLED in before.flags:
                raise Moved(f"Bidrag {story_id} er aflyst i forvejen.")
            after = replace(before, flags=(*before.flags, Kind.CANCELLED))
            return self._retell(tx, before, after, who, now, "cancel event")

    def settle(self, story_id: int, by: str, now: datetime) -> None:
        """Nothing more needs to be corrected of what was moved or cancelled."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            if tx.event_changes.settle(story_id, who, now):
                tx.audit.record(who, "settle change", "story", story_id, now)

    def _follows(self, draft: Draft, before: Story, change: EventChange | None) -> bool:
        """Is it made anew? What has a yes only when it tells of an event that was moved."""
        waits = draft.status is Status.DRAFTED or (change and draft.status is Status.APPROVED)
        return bool(waits) and self._untouched(draft, before)

    def _untouched(self, draft: Draft, story: Story) -> bool:
        return draft.content == self.write(story, draft.channel)

    def _anew(self, tx: Transaction, draft: Draft, story: Story, who: str, now: datetime) -> Draft:
        """Written by whoever changed the story: four eyes hold for it as for other words."""
        made = draft.reword(self.write(story, draft.channel), who)
        tx.drafts.update(draft, made, now)
        tx.audit.record(
            who, "draft again", "draft", draft.id, now, made.content_hash, version=made.version
        )
        return made


def _as_said(story: Story, change: EventChange) -> Story:
    if change.kind is Change.CANCELLED:
        return replace(story, flags=tuple(dict.fromkeys((*story.flags, Kind.CANCELLED))))
    return replace(story, events=change.after)


def _disagrees(draft: Draft, story: Story) -> bool:
    return bool(disagreements(draft.content, story, story.created_at))


def _sent_back(tx: Transaction, draft: Draft, reason: str, who: str, now: datetime) -> Draft:
    """A draft that tells of an event that is not so any more loses its yes."""
    back = draft.send_back(reason)
    if back != draft:
        tx.drafts.update(draft, back, now)
        tx.audit.record(who, "send back", "draft", draft.id, now, draft.content_hash, reason=reason)
    return back


def _checked(wanted: Wanted, now: datetime) -> Wanted:
    title, text, link = wanted.title.strip(), wanted.text.strip(), wanted.link.strip()
    if not title:
        raise UsageError("Skriv en overskrift.")
    if len(title) > LONGEST_TITLE or len(text) > LONGEST_TEXT:
        raise UsageError(
            f"Overskriften kan højst være på {LONGEST_TITLE} tegn, teksten på {LONGEST_TEXT}."
        )
    if not text and not link:
        raise UsageError("Skriv en tekst, eller indsæt et link.")
    if link and not link.startswith(("http://", "https://")):
        raise UsageError("Et link skal begynde med http:// eller https://.")
    if wanted.kind not in KINDS:
        raise UsageError(f"Vælg, hvad det er: {', '.join(KINDS)}.")
    if len(wanted.events) > MOST_EVENTS:
        raise UsageError(f"Et bidrag kan højst have {MOST_EVENTS} datoer.")
    return Wanted(title, text, wanted.kind, link, in_order(_settled(e, now) for e in wanted.events))


def _settled(event: Event, now: datetime) -> Event:
    """A person has said when and where; only what is still missing, or past, is told."""
    comparable = isinstance(event.end, datetime) == event.timed
    if event.end is not None and comparable and event.end < event.start:
        raise UsageError("Det slutter, før det begynder.")
    return judged(replace(event, problem=None, place=event.place or None), now)


def _open(story: Story) -> Story:
    if story.merged_into is not None:
        raise NotAllowed(f"Bidraget er lagt sammen med bidrag {story.merged_into}. Ret det dér.")
    if story.withdrawn_at is not None:
        raise NotAllowed("Samtykket til bidraget er trukket tilbage. Det kan ikke bruges.")
    return story


def _plain(event: Event) -> Event:
    return replace(event, id=0, story_id=0, problem=None)


def _reading(tx: Transaction, story: Story, number: int) -> str:
    found = None if story.item_id is None else tx.readings.of_several([story.item_id])
    reading = (found or {}).get(story.item_id or 0)
    files = reading.files if reading else ()
    if not 0 <= number < len(files) or not files[number].picture or not files[number].text:
        raise NotFound("Der er ikke læst noget i det billede.")
    return files[number].text.strip()


def _note(tx: Transaction, story: Story, found: Sequence[Finding], now: datetime) -> None:
    """What nobody has been asked about yet."""
    known = {(one.kind, one.same) for one in tx.findings.of(story.id) if not one.draft_id}
    new = [one for one in found if (one.kind, one.same) not in known]
    if new:
        tx.findings.add(story.id, new, now)
