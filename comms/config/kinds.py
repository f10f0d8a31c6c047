"""The kinds of values in schedules.yaml: spans, clocks, keys, addresses."""

import re
from datetime import time, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

STRICT = ConfigDict(extra="forbid", str_strip_whitespace=True)
_SPAN = re.compile(r"(\d+)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def span(value: object) -> object:
    """'15m' → timedelta(minutes=15). Units: s, m, h, d."""
    if isinstance(value, str) and (found := _SPAN.fullmatch(value.strip())):
        return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])
    if isinstance(value, timedelta):
        return value
    raise ValueError("must be a number and a unit, such as 90s, 15m, 12h or 2d")


def per_second(rate: str) -> float:
    """'30/m' → 0.5 a second."""
    number, _, unit = rate.partition("/")
    return int(number) / _SECONDS[unit]


def clock_time(value: object) -> object:
    """'10:00' → time(10). YAML 1.1 reads an unquoted 10:00 as 600 (base sixty): taken too."""
    if isinstance(value, int) and 0 <= value < 24 * 60:
        return time(value // 60, value % 60)
    return value


def maybe_clock_time(value: object) -> object:
    """As `clock_time`; nothing, or an empty text, is no time at all."""
    return None if value in (None, "") else clock_time(value)


def zone_name(value: str) -> str:
    """The name of a time zone that there is."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be the name of a time zone, such as Europe/Copenhagen") from None
    return value


def feed_url(value: str) -> str:
    """An address that can be asked."""
    if not value.startswith(("http://", "https://")):
        raise ValueError("must begin with http:// or https://")
    return value


def mail_address(value: str) -> str:
    """One mail address."""
    if value.count("@") != 1 or any(c.isspace() for c in value):
        raise ValueError("must be a mail address")
    return value


Domain = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
Rate = Annotated[str, Field(pattern=r"^[1-9][0-9]{0,5}/[smhd]$")]  # 30/m: so many in each minute
Span = Annotated[timedelta, BeforeValidator(span)]
Clock = Annotated[time, BeforeValidator(clock_time)]
MaybeClock = Annotated[time | None, BeforeValidator(maybe_clock_time)]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
Said = Annotated[str, Field(min_length=1)]
MailAddress = Annotated[str, AfterValidator(mail_address)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
