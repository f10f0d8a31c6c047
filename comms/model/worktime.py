"""Working hours: how long a thing has waited while somebody could have looked at it."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from comms.danish.calendar import is_working_day

# Nothing waits longer than that without the count being of no more use.
_DAYS_BACK = 400


@dataclass(frozen=True)
class OfficeHours:
    """When people are at work: working days (comms.danish.calendar) from one hour until another."""

    opens: time
    closes: time
    zone: ZoneInfo

    def open(self, now: datetime) -> bool:
        """Is anybody at work?"""
        here = now.astimezone(self.zone)
        return is_working_day(here.date()) and self.opens <= here.time() < self.closes

    def worked(self, since: datetime, until: datetime) -> timedelta:
        """Working time between two moments; nothing when `until` is the earlier one."""
        here = until.astimezone(self.zone)
        first = max(since.astimezone(self.zone), here - timedelta(days=_DAYS_BACK))
        total, day = timedelta(), first.date()
        while day <= here.date():
            total += self._on(day, first, here)
            day += timedelta(days=1)
        return total

    def back(self, span: timedelta, now: datetime) -> datetime:
        """What began before this moment has waited `span` of working time at `now`.

        The newest such moment, so that a list can be asked for by it.
        """
        day, left = now.astimezone(self.zone).date(), span
        for _ in range(_DAYS_BACK):
            here = self._on(day, *self._bounds(day, now))
            if here >= left > timedelta():
                return self._bounds(day, now)[1] - left
            left -= here
            day -= timedelta(days=1)
        return datetime.combine(day, self.opens, self.zone)

    def _bounds(self, day: date, now: datetime) -> tuple[datetime, datetime]:
        closes = datetime.combine(day, self.closes, self.zone)
        return datetime.combine(day, self.opens, self.zone), min(closes, now.astimezone(self.zone))

    def _on(self, day: date, since: datetime, until: datetime) -> timedelta:
        """Working time of one day within bounds. No office is open while the clock is changed."""
        if not is_working_day(day):
            return timedelta()
        opens = max(datetime.combine(day, self.opens, self.zone), since)
        closes = min(datetime.combine(day, self.closes, self.zone), until)
        return max(closes - opens, timedelta())
