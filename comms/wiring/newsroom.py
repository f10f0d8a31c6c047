"""What comes in, is drafted and reviewed, and goes out as posts."""

import mimetypes
from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from comms.channels.facebook import Facebook
from comms.channels.staff_post import StaffPost
from comms.config.mail_examples import MailExamples
from comms.errors import BadInput, UsageError
from comms.model.draft import Draft
from comms.model.item import Item
from comms.model.judge import Context, judge_typed
from comms.model.photo import Photo
from comms.model.privacy import Piece, cpr_numbers
from comms.model.slots import SlotRules
from comms.model.whereabouts import masked
from comms.practice.graph import PAGE_ID
from comms.sources.mail.limits import Limits as MailLimits
from comms.sources.mail.worker import Reader
from comms.sources.mailbox import Mailbox
from comms.sources.page import Pages
from comms.sources.subscription import Subscription
from comms.stages.announcing import Announcing
from comms.stages.drafting import Drafting
from comms.stages.grouping import Grouping
from comms.stages.intake import Acknowledging, Counts, Feeds, Inbox, Linking
from comms.stages.publish.planning import plan
from comms.stages.publish.run import Publishing
from comms.stages.review import Review
from comms.stages.review.correcting import Correcting
from comms.stages.review.editing import Editing
from comms.stages.review.sorting import Sorting
from comms.stages.telling import Telling
from comms.stages.theming import Theming
from comms.stages.upkeep import Forgotten, catch_up, forget
from comms.store.files import Files
from comms.wire.http import Limits as FetchLimits
from comms.wiring import outside
from comms.wiring.ground import Ground

PAGE_BYTES = 5_000_000  # of a page that staff have a link to


