"""Measure: count followers, look ahead, and report to those who decide."""

from comms.stages.measure.followers import Counted, Followers, Imported, Page
from comms.stages.measure.periods import Stretch, chosen, last_week, month, week
from comms.stages.measure.reporting import Made, Reporting, ReportRules, follower_goal

__all__ = [
    "Counted",
    "Followers",
    "Imported",
    "Made",
    "Page",
    "ReportRules",
    "Reporting",
    "Stretch",
    "chosen",
    "follower_goal",
    "last_week",
    "month",
    "week",
]
