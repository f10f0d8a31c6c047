"""All tables. Times are stored in UTC; a column of words holds the values of a StrEnum."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A point in time: aware in, UTC in the database, aware (UTC) out, on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = BigInteger().with_variant(Integer, "sqlite")


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True, autoincrement=True)


# Compared byte by byte on both databases, so that the words with one beginning lie together.
Word = String(40).with_variant(String(40, collation="C"), "postgresql")


def _to(target: str, name: str, *, null: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{target}.id"), nullable=null, index=True)


files = Table(
    "files",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# What came in, byte for byte, before anything is parsed. state: new, read, set_aside.
raw_messages = Table(
    "raw_messages",
    metadata,
    _id(),
    Column("source", String(200), nullable=False),
    Column("key", String(400), nullable=False),
    Column("digest", String(64)),
    Column("size", Integer, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("state", String(16), nullable=False, server_default="new"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("mark", String(200), nullable=False, server_default=""),
    UniqueConstraint("source", "key"),
    Index("ix_raw_messages_state", "state"),
)

# reply_to: where an answer goes (RFC 5322, Reply-To before From); empty: nobody may be answered.
# handled_how: what was done, in a few Danish words.
items = Table(
    "items",
    metadata,
    _id(),
    _to("raw_messages", "raw_id", null=True),
    Column("source", String(200), nullable=False),
    Column("external_key", String(400), nullable=False),
    Column("disposition", String(20), nullable=False),
    Column("kind", String(20)),
    Column("subject", Text, nullable=False),
    Column("sender_name", Text, nullable=False, server_default=""),
    Column("sender_email", Text, nullable=False, server_default=""),
    Column("forwarded_by", JSON),
    Column("body", Text, nullable=False),
    Column("signature", Text, nullable=False, server_default=""),
    Column("quoted", Text, nullable=False, server_default=""),
    Column("why", JSON, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("reply_to", Text, nullable=False, server_default=""),
    Column("handled_at", Moment),
    Column("handled_by", String(200), nullable=False, server_default=""),
    Column("handled_how", Text, nullable=False, server_default=""),
    Column("terms_version", Integer, nullable=False, server_default="0"),
    UniqueConstraint("source", "external_key"),
    Index("ix_items_disposition_id", "disposition", "id"),
    Index(
        "ix_items_waiting",
        "disposition",
        "id",
        sqlite_where=text("handled_at IS NULL"),
        postgresql_where=text("handled_at IS NULL"),
    ),
    Index("ix_items_terms_version", "terms_version"),
)

# withdrawn_at: whoever it is about took their consent back. changed_at: when staff last changed
# what it says. merged_into: the story that tells it now.
stories = Table(
    "stories",
    metadata,
    _id(),
    _to("items", "item_id", null=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("source", String(200), nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("themes", JSON, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("contributor_name", Text, nullable=False, server_default=""),
    Column("contributor_email", Text, nullable=False, server_default=""),
    Column("status", String(16), nullable=False),
    Column("created_by", String(200), nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("changed_at", Moment),
    _to("stories", "merged_into", null=True),
    Column("terms_version", Integer, nullable=False, server_default="0"),
    Index("ix_stories_status_id", "status", "id"),
    Index("ix_stories_kind_id", "kind", "id"),
    Index("ix_stories_source_id", "source", "id"),
    Index("ix_stories_terms_version", "terms_version"),
)

# What reading gave beside a mail's words: which of them told the day, the hours and the place, the
# files with what they say, and what a machine read in its pictures.
readings = Table(
    "readings",
    metadata,
    Column("item_id", Id, ForeignKey("items.id"), primary_key=True, autoincrement=False),
    Column("content", JSON, nullable=False),
)

# An event that was moved or cancelled after it was told. before, after: the events then and now.
# applied: the story says it; a calendar's word is not applied until a person has looked.
event_changes = Table(
    "event_changes",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("kind", String(16), nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("by", String(240), nullable=False),
    Column("at", Moment, nullable=False),
    Column("applied", Boolean, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", String(200), nullable=False, server_default=""),
    Index(
        "ix_event_changes_open",
        "id",
        sqlite_where=text("settled_at IS NULL"),
        postgresql_where=text("settled_at IS NULL"),
    ),
)

# Two stories made one, or one made two. kind: merge, split. story_id: the one that stays; other_id:
# the one that was merged into it, or split from it. before: what undoing needs.
regroupings = Table(
    "regroupings",
    metadata,
    _id(),
    Column("kind", String(8), nullable=False),
    _to("stories", "story_id"),
    _to("stories", "other_id"),
    Column("before", JSON, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", String(200), nullable=False, server_default=""),
)

# What a story is found by: the stems of its words, "#5" for theme 5, "!cpr" for a finding.
# terms_version of a story (or a mail) says by which rules its terms were made; 0: not yet.
story_terms = Table(
    "story_terms",
    metadata,
    Column("term", Word, primary_key=True),
    Column("story_id", Id, ForeignKey("stories.id"), primary_key=True, autoincrement=False),
    Index("ix_story_terms_story_id_term", "story_id", "term"),
    sqlite_with_rowid=False,
)
item_terms = Table(
    "item_terms",
    metadata,
    Column("term", Word, primary_key=True),
    Column("item_id", Id, ForeignKey("items.id"), primary_key=True, autoincrement=False),
    Index("ix_item_terms_item_id_term", "item_id", "term"),
    sqlite_with_rowid=False,
)

# Stories that were rejected in one go, and what they and their drafts were before: a row for the
# story (draft_id empty) and one for each draft.
bulk_rejections = Table(
    "bulk_rejections",
    metadata,
    _id(),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("undone_at", Moment),
    Column("undone_by", String(200), nullable=False, server_default=""),
)
bulk_rejected = Table(
    "bulk_rejected",
    metadata,
    _id(),
    _to("bulk_rejections", "rejection_id"),
    _to("stories", "story_id"),
    _to("drafts", "draft_id", null=True),
    Column("before", JSON, nullable=False),
)

# start, end and signup_by are ISO 8601, a bare date where no time was given; sort_at orders them.
events = Table(
    "events",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("start", String(40)),
    Column("end", String(40)),
    Column("place", Text),
    Column("signup_by", String(40)),
    Column("problem", String(40)),
    Column("title", Text, nullable=False, server_default=""),
    Column("price", Text, nullable=False, server_default=""),
    Column("sort_at", Moment),
    Index("ix_events_sort_at", "sort_at"),
)

# people: recognisable people yes, no, or not answered yet. permission: of whoever took it.
# expires_on: the last day it may be shown. withdrawn_at: somebody took their consent back.
photos = Table(
    "photos",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("digest", String(64), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("mime", String(80), nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("alt", Text, nullable=False, server_default=""),
    Column("credit", Text, nullable=False, server_default=""),
    Column("people", Boolean),
    Column("ground", Text, nullable=False, server_default=""),
    Column("purpose", Text, nullable=False, server_default=""),
    Column("reference", Text, nullable=False, server_default=""),
    Column("permission", Text, nullable=False, server_default=""),
    Column("expires_on", Date),
    Column("withdrawn_at", Moment),
    Column("position", Integer, nullable=False),
)

# What a person must do outside this software, or soon: each key once. kind: take_down …
tasks = Table(
    "tasks",
    metadata,
    _id(),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    _to("stories", "story_id", null=True),
    _to("drafts", "draft_id", null=True),
    Column("says", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Column("done_by", String(200), nullable=False, server_default=""),
    Index(
        "ix_tasks_open",
        "kind",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

# Staff's corrections of a story's themes, and the stems of its words: later answers learn from
# them. forgotten_at: no longer counted.
theme_corrections = Table(
    "theme_corrections",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("stems", JSON, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("forgotten_at", Moment),
)

# Mail of ours that came back (RFC 3464). code: enhanced status code, '5.1.1'; empty: not told.
bounces = Table(
    "bounces",
    metadata,
    _id(),
    _to("items", "item_id"),
    Column("email", String(320), nullable=False),
    Column("action", String(20), nullable=False, server_default=""),
    Column("code", String(20), nullable=False, server_default=""),
    Column("diagnostic", Text, nullable=False, server_default=""),
    Column("message_id", String(400), nullable=False, server_default=""),
    Column("at", Moment, nullable=False),
    Column("settled_at", Moment),
    UniqueConstraint("item_id", "email"),
)

# kind: as in `explain` flags. place: body, subject, attachment …; start, end: characters there.
# draft_id: it came with somebody's words in that draft. until: what is embargoed may go out then.
findings = Table(
    "findings",
    metadata,
    _id(),
    _to("stories", "story_id"),
    _to("drafts", "draft_id", null=True),
    Column("kind", String(40), nullable=False),
    Column("place", String(200), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("excerpt", Text, nullable=False, server_default=""),
    Column("found_at", Moment, nullable=False),
    Column("until", Moment),
)

clearances = Table(
    "clearances",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("kind", String(40), nullable=False),
    Column("by", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("ground", Text, nullable=False, server_default=""),
    Column("reference", Text, nullable=False, server_default=""),
    Column("excerpts", JSON, nullable=False),
    Column("at", Moment, nullable=False),
)

# A correction that is not done with, one way or the other.
_UNDER_WAY = text("corrects_id IS NOT NULL AND status NOT IN ('sent', 'rejected', 'withdrawn')")

# act: post, edit, take_down; the last two are corrections of the post of draft corrects_id. A story
# has one post on a channel, and a post one correction of a kind under way.
drafts = Table(
    "drafts",
    metadata,
    _id(),
    _to("stories", "story_id"),
    Column("channel", String(40), nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("approved_hash", String(64)),
    Column("approved_by", String(200)),
    Column("approved_at", Moment),
    Column("scheduled_at", Moment),
    Column("claimed_at", Moment),
    Column("reason", Text, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("act", String(16), nullable=False, server_default="post"),
    _to("drafts", "corrects_id", null=True),
    Index(
        "ix_drafts_one_post",
        "story_id",
        "channel",
        unique=True,
        sqlite_where=text("corrects_id IS NULL"),
        postgresql_where=text("corrects_id IS NULL"),
    ),
    Index(
        "ix_drafts_one_correction",
        "corrects_id",
        "act",
        unique=True,
        sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    ),
    Index("ix_drafts_channel_status_claimed_at", "channel", "status", "claimed_at"),
    Index("ix_drafts_status_story_id", "status", "story_id"),
    Index("ix_drafts_status_channel_story_id", "status", "channel", "story_id"),
    Index("ix_drafts_channel_story_id", "channel", "story_id"),
    Index("ix_drafts_status_changed_at", "status", "changed_at"),
    Index("ix_drafts_status_scheduled_at_id", "status", "scheduled_at", "id"),
    Index(
        "ix_drafts_sent_back",
        "status",
        "story_id",
        sqlite_where=text("reason <> ''"),
        postgresql_where=text("reason <> ''"),
    ),
)

draft_versions = Table(
    "draft_versions",
    metadata,
    _id(),
    _to("drafts", "draft_id"),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=""),
    Column("photos", JSON, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("written_by", String(200), nullable=False),
    Column("written_at", Moment, nullable=False),
    UniqueConstraint("draft_id", "version"),
)

# What colleagues say to each other about a draft. It is never sent.
draft_comments = Table(
    "draft_comments",
    metadata,
    _id(),
    _to("drafts", "draft_id"),
    Column("text", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

# Who has a draft open in a browser now. at: when it was last heard of.
draft_watches = Table(
    "draft_watches",
    metadata,
    Column("draft_id", Id, ForeignKey("drafts.id"), primary_key=True),
    Column("who", String(200), primary_key=True),
    Column("at", Moment, nullable=False),
)

# alone: why somebody said yes to their own words without a second person; empty: nobody did.
approvals = Table(
    "approvals",
    metadata,
    _id(),
    _to("drafts", "draft_id", null=True),
    _to("issues", "issue_id", null=True),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("alone", Text, nullable=False, server_default=""),
    Index(
        "ix_approvals_alone",
        "at",
        sqlite_where=text("alone <> ''"),
        postgresql_where=text("alone <> ''"),
    ),
)

# One post on a channel. phase: claimed, created (remote_id known), public,
# failed, unknown; done for a correction that was carried out, removed for a post taken down.
publications = Table(
    "publications",
    metadata,
    _id(),
    _to("drafts", "draft_id"),
    Column("channel", String(40), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("photo_ids", JSON, nullable=False),
    Column("remote_id", String(200)),
    Column("permalink", Text, nullable=False, server_default=""),
    Column("snapshot", JSON),
    Column("error", Text, nullable=False, server_default=""),
    Column("error_code", Integer),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("sender", String(64)),
    Column("claimed_at", Moment, nullable=False),
    Column("published_at", Moment),
    UniqueConstraint("draft_id", "content_hash"),
)

# corrects_id: the issue that this one corrects; intro: a correction's words, by written_by.
issues = Table(
    "issues",
    metadata,
    _id(),
    Column("week", String(10), unique=True),
    Column("name", String(200), unique=True),
    Column("title", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Column("preheader", Text, nullable=False, server_default=""),
    Column("worded_by", String(200), nullable=False, server_default=""),
    Column("status", String(16), nullable=False),
    Column("due_at", Moment),
    Column("approved_by", String(200)),
    Column("approved_at", Moment),
    Column("frozen", String(64)),
    Column("reason", Text, nullable=False, server_default=""),
    Column("composed_at", Moment, nullable=False),
    Column("sent_at", Moment),
    _to("issues", "corrects_id", null=True),
    Column("intro", Text, nullable=False, server_default=""),
    Column("written_by", String(200), nullable=False, server_default=""),
    Column("core_version", Integer),
    _to("stories", "announced_as", null=True),
)

# role: block, or calendar: only when and where of it are told.
issue_items = Table(
    "issue_items",
    metadata,
    _id(),
    _to("issues", "issue_id"),
    _to("drafts", "draft_id"),
    Column("version", Integer, nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("section", Text, nullable=False, server_default=""),
    Column("pinned", Boolean, nullable=False, server_default="0"),
    Column("role", String(10), nullable=False, server_default="block"),
    UniqueConstraint("issue_id", "draft_id"),
)

# Older newsletters, brought in as PDF. name: in its address. by: who brought it in.
papers = Table(
    "papers",
    metadata,
    _id(),
    Column("name", String(120), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("gone_at", Moment),
)

# reply_to: where an answer goes when that is not our own mailbox. in_reply_to: Message-ID of the
# mail it answers. submitted: Auto-Submitted (RFC 3834). item_id: the mail it is about.
letters = Table(
    "letters",
    metadata,
    _id(),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    _to("items", "item_id", null=True),
    Column("reply_to", Text, nullable=False, server_default=""),
    Column("in_reply_to", Text, nullable=False, server_default=""),
    Column("submitted", String(20), nullable=False, server_default="auto-generated"),
    Column("to_name", Text, nullable=False, server_default=""),
    Column("to_email", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("html", Text, nullable=False, server_default=""),
    Column("created_at", Moment, nullable=False),
    Index("ix_letters_kind_created_at", "kind", "created_at"),
)

consents = Table(
    "consents",
    metadata,
    _id(),
    Column("text", Text, nullable=False),
    Column("source", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

# reason: why they are not mailed, in words of ours (suppressed only).
subscribers = Table(
    "subscribers",
    metadata,
    _id(),
    Column("email", String(320), nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("token", String(64), nullable=False, unique=True),
    Column("status", String(16), nullable=False),
    Column("attributes", JSON, nullable=False),
    _to("consents", "consent_id", null=True),
    Column("created_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("left_at", Moment),
    Column("reason", Text, nullable=False, server_default=""),
    Index("ix_subscribers_status", "status"),
)

# Who left, as a keyed hash: a later import does not add them again.
departed = Table(
    "departed",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
)

# One row for each recipient of an issue or a letter. status: pending, claimed, sent, failed.
# silent: the last try ended in silence. next_at: not before this.
deliveries = Table(
    "deliveries",
    metadata,
    _id(),
    _to("issues", "issue_id", null=True),
    _to("letters", "letter_id", null=True),
    Column("subscriber_id", Id, ForeignKey("subscribers.id")),
    Column("email", String(320), nullable=False),
    Column("name", Text, nullable=False, server_default=""),
    Column("token", String(64), nullable=False, server_default=""),
    Column("status", String(16), nullable=False, server_default="pending"),
    Column("silent", Boolean, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("sender", String(64)),
    Column("claimed_at", Moment),
    Column("first_at", Moment),
    Column("next_at", Moment),
    Column("sent_at", Moment),
    Column("reply", Text, nullable=False, server_default=""),
    UniqueConstraint("issue_id", "subscriber_id"),
    UniqueConstraint("letter_id"),
    Index("ix_deliveries_issue_id_status_id", "issue_id", "status", "id"),
)

feed_states = Table(
    "feed_states",
    metadata,
    Column("feed", String(200), primary_key=True),
    Column("etag", Text, nullable=False, server_default=""),
    Column("last_modified", Text, nullable=False, server_default=""),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("not_before", Moment),
    Column("checked_at", Moment),
)

# One row for each day and page. A day without a row is a gap and stays one.
snapshots = Table(
    "snapshots",
    metadata,
    _id(),
    Column("page", String(80), nullable=False),
    Column("day", Date, nullable=False),
    Column("followers", Integer, nullable=False),
    Column("fans", Integer),
    Column("source", String(40), nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("taken_at", Moment, nullable=False),
    UniqueConstraint("page", "day"),
)

# due: local time as the timetable says it, with its zone's offset left out on purpose:
# the second 02:30 of the autumn night is the same tick as the first.
ticks = Table(
    "ticks",
    metadata,
    _id(),
    Column("job", String(40), nullable=False),
    Column("due", String(40), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("outcome", Text, nullable=False, server_default=""),
    UniqueConstraint("job", "due"),
)

# What holds sending back. part: 'all' (the stop switch) or a channel's name.
holds = Table(
    "holds",
    metadata,
    Column("part", String(40), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
)

# morning_mail: do they want a mail in the morning about what waits?
staff = Table(
    "staff",
    metadata,
    _id(),
    Column("name", String(200), nullable=False, unique=True),
    Column("email", String(320), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("morning_mail", Boolean, nullable=False, server_default="1"),
)

# What somebody has been reminded of. key: what waits and which step ('draft:12:3:remind').
reminders = Table(
    "reminders",
    metadata,
    Column("key", String(120), primary_key=True),
    Column("at", Moment, nullable=False),
)

# Names that accounts no longer have, in lower case: nobody else may take one, for the record
# names it.
staff_names = Table(
    "staff_names",
    metadata,
    Column("name", String(200), primary_key=True),
    _to("staff", "staff_id"),
)

# Who is inside. token_hash: SHA-256 of what the browser holds. kept: a remembered device.
# ends_at: the latest it can last. ended_at: logged out, disabled or shut out by a new password.
staff_sessions = Table(
    "staff_sessions",
    metadata,
    _id(),
    _to("staff", "staff_id"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("device", String(80), nullable=False, server_default=""),
    Column("kept", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("ended_at", Moment),
)

# Failed logins, counted for all processes at once. key: a keyed hash of a name or an address.
# open_at: not before this.
login_tries = Table(
    "login_tries",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
    Column("open_at", Moment, nullable=False),
)

# Links by which a colleague chooses a password, once. token_hash: SHA-256 of what stands in it.
password_links = Table(
    "password_links",
    metadata,
    _id(),
    _to("staff", "staff_id"),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("by", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

# Who is away, both days included, and who looks after what waits for them meanwhile.
absences = Table(
    "absences",
    metadata,
    _id(),
    _to("staff", "staff_id"),
    _to("staff", "stand_in_id", null=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Column("cancelled_at", Moment),
)

# What staff changed of schedules.yaml. key: 'venues', 'feeds/kommunen' … state: value, gone (taken
# out of its list) or file (put back). file_value: what the file said when it was changed.
settings_versions = Table(
    "settings_versions",
    metadata,
    _id(),
    Column("key", String(80), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(8), nullable=False),
    Column("value", JSON),
    Column("file_value", JSON),
    Column("by", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("key", "version"),
)

# Who did what: ids and hashes only, each row holding the hash of the one before it.
audit_events = Table(
    "audit_events",
    metadata,
    _id(),
    Column("at", Moment, nullable=False),
    Column("by", String(200), nullable=False),
    Column("verb", String(60), nullable=False),
    Column("subject", String(60), nullable=False),
    Column("subject_id", String(80), nullable=False),
    Column("content_hash", String(64), nullable=False, server_default=""),
    Column("previous", String(64), nullable=False, unique=True),
    Column("hash", String(64), nullable=False, unique=True),
    Index("ix_audit_events_subject_subject_id", "subject", "subject_id"),
)

# The content beside the chain: can be erased without breaking it.
audit_contents = Table(
    "audit_contents",
    metadata,
    Column("event_id", Id, ForeignKey("audit_events.id"), primary_key=True),
    Column("content", JSON, nullable=False),
)
