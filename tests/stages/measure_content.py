"""A report's content to try products on: 180 days, two gaps, things sent and things waiting."""

from datetime import date, timedelta

from comms.model.growth import Series, forecast
from comms.model.programme import Goal, Kind, Measure, Period, stand
from comms.stages.measure.content import ReportContent, Sent, Waiting

END = date(2026, 11, 29)
GAP = (date(2026, 8, 2), date(2026, 8, 8))
FOLLOWERS = Goal(
    "followers",
    "Følgere på Facebook",
    Kind.AT_LEAST,
    "Udviklingsplanen",
    2018,
    1000,
    unit="følgere",
)
AMBASSADORS = Goal(
    "ambassadors",
    "Ambassadører i 2019",
    Kind.AT_LEAST,
    "Udviklingsplanen",
    2018,
    50,
    unit="ambassadører",
    period=Period(end=date(2019, 12, 31)),
)


def counts(days: int = 180) -> Series:
    """Half a follower a day up to 968; none in the gap."""
    whole = tuple(
        (END - timedelta(days=days - 1 - n), 968 - (days - 1 - n) // 2 + (n % 7 == 3))
        for n in range(days)
    )
    return tuple(point for point in whole if not GAP[0] <= point[0] <= GAP[1])


def content(series: Series | None = None, *, practice: bool = False) -> ReportContent:
    """A weekly report on `series`."""
    shown = counts() if series is None else series
    last = shown[-1][0]
    ahead = [last + timedelta(weeks=week) for week in range(1, 27)]
    return ReportContent(
        organisation="Strategi for <Udsathed> & $x$ venner",
        kind="week",
        start=date(2026, 11, 23),
        end=END,
        made=date(2026, 11, 30),
        series=shown,
        source="Facebook (followers_count)",
        goal=1000,
        goal_source="Udviklingsplanen, 2018",
        forecast=forecast(shown, 1000, END, ahead),
        sent=(Sent("Facebook", "Fællesspisning på torsdag", date(2026, 11, 24)),),
        waiting=(Waiting("Udkast til Facebook", "Juleaften for alle", date(2026, 11, 20)),),
        standings=(
            stand(FOLLOWERS, Measure(shown[-1][1], "egne målinger", 2026), END),
            stand(AMBASSADORS, Measure(52, "Registret", 2019), END),
        ),
        notes=("3.11.2026: følgertallet kunne ikke hentes.",),
        practice=practice,
    )
