"""`schedules.yaml`: what happens when, and the editorial rules."""

from dataclasses import field
from datetime import date, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import yaml
from pydantic import AfterValidator, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from comms.config.kinds import (
    STRICT,
    Clock,
    Key,
    MailAddress,
    MaybeClock,
    Said,
    Span,
    feed_url,
    zone_name,
)
from comms.config.lines import read, told, twice, yaml_problem
from comms.config.newsletter import NewsletterRules
from comms.errors import SettingsError
from comms.model import cron


def _once(where: str, keys: list[str]) -> None:
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise ValueError(f"{where}: the key {', '.join(sorted(twice))} stands twice")


class CatchUp(StrEnum):
    """What a job does about ticks missed while we were down.

    once: the newest missed tick runs, however old. within: only if it is younger than `within`.
    skip: nothing; the next tick is soon enough.
    """

    ONCE = "once"
    WITHIN = "within"
    SKIP = "skip"


@dataclass(frozen=True, config=STRICT)
class Job:
    """One line of the timetable: either `cron` (five fields, local time) or `every`."""

    cron: str = ""
    every: Span | None = None
    catch_up: CatchUp = CatchUp.ONCE
    within: Span = timedelta(hours=12)

    def __post_init__(self) -> None:
        if bool(self.cron) == bool(self.every):
            raise ValueError("needs either cron or every")
        if self.cron:
            cron.read(self.cron)
        if self.every is not None and self.every < timedelta(seconds=10):
            raise ValueError("every must be at least 10s")


@dataclass(frozen=True, config=STRICT)
class Feed:
    """Something that announces stories. `times` is the feed's own rule for times without zone.

    active: False: it is not asked for now.
    """

    key: Key
    url: Annotated[str, AfterValidator(feed_url)]
    kind: Literal["rss", "atom", "ical"] = "rss"
    theme: Annotated[int, Field(ge=1)] | None = None
    place: str = ""
    organiser: str = ""
    times: Literal["utc", "local"] = "local"
    allow_private: bool = False
    sample: str = ""
    active: bool = True


@dataclass(frozen=True, config=STRICT)
class Organisation:
    """Who speaks: every name a reader sees."""

    name: Said
    strategy: Said
    mailbox: MailAddress
    page_name: str = ""
    website: str = ""
    was_url: str = ""
    privacy_url: str = ""
    postal_address: str = ""
    facebook_url: str = ""


@dataclass(frozen=True, config=STRICT)
class ReviewRules:
    """four_eyes: whoever wrote or last changed a draft may not approve it.

    emergency: one approver may say yes to their own words, with a reason that all others are told
    of. remind_after, escalate_after: hours of work before approvers, and then admins, are told
    what waits; 0h: never. digest: when the morning mail is written; empty: there is none.
    office_from, office_until: nobody is reminded outside these hours, nor on a closing day.
    """

    four_eyes: bool = True
    notices_to: tuple[MailAddress, ...] = ()
    emergency: bool = False
    remind_after: Span = timedelta(hours=8)
    escalate_after: Span = timedelta(hours=16)
    digest: MaybeClock = time(7, 30)
    office_from: Clock = time(8, 0)
    office_until: Clock = time(16, 0)

    def __post_init__(self) -> None:
        if self.office_from >= self.office_until:
            raise ValueError("office_from must be before office_until")
        if timedelta() < self.escalate_after <= self.remind_after:
            raise ValueError("escalate_after must be longer than remind_after")


@dataclass(frozen=True, config=STRICT)
class FacebookRules:
    """When posts may go by themselves."""

    slots: tuple[Clock, ...] = (time(9, 0), time(15, 0))
    at_most_a_day: Annotated[int, Field(ge=1, le=25)] = 3
    quiet_from: Clock = time(20, 0)
    quiet_until: Clock = time(7, 0)
    hashtags: tuple[str, ...] = ()
    fold: Annotated[int, Field(ge=50)] = 125


@dataclass(frozen=True, config=STRICT)
class Goal:
    """One goal. No number is shown without `source` and `year`."""

    key: Key
    name: Said
    target: float
    source: Said
    year: int
    kind: Literal["at_least", "at_most", "more", "hold", "down_by", "down_to"] = "at_least"
    baseline: float | None = None
    by: date | None = None


