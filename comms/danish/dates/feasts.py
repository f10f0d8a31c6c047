"""Days with a name: "palmesøndag", "sankthansaften", "2. søndag i advent"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from comms.danish.dates.lexicon import ORDINALS
from comms.danish.pattern import Pattern


def easter(year: int) -> date:
    """Easter Sunday, by the method of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    j, k = c // 4, c % 4
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * j - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def advent(year: int, number: int) -> date:
    """The first to fourth Sunday of Advent; the fourth is the last Sunday before Christmas Day."""
    christmas = date(year, 12, 25)
    fourth = christmas - timedelta(days=christmas.isoweekday())
    return fourth - timedelta(weeks=4 - number)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def nth_weekday(year: int, month: int, weekday: int, number: int) -> date | None:
    """The first (1) to fifth or last (-1) such weekday of a month, or None."""
    days = [date(year, month, d) for d in range(1, 32) if _exists(year, month, d)]
    fitting = [day for day in days if day.weekday() == weekday]
    index = number - 1 if number > 0 else number
    return fitting[index] if -len(fitting) <= index < len(fitting) else None


def _mothers_day(year: int) -> date:
    return nth_weekday(year, 5, 6, 2) or date(year, 5, 8)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


FEASTS: dict[str, Callable[[int], date]] = {
    r"nytårs(?:dag|morgen)": _fixed(1, 1),
    r"nytårsaften(?:sdag)?": _fixed(12, 31),
    r"hellig\s?tre\s?konger(?:s)?aften": _fixed(1, 5),
    r"hellig\s?tre\s?konger(?:sdag)?": _fixed(1, 6),
    r"kyndelmisse": _fixed(2, 2),
    r"valentins\s?dag": _fixed(2, 14),
    r"fastelavns?(?:\s?søndag)?": _from_easter(-49),
    r"fastelavns\s?mandag": _from_easter(-48),
    r"(?:kvindernes\s(?:internationale\s)?kampdag|kvindedagen)": _fixed(3, 8),
    r"palmesøndag": _from_easter(-7),
    r"skærtorsdag": _from_easter(-3),
    r"langfredag": _from_easter(-2),
    r"påske\s?(?:lørdag|aften)": _from_easter(-1),
    r"(?:påske\s?(?:dag|søndag|morgen)|1\.\s?påskedag|første\spåskedag)": _from_easter(0),
    r"(?:2\.|anden)\s?påskedag": _from_easter(1),
    r"(?:kristi|kr\.?)\s?himmelfarts?(?:dag)?": _from_easter(39),
    r"(?:pinsedag|pinsesøndag|1\.\s?pinsedag|første\spinsedag|pinsemorgen)": _from_easter(49),
    r"(?:2\.|anden)\s?pinsedag": _from_easter(50),
    r"pinse\s?(?:lørdag|aften)": _from_easter(48),
    r"mors\s?dag": _mothers_day,
    r"(?:fars\s?dag|grundlovsdag)": _fixed(6, 5),
    r"(?:sank?t|skt\.?|sct\.?|st\.)\s?hans(?:\s?aften(?:en)?)?": _fixed(6, 23),
    r"(?:sank?t|skt\.?|sct\.?|st\.)\s?hansdag": _fixed(6, 24),
    r"befrielsesaften(?:en)?": _fixed(5, 4),
    r"fn-?dagen": _fixed(10, 24),
    r"(?:verdens\s+mentale\s+sundhedsdag|mental\s+sundhedsdag)": _fixed(10, 10),
    r"hjemløsedagen": _fixed(10, 17),
    r"frivillig\s?fredag": lambda year: nth_weekday(year, 9, 4, -1) or date(year, 9, 30),
    r"alle\s?helgens?\s?(?:dag|søndag)": lambda year: (
        nth_weekday(year, 11, 6, 1) or date(year, 11, 1)
    ),
    r"(?:halloween|allehelgens?\s?aften)": _fixed(10, 31),
    r"mortens?\s?aften": _fixed(11, 10),
    r"lucia(?:\s?dag|aften|morgen)?": _fixed(12, 13),
    r"lille\s?juleaften(?:sdag)?": _fixed(12, 23),
    r"juleaften(?:sdag)?": _fixed(12, 24),
    r"(?:juledag|1\.\s?juledag|første\sjuledag)": _fixed(12, 25),
    r"(?:2\.|anden)\s?juledag": _fixed(12, 26),
    r"(?:3\.|tredje)\s?juledag": _fixed(12, 27),
}
FEAST = Pattern(r"\b(?:" + "|".join(f"(?P<f{i}>{p})" for i, p in enumerate(FEASTS)) + r")\b")
# Some part of each of these names: what is quick to look for before all of them.
OF_FEASTS = (
    "nytår", "konger", "kyndel", "valentin", "fastelavn", "kvinde", "palme", "skær", "langfredag",
    "påske", "himmelfart", "pinse", "mors", "fars", "grundlov", "hans", "befrielse", "fn", "mental",
    "hjemløsedag", "frivillig", "helgen", "halloween", "morten", "lucia", "jule", "advent",
)  # fmt: skip
_WHICH = r"(?:første|1\.|anden|2\.|tredje|3\.|fjerde|4\.)"
ADVENT = Pattern(
    rf"\b(?:(?P<ns>{_WHICH}(?:\s*(?:,|og|samt|,\s*og)\s*{_WHICH}){{0,3}})\s*(?:søndage?\s+i\s+advent|"
    r"advents?søndage?|advent)(?:\s+i\s+advent)?|(?P<all>(?:hver|alle|samtlige)\s+(?:fire\s+|4\s+)?"
    r"(?:søndage?\s+i\s+advent(?:en|stiden)?|advents?søndage?)))\b"
)


def named_day(match: re.Match[str], year: int) -> date:
    """The date in `year` of a day found by FEAST."""
    index = next(int(name[1:]) for name, found in match.groupdict().items() if found)
    return list(FEASTS.values())[index](year)


def sundays_of_advent(match: re.Match[str], ref: date) -> tuple[date, ...]:
    """The dates told by ADVENT, the next from `ref` on."""
    words = re.findall(_WHICH, match["ns"]) if match["ns"] else []
    numbers = [ORDINALS[word] for word in words] or [1, 2, 3, 4]
    year = ref.year + (advent(ref.year, max(numbers)) < ref)
    days = tuple(advent(year, number) for number in numbers)
    return tuple(day for day in days if day >= ref) if match["all"] else days
