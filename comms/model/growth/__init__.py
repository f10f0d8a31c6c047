"""Followers over time: what was measured, where it is going and how sure that is."""

from comms.model.growth.forecast import Forecast, Interval, Reach, TooFew, forecast
from comms.model.growth.history import History, Problem, read_history
from comms.model.growth.pace import GoalPassed, weekly_pace
from comms.model.growth.series import Series, gaps, reached_on, runs, up_to

__all__ = [
    "Forecast",
    "GoalPassed",
    "History",
    "Interval",
    "Problem",
    "Reach",
    "Series",
    "TooFew",
    "forecast",
    "gaps",
    "reached_on",
    "read_history",
    "runs",
    "up_to",
    "weekly_pace",
]
