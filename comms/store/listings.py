"""Lists for the pages: filtered, searched, a page at a time by what was last seen, never counted
through. A page costs the same number of queries however long the list is.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, tuple_
from sqlalchemy.sql.expression import FromClause

from comms.danish.lookup import asked
from comms.model.disposition import Disposition
from comms.model.draft import Act, Status
from comms.store.comments import Comments
from comms.store.drafts import SENT_BACK
from comms.store.families import members
from comms.store.items import StoredItem, to_item
from comms.store.listed import (
    COUNTED,
    EXCERPT,
    PAGE,
    START,
    Cursor,
    DraftFilter,
    DraftMark,
    DraftRow,
    Listed,
    Page,
    Place,
    StoryFilter,
    StoryRow,
    draft_row,
    story_row,
)
from comms.store.tables import (
    clearances,
    draft_versions,
    drafts,
    findings,
    item_terms,
    items,
    stories,
    story_terms,
)
from comms.store.terms import (
    FEW,
    Part,
    column_part,
    finding_term,
    rarest_first,
    term_part,
    theme_term,
    word_part,
)

MAILBOX = "inbox"  # a source: any mailbox, whatever its account is called


class Listings:
    """Contributions, drafts and mails, newest first."""

    def __init__(self, db: Connection) -> None:
        self.db = db

    def stories(self, wanted: StoryFilter, place: Place = START) -> Page[StoryRow]:
        """A page of contributions."""
        parts = [word_part(story_terms, one) for one in asked(wanted.question)]
        parts += [term_part(story_terms, theme_term(wanted.theme))] if wanted.theme else []
        parts += [term_part(story_terms, finding_term(wanted.finding))] if wanted.finding else []
        for name in ("kind", "source", "status"):
            if value := getattr(wanted, name):
                parts.append(column_part(stories, name, value))
        cursors, page = _cut(self._ids(stories, parts, place), place)
        return _page(self._story_rows([one[0] for one in cursors]), page)

    def items(
        self,
        kinds: Sequence[Disposition] = (),
        *,
        waiting: bool = False,
        question: str = "",
        finding: str = "",
        source: str = "",
        place: Place = START,
    ) -> Page[StoredItem]:
        """A page of mails; waiting: those that nobody is done with.

        source: a feed's ("feed:kommunen"), or "inbox" for whatever mailbox it was.
        """
        of = items.alias()
        where = [of.c.disposition.in_(kinds)] if kinds else []
        where += [of.c.handled_at.is_(None)] if waiting else []
        parts = [word_part(item_terms, one) for one in asked(question)]
        parts += [term_part(item_terms, finding_term(finding))] if finding else []
        parts += [Part(of, of.c.id, and_(*where), ordered=len(kinds) == 1)] if where else []
        parts += [_from_source(source)] if source else []
        cursors, page = _cut(self._ids(items, parts, place), place)
        ids = [one[0] for one in cursors]
        rows = self.db.execute(select(items).where(items.c.id.in_(ids)))
        known = {row.id: to_item(row) for row in rows}
        return _page([known[one] for one in ids], page)

    def mail_counts(self, waiting: Sequence[Disposition]) -> tuple[dict[Disposition, int], int]:
        """How many mails there are of each kind, and how many of the kinds `waiting` nobody is
        done with; COUNTED for that many or more.
        """
        mine = and_(items.c.disposition.in_(waiting), items.c.handled_at.is_(None))
        wanted = [*(items.c.disposition == one for one in Disposition), mine]
        limited = [select(items.c.id).where(one).limit(COUNTED).subquery() for one in wanted]
        counts = [select(func.count()).select_from(one).scalar_subquery() for one in limited]
        row = tuple(int(str(one)) for one in self.db.execute(select(*counts)).one())
        known = {kind: n for kind, n in zip(Disposition, row[:-1], strict=True) if n}
        return known, row[-1]

    def drafts(self, wanted: DraftFilter, place: Place = START) -> Page[DraftRow]:
        """A page of drafts, those of one story together, the newest story first."""
        counted = rarest_first(
            self.db, [word_part(story_terms, one) for one in asked(wanted.question)]
        )
        where = _draft_conditions(wanted)
        for at, (part, count) in enumerate(counted):
            rare = at == 0 and count < FEW
            story = drafts.c.story_id
            where.append(story.in_(part.ids) if rare else part.at(story))
        keys = (drafts.c.story_id, drafts.c.id)
        query = select(*keys).where(*where)
        found = [
            (int(row[0]), int(row[1])) for row in self.db.execute(_from_place(query, keys, place))
        ]
        cursors, page = _cut(found, place)
        return _page(self._draft_rows([one[1] for one in cursors]), page)

    def oldest_drafts(self, *statuses: Status) -> Page[DraftRow]:
        """The first of those at these statuses, what waited longest first."""
        chosen = drafts.c.status.in_(statuses) if len(statuses) > 1 else None
        where = drafts.c.status == statuses[0] if chosen is None else chosen
        query = select(drafts.c.id).where(where).order_by(drafts.c.story_id, drafts.c.id)
        ids = [int(row[0]) for row in self.db.execute(query.limit(COUNTED))]
        return Page(self._draft_rows(ids[:PAGE]), found=len(ids))

    def newest_drafts(self, status: Status, most: int) -> Sequence[DraftRow]:
        """Those that came to this status last."""
        query = select(drafts.c.id).where(drafts.c.status == status)
        query = query.order_by(drafts.c.changed_at.desc(), drafts.c.id.desc()).limit(most)
        return self._draft_rows([int(row[0]) for row in self.db.execute(query)])

    def sources(self) -> Sequence[str]:
        """Where contributions have come from: each source once, by one look at the index each."""
        seen = select(func.min(stories.c.source).label("source")).cte("seen", recursive=True)
        after = select(func.min(stories.c.source)).where(stories.c.source > seen.c.source)
        step = select(after.scalar_subquery()).where(seen.c.source.is_not(None))
        whole = seen.union_all(step)
        query = select(whole.c.source).where(whole.c.source.is_not(None)).limit(COUNTED)
        return [str(row[0]) for row in self.db.execute(query)]

    def _ids(self, table: Any, parts: Sequence[Part], place: Place) -> list[Cursor]:
        """The ids that have all parts. The rarest part that may lead does; the others are asked."""
        counted = rarest_first(self.db, parts)
        leads = [part for part, count in counted if part.ordered or count < FEW]
        first = leads[0] if leads else None
        leader = first if first and first.ordered else _whole(table, first)
        others = [part.at(leader.key) for part, _ in counted if part is not first]
        query = leader.ids.where(*others)
        rows = self.db.execute(_from_place(query, (leader.key,), place))
        return [(int(row[0]),) for row in rows]

    def _story_rows(self, ids: Sequence[int]) -> list[StoryRow]:
        excerpt = func.substr(stories.c.text, 1, EXCERPT).label("excerpt")
        rows = self.db.execute(select(stories, excerpt).where(stories.c.id.in_(ids)))
        found, made = self._findings(ids), self._drafts(ids)
        said = Comments(self.db).counts(ids)
        known = {
            row.id: story_row(row, found[row.id], made[row.id], said.get(row.id, 0)) for row in rows
        }
        return [known[one] for one in ids]

    def _findings(self, ids: Sequence[int]) -> dict[int, list[tuple[str, bool]]]:
        """Each kind once; answered only when it is in every story that is told."""
        family = members(self.db, ids)
        answered = (
            exists()
            .where(clearances.c.story_id == findings.c.story_id)
            .where(clearances.c.kind == findings.c.kind)
            .label("answered")
        )
        query = (
            select(findings.c.story_id, findings.c.kind, answered)
            .where(findings.c.story_id.in_(family))
            .distinct()
            .order_by(findings.c.kind)
        )
        told: dict[int, dict[str, bool]] = defaultdict(dict)
        for row in self.db.execute(query):
            kinds = told[family[row.story_id]]
            kinds[row.kind] = kinds.get(row.kind, True) and bool(row.answered)
        return defaultdict(list, {one: list(kinds.items()) for one, kinds in told.items()})

    def _drafts(self, ids: Sequence[int]) -> dict[int, list[DraftMark]]:
        query = select(*(drafts.c[one] for one in ("story_id", "id", "channel", "status", "act")))
        told: dict[int, list[DraftMark]] = defaultdict(list)
        for row in self.db.execute(query.where(drafts.c.story_id.in_(ids)).order_by(drafts.c.id)):
            told[row.story_id].append(
                DraftMark(row.id, row.channel, Status(row.status), Act(row.act))
            )
        return told

    def _draft_rows(self, ids: Sequence[int]) -> list[DraftRow]:
        rows = self.db.execute(_told_drafts().where(drafts.c.id.in_(ids))).all()
        said = Comments(self.db).counts([row.story_id for row in rows])
        known = {row.id: draft_row(row, said.get(row.story_id, 0)) for row in rows}
        return [known[one] for one in ids]


def _from_source(source: str) -> Part:
    """Nearly all that comes in is mail, so the mails are read in their own order."""
    of = items.alias()
    if source == MAILBOX:
        return Part(of, of.c.id, ~of.c.source.startswith("feed:"))
    return Part(of, of.c.id, of.c.source == source, ordered=False)


def _whole(table: Any, few: Part | None) -> Part:
    """The table in its own order; with `few`, only the rows that have it."""
    of: FromClause = table.alias()
    return Part(of, of.c.id, of.c.id > 0 if few is None else of.c.id.in_(few.ids))


def _from_place(query: Select[Any], keys: Sequence[Any], place: Place) -> Select[Any]:
    """One more than a page holds tells whether there is another; the first page is counted."""
    if place.newer_than:
        query = query.where(tuple_(*keys) > tuple_(*place.newer_than))
        return query.order_by(*keys).limit(PAGE + 1)
    if place.older_than:
        query = query.where(tuple_(*keys) < tuple_(*place.older_than))
    most = COUNTED if place.start else PAGE + 1
    return query.order_by(*(key.desc() for key in keys)).limit(most)


def _cut(found: Sequence[Cursor], place: Place) -> tuple[Sequence[Cursor], Page[Any]]:
    """The cursors of the page, newest first, and the page without its rows."""
    rows, more = list(found[:PAGE]), len(found) > PAGE
    if place.newer_than:
        rows.reverse()
    first, last = (rows[0], rows[-1]) if rows else ((), ())
    newer = first if place.older_than or (place.newer_than and more) else ()
    older = last if place.newer_than or more else ()
    return rows, Page((), newer, older, len(found) if place.start else None)


def _page(rows: Sequence[Listed], page: Page[Any]) -> Page[Listed]:
    return Page(rows, page.newer, page.older, page.found)


def _draft_conditions(wanted: DraftFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.status:
        where.append(drafts.c.status == wanted.status)
    if wanted.channel:
        where.append(drafts.c.channel == wanted.channel)
    if wanted.sent_back:
        where.append(SENT_BACK)
    if wanted.approver:
        where += [drafts.c.status == Status.DRAFTED, *_by_another(wanted.approver)]
    return where


def _by_another(who: str) -> list[ColumnElement[bool]]:
    """Four eyes, as comms.stages.review has them: neither the words nor the story are theirs."""
    version = draft_versions.alias()
    own_words = exists().where(
        version.c.draft_id == drafts.c.id,
        version.c.version == drafts.c.version,
        version.c.written_by == who,
    )
    own_story = exists().where(stories.c.id == drafts.c.story_id, stories.c.created_by == who)
    return [~own_words, ~and_(drafts.c.version == 1, own_story)]


def _told_drafts() -> Select[Any]:
    newest = and_(
        draft_versions.c.draft_id == drafts.c.id, draft_versions.c.version == drafts.c.version
    )
    excerpt = func.substr(draft_versions.c.text, 1, EXCERPT).label("excerpt")
    words = (draft_versions.c.title, excerpt, draft_versions.c.written_by, draft_versions.c.photos)
    told = ("source", "contributor_name", "contributor_email", "created_by")
    of_story = [stories.c[name] for name in told]
    return (
        select(drafts, *words, *of_story)
        .join(draft_versions, newest)
        .join(stories, stories.c.id == drafts.c.story_id)
    )
