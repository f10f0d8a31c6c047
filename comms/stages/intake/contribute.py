"""An item → a story with its events, photos and findings, in one transaction."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime

from comms.model.item import Item
from comms.model.letter import Letter
from comms.model.photo import Photo
from comms.model.privacy import Kind
from comms.model.story import Contributor, Story, StoryStatus
from comms.store.files import Files
from comms.store.transaction import Transaction

_LINK = re.compile(r"https?://[^\s<>\"')\]]+")
# Nothing may be invented and nothing drafted until a person has looked.
_WAITS = frozenset({Kind.CANCELLED, Kind.TEXT_IN_IMAGE, Kind.LINK_ONLY, Kind.ACUTE})


def kept_photos(item: Item, files: Files) -> tuple[Photo, ...]:
    """The editorial pictures, put into `files`. Called before the transaction: it may be slow."""
    shown_with_people = any(f.kind is Kind.PHOTO_WITH_PEOPLE for f in item.findings)
    return tuple(
        Photo(
            digest=files.put(picture.data),
            alt=picture.alt,
            name=picture.name,
            mime=picture.mime,
            width=picture.width,
            height=picture.height,
            people=True if shown_with_people else None,
        )
        for picture in item.editorial
        if picture.data
    )


def story_of(item: Item, item_id: int, source: str, photos: Sequence[Photo]) -> Story:
    """The story that an item becomes."""
    link = _LINK.search(item.text)
    return Story(
        title=item.title,
        text=item.text,
        kind=item.kind or "story",
        source=source,
        link=link.group().rstrip(".,;:!?") if link else "",
        themes=item.themes,
        flags=item.flags,
        contributor=Contributor(item.sender.name, item.sender.email),
        events=item.events,
        photos=tuple(photos),
        status=StoryStatus.WAITING if waits(item.flags) else StoryStatus.NEW,
        item_id=item_id,
        created_by="system",
    )


def waits(flags: Iterable[str]) -> bool:
    """Must a person look at the story before it is drafted? flags: as in the contract."""
    return any(flag in _WAITS for flag in flags)


def tell(tx: Transaction, story: Story, item: Item, digest: str, now: datetime) -> int:
    """Store the story and what must be settled about it. Returns its id."""
    story_id = tx.stories.add(story, now)
    tx.findings.add(story_id, item.findings, now)
    tx.audit.record("system", "received", "story", story_id, now, content_hash=digest)
    return story_id


def alarm(item_id: int, to: str, public_url: str = "") -> Letter:
    """A few words to a person, at once: what was written stays in the mailbox."""
    where = f"Du kan også læse den her: {public_url}/henvendelser/{item_id}\n" if public_url else ""
    return Letter(
        key=f"acute:{item_id}:{to.lower()}",
        kind="alarm",
        item_id=item_id,
        to_email=to,
        subject="Haster: en mail i postkassen skal læses nu",
        text=(
            "Der er kommet en mail, hvor nogen kan have brug for hjælp med det samme.\n\n"
            f"Åbn fællespostkassen nu. Mailen er henvendelse {item_id} og ligger ulæst.\n"
            f"{where}"
            "Er der akut fare: ring 112.\n"
        ),
    )
