"""A database filled with many contributions for `bench/web.py`, in bulk."""

import hashlib
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import text

from comms.danish.lookup import TERMS_VERSION, terms
from comms.model.draft import Status
from comms.model.privacy import Kind
from comms.store.database import Database
from comms.store.terms import finding_term, theme_term

# Words by how many in a hundred contributions have them; "harmonika" stands in very few.
FREQUENT = (
    ("frivillige", 40),
    ("caféen", 30),
    ("ensomhed", 20),
    ("bankospil", 5),
    ("fællessang", 2),
)
RARE = "harmonika"
RARE_EVERY = 4000
_SYLLABLES = ("ba", "do", "fi", "gå", "hus", "kær", "lun", "mø", "nat", "ros", "sti", "vind")
_BEGAN = datetime(2016, 1, 1, 9, 0, tzinfo=UTC)
_BATCH = 50_000
FIRST = 101


class Filling:
    """Rows of made-up contributions. What one is like goes by its number, its words do not.

    first: the first number; ids below it are left for what a test house holds.
    """

    def __init__(self, stories: int, first: int = FIRST) -> None:
        self.stories, self.first = stories, first
        self.random = random.Random(7)  # noqa: S311 - nothing here is secret
        self.vocabulary = [a + b + c for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
        self.story_terms: list[tuple[str, int]] = []
        self.item_terms: list[tuple[str, int]] = []

    def into(self, database: Database) -> None:
        """Fill the tables, one after the other; what is there already keeps its ids below ours."""
        with database.begin() as tx:
            put = _Bulk(tx.db)
            put.rows("items", _ITEM, self._items())
            put.rows("stories", _STORY, self._stories())
            put.rows("story_terms", ("term", "story_id"), sorted(self.story_terms))
            put.rows("item_terms", ("term", "item_id"), sorted(self.item_terms))
            put.rows("events", ("story_id", "start", "place", "sort_at"), self._events())
            put.rows("findings", _FINDING, self._findings())
            put.rows("drafts", _DRAFT, self._drafts())
            put.rows("draft_versions", _VERSION, self._versions())
            put.rows("audit_events", _EVENT, self._audit())
            put.done()
        if database.engine.dialect.name == "postgresql":
            with database.engine.connect().execution_options(
                isolation_level="AUTOCOMMIT"
            ) as connection:  # what autovacuum does by itself in a house that grows slowly
                connection.execute(text("VACUUM ANALYZE"))

    def ids(self) -> range:
        """The contributions' numbers, which are their ids."""
        return range(self.first, self.first + self.stories)

    def _text(self, number: int, length: int = 20) -> str:
        words = [
            self.vocabulary[int(len(self.vocabulary) * self.random.random() ** 3)]
            for _ in range(length)
        ]
        words += [word for word, percent in FREQUENT if self.random.random() * 100 < percent]
        words += [RARE] if number % RARE_EVERY == 0 else []
        return " ".join(words)

    def _items(self) -> Iterator[tuple[Any, ...]]:
        for number in self.ids():
            kind = ("question", "bulk", "auto_reply")[number % 3] if number % 4 == 0 else "story"
            done = None if kind == "question" and number % 100 == 0 else _at(number)
            subject = " ".join(self._text(number, 3).split()[:6])
            self.item_terms += [(term, number) for term in terms((subject, _name(number)))]
            yield (
                *(number, "inbox", f"<{number}@example.dk>", kind, subject, _name(number)),
                *(f"n{number % 5000}@example.dk", subject, "[]", "[]", _at(number), done),
                TERMS_VERSION,
            )

    def _stories(self) -> Iterator[tuple[Any, ...]]:
        for number in self.ids():
            words = self._text(number)
            themes = sorted({number % 12 + 1, number % 7 + 1})
            found = terms((words, _name(number))) | {theme_term(one) for one in themes}
            found |= {finding_term(kind) for kind in _kinds(number)}
            self.story_terms += [(term, number) for term in found]
            yield (
                *(number, number, words[:60].capitalize(), words),
                *(("event", "story", "knowledge")[number % 3], _source(number)),
                *(json.dumps(themes), "[]", _name(number), f"n{number % 5000}@example.dk"),
                *(_story_status(number), _at(number), TERMS_VERSION),
            )

    def _events(self) -> Iterator[tuple[Any, ...]]:
        for number in self.ids():
            if number % 3 == 0:
                yield number, _at(number).isoformat(), "Medborgerhuset", _at(number)

    def _findings(self) -> Iterator[tuple[Any, ...]]:
        for number in self.ids():
            for kind in _kinds(number):
                yield number, kind, "body", 0, 4, "ord", _at(number)

    def _drafts(self) -> Iterator[tuple[Any, ...]]:
        for draft_id, number, channel in self._each_draft():
            status = _draft_status(draft_id)
            yield draft_id, number, channel, status, 1, _hash(draft_id), _at(number), _at(number)

    def _versions(self) -> Iterator[tuple[Any, ...]]:
        for draft_id, number, channel in self._each_draft():
            title = f"Bidrag {number} til {channel}"
            words = "Kom og vær med. Alle er velkomne, også dig, der ikke kender nogen. " * 4
            yield draft_id, 1, title, words, "[]", _hash(draft_id), "system", _at(number)

    def _audit(self) -> Iterator[tuple[Any, ...]]:
        previous = _hash(10**8)  # some way after the links that are there
        for at, (subject, one) in enumerate(
            (subject, one) for one in self.ids() for subject in ("story", "draft")
        ):
            link = _hash(at + 10**9)
            yield _at(one), "system", "add", subject, str(one), "", previous, link
            previous = link

    def _each_draft(self) -> Iterator[tuple[int, int, str]]:
        draft_id = 1000 + 3 * (self.first - FIRST)
        for number in self.ids():
            for channel in ("facebook", "newsletter", "press"):
                draft_id += 1
                yield draft_id, number, channel


_ITEM = (
    *("id", "source", "external_key", "disposition", "subject", "sender_name", "sender_email"),
    *("body", "why", "flags", "received_at", "handled_at", "terms_version"),
)
_STORY = (
    *("id", "item_id", "title", "text", "kind", "source", "themes", "flags", "contributor_name"),
    *("contributor_email", "status", "created_at", "terms_version"),
)
_FINDING = ("story_id", "kind", "place", "start", "end", "excerpt", "found_at")
_DRAFT = (
    *("id", "story_id", "channel", "status", "version", "content_hash", "created_at"),
    "changed_at",
)
_VERSION = (
    *("draft_id", "version", "title", "text", "photos", "content_hash", "written_by"),
    "written_at",
)
_EVENT = ("at", "by", "verb", "subject", "subject_id", "content_hash", "previous", "hash")


def _at(number: int) -> datetime:
    return _BEGAN + timedelta(minutes=number)


def _name(number: int) -> str:
    return f"Karen Damgaard{number % 997}" if number % 2 else "Foreningen Møllebo"


def _source(number: int) -> str:
    return ("inbox", "inbox", "typed", "feed:kommunen", "feed:frivilligcenter")[number % 5]


def _kinds(number: int) -> Sequence[str]:
    if number % 2:
        return ()
    return ("named_person",) if number % 400 else (Kind.CPR, Kind.NAMED_PERSON)


def _story_status(number: int) -> str:
    if number % 500 == 0:
        return "waiting"
    return "rejected" if number % 11 == 0 else "drafted"


def _draft_status(number: int) -> Status:
    """Most are sent; a tenth waits, one in a thousand failed."""
    if number % 1000 == 0:
        return Status.FAILED
    chosen = (Status.DRAFTED, Status.APPROVED, Status.REJECTED, Status.WITHDRAWN)
    return chosen[number % 10] if number % 10 < len(chosen) else Status.SENT


def _hash(number: int) -> str:
    return hashlib.sha256(str(number).encode()).hexdigest()


class _Bulk:
    """Rows as the database's own driver takes them quickest."""

    def __init__(self, db: Any) -> None:
        self.postgres = db.dialect.name == "postgresql"
        self.cursor = db.connection.cursor()
        if not self.postgres:
            self.cursor.execute("PRAGMA cache_size = -500000")
        if self.postgres:  # the rows are made to fit: no need to look up every foreign key
            self.cursor.execute("SET session_replication_role = replica")

    def rows(self, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        named = ", ".join(f'"{one}"' for one in columns)
        if self.postgres:
            with self.cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        waiting = iter(rows)
        while batch := [tuple(map(_plain, row)) for row in islice(waiting, _BATCH)]:
            self.cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", batch)  # noqa: S608

    def done(self) -> None:
        if self.postgres:
            self.cursor.execute("SET session_replication_role = DEFAULT")


def _plain(value: Any) -> Any:
    """SQLite keeps a time as text, as SQLAlchemy writes it there."""
    return value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else value
