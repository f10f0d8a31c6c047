"""Stories with their events and photos."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, delete, func, insert, select, update

from comms.errors import Moved, NotFound
from comms.model.event import Event, first_moment
from comms.model.photo import Photo
from comms.model.story import ISSUE_OUT, Contributor, Story, StoryStatus
from comms.store.kept_events import event_of, kept
from comms.store.tables import drafts, events, photos, stories
from comms.store.terms import Terms


class Stories:
    """A story is stored whole and comes back whole."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def add(self, story: Story, now: datetime) -> int:
        """Store a new story with its events and photos. Returns its id."""
        made = self.db.execute(
            insert(stories).values(
                item_id=story.item_id,
                title=story.title,
                text=story.text,
                kind=story.kind,
                source=story.source,
                link=story.link,
                themes=list(story.themes),
                flags=list(story.flags),
                contributor_name=story.contributor.name,
                contributor_email=story.contributor.email,
                status=story.status,
                created_by=story.created_by,
                created_at=now,
                withdrawn_at=story.withdrawn_at,
            )
        )
        assert made.inserted_primary_key is not None
        story_id = int(made.inserted_primary_key[0])
        for event in story.events:
            self.db.execute(insert(events).values(story_id=story_id, **_event_row(event)))
        for position, photo in enumerate(story.photos):
            self.db.execute(insert(photos).values(_photo_row(photo, story_id, position)))
        Terms(self.db).index_story(story_id)
        return story_id

    def get(self, story_id: int) -> Story:
        """One story. Raises NotFound."""
        found = self._whole(stories.c.id == story_id)
        if not found:
            raise NotFound(f"Der er intet bidrag {story_id}.")
        return found[0]

    def all(self, status: StoryStatus | None = None, limit: int | None = 200) -> Sequence[Story]:
        """Stories, newest first."""
        where = () if status is None else (stories.c.status == status,)
        return self._whole(*where, limit=limit)

    def undrafted(self, channel: str) -> Sequence[Story]:
        """Stories that wait for their draft on this channel, oldest first."""
        has_draft = select(drafts.c.id).where(
            drafts.c.story_id == stories.c.id,
            drafts.c.channel == channel,
            drafts.c.corrects_id.is_(None),
        )
        wanted = [stories.c.status.in_([StoryStatus.NEW, StoryStatus.DRAFTED]), ~has_draft.exists()]
        if channel != "facebook":
            wanted.append(stories.c.source != ISSUE_OUT)
        return list(reversed(self._whole(*wanted, limit=None)))

    def move(self, story_id: int, expected: StoryStatus, to: StoryStatus) -> None:
        """A guarded change of status. Raises Moved when it was not as expected."""
        moved = self.db.execute(
            update(stories)
            .where(stories.c.id == story_id, stories.c.status == expected)
            .values(status=to)
        )
        if moved.rowcount != 1:
            raise Moved(f"Bidrag {story_id} er ændret af en anden.")

    def retheme(self, story_id: int, themes: Sequence[int]) -> None:
        """Other themes than it had, the most important first."""
        self.db.execute(update(stories).where(stories.c.id == story_id).values(themes=list(themes)))
        Terms(self.db).index_story(story_id)

    def retell(self, before: Story, after: Story, now: datetime) -> None:
        """Other words, kind, link and events. Raises Moved when somebody changed it meanwhile."""
        was = stories.c.changed_at
        same = was.is_(None) if before.changed_at is None else was == before.changed_at
        changed = self.db.execute(
            update(stories)
            .where(stories.c.id == before.id, stories.c.status == before.status, same)
            .values(
                title=after.title,
                text=after.text,
                kind=after.kind,
                link=after.link,
                flags=list(after.flags),
                changed_at=now,
            )
        )
        if changed.rowcount != 1:
            raise Moved(f"Bidrag {before.id} er ændret af en anden imens. Læs det igen.")
        if after.events != before.events:
            self.db.execute(delete(events).where(events.c.story_id == before.id))
            for event in after.events:
                self.db.execute(insert(events).values(story_id=before.id, **_event_row(event)))
        Terms(self.db).index_story(before.id)

    def add_photos(self, story_id: int, more: Sequence[Photo]) -> None:
        """More photos, after those that it has."""
        last = select(func.coalesce(func.max(photos.c.position), -1))
        first = int(self.db.execute(last.where(photos.c.story_id == story_id)).scalar_one()) + 1
        for position, photo in enumerate(more, first):
            self.db.execute(insert(photos).values(_photo_row(photo, story_id, position)))

    def take_photos_out(self, story_id: int, digests: Collection[str]) -> None:
        """Photos that the story has no longer. Their bytes stay."""
        where = (photos.c.story_id == story_id, photos.c.digest.in_(digests))
        self.db.execute(delete(photos).where(*where))

    def hold(self, story: Story) -> None:
        """Nobody else may change it until we are done. Raises Moved when somebody has."""
        held = self.db.execute(
            update(stories)
            .where(stories.c.id == story.id, stories.c.status == story.status)
            .where(stories.c.merged_into.is_(None), stories.c.withdrawn_at.is_(None))
            .values(status=story.status)
        )
        if held.rowcount != 1:
            raise Moved(f"Bidrag {story.id} er ændret af en anden.")

    def merge(self, story: Story, into: int) -> None:
        """Another story tells it now, and all that it told. Raises Moved."""
        self.hold(story)
        merged = {"status": StoryStatus.MERGED, "merged_into": into}
        self.db.execute(update(stories).where(stories.c.id == story.id).values(merged))
        self.db.execute(
            update(stories).where(stories.c.merged_into == story.id).values(merged_into=into)
        )
        Terms(self.db).index_story(into)

    def take_apart(self, story: Story, status: StoryStatus, its_own: Collection[int]) -> None:
        """It tells itself again, and those that were merged into it before. Raises Moved."""
        apart = self.db.execute(
            update(stories)
            .where(stories.c.id == story.id, stories.c.merged_into == story.merged_into)
            .where(stories.c.status == StoryStatus.MERGED)
            .values(status=status, merged_into=None)
        )
        if apart.rowcount != 1:
            raise Moved(f"Bidrag {story.id} er ændret af en anden.")
        back = (stories.c.id.in_(its_own), stories.c.merged_into == story.merged_into)
        self.db.execute(update(stories).where(*back).values(merged_into=story.id))
        for one in (story.id, story.merged_into):
            assert one is not None
            Terms(self.db).index_story(one)

    def merged_into(self, story_id: int) -> Sequence[Story]:
        """Those that this one tells, oldest first."""
        return list(reversed(self._whole(stories.c.merged_into == story_id, limit=None)))

    def settle_photo(self, photo: Photo) -> None:
        """Store what staff said of a photo: what it shows, on what ground, whose it is."""
        self.db.execute(update(photos).where(photos.c.id == photo.id).values(_told_of(photo)))

    def withdraw(self, story_id: int, now: datetime) -> bool:
        """Somebody took their consent back: nothing of the story may go out. False: known."""
        alone = stories.c.merged_into.is_(None)
        status = case((alone, str(StoryStatus.REJECTED)), else_=stories.c.status)
        moved = self.db.execute(
            update(stories)
            .where(stories.c.id == story_id, stories.c.withdrawn_at.is_(None))
            .values(withdrawn_at=now, status=status)
        )
        return moved.rowcount == 1

    def count(self) -> int:
        """How many stories there are."""
        return int(self.db.execute(select(func.count()).select_from(stories)).scalar_one())

    def several(self, story_ids: Sequence[int]) -> Mapping[int, Story]:
        """Those of these that there are, by id."""
        return {one.id: one for one in self._whole(stories.c.id.in_(story_ids), limit=None)}

    def _whole(self, *where: Any, limit: int | None = 200) -> list[Story]:
        rows = self.db.execute(
            select(stories).where(*where).order_by(stories.c.id.desc()).limit(limit)
        ).all()
        ids = [row.id for row in rows]
        story_events, story_photos = self._events(ids), self._photos(ids)
        return [_story(row, story_events[row.id], story_photos[row.id]) for row in rows]

    def _events(self, ids: Sequence[int]) -> dict[int, list[Event]]:
        found: dict[int, list[Event]] = defaultdict(list)
        query = select(events).where(events.c.story_id.in_(ids))
        for row in self.db.execute(query.order_by(events.c.sort_at, events.c.id)):
            found[row.story_id].append(_event(row))
        return found

    def _photos(self, ids: Sequence[int]) -> dict[int, list[Photo]]:
        found: dict[int, list[Photo]] = defaultdict(list)
        query = select(photos).where(photos.c.story_id.in_(ids))
        for row in self.db.execute(query.order_by(photos.c.position)):
            found[row.story_id].append(to_photo(row))
        return found


