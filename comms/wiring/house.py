"""The house: every stage with what it uses, built from settings."""

import mimetypes
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from comms.channels.facebook import Facebook
from comms.channels.newsletter import LetterWords, Press, Sender, letters
from comms.config import Schedules, Settings
from comms.config.live import missing
from comms.config.settings import installation_key
from comms.config.themes import load_themes
from comms.errors import BadInput, CommsError, SettingsError, UsageError
from comms.model.draft import Draft
from comms.model.item import Item
from comms.model.judge import Context, judge_typed
from comms.model.photo import Photo
from comms.model.shown import ShownPost
from comms.model.slots import SlotRules
from comms.model.themes import Theme
from comms.practice.graph import PAGE_ID
from comms.sources.mail.limits import Limits as MailLimits
from comms.sources.mail.worker import Reader
from comms.sources.mailbox import Mailbox
from comms.sources.subscription import Subscription
from comms.stages.dispatch import IssueDesk, Mailroom, Places, PostRules
from comms.stages.drafting import Drafting
from comms.stages.intake import Counts, Feeds, Inbox
from comms.stages.measure import periods
from comms.stages.measure.followers import Followers
from comms.stages.measure.reporting import Made, Reporting, ReportRules, follower_goal
from comms.stages.people.accounts import Accounts
from comms.stages.people.lists import SubscriberLists
from comms.stages.people.subscribing import Subscribing
from comms.stages.publish.planning import plan
from comms.stages.publish.run import Publishing
from comms.stages.review import Review
from comms.store.database import Database
from comms.store.files import DatabaseFiles, Files, FolderFiles
from comms.store.transaction import Transaction
from comms.wire import smtp
from comms.wire.http import Limits as FetchLimits
from comms.wiring import outside
from comms.wiring.practice import PracticeWorld, practice_accounts

Clock = Callable[[], datetime]
# The key that the page's counts are kept under: one page for each installation.
PAGE_KEY = "page"