@dataclass(frozen=True, config=STRICT)
class ReportRules:
    """Who gets the report by mail."""

    to: tuple[MailAddress, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Channels:
    """Which channels are switched on. press: drafts are made, and sent by hand."""

    facebook: bool = True
    newsletter: bool = True
    press: bool = False


@dataclass(frozen=True, config=STRICT)
class Sources:
    """Which sources are switched on. inbox_since: older mail of an IMAP inbox is left alone."""

    inbox: bool = True
    feeds: bool = True
    inbox_since: date | None = None


@dataclass(frozen=True, config=STRICT)
class Acknowledgement:
    """The automatic answer to who wrote to us. It quotes nothing and promises nothing.

    within: older mail is not answered, so that a first start on a full mailbox writes to nobody.
    most_an_hour: a flood beyond it is not answered. story, question, ambassador: what happens
    next with each; an empty one is not answered.
    """

    send: bool = True
    within: Span = timedelta(days=4)
    most_an_hour: Annotated[int, Field(ge=1, le=1000)] = 40
    story: str = (
        "En medarbejder læser det, du har skrevet, og ser, om og hvor vi kan fortælle det videre. "
        "Har vi spørgsmål, skriver vi til dig."
    )
    question: str = (
        "En medarbejder læser den og ser, hvem der bedst kan hjælpe. Vi sender den videre, hvis "
        "den hører til et andet sted."
    )
    ambassador: str = (
        "En medarbejder læser den. Du er ikke skrevet ind som ambassadør, før du hører fra os."
    )


@dataclass(frozen=True, config=STRICT)
class Department:
    """Whom a mail can be sent on to. words: those it is proposed by, in any of their forms."""

    key: Key
    name: Said
    email: MailAddress
    words: tuple[Said, ...] = ()


@dataclass(frozen=True, config=STRICT)
class Limits:
    """What intake takes from outside before it sets a thing aside."""

    mail_mb: Annotated[int, Field(ge=1, le=200)] = 40
    mail_seconds: Annotated[int, Field(ge=1, le=600)] = 20
    feed_mb: Annotated[int, Field(ge=1, le=100)] = 10
    photo_pixels: Annotated[int, Field(ge=1000)] = 60_000_000


JobName = Literal[
    "collect_inbox",
    "collect_feeds",
    "draft",
    "publish",
    "newsletter_compose",
    "newsletter_send",
    "letters",
    "search",
    "consents",
    "reminders",
    "upkeep",
    "followers",
    "report",
]


@dataclass(frozen=True, config=STRICT)
class Schedules:
    """The whole of schedules.yaml."""

    organisation: Organisation
    timezone: Annotated[str, AfterValidator(zone_name)] = "Europe/Copenhagen"
    jobs: dict[
        JobName,
        Job,
    ] = field(default_factory=dict)
    sources: Sources = Sources()
    channels: Channels = Channels()
    feeds: tuple[Feed, ...] = ()
    themes: str = "templates/themes.da.yaml"
    mail_examples: str = "templates/mail.da.examples.jsonl"
    venues: tuple[str, ...] = ()
    internal_words: tuple[str, ...] = ()
    review: ReviewRules = ReviewRules()
    newsletter: NewsletterRules = NewsletterRules()
    facebook: FacebookRules = FacebookRules()
    acknowledgement: Acknowledgement = Acknowledgement()
    departments: tuple[Department, ...] = ()
    goals: tuple[Goal, ...] = ()
    report: ReportRules = ReportRules()
    limits: Limits = Limits()
    retention_days: dict[Key, Annotated[int, Field(ge=1)]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _once("feeds", [feed.key for feed in self.feeds])
        _once("departments", [department.key for department in self.departments])
        _once("goals", [goal.key for goal in self.goals])

    @property
    def zone(self) -> ZoneInfo:
        """The time zone that all hours in this file are told in."""
        return ZoneInfo(self.timezone)

    @classmethod
    def load(cls, path: Path) -> "Schedules":
        """Read and check the file. Raises SettingsError: where, and what is allowed there."""
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: cannot be read ({error})") from None
        return parsed(text, path.name)


def parsed(text: str, name: str) -> Schedules:
    """The words of the file, read and checked. name: the file's, for what is wrong in it."""
    try:
        node, values = read(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise SettingsError(f"{name}: {yaml_problem(error)}") from None
    if doubled := twice(name, node):
        raise SettingsError(*doubled)
    try:
        return TypeAdapter(Schedules).validate_python(values if values is not None else {})
    except ValidationError as error:
        raise SettingsError(*told(name, node, error)) from None
