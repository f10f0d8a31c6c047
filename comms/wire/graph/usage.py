"""How much of our allowance is used, as Facebook's answers say it.

`X-App-Usage: {"call_count":28,"total_cputime":15,"total_time":12}` in percent, and
`X-Business-Use-Case-Usage: {"<page>":[{"type":"pages",…,"estimated_time_to_regain_access":9}]}`
(Graph API, "Rate Limits"). Facebook sends no Retry-After.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

SLOW_ABOVE = 80
STOP_ABOVE = 95
LONGEST_PAUSE = 5.0
UNTOLD_WAIT = 5.0
PERCENTAGES = ("call_count", "total_cputime", "total_time")


@dataclass(frozen=True)
class Usage:
    """`percent`: the highest of all counters. `regain_minutes`: until we get access again, 0 =
    not said."""

    percent: int = 0
    regain_minutes: int = 0

    @property
    def stops(self) -> bool:
        return self.percent > STOP_ABOVE

    @property
    def pause(self) -> float:
        """Seconds to wait before the next call: none up to 80 %, growing to 5 at 95 %."""
        over = self.percent - SLOW_ABOVE
        return min(max(over, 0) / (STOP_ABOVE - SLOW_ABOVE), 1.0) * LONGEST_PAUSE

    @property
    def lasts(self) -> float:
        """Seconds for which this figure is believed without a newer one."""
        return 60.0 * (self.regain_minutes or UNTOLD_WAIT)


def read_usage(headers: Mapping[str, str]) -> Usage | None:
    """The usage an answer tells of; None when it tells none. Unreadable headers tell none."""
    rows = list(_rows(headers))
    if not rows:
        return None
    percents = [_number(row.get(name)) for row in rows for name in PERCENTAGES]
    waits = [_number(row.get("estimated_time_to_regain_access")) for row in rows]
    return Usage(max(percents), max(waits))


def _rows(headers: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    app = _json(headers.get("X-App-Usage", ""))
    if isinstance(app, dict):
        yield app
    business = _json(headers.get("X-Business-Use-Case-Usage", ""))
    for cases in business.values() if isinstance(business, dict) else ():
        yield from (case for case in cases if isinstance(case, dict))


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
