"""The house: every stage with what it uses, built from settings."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from comms.channels.newsletter import LetterWords, Press, Sender, letters
from comms.channels.staff_post import StaffPost
from comms.config import Schedules, Settings
from comms.config.kinds import per_second
from comms.config.live import missing
from comms.errors import CommsError, SettingsError
from comms.model.shown import ShownPost
from comms.model.worktime import OfficeHours
from comms.stages.archiving import Archiving
from comms.stages.dispatch import IssueCorrections, IssueDesk, Mailroom, Places, PostRules, Underway
from comms.stages.intake import Acknowledging, Correspondence, Counts, Replying
from comms.stages.measure import periods
from comms.stages.measure.followers import Followers
from comms.stages.measure.reporting import Made, Reporting, ReportRules, follower_goal
from comms.stages.people.absences import Absences
from comms.stages.people.accounts import Accounts
from comms.stages.people.door import Door, DoorRules
from comms.stages.people.lists import SubscriberLists
from comms.stages.people.post import ReaderPost
from comms.stages.people.subscribing import Subscribing
from comms.stages.waiting import Waiting, WaitingRules
from comms.wire import smtp
from comms.wiring import outside
from comms.wiring.ground import Clock
from comms.wiring.newsroom import Newsroom
from comms.wiring.openings import openings
from comms.wiring.practice import PRACTISED, practice_accounts
from comms.wiring.put_right import PutRight, put_right

# The key that the page's counts are kept under: one page for each installation.
PAGE_KEY = "page"


class House(Newsroom):
    """Everything: the newsroom, the newsletter, people and measures.

    What depends on settings that staff can change is built each time it is asked for.
    """

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

    def refuse_practice_data(self) -> None:
        """Live mode needs a database of its own: example readers must not be written to."""
        if self.practice:
            return
        with self.read() as tx:
            practised = any(one.verb == PRACTISED for one in tx.audit.about("house", "mode"))
        if practised:
            raise SettingsError(
                "DATABASE_URL: holds the accounts and samples of practice mode; "
                "live mode needs a database of its own"
            )

    @cached_property
    def accounts(self) -> Accounts:
        return Accounts(
            self.database.begin,
            self.database.read,
            shortest=self.settings.password_length,
            write=lambda **facts: self.letter("password_link", **facts),
            public_url=self.settings.public_url,
        )

    @cached_property
    def door(self) -> Door:
        settings = self.settings
        rules = DoorRules(
            timedelta(minutes=settings.session_idle_minutes),
            timedelta(hours=settings.session_hours),
            timedelta(days=settings.remember_days),
        )
        begin, read = self.database.begin, self.database.read
        return Door(begin, read, self.accounts, self.secret_key, rules)

    @cached_property
    def absences(self) -> Absences:
        return Absences(self.database.begin, self.database.read)

    @cached_property
    def subscriber_lists(self) -> SubscriberLists:
        return SubscriberLists(self.database.begin, self.database.read, self.secret_key)

    @property
    def subscribing(self) -> Subscribing:
        return Subscribing(
            self.database.begin,
            lambda **facts: self.letter("confirm", **facts),
            public_url=self.settings.public_url,
            key=self.secret_key,
            consent=self.schedules.newsletter.consent,
        )

    def collect_inbox(self) -> Counts:
        """Fetch mail, and do at once what it asks of the list of readers."""
        counts = super().collect_inbox()
        self.reader_post.take(self.clock())
        return counts

    @property
    def acknowledging(self) -> Acknowledging:
        return Acknowledging(
            self.schedules.acknowledgement,
            lambda **facts: self.letter("acknowledgement", **facts),
            self.secret_key,
            self._own_addresses(),
        )

    @property
    def reader_post(self) -> ReaderPost:
        return ReaderPost(
            self.database.begin,
            self.subscribing,
            lambda **facts: self.letter("left", **facts),
            self.schedules.organisation.mailbox,
            self.secret_key,
        )

    @property
    def correspondence(self) -> Correspondence:
        return Correspondence(
            self.database.begin,
            self.files,
            self.read_as_story,
            self.judged,
            lambda **facts: self.letter("forward", **facts),
            self.schedules.departments,
            self.schedules.organisation.mailbox,
            real=not self.practice,
        )

    @property
    def replying(self) -> Replying:
        return Replying(
            self.database.begin,
            lambda **facts: self.letter("answer", **facts),
            openings(self.templates),
            self._own_addresses(),
        )

    def _own_addresses(self) -> frozenset[str]:
        """Whatever comes from one of these was sent by us."""
        known = (self.schedules.organisation.mailbox, self.sender.address, self.sender.reply_to)
        return frozenset(one.lower() for one in known if one)

    def first_login(self) -> Sequence[str]:
        """What somebody needs to know to log in. Practice mode makes two accounts by itself."""
        with self.read() as tx:
            known = tx.staff.any()
        if self.practice:
            return practice_accounts(self.accounts, self.settings.data_dir, self.clock())
        if known:
            return ["Log ind med din bruger."]
        command = ".venv/bin/python main.py users add NAVN --email ADRESSE --role admin"
        return [
            "Der er ingen brugere endnu. Lav den første sådan:",
            f"  {command} --password-stdin",
        ]

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

    @property
    def staff_post(self) -> StaffPost:
        return StaffPost(self.letter, self.settings.public_url)

    @property
    def waiting(self) -> Waiting:
        rules = self.schedules.review
        office = OfficeHours(rules.office_from, rules.office_until, self.schedules.zone)
        told = WaitingRules(
            office, rules.remind_after, rules.escalate_after, rules.digest, rules.four_eyes
        )
        return Waiting(self.database.begin, told, self.staff_post)

    @property
    def archiving(self) -> Archiving:
        return Archiving(self.database.begin, self.files)

    @property
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
            four_eyes=self.schedules.review.four_eyes,
        )

    @cached_property
    def issue_corrections(self) -> IssueCorrections:
        return IssueCorrections(self.database.begin)

    @cached_property
    def underway(self) -> Underway:
        return Underway(self.database.begin)

    @property
    def mailroom(self) -> Mailroom:
        settings = self.settings
        rules = PostRules(
            settings.smtp_connections,
            settings.smtp_rate,
            settings.smtp_retry,
            settings.smtp_give_up,
            {name: per_second(r) for name, r in self.schedules.newsletter.per_domain.items()},
        )
        relay = outside.relay(settings, self.world)
        return Mailroom(
            self.database, self.newsletter, lambda: smtp.connect(relay), rules, self.clock
        )

    @cached_property
    def followers(self) -> Followers:
        return Followers(self.database.begin, self.database.read, PAGE_KEY, self.schedules.zone)

    @property
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
    def followers_key(self) -> str:
        return PAGE_KEY

    def unready(self) -> str:
        """Why we cannot work now, or ''."""
        try:
            self.database.check()
        except CommsError as error:
            return str(error)
        return ""

    def put_right(self, story_id: int, by: str, now: datetime) -> PutRight:
        """Draft the corrections of a moved or cancelled event wherever it was sent."""
        return put_right(self, story_id, by, now)

    def shown_posts(self) -> Sequence[ShownPost]:
        """What the practice page shows the public, newest first, and below it what was taken
        down; empty in live mode.
        """
        if not self.practice:
            return ()
        page = self.world.graph
        return [
            ShownPost(
                post.message,
                post.published_at,
                post.link,
                len(post.photos),
                post.edited_at,
                post.removed_at,
            )
            for post in (*page.public_posts(), *page.removed_posts())
        ]


def _checked(root: Path) -> tuple[Settings, Schedules]:
    """What is malformed and what is missing, in both files, is told in one go."""
    settings, malformed = Settings.read(root)
    problems = [*malformed]
    try:
        schedules = Schedules.load(settings.schedules_file)
    except SettingsError as error:
        raise SettingsError(*problems, *error.problems) from None
    if not (settings.root / schedules.themes).is_file():
        problems.append(f"{settings.schedules_file.name}: themes: {schedules.themes} is no file")
    if settings.live:
        problems += missing(settings, schedules)
    if problems:
        raise SettingsError(*problems)
    return settings, schedules
