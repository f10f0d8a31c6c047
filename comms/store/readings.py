"""What reading gave beside a mail's words: where the facts stand, files, words in pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from comms.model.event import Words, iso
from comms.model.item import Item
from comms.store.tables import readings

MOST_WORDS = 200  # places that are kept
MOST_FILES = 50
LONGEST = 60_000  # characters of one file's text that are kept


@dataclass(frozen=True)
class Told:
    """Words that gave a fact. start, end: of the event, in ISO 8601. rule: how the day was read."""

    words: Words
    start: str
    end: str
    place: str
    rule: str


@dataclass(frozen=True)
class File:
    """A file beside the mail, or a picture. size: bytes, 0 when not known.

    text: what it says, or what a machine read in a picture: then it is a proposal.
    problem: why nothing was read. shown: a picture that may be shown, and no logo.
    """

    name: str
    mime: str
    size: int
    text: str = ""
    problem: str = ""
    picture: bool = False
    shown: bool = False


@dataclass(frozen=True)
class Reading:
    """Of one mail. intro: what a forwarder put above it. footers: what stands below every mail."""

    intro: str = ""
    footers: str = ""
    told: tuple[Told, ...] = ()
    files: tuple[File, ...] = ()

    @property
    def proposals(self) -> tuple[File, ...]:
        """Pictures in which a machine read something."""
        return tuple(one for one in self.files if one.picture and one.text)


class Readings:
    """One row for each mail that was read."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def put(self, item_id: int, item: Item) -> None:
        """Keep what reading gave; a mail read anew takes the place of the first reading."""
        content = _content(item)
        self.db.execute(delete(readings).where(readings.c.item_id == item_id))
        if any(content.values()):
            self.db.execute(insert(readings).values(item_id=item_id, content=content))

    def of_several(self, item_ids: Sequence[int]) -> Mapping[int, Reading]:
        """Of these mails, by id. One without a row gave nothing, or came before it was kept."""
        rows = self.db.execute(select(readings).where(readings.c.item_id.in_(item_ids)))
        return {row.item_id: _reading(row.content) for row in rows}


def _content(item: Item) -> dict[str, Any]:
    told = [
        [
            *(words.source, words.told, words.at, words.to),
            *(iso(e.start), iso(e.end) if e.end else "", e.place or "", e.rule),
        ]
        for e in item.events
        for words in e.words
    ]
    documents = [
        {"name": one.name, "mime": one.mime, "size": one.size}
        | {"text": one.text[:LONGEST], "problem": one.problem}
        for one in item.documents
    ]
    pictures = [
        {"name": one.name, "mime": one.mime, "size": len(one.data), "picture": True}
        | {"text": one.reading, "problem": one.problem, "shown": one.editorial}
        for one in item.pictures
    ]
    return {
        "intro": item.intro[:LONGEST],
        "footers": "\n\n".join(item.footers)[:LONGEST],
        "told": told[:MOST_WORDS],
        "files": [*documents, *pictures][:MOST_FILES],
    }


def _reading(content: Mapping[str, Any]) -> Reading:
    told = tuple(Told(Words(*row[:4]), *row[4:]) for row in content["told"])
    files = tuple(File(**one) for one in content["files"])
    return Reading(content["intro"], content["footers"], told, files)
