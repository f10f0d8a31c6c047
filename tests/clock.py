"""The fixed time that tests happen at."""

from datetime import datetime
from zoneinfo import ZoneInfo

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=COPENHAGEN)