class Newsroom(Ground):
    """Sources, drafting, review and the page on Facebook."""

    @property
    def largest_mail(self) -> int:
        """Bytes."""
        return self.schedules.limits.mail_mb * 1_000_000

    @cached_property
    def mailbox(self) -> Mailbox:
        since = self.schedules.sources.inbox_since
        return outside.mailbox(self.settings, self.largest_mail, since)

    def subscriptions(self) -> Sequence[Subscription]:
        """The feeds that can be asked; practice mode leaves out those without a sample."""
        limits = FetchLimits(
            body=self.schedules.limits.feed_mb * 1_000_000, seconds=2 * self.settings.http_timeout
        )
        urls = {
            feed.key: self.world.feed_url(feed) if self.practice else feed.url
            for feed in self.schedules.feeds
            if feed.active
        }
        return [
            Subscription(feed, self._today, limits, self.settings.ca_file, url, self.practice)
            for feed in self.schedules.feeds
            if (url := urls.get(feed.key))
        ]

    def _today(self) -> date:
        return self.clock().astimezone(self.schedules.zone).date()

    def collect_inbox(self) -> Counts:
        """Fetch mail now. Each mail is read in a process with a limit of time and memory."""
        alarm = [one for one in (self.settings.alert_email,) if one]
        with self._reader() as read:
            inbox = Inbox(
                self.database.begin,
                self.files,
                read,
                alarm,
                self.acknowledging,
                self.settings.public_url,
            )
            return inbox.collect(self.mailbox, self.clock())

    @property
    def acknowledging(self) -> Acknowledging | None:
        """Who answers those who write; None: nobody does."""
        return None

    def read_as_story(self, raw: bytes, received: datetime) -> Item:
        """A kept mail read once more, because a person has said that it is a story."""
        with self._reader() as read:
            return read(raw, received, contributed=True)

    def _reader(self) -> Reader:
        limits = MailLimits(size=self.largest_mail, pixels=self.schedules.limits.photo_pixels)
        return Reader(self.context, limits, self.schedules.limits.mail_seconds)

    def collect_feeds(self, *, patient: bool = True) -> Counts:
        """Ask every feed that is due now; patient False: those that failed lately too."""
        feeds = Feeds(self.database.begin, self.files, self.judged)
        return feeds.collect(self.subscriptions(), self.clock(), patient=patient)

    @property
    def context(self) -> Context:
        """What reading needs to know of us, and what staff's corrections have taught until now."""
        return Context(
            self.schedules.organisation.mailbox,
            self.theme_list,
            self.schedules.venues,
            self.theming.lessons(),
            MailExamples(self.settings.root / self.schedules.mail_examples),
        )

    @cached_property
    def theming(self) -> Theming:
        return Theming(self.database.begin, self.database.read, self.themes)

    def judged(self, title: str, text: str, moment: datetime) -> Item:
        """Words that were typed in, read as a mail would be."""
        return judge_typed(title, text, moment, self.context)

    def photo(self, path: Path, alt: str) -> Photo:
        """A photo typed in: cleaned (position and all else gone), kept. Raises UsageError."""
        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path}: kan ikke læses ({error.strerror})") from None
        return kept_photo(self.files, raw, str(path), self.schedules.limits.photo_pixels, alt)

    @property
    def linking(self) -> Linking:
        """What a link's page says; practice mode asks nobody outside."""
        limits = FetchLimits(body=PAGE_BYTES, seconds=self.settings.http_timeout)
        ask = None if self.practice else Pages(limits, self.settings.ca_file)
        return Linking(self.database.read, ask)

    def clean_photo(self, raw: bytes, name: str) -> Photo:
        """The same of bytes that somebody sent."""
        return kept_photo(self.files, raw, name, self.schedules.limits.photo_pixels)

    @cached_property
    def drafting(self) -> Drafting:
        return Drafting(
            self.database.begin,
            self.templates,
            self.channels,
            self.judged,
            self.schedules.internal_words,
        )

    @cached_property
    def telling(self) -> Telling:
        return Telling(self.database.begin, self.drafting.write)

    def draft_missing(self, now: datetime) -> int:
        """The drafts that are missing, that of an issue that is out too."""
        if self.schedules.newsletter.announce and self.schedules.channels.facebook:
            Announcing(self.database.begin, self.settings.public_url, self.judged).tell(now)
        return self.drafting.draft_missing(now)

    @cached_property
    def grouping(self) -> Grouping:
        return Grouping(self.database.begin, self.telling.follow)

    @property
    def review(self) -> Review:
        rules = self.schedules.review
        return Review(
            self.database.begin,
            four_eyes=rules.four_eyes,
            emergency=rules.emergency,
            post=self.staff_post,
        )

    @property
    def staff_post(self) -> StaffPost | None:
        """How staff are told of things by letter; None: they are not."""
        return None

    @cached_property
    def sorting(self) -> Sorting:
        return Sorting(self.database.begin)

    @cached_property
    def correcting(self) -> Correcting:
        return Correcting(self.database.begin)

    @cached_property
    def editing(self) -> Editing:
        return Editing(self.database.begin)

    def index_behind(self) -> int:
        """Look up words of what came in before we could; a few at a time, so a kill loses none."""
        return catch_up(self.database.begin)

    def forget(self, now: datetime, *, dry: bool = False) -> Sequence[Forgotten]:
        """Take away what has been kept as long as it may. dry: only count it."""
        return forget(self.database.begin, self.schedules.retention_days, now, dry=dry)

    @cached_property
    def facebook(self) -> Facebook:
        """The page, in practice mode the stand-in's."""
        page_id = PAGE_ID if self.practice else self.settings.facebook_page_id
        return Facebook(outside.graph(self.settings, self.world), page_id)

    @cached_property
    def publishing(self) -> Publishing:
        return Publishing(
            self.database.begin,
            self.facebook,
            self.files,
            self.clock,
            notices_to=self.staff_addresses(),
        )

    def plan_posts(self, now: datetime) -> Sequence[Draft]:
        """Give approved posts without a time the next free slot."""
        rules = self.schedules.facebook
        slots = SlotRules(
            rules.slots,
            rules.at_most_a_day,
            rules.quiet_from,
            rules.quiet_until,
            self.schedules.zone,
        )
        return plan(self.database.begin, "facebook", slots, now)


def kept_photo(files: Files, raw: bytes, shown: str, pixels: int, alt: str = "") -> Photo:
    """A picture cleaned as one that came by mail, and kept. shown: its name, or its path.

    Raises BadInput for what is no picture, or a name that holds a CPR number.
    """
    from comms.sources.mail.pictures import read_picture
    from comms.sources.mail.tree import Part, file_name

    name = file_name(shown)
    if cpr_numbers([Piece("filename", name)]):
        told = shown.removesuffix(name) + masked(name) if shown.endswith(name) else masked(name)
        raise BadInput(f"{told}: et filnavn rummer et cpr-nummer. Giv filen et andet navn.")
    mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
    part = Part(mime, raw, name=name, disposition="attachment")
    picture = read_picture(part, MailLimits(pixels=pixels))
    if picture.problem:
        raise BadInput(f"{shown}: {picture.problem}")
    return Photo(
        files.put(picture.data),
        alt.strip(),
        name,
        picture.mime,
        picture.width,
        picture.height,
        notes=picture.metadata,
        gps=picture.gps,
    )