class House:
    """Built once for a command or a service. What is not asked for is not built."""

    def __init__(
        self, settings: Settings, schedules: Schedules, clock: Clock | None = None
    ) -> None:
        self.settings = settings
        self.schedules = schedules
        self.clock: Clock = clock or (lambda: datetime.now(schedules.zone))
        self.stopping = threading.Event()
        self.world = PracticeWorld(settings.root, settings.data_dir / "practice")

    @classmethod
    @contextmanager
    def open(cls, root: Path, clock: Clock | None = None) -> Iterator["House"]:
        """Settings read and checked, all problems told at once; everything closed afterwards."""
        settings, schedules = _checked(root)
        house = cls(settings, schedules, clock)
        try:
            yield house
        finally:
            house.close()

    def close(self) -> None:
        """Stop the stand-ins and let go of the database."""
        self.world.close()
        if "database" in self.__dict__:
            self.database.close()

    # --- What everything stands on -------------------------------------------------------------

    @property
    def practice(self) -> bool:
        return not self.settings.live

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)

    @cached_property
    def files(self) -> Files:
        """A folder, or the database where several machines share one."""
        if self.settings.database_url.startswith("sqlite"):
            return FolderFiles(self.settings.data_dir / "files")
        return DatabaseFiles(self.database)

    @cached_property
    def secret_key(self) -> str:
        return self.settings.secret_key.get_secret_value() or installation_key(
            self.settings.data_dir
        )

    @property
    def templates(self) -> Path:
        return self.settings.root / "templates"

    def read(self) -> AbstractContextManager[Transaction]:
        """A look at the store."""
        return self.database.read()

    # --- The stages ----------------------------------------------------------------------------

    @cached_property
    def review(self) -> Review:
        return Review(self.database.begin, four_eyes=self.schedules.review.four_eyes)

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
    def accounts(self) -> Accounts:
        return Accounts(self.database.begin, self.database.read)

    @cached_property
    def subscriber_lists(self) -> SubscriberLists:
        return SubscriberLists(self.database.begin, self.database.read, self.secret_key)

    def first_login(self) -> Sequence[str]:
        """What somebody needs to know to log in. Practice mode makes two accounts by itself."""
        with self.read() as tx:
            known = tx.staff.any()
        if self.practice:
            return practice_accounts(self.accounts, self.settings.data_dir, self.clock())
        if known:
            return ["Log ind med din bruger."]
        return [
            "Der er ingen brugere endnu. Lav den første sådan:",
            "  python main.py users add NAVN --email ADRESSE --role admin --password-stdin",
        ]

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

    def staff_addresses(self) -> Sequence[str]:
        """Who is told of things: the list in schedules.yaml, or all who approve, or the alarm."""
        if self.schedules.review.notices_to:
            return self.schedules.review.notices_to
        with self.read() as tx:
            approvers = [account.email for account in tx.staff.all() if account.approves]
        return approvers or [one for one in (self.settings.alert_email,) if one]

    # --- The newsletter ------------------------------------------------------------------------

    @cached_property
    def sender(self) -> Sender:
        """Who mail comes from. In practice mode an address that exists nowhere will do."""
        who = self.schedules.organisation
        return Sender(
            organisation=who.name,
            strategy=who.strategy,
            address=self.settings.mail_from or who.mailbox,
            reply_to=self.settings.mail_reply_to or who.mailbox,
            website=who.website,
            facebook_url=who.facebook_url,
            was_url=who.was_url,
            privacy_url=who.privacy_url,
            postal_address=who.postal_address,
        )

    @cached_property
    def press(self) -> Press:
        return Press(self.templates, self.sender, practice=self.practice)

    def letter(self, kind: str, **facts: object) -> LetterWords:
        """The words of a letter: subject, text and HTML."""
        return letters.write(self.press, kind, **facts)

    @cached_property
    def newsletter(self) -> IssueDesk:
        return IssueDesk(
            self.database.begin,
            self.database.read,
            self.files,
            self.press,
            self.schedules.newsletter,
            Places(self.settings.public_url),
            self.schedules.zone,
            self.themes,
            self.staff_addresses(),
        )

    @cached_property
    def mailroom(self) -> Mailroom:
        settings = self.settings
        rules = PostRules(
            settings.smtp_connections,
            settings.smtp_rate,
            settings.smtp_retry,
            settings.smtp_give_up,
        )
        relay = outside.relay(settings, self.world)
        return Mailroom(
            self.database, self.newsletter, lambda: smtp.connect(relay), rules, self.clock
        )

    @cached_property
    def subscribing(self) -> Subscribing:
        return Subscribing(
            self.database.begin,
            lambda **facts: self.letter("confirm", **facts),
            public_url=self.settings.public_url,
            key=self.secret_key,
            consent=self.schedules.newsletter.consent,
        )

    @cached_property
    def theme_list(self) -> Sequence[Theme]:
        """The themes with the words they are known by."""
        return load_themes(self.settings.root / self.schedules.themes)

    @cached_property
    def themes(self) -> Mapping[int, str]:
        """The themes' names by number."""
        return {theme.number: theme.name for theme in self.theme_list}

    # --- What the pages ask besides --------------------------------------------------------------

    @property
    def followers_key(self) -> str:
        return PAGE_KEY

    def unready(self) -> str:
        """Why we cannot work now, or ''."""
        try:
            self.database.check()
        except CommsError as error:
            return str(error)
        return ""

    def shown_posts(self) -> Sequence[ShownPost]:
        """What the practice page shows the public, newest first; empty in live mode."""
        if not self.practice:
            return ()
        posts = self.world.graph.public_posts()
        return [
            ShownPost(post.message, post.published_at, post.link, len(post.photos))
            for post in posts
        ]

    # --- Measures ------------------------------------------------------------------------------

    @cached_property
    def followers(self) -> Followers:
        return Followers(self.database.begin, self.database.read, PAGE_KEY, self.schedules.zone)

    @cached_property
    def reporting(self) -> Reporting:
        goal, others = follower_goal(self.schedules.goals)
        rules = ReportRules(
            organisation=self.schedules.organisation.strategy,
            page=PAGE_KEY,
            goal=goal,
            others=others,
            to=self.schedules.report.to,
            practice=self.practice,
            zone=self.schedules.zone,
        )
        return Reporting(self.database.begin, self.database.read, rules)

    @property
    def goal(self) -> int:
        """Followers to reach."""
        goal, _ = follower_goal(self.schedules.goals)
        return round(goal.line)

    def report(self, week: str | None, month: str | None, out: Path) -> Made:
        """The report of a week or a month, last week's when neither is named."""
        now = self.clock()
        if month:
            period = periods.month(month)
        else:
            period = periods.week(week) if week else periods.last_week(self.followers.today(now))
        return self.reporting.report(period, out, now)

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
        }
        return [
            Subscription(feed, self._today, limits, self.settings.ca_file, url, self.practice)
            for feed in self.schedules.feeds
            if (url := urls[feed.key])
        ]

    def _today(self) -> date:
        return self.clock().astimezone(self.schedules.zone).date()

    def collect_inbox(self) -> Counts:
        """Fetch mail now. Each mail is read in a process with a limit of time and memory."""
        limits = MailLimits(size=self.largest_mail, pixels=self.schedules.limits.photo_pixels)
        alarm = [one for one in (self.settings.alert_email,) if one]
        with Reader(self.context, limits, self.schedules.limits.mail_seconds) as read:
            inbox = Inbox(self.database.begin, self.files, read, alarm)
            return inbox.collect(self.mailbox, self.clock())

    def collect_feeds(self, *, patient: bool = True) -> Counts:
        """Ask every feed that is due now; patient False: those that failed lately too."""
        feeds = Feeds(self.database.begin, self.files, self.judged)
        return feeds.collect(self.subscriptions(), self.clock(), patient=patient)

    @cached_property
    def context(self) -> Context:
        """What reading needs to know of us."""
        return Context(
            self.schedules.organisation.mailbox, tuple(self.theme_list), self.schedules.venues
        )

    def judged(self, title: str, text: str, moment: datetime) -> Item:
        """Words that were typed in, read as a mail would be."""
        return judge_typed(title, text, moment, self.context)

    @property
    def channels(self) -> Sequence[str]:
        """Those switched on."""
        on = self.schedules.channels
        return [name for name in ("facebook", "newsletter") if getattr(on, name)]

    def photo(self, path: Path, alt: str) -> Photo:
        """A photo typed in: cleaned (position and all else gone), kept. Raises UsageError."""
        from comms.sources.mail.limits import Limits
        from comms.sources.mail.pictures import read_picture
        from comms.sources.mail.tree import Part

        try:
            raw = path.read_bytes()
        except OSError as error:
            raise UsageError(f"{path}: kan ikke læses ({error.strerror})") from None
        mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        limits = Limits(pixels=self.schedules.limits.photo_pixels)
        picture = read_picture(Part(mime, raw, name=path.name, disposition="attachment"), limits)
        if picture.problem:
            raise BadInput(f"{path}: {picture.problem}")
        digest = self.files.put(picture.data)
        return Photo(digest, alt.strip(), path.name, picture.mime, picture.width, picture.height)


def _checked(root: Path) -> tuple[Settings, Schedules]:
    """What is malformed and what is missing, in both files, is told in one go."""
    settings, malformed = Settings.read(root)
    problems = [*malformed]
    try:
        schedules = Schedules.load(settings.schedules_file)
    except SettingsError as error:
        raise SettingsError(*problems, *error.problems) from None
    if settings.live:
        problems += missing(settings, schedules)
    if problems:
        raise SettingsError(*problems)
    return settings, schedules
