"""What stories and mails are found by. Our own stems in a plain table: the same on any database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from comms.danish.lookup import TERMS_VERSION, Sought, terms
from comms.store.families import members
from comms.store.tables import events, findings, item_terms, items, stories, story_terms

# So many rows may be gathered and sorted for a page; a longer list is read in its own order.
FEW = 3000
_LAST = "\uffff"


def theme_term(number: int) -> str:
    """What stories of a theme are found by."""
    return f"#{number}"


def finding_term(kind: str) -> str:
    """What stories with a finding of this kind are found by."""
    return f"!{kind}"[:40]


class Terms:
    """Kept in the transaction that changes what they are made of."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def index_story(self, story_id: int) -> None:
        """Make a story's terms anew: title, text, contributor, places, themes, findings.

        To be called after every change of those.
        """
        query = select(stories).where(stories.c.id == story_id)
        row = self.db.execute(query).one_or_none()
        if row is None:
            return
        told = [row.title, row.text, row.contributor_name, *self._places(story_id)]
        wanted = terms(told) | {theme_term(number) for number in row.themes}
        self._put(story_terms, story_id, wanted | self._findings(story_id))
        self._made(stories, story_id, row.terms_version)

    def index_item(self, item_id: int) -> None:
        """Make a mail's terms: subject, words, sender, what was found in it."""
        row = self.db.execute(select(items).where(items.c.id == item_id)).one_or_none()
        if row is None:
            return
        told = [row.subject, row.body, row.sender_name, row.sender_email.partition("@")[0]]
        self._put(item_terms, item_id, terms(told) | {finding_term(one) for one in row.flags})
        self._made(items, item_id, row.terms_version)

    def index_behind(self, limit: int) -> int:
        """Make the terms of some that have none by today's rules. 0: all have."""
        done = 0
        for table, index in ((stories, self.index_story), (items, self.index_item)):
            behind = select(table.c.id).where(table.c.terms_version < TERMS_VERSION).limit(limit)
            rows = self.db.execute(behind).all()
            for row in rows:
                index(int(row[0]))
                done += 1
        return done

    def _places(self, story_id: int) -> Iterable[str]:
        query = select(events.c.place, events.c.title).where(events.c.story_id == story_id)
        return [told for row in self.db.execute(query) for told in (row.place, row.title) if told]

    def _findings(self, story_id: int) -> set[str]:
        told = members(self.db, [story_id])
        query = select(findings.c.kind).where(findings.c.story_id.in_(told)).distinct()
        return {finding_term(row[0]) for row in self.db.execute(query)}

    def _put(self, table: Any, owner: int, wanted: Iterable[str]) -> None:
        key = owner_of(table)
        rows = self.db.execute(select(table.c.term).where(key == owner))
        known = {str(row[0]) for row in rows}
        gone, new = known.difference(wanted), sorted(set(wanted).difference(known))
        if gone:
            self.db.execute(delete(table).where(key == owner, table.c.term.in_(sorted(gone))))
        if new:
            self.db.execute(insert(table), [{"term": term, key.name: owner} for term in new])

    def _made(self, table: Any, owner: int, version: int) -> None:
        if version != TERMS_VERSION:
            self.db.execute(
                update(table).where(table.c.id == owner).values(terms_version=TERMS_VERSION)
            )


def owner_of(table: Any) -> Any:
    """The column of whose term it is."""
    return table.c.story_id if "story_id" in table.c else table.c.item_id


@dataclass(frozen=True)
class Part:
    """One thing that all the rows of a list must have: where it stands, and whose it is.

    ordered: read by its index its rows come in the order of `key`, each once.
    """

    table: FromClause
    key: ColumnElement[int]
    where: ColumnElement[bool]
    ordered: bool = True

    @property
    def ids(self) -> Select[Any]:
        """Those that have it."""
        return select(self.key).select_from(self.table).where(self.where)

    def at(self, key: Any) -> ColumnElement[bool]:
        """Does the one with this id have it?"""
        return exists(select(1).select_from(self.table).where(self.key == key, self.where))


def word_part(table: Any, sought: Sought) -> Part:
    """A word of a question. Other words may begin with it."""
    of = table.alias()
    exact = of.c.term == sought.term
    if not sought.begins:
        return Part(of, owner_of(of), exact)
    longer = of.c.term.between(sought.begins, sought.begins + _LAST)
    if sought.term == sought.begins:
        return Part(of, owner_of(of), longer, ordered=False)
    return Part(of, owner_of(of), or_(exact, longer), ordered=False)


def term_part(table: Any, term: str) -> Part:
    """A theme or a finding."""
    of = table.alias()
    return Part(of, owner_of(of), of.c.term == term)


def column_part(table: Any, name: str, value: str) -> Part:
    """A column with an index on (it, id)."""
    of = table.alias()
    return Part(of, of.c.id, of.c[name] == value)


def rarest_first(db: Connection, parts: Sequence[Part]) -> list[tuple[Part, int]]:
    """The parts with how many rows have them, counted no further than FEW.

    One that is alone and in order needs no counting.
    """
    if len(parts) == 1 and parts[0].ordered:
        return [(parts[0], FEW)]
    if not parts:
        return []
    limited = [part.ids.limit(FEW).subquery() for part in parts]
    counts = [select(func.count()).select_from(one).scalar_subquery() for one in limited]
    counted = db.execute(select(*counts)).one()
    known = [(part, int(str(count))) for part, count in zip(parts, counted, strict=True)]
    return sorted(known, key=lambda one: one[1])
