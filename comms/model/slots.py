"""When a post goes by itself: the next free slot, outside quiet hours, at most so many a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS_AHEAD = 365


@dataclass(frozen=True)
class SlotRules:
    """slots: local times of day. quiet: from one time of day until another, over midnight too."""

    slots: tuple[time, ...]
    at_most_a_day: int
    quiet_from: time
    quiet_until: time
    zone: ZoneInfo

    def is_quiet(self, moment: datetime) -> bool:
        """Does nothing go by itself at this moment?"""
        here = moment.astimezone(self.zone).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= here < self.quiet_until
        return here >= self.quiet_from or here < self.quiet_until


def next_free_slot(now: datetime, taken: Iterable[datetime], rules: SlotRules) -> datetime:
    """The first slot from `now` on that no other post has.

    taken: when other posts of the page went or will go. Without any usable slot within a year:
    `now`, or the end of the quiet hours.
    """
    others = [one.astimezone(rules.zone) for one in taken]
    a_day = Counter(one.date() for one in others)
    moments = {one.replace(second=0, microsecond=0) for one in others}
    today = now.astimezone(rules.zone).date()
    for ahead in range(DAYS_AHEAD):
        day = today + timedelta(days=ahead)
        if a_day[day] >= rules.at_most_a_day:
            continue
        for slot in _of_day(day, rules):
            if slot >= now and slot not in moments:
                return slot
    return _after_quiet(now, rules)


def _of_day(day: date, rules: SlotRules) -> list[datetime]:
    found = [datetime.combine(day, slot, rules.zone) for slot in sorted(rules.slots)]
    return [slot for slot in found if not rules.is_quiet(slot)]


def _after_quiet(now: datetime, rules: SlotRules) -> datetime:
    if not rules.is_quiet(now):
        return now
    here = now.astimezone(rules.zone)
    end = datetime.combine(here.date(), rules.quiet_until, rules.zone)
    return end if end >= here else end + timedelta(days=1)
