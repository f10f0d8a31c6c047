"""The follower plot: what was measured, the goal line and the fan of the forecast."""

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from comms.danish.calendar import MONTHS, number, short_date
from comms.model.growth import Interval, gaps, runs
from comms.stages.measure.content import PRACTICE, ReportContent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Contrast on white: blue and ink are good for text (WCAG 2.2: 4.5), gold for lines (3.0).
BLUE: Final = "#0b3a6f"
GOLD: Final = "#a87400"
GOLD_TEXT: Final = "#7a5200"
INK: Final = "#1f2933"
FAN: Final = "#b5cde3"
GAP: Final = "#e3e6ea"
DAYS_SHOWN: Final = 365
SLIDE: Final = (16, 9)  # inches; 100 dots each: 1600 × 900, readable on a slide
PHONE: Final = (8, 8)


def png(content: ReportContent) -> bytes:
    """The plot as PNG, 1600 × 900."""
    return _saved(content, "png", {"Title": content.title, "Software": None}, SLIDE)


def svg(content: ReportContent, *, narrow: bool = False) -> bytes:
    """The plot as SVG, the same bytes for the same content. narrow: in the shape of a phone."""
    return _saved(
        content, "svg", {"Title": content.title, "Date": None}, PHONE if narrow else SLIDE
    )


def _saved(
    content: ReportContent, kind: str, metadata: dict[str, str | None], size: tuple[int, int]
) -> bytes:
    import matplotlib as mpl

    out = io.BytesIO()
    # The salt names the SVG's inner parts; without it every run makes another file.
    with mpl.rc_context({"svg.hashsalt": "opslagstavlen", "font.size": 17}):
        figure(content, size).savefig(out, format=kind, dpi=100, metadata=metadata)
    return out.getvalue()


def figure(content: ReportContent, size: tuple[int, int] = SLIDE) -> "Figure":
    """Draw without pyplot: no global state, so two reports at a time cannot mix."""
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    # The banner has a strip of its own, so that it covers nothing.
    top = 0.93 if content.practice else 1.0
    layout = ConstrainedLayoutEngine(h_pad=0.15, w_pad=0.15, rect=(0, 0, 1, top))
    drawn = Figure(figsize=size, layout=layout, facecolor="white")
    axes = drawn.add_subplot()
    _past(axes, content)
    _future(axes, content)
    _goal(axes, content)
    _dress(axes, content, size[0])
    if content.practice:
        strip = {"facecolor": GOLD_TEXT, "edgecolor": "none", "pad": 7}
        drawn.text(
            0.5, 0.965, PRACTICE, ha="center", va="center", color="white", weight="bold", bbox=strip
        )
    return drawn


def _past(axes: "Axes", content: ReportContent) -> None:
    shown = _shown(content)
    for first, last in gaps(shown):
        # From measurement to measurement, so that a single missed day can be seen too.
        axes.axvspan(_x(first - timedelta(days=1)), _x(last + timedelta(days=1)), color=GAP, lw=0)
    for run in runs(shown):
        days, counts = [_x(day) for day, _ in run], [count for _, count in run]
        axes.plot(days, counts, color=BLUE, lw=4, marker="o" if len(run) == 1 else "", ms=5)
    if shown:
        day, followers = shown[-1]
        axes.plot([_x(day)], [followers], "o", color=BLUE, ms=11)
        axes.annotate(
            number(followers),
            (_x(day), followers),
            xytext=(-12, 12),
            textcoords="offset points",
            ha="right",
            color=BLUE,
            weight="bold",
            fontsize=20,
        )


def _future(axes: "Axes", content: ReportContent) -> None:
    if content.forecast is None or not content.forecast.at:
        return
    found = content.forecast
    start = Interval(found.today, found.today, found.today)
    fan = [(found.measured_on, start), *found.at.items()]
    days = [_x(day) for day, _ in fan]
    axes.fill_between(days, [one.p10 for _, one in fan], [one.p90 for _, one in fan], color=FAN)
    axes.plot(days, [one.p50 for _, one in fan], color=BLUE, lw=3, ls=(0, (4, 2)))


def _goal(axes: "Axes", content: ReportContent) -> None:
    axes.axhline(content.goal, color=GOLD, lw=4)
    axes.annotate(
        f"Mål: {number(content.goal)} følgere",
        (0.01, content.goal),
        xycoords=("axes fraction", "data"),
        xytext=(0, 8),
        textcoords="offset points",
        color=GOLD_TEXT,
        weight="bold",
    )


def _dress(axes: "Axes", content: ReportContent, width: int) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.set_title(
        f"Følgere, {content.organisation}",
        loc="left",
        color=INK,
        weight="bold",
        fontsize=22,
        pad=16,
        wrap=True,
        parse_math=False,
    )
    axes.margins(y=0.12)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: number(value)))
    axes.set_ylabel("aksen begynder ikke ved 0", color=INK, fontsize=14)
    _date_axis(axes, *_span(content), width)
    axes.grid(axis="y", color=GAP)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)
    _legend(axes, content)


def _span(content: ReportContent) -> tuple[date, date]:
    """The days drawn: the period at least, with what was measured before and is ahead."""
    days = [content.start, content.end, *(day for day, _ in _shown(content))]
    if content.forecast:
        days += content.forecast.at
    return min(days), max(days)


def _date_axis(axes: "Axes", low: date, high: date, width: int) -> None:
    ticks = _weeks(low, high) if (high - low).days < 75 else _months(low, high, width)
    axes.set_xticks([_x(day) for day, _ in ticks], [label for _, label in ticks])
    room = max(1.0, (high - low).days / 30)
    axes.set_xlim(_x(low) - room, _x(high) + room)


def _weeks(low: date, high: date) -> list[tuple[date, str]]:
    monday = low + timedelta(days=-low.weekday() % 7)
    days = [monday + timedelta(days=14 * step) for step in range((high - monday).days // 14 + 1)]
    return [(day, short_date(day)) for day in days]


def _months(low: date, high: date, width: int) -> list[tuple[date, str]]:
    """The first of every month, or of every second, third … where they would crowd."""
    every = next(n for n in (1, 2, 3, 4, 6, 12, 24) if (high - low).days / 30 / n < width * 0.9)
    firsts = [
        date(year, month, 1)
        for year in range(low.year, high.year + 1)
        for month in range(1, 13, every)
        if low <= date(year, month, 1) <= high
    ]
    return [(day, _month(day, first=day == firsts[0])) for day in firsts]


def _month(day: date, *, first: bool) -> str:
    name = MONTHS[day.month - 1]
    short = name if len(name) == 3 else f"{name[:3]}."
    return f"{short}\n{day.year}" if day.month == 1 or first else short


def _legend(axes: "Axes", content: ReportContent) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    keys: list[Any] = [Line2D([], [], color=BLUE, lw=4, label="målt")]
    if gaps(_shown(content)):
        keys.append(Patch(color=GAP, label="ikke målt"))
    if content.forecast and content.forecast.at:
        keys.append(Line2D([], [], color=BLUE, lw=3, ls=(0, (4, 2)), label="prognose, midten"))
        keys.append(Patch(color=FAN, label="otte af ti beregnede forløb"))
    axes.legend(handles=keys, loc="lower right", frameon=True, framealpha=0.9, edgecolor="none")


def _shown(content: ReportContent) -> tuple[tuple[date, int], ...]:
    if not content.series:
        return ()
    since = content.series[-1][0] - timedelta(days=DAYS_SHOWN)
    return tuple(point for point in content.series if point[0] >= since)


def _x(day: date) -> int:
    return day.toordinal()
