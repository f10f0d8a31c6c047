"""Danish dates, numbers and closing days, as they are written on a page, in a mail, on Facebook."""

from datetime import date, datetime
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
Style = Literal["web", "facebook"]

# Offices are closed although the law calls these no holidays: Grundlovsdag, juleaften, nytårsaften.
CUSTOMARY_CLOSING = {(6, 5), (12, 24), (12, 31)}


def when(start: date, end: date | None = None, style: Style = "web") -> str:
    """A time of meeting in words: "tirsdag den 3. marts 2026 kl. 17.00–19.00".

    start, end: datetimes (aware ones are shown in Copenhagen time) or bare dates without a time.
    style: "web" for mail and pages; "facebook" writes "kl. 17-19".
    """
    first, last = local(start), None if end is None else local(end)
    if last is None or last == first:
        return long_date(first) + _clock(first, None, style)
    if _day(first) == _day(last):
        return long_date(first) + _clock(first, last, style)
    dash = "–" if style == "web" else "-"
    if isinstance(first, datetime) or isinstance(last, datetime):
        return (
            f"{long_date(first)}{_clock(first, None, style)} {dash} "
            f"{long_date(last)}{_clock(last, None, style)}"
        )
    shown = long_date(first) if first.year != last.year else _without_year(first)
    return f"{shown} {dash} {long_date(last)}"


def local(moment: date) -> date:
    """An aware datetime in Copenhagen time; naive datetimes and bare dates as they are."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return moment.astimezone(COPENHAGEN)
    return moment


def long_date(day: date) -> str:
    """As in "tirsdag den 3. marts 2026"."""
    return f"{_without_year(day)} {local(day).year}"


def short_date(day: date) -> str:
    """As in "3.3.2026"."""
    here = local(day)
    return f"{here.day}.{here.month}.{here.year}"


def clock(moment: datetime, style: Style = "web") -> str:
    """As in "17.00" on the web; "17" or "17.30" on Facebook."""
    here = local(moment)
    assert isinstance(here, datetime)
    if style == "facebook" and here.minute == 0:
        return str(here.hour)
    return f"{here.hour}.{here.minute:02d}"


def month_name(day: date) -> str:
    """As in "marts"."""
    return MONTHS[local(day).month - 1]


def number(value: float, decimals: int = 0) -> str:
    """As in "1.234", with decimals "1.234,5": the point parts thousands, the comma decimals."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def percent(value: float) -> str:
    """As in "5,2 %"; whole numbers without decimals, "20 %". value: in percent, not a fraction."""
    rounded = round(value, 1)
    return f"{number(rounded, 0 if rounded == int(rounded) else 1)} %"


def week_name(day: date) -> str:
    """The ISO week as "2026-W48"; its year may differ from the calendar's around new year."""
    year, week, _ = local(day).isocalendar()
    return f"{year}-W{week:02d}"


def week_monday(name: str) -> date:
    """The Monday of "2026-W48". Raises ValueError when there is no such week."""
    year, _, week = name.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def is_closing_day(day: date) -> bool:
    """True on public holidays and on the days offices keep closed by custom. Not on weekends."""
    here = _day(local(day))
    return (here.month, here.day) in CUSTOMARY_CLOSING or here in _holidays(here.year)


def is_working_day(day: date) -> bool:
    """Monday to Friday and no closing day."""
    return local(day).weekday() < 5 and not is_closing_day(day)


def is_school_holiday(day: date) -> bool:
    """Week 7, week 42 and July, when Danish schools and many readers are away."""
    here = local(day)
    return here.month == 7 or here.isocalendar().week in (7, 42)


def closing_day_name(day: date) -> str | None:
    """As in "Skærtorsdag", or None on days without a name."""
    here = _day(local(day))
    customary = {(6, 5): "Grundlovsdag", (12, 24): "Juleaften", (12, 31): "Nytårsaften"}
    return _holidays(here.year).get(here) or customary.get((here.month, here.day))


@lru_cache(maxsize=32)
def _holidays(year: int) -> dict[date, str]:
    # Loading the library takes longer than most commands, and few of them need it.
    import holidays

    return dict(holidays.country_holidays("DK", years=year, language="da").items())


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _without_year(day: date) -> str:
    here = local(day)
    return f"{WEEKDAYS[here.weekday()]} den {here.day}. {MONTHS[here.month - 1]}"


def _clock(first: date, last: date | None, style: Style) -> str:
    if not isinstance(first, datetime):
        return ""
    if not isinstance(last, datetime):
        return f" kl. {clock(first, style)}"
    dash = "–" if style == "web" else "-"
    return f" kl. {clock(first, style)}{dash}{clock(last, style)}"
