"""The report's sentences: what leadership reads in a minute."""

from datetime import date

from comms.danish.calendar import number, percent, short_date
from comms.model.growth import Forecast, Interval
from comms.stages.measure.content import ReportContent


def standing(content: ReportContent) -> str:
    """Where we stand: the newest count and its day."""
    if not content.series:
        return "Der er endnu ingen målinger af følgere."
    day, followers = content.series[-1]
    return f"{number(followers)} følgere ved seneste måling ({short_date(day)})."


def change(content: ReportContent) -> str:
    """What the period brought, against the last measurement before it. "" when unknown."""
    before = [point for point in content.series if point[0] < content.start]
    within = [point for point in content.series if content.start <= point[0] <= content.end]
    if not before or not within:
        return f"Ændringen i {content.period} kan ikke opgøres: der mangler målinger."
    day, had = before[-1]
    new = within[-1][1] - had
    since = f"siden {short_date(day)}"
    if new == 0:
        return f"Uændret {since}."
    return f"{number(abs(new))} {'flere' if new > 0 else 'færre'} {since}."


def to_goal(content: ReportContent) -> str:
    """How far it is to the goal, or the first day it was met."""
    goal = f"målet på {number(content.goal)}"
    met = next((day for day, count in content.series if count >= content.goal), None)
    if not content.series:
        return f"{goal.capitalize()} følgere er ikke målt endnu."
    have = content.series[-1][1]
    share = percent(100 * have / content.goal)
    if met and have >= content.goal:
        return f"{goal.capitalize()} er nået. Første måling over målet: {short_date(met)}."
    missing = f"{number(content.goal - have)} mangler til {goal} ({share} af vejen)."
    if met:
        return f"{missing} Målet var nået den {short_date(met)}, men tallet er faldet siden."
    return missing


def reach(forecast: Forecast) -> str:
    """When the goal is met, always with both edges."""
    early, middle, late = forecast.reach.p10, forecast.reach.p50, forecast.reach.p90
    if forecast.is_met:
        return "Målet er nået."
    if early is None:
        return "Færre end ét af ti beregnede forløb når målet inden for tre år."
    if late is not None and middle is not None:
        return (
            f"Målet ventes nået omkring {short_date(middle)}. I otte af ti beregnede forløb "
            f"sker det mellem {short_date(early)} og {short_date(late)}."
        )
    if middle is not None:
        return (
            f"Halvdelen af de beregnede forløb når målet senest {short_date(middle)}, ét af ti "
            f"allerede {short_date(early)}; mere end ét af ti når det ikke inden for tre år."
        )
    return (
        f"Ét af ti beregnede forløb når målet senest {short_date(early)}; "
        "mere end halvdelen når det ikke inden for tre år."
    )


def chances(forecast: Forecast) -> tuple[tuple[date, str], ...]:
    """The chance to have met the goal by each day."""
    return tuple((day, chance(p)) for day, p in forecast.probability_by.items())


def chance(share: float) -> str:
    """ "35 %". A simulation knows neither never nor always: "under 1 %", "over 99 %"."""
    if share < 0.01:
        return "under 1 %"
    if share > 0.99:
        return "over 99 %"
    return percent(round(100 * share))


def interval(one: Interval) -> str:
    """ "1.012 (mellem 987 og 1.041)"."""
    return f"{number(one.p50)} (mellem {number(one.p10)} og {number(one.p90)})"


def alt_text(content: ReportContent) -> str:
    """What the plot shows, for those who do not see it."""
    parts = ["Kurve over antal følgere.", standing(content), to_goal(content)]
    if content.forecast and content.forecast.at:
        day, last = list(content.forecast.at.items())[-1]
        parts.append(f"Prognose for {short_date(day)}: {interval(last)} følgere.")
    elif content.no_forecast:
        parts.append(content.no_forecast)
    return " ".join([*parts, "Tallene står i tabellerne nedenfor."])
