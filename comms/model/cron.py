"""Cron's five fields, read strictly: minute hour day month weekday.

Source: crontab(5). Weekdays count as cron does (0 and 7 are Sunday), and when both day and
weekday are narrowed, either one is enough.
"""

from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True)
class Cron:
    """The values each field allows, in order. weekdays: 0 is Sunday, 6 Saturday.

    either: a day that fits `days` or `weekdays` will do; otherwise it must fit both.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: tuple[int, ...]
    months: tuple[int, ...]
    weekdays: tuple[int, ...]
    either: bool


@dataclass(frozen=True)
class _Field:
    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        words = f" or {self.names[0]}…{self.names[-1]}" if self.names else ""
        return f"{self.first}-{self.last}{words}, alone or as *, 1-5, */2, 1-5/2, 1,3"


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("weekday", 0, 7, _WEEKDAYS),
)


def read(text: str) -> Cron:
    """Read '30 7 * * mon'. Raises ValueError: which field, and what is allowed there."""
    words = text.split()
    if len(words) != len(_FIELDS):
        raise ValueError("cron must have five fields: minute hour day month weekday")
    minutes, hours, days, months, weekdays = map(_values, _FIELDS, words)
    if all(days[0] > _LONGEST[month - 1] for month in months):
        raise ValueError(f"cron '{text}' never comes: no such day in that month")
    return Cron(
        minutes,
        hours,
        days,
        months,
        tuple(sorted({day % 7 for day in weekdays})),
        either=not words[2].startswith("*") and not words[4].startswith("*"),
    )


def _values(field: _Field, word: str) -> tuple[int, ...]:
    try:
        return tuple(sorted({value for part in word.split(",") for value in _part(field, part)}))
    except ValueError:
        raise ValueError(
            f"cron: {field.name} '{word}' cannot be used (allowed: {field.allowed})"
        ) from None


def _part(field: _Field, part: str) -> range:
    """One of * 5 1-5 */2 1-5/2. A step needs something to step through."""
    stretch, slash, step = part.partition("/")
    first, last = _stretch(field, stretch)
    if slash and stretch != "*" and "-" not in stretch:
        raise ValueError(part)
    return range(first, last + 1, _number(step, 1, last) if slash else 1)


def _stretch(field: _Field, stretch: str) -> tuple[int, int]:
    if stretch == "*":
        return field.first, 6 if field.name == "weekday" else field.last
    low, dash, high = stretch.partition("-")
    first = _one(field, low)
    last = _one(field, high) if dash else first
    if dash and high.lower() == "sun":
        last = 7
    if first > last:
        raise ValueError(stretch)
    return first, last


def _one(field: _Field, word: str) -> int:
    if word.lower() in field.names:
        return field.first + field.names.index(word.lower())
    return _number(word, field.first, field.last)


def _number(word: str, least: int, most: int) -> int:
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        raise ValueError(word)
    return int(word)
