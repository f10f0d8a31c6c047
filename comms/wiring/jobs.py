"""The jobs of the timetable: each is one call of a stage, answering in one line how it went."""

from collections.abc import Callable, Mapping
from datetime import datetime

from comms.errors import OnHold
from comms.stages.measure import last_week
from comms.wiring.house import House

Work = Callable[[datetime], str]


def jobs(house: House) -> Mapping[str, Work]:
    """What is switched on. The timetable asks for them by the names in schedules.yaml."""
    sources, channels = house.schedules.sources, house.schedules.channels
    work: dict[str, Work] = {
        "draft": lambda now: f"{house.drafting.draft_missing(now)} nye udkast",
        "letters": lambda _: _unless_held(lambda: f"{house.send_letters()} breve sendt"),
        "report": lambda now: f"{_report(house, now)} breve med rapporten",
    }
    if sources.inbox:
        work["collect_inbox"] = lambda _: str(house.collect_inbox())
    if sources.feeds:
        work["collect_feeds"] = lambda _: str(house.collect_feeds())
    if channels.facebook:
        work["publish"] = lambda _: _unless_held(lambda: _publish(house))
        work["followers"] = lambda now: _count(house, now)
    if channels.newsletter:
        work["newsletter_compose"] = house.compose_when_due
        work["newsletter_send"] = lambda now: _unless_held(lambda: house.send_when_due(now))
    return work


def _unless_held(work: Callable[[], str]) -> str:
    try:
        return work()
    except OnHold as held:
        return str(held)


def _publish(house: House) -> str:
    """The scheduler keeps to slots, quiet hours and the day's limit; a person need not."""
    outcomes = house.publishing.all_due(house.posts_allowed_now())
    return f"{len(outcomes)} opslag" if outcomes else "intet at lægge op"


def _count(house: House, now: datetime) -> str:
    counted = house.followers.snapshot(house.facebook, now)
    return counted.problem or f"{counted.followers} følgere"


def _report(house: House, now: datetime) -> int:
    week = last_week(house.followers.today(now))
    return house.reporting.mail(week, house.letter, now)