def _story(row: Row[Any], its_events: list[Event], its_photos: list[Photo]) -> Story:
    return Story(
        id=row.id,
        item_id=row.item_id,
        title=row.title,
        text=row.text,
        kind=row.kind,
        source=row.source,
        link=row.link,
        themes=tuple(row.themes),
        flags=tuple(row.flags),
        contributor=Contributor(row.contributor_name, row.contributor_email),
        events=tuple(its_events),
        photos=tuple(its_photos),
        status=StoryStatus(row.status),
        created_by=row.created_by,
        created_at=row.created_at,
        withdrawn_at=row.withdrawn_at,
        changed_at=row.changed_at,
        merged_into=row.merged_into,
    )


def _event_row(event: Event) -> dict[str, Any]:
    return {**kept(event), "sort_at": first_moment(event.start)}


def _event(row: Row[Any]) -> Event:
    return replace(event_of(row._asdict()), id=row.id, story_id=row.story_id)


def _photo_row(photo: Photo, story_id: int, position: int) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "digest": photo.digest,
        "name": photo.name,
        "mime": photo.mime,
        "width": photo.width,
        "height": photo.height,
        "position": position,
        "withdrawn_at": photo.withdrawn_at,
        **_told_of(photo),
    }


def _told_of(photo: Photo) -> dict[str, Any]:
    """What a person says of a photo."""
    return {
        "alt": photo.alt,
        "credit": photo.credit,
        "people": photo.people,
        "ground": photo.ground,
        "purpose": photo.purpose,
        "reference": photo.reference,
        "permission": photo.permission,
        "expires_on": photo.expires_on,
    }


def to_photo(row: Row[Any]) -> Photo:
    """A row of `photos` as what it stands for."""
    return Photo(
        id=row.id,
        story_id=row.story_id,
        digest=row.digest,
        name=row.name,
        mime=row.mime,
        width=row.width,
        height=row.height,
        alt=row.alt,
        credit=row.credit,
        people=row.people,
        ground=row.ground,
        purpose=row.purpose,
        reference=row.reference,
        permission=row.permission,
        expires_on=row.expires_on,
        withdrawn_at=row.withdrawn_at,
    )
