"""Which repetition rules (RFC 5545, 3.3.10) may be worked out at all.

dateutil walks a rule day by day to the year 9999 when nothing ever matches (9 s for the
30th of February), and for ever when the interval is zero. So rules are judged before they
are walked, and only by parts that real calendars use.
"""

from calendar import monthrange
from collections.abc import Mapping
from typing import Any

from comms.errors import BadInput

FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
PARTS = {
    *("FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST"),
    *("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYHOUR", "BYMINUTE", "BYSECOND"),
}
LEAP_YEAR = 2024
TIMES_A_DAY = 24


def check_rule(rule: Mapping[str, Any]) -> None:
    """Raise BadInput when the rule never ends, never matches, or is none of ours to walk.

    rule: part → list of values, as icalendar reads an RRULE.
    """
    parts = {name.upper(): _list(values) for name, values in rule.items()}
    frequency = str(next(iter(parts.get("FREQ", [])), "")).upper()
    if frequency not in FREQUENCIES:
        allowed = ", ".join(sorted(FREQUENCIES))
        raise BadInput(f"gentages med FREQ={frequency[:20] or '?'}; tilladt: {allowed}")
    if unknown := sorted(set(parts) - PARTS):
        raise BadInput(f"gentages efter {unknown[0][:20]}, som vi ikke læser")
    if any(not isinstance(value, int) or value < 1 for value in parts.get("INTERVAL", [])):
        raise BadInput("gentages med et INTERVAL under 1; tilladt: 1 og op")
    if _times_a_day(parts) > TIMES_A_DAY:
        raise BadInput(f"gentages mere end {TIMES_A_DAY} gange om dagen")
    if _never_matches(frequency, parts):
        raise BadInput("gentages på dage, der ikke findes")


def _times_a_day(parts: Mapping[str, list[Any]]) -> int:
    times = 1
    for name in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        times *= max(len(parts.get(name, [])), 1)
    return times


def _never_matches(frequency: str, parts: Mapping[str, list[Any]]) -> bool:
    if parts.get("BYSETPOS") and frequency in {"DAILY", "WEEKLY"}:
        return True
    months = [int(month) for month in parts.get("BYMONTH", [])] or list(range(1, 13))
    days = [abs(int(day)) for day in parts.get("BYMONTHDAY", [])]
    lengths = [monthrange(LEAP_YEAR, month)[1] for month in months if 1 <= month <= 12]
    return not lengths or (bool(days) and not any(1 <= day <= max(lengths) for day in days))


def _list(values: Any) -> list[Any]:
    return values if isinstance(values, list) else [values]
