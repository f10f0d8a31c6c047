"""How fast it would have to go."""

from datetime import date

from comms.danish.calendar import number, short_date
from comms.errors import CommsError


class GoalPassed(CommsError):
    """The date to reach the goal by is here or gone, and the goal is not met."""


def weekly_pace(have: int, goal: int, today: date, deadline: date) -> float:
    """New followers a week needed to stand at `goal` on `deadline`.

    have, goal: followers (persons), not likes. Result: persons per 7 days; 0.0 once reached.
    Raises GoalPassed when `deadline` is today or earlier and the goal is not met.
    Source of `have`: Graph API, Page field `followers_count`.
    """
    if have >= goal:
        return 0.0
    if deadline <= today:
        raise GoalPassed(
            f"Fristen {short_date(deadline)} er nået med {number(have)} af {number(goal)} følgere: "
            "vælg en dato, der ligger fremme i tiden."
        )
    return (goal - have) * 7 / (deadline - today).days
