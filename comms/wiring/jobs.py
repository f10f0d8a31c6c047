"""The jobs of the timetable: each is one call of a stage, answering in one line how it went."""

from collections.abc import Callable, Mapping
from datetime import datetime

from comms.errors import OnHold
from comms.stages.intake import Counts
from comms.stages.measure import last_week
from comms.wiring.house import House

Work = Callable[[datetime], str]


def jobs(house: House) -> Mapping[str, Work]:
    """What is switched on. The timetable asks for them by the names in schedules.yaml."""
    sources, channels = house.schedules.sources, house.schedules.channels
    work: dict[str, Work] = {
        "draft": lambda now: f"{house.draft_missing(now)} nye udkast",
        "consents": lambda now: _expired(house, now),
        "search": lambda _: f"{house.index_behind()} gjort klar til søgning",
        "upkeep": lambda now: _forgotten(house, now),
        "reminders": lambda now: f"{house.waiting.tick(now)} breve til medarbejdere",
        "letters": lambda _: _unless_held(lambda: _letters(house)),
        "report": lambda now: f"{_report(house, now)} breve med rapporten",
    }
    if sources.inbox:
        work["collect_inbox"] = lambda _: _told(house.collect_inbox())
    if sources.feeds:
        work["collect_feeds"] = lambda _: _told(house.collect_feeds())
    if channels.facebook:
        work["publish"] = lambda now: _unless_held(lambda: _publish(house, now))
        work["followers"] = lambda now: _count(house, now)
    if channels.newsletter:
        work["newsletter_compose"] = lambda now: _compose(house, now)
        work["newsletter_send"] = lambda _: _unless_held(lambda: _send(house))
    return {name: _afresh(house, one) for name, one in work.items()}


def _afresh(house: House, work: Work) -> Work:
    """Each tick goes by the settings as staff have them now."""

    def run(now: datetime) -> str:
        house.refresh()
        return work(now)

    return run


def _unless_held(work: Callable[[], str]) -> str:
    try:
        return work()
    except OnHold as held:
        return str(held)


def _told(counts: Counts) -> str:
    shown = f"{counts.stories} bidrag af {counts.fetched}, {counts.set_aside} lagt til side"
    return "; ".join((shown, *counts.problems))[:1000]


def _publish(house: House, now: datetime) -> str:
    """The timetable keeps to slots, quiet hours and the day's limit; a person need not."""
    planned = house.plan_posts(now)
    outcomes = house.publishing.all_due(planned_only=True)
    return f"{len(planned)} fik et tidspunkt, {len(outcomes)} opslag behandlet"


def _expired(house: House, now: datetime) -> str:
    done = house.review.expire(now)
    return f"{done.drafts} udkast holdt tilbage, {done.tasks + done.take_downs} ting at tage ned"


def _forgotten(house: House, now: datetime) -> str:
    done = house.forget(now)
    return "; ".join(f"{one.count} af slagsen {one.kind}" for one in done) or "intet at rydde op"


def _letters(house: House) -> str:
    done = house.mailroom.send_letters(house.stopping)
    return f"{done.sent} breve sendt, {done.failed} mislykket, {done.waiting} venter"


def _compose(house: House, now: datetime) -> str:
    composed = house.newsletter.tick(now)
    return f"udgave {composed.issue.id}" if composed.issue else composed.skipped


def _send(house: House) -> str:
    done = house.mailroom.send_due(stopping=house.stopping)
    told = [f"udgave {issue}: {t.sent} af {t.recipients}" for issue, t in done.items()]
    return "; ".join(told) or "ingen udgave at sende"


def _count(house: House, now: datetime) -> str:
    counted = house.followers.snapshot(house.facebook, now)
    return counted.problem or f"{counted.followers} følgere"


def _report(house: House, now: datetime) -> int:
    week = last_week(house.followers.today(now))
    return house.reporting.mail(week, house.letter, now)
