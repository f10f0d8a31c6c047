"""Days told from where one stands: "på fredag", "i morgen", "onsdag i uge 7", "den 28. ds."."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from comms.danish.dates.feasts import (
    ADVENT,
    FEAST,
    OF_FEASTS,
    named_day,
    nth_weekday,
    sundays_of_advent,
)
from comms.danish.dates.lexicon import (
    DAY,
    MONTH,
    NUMBER,
    ORDINAL,
    ORDINALS,
    WEEKDAY,
    YEAR,
    count,
    month_number,
    weekday_number,
)
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.repeats import is_exception
from comms.danish.dates.windows import Near, Seeded, near
from comms.danish.dates.years import (
    full_year,
    in_week,
    in_year,
    next_day_of_month,
    next_weekday,
    on_day,
)
from comms.danish.pattern import Pattern

_NEAR = (
    (near(r"\b(?:i\s*)?overmorgen\b", "overmorgen", 4, 2), 2),
    (
        near(
            r"\bi\s*morgen(?:\s+(?:aften|formiddag|eftermiddag|middag|tidlig|kl\b))?\b",
            "morgen",
            4,
            20,
        ),
        1,
    ),
    (
        near(
            r"(?<!for\s)\b(?:her\s+)?(?:i|til)\s*(?:dag|aften|eftermiddag|formiddag)(?!\s+om\s)\b",
            r"[il]\s*(?:dag|aften|eftermiddag|formiddag)\b",
            10,
            10,
        ),
        0,
    ),
)
_AHEAD = near(
    rf"\b(?:i\s+dag\s+)?om\s+(?P<n>{NUMBER}|\d{{1,2}})\s+(?P<unit>dage?|uger?)\b",
    r"om\s+[\da-z]+\s+(?:dag|uge)",
    10,
    4,
)
_OF_WEEKDAY = Pattern(rf"(?:{WEEKDAY})\s+$")
_NTH = near(
    rf"\b(?:den\s+)?(?P<ns>(?:{ORDINAL})(?:\s*(?:,|og)\s*(?:{ORDINAL})){{0,5}})\s+"
    rf"(?P<wd>{WEEKDAY})\s+i\s+(?:hver\s+af\s+)?(?:månederne\s+)?(?P<months>(?:{MONTH})\b(?:\s*(?:,|og|samt)\s*(?:{MONTH})\b){{0,11}}"
    rf"|(?:denne|næste)\s+måned)(?:\s+(?P<year>{YEAR}))?",
    r"dag\s+i\s",
    70,
    100,
)
# "Sidste torsdag i måneden fra januar til marts", "første tirsdag i hver måned, september-maj".
_NTH_WITHIN = near(
    rf"\b(?:den\s+)?(?P<ns>(?:{ORDINAL})(?:\s*(?:,|og)\s*(?:{ORDINAL})){{0,3}})\s+"
    rf"(?P<wd>{WEEKDAY})\s+i\s+(?:hver\s+)?måned(?:en)?\s*[,(]?\s*(?:i\s+perioden\s+)?(?:fra\s+)?"
    rf"(?P<from>{MONTH})\s*(?:-|til(?:\s+og\s+med)?|og\s+til)\s*(?P<to>{MONTH})\b"
    rf"(?:\s+(?P<year>{YEAR}))?",
    r"dag\s+i\s",
    70,
    100,
)
# "Tre gange i maj: den 4., den 11. og den 25.": the days are of the month named before them.
_OF_THE_MONTH = near(
    rf"\bi\s+(?P<month>{MONTH})(?:\s+(?P<year>{YEAR}))?\s*[:,(–-]?\s*(?:nemlig\s+)?"
    rf"(?P<days>(?:den|d\.)\s*{DAY}\.(?:\s*(?:,|og|samt)\s*(?:(?:den|d\.)\s*)?{DAY}\.){{0,11}})"
    rf"(?!\s*(?:{MONTH})\b|\s*[/\d]|\d|\s*(?:kr|år|plads|gang|klasse))",
    r"i\s+(?=[jfmasond])",
    1,
    150,
)
_END_OF_MONTH = near(
    rf"\b(?:den\s+)?(?P<n>første|sidste|næstsidste)\s+(?P<kind>dag|hverdag)\s+i\s+(?P<months>{MONTH})\b"
    rf"(?:\s+(?P<year>{YEAR}))?",
    r"dag\s+i\s",
    24,
    24,
)
# "Sankt Hans Torv" is a square.
_OF_PLACES = Pattern(r"s?[ -](?:plads|vej|gade|allé|torv|kollegiet?|stræde|kirke)\b")
_WEEK = near(
    rf"\b(?P<wd>{WEEKDAY})(?:en)?\s*(?:,?\s*i\s+|\(|,\s*)uge(?:rne)?\s+"
    rf"(?P<week>\d{{1,2}}(?:\s*(?:,|og|samt)\s*\d{{1,2}}(?!\d|[.:/])){{0,15}})(?!\d|\s*-)\)?",
    "uge",
    16,
    80,
)
_WEEK_FIRST = near(rf"\buge\s+(?P<week>\d{{1,2}})\s*,?\s*(?P<wd>{WEEKDAY})\b", "uge", 1, 30)
_DAY_ONLY = near(
    rf"(?:\b(?P<wd>{WEEKDAY})[,\s]*)?\b(?:den|d)\b\.?\s*(?P<day>{DAY})\.?"
    rf"(?P<tail>\s*(?:ds\b\.?|d\.m\.|dennes\b|(?:i\s+)?(?:denne|indeværende|næste)\s+måned))?"
    rf"(?!\s*(?:{MONTH})\b|\s*[/\d]|\s*(?:,|og|-|samt|til)\s*(?:den\s+)?\d|\.\d|\s*(?:kr|år|km|"
    rf"plads))",
    r"d(?<!\wd)(?:en\b|\b)\.?\s*\d",
    16,
    50,
)
_LATEST = Pattern(r"\b(?:senest|inden|s\.?u\.?|frist(?:en)?(?:\s+er)?)\s*:?\s*$")
_COUNTED = Pattern(rf"\b(?:{ORDINAL})\s+$|(?<!\d)[1-5]\.\s+$")
_LEAD = r"(?:nu\s+|allerede\s+)?på\s+|næste\s+|(?:først)?kommende\s+|sidste\s+|i\s+"
_WEEKDAY = Seeded(
    Pattern(
        rf"\b(?P<lead>{_LEAD})?(?P<wd>{WEEKDAY})(?P<past>s)?\b(?!\s*(?:-|til)\s*(?:{WEEKDAY}))"
        r"(?P<tail>\s+i\s+(?:denne|næste)\s+uge|\s+om\s+(?:otte|8|fjorten|14)\s+dage|\s+(?:otte|"
        rf"8)\s+dage|\s+om\s+(?P<weeks>{NUMBER}|\d)\s+uger?\b)?"
    ),
    Pattern("(?:man|tirs|ons|tors|fre|lør|søn)dag"),
    Pattern(rf"(?:\b(?:{_LEAD})|(?<!\w))\Z"),
    20,
)
_FEASTS = Near(FEAST, Pattern("|".join(OF_FEASTS)), 30, 40)
_NEXT_TO = Pattern(r"\bdagen\s+(?P<before>før|inden)?(?:efter)?\s+$")


def relative(text: str, ref: date) -> Iterator[Mention]:
    """Every day that is told without its month."""
    yield from _named(text, ref)
    yield from _counted(text, ref)
    yield from _within_months(text, ref)
    for match in _DAY_ONLY.finditer(text):
        yield from _day_of_month(text, match, ref)
    for match in _AHEAD.finditer(text):
        if _OF_WEEKDAY.search(text[max(0, match.start() - 10) : match.start()]):
            continue  # "på fredag om en uge" counts from Friday
        days = count(match["n"]) * (7 if match["unit"].startswith("uge") else 1)
        yield _one(match, ref + timedelta(days=days), Strength.RELATIVE)
    for words, ahead in _NEAR:
        for match in words.finditer(text):
            yield _one(match, ref + timedelta(days=ahead), Strength.RELATIVE)
    for match in _WEEKDAY.finditer(text):
        if _COUNTED.search(text[max(0, match.start() - 14) : match.start()]):
            continue
        if day := _weekday(match, ref):
            yield _one(match, day, Strength.RELATIVE)


def _one(match: re.Match[str], day: date, strength: Strength) -> Mention:
    return Mention(match.start(), match.end(), (day,), strength=strength)


def sundays(text: str, ref: date) -> Iterator[Mention]:
    """ "2. og 4. søndag i advent", "hver søndag i advent"."""
    for match in ADVENT.finditer(text) if "advent" in text else ():
        if days := sundays_of_advent(match, ref):
            several = len(days) > 1
            at, to = match.span()
            yield Mention(at, to, days, strength=Strength.NAMED, each=several)


def _named(text: str, ref: date) -> Iterator[Mention]:
    for match in _FEASTS.finditer(text):
        if _OF_PLACES.match(text, match.end()):
            continue
        if found := in_year(lambda year, m=match: named_day(m, year), ref, None):  # type: ignore[misc]
            yield _beside(text, _one(match, found[0], Strength.NAMED))


def _beside(text: str, feast: Mention) -> Mention:
    """ "Dagen før Kristi himmelfartsdag"."""
    told = _NEXT_TO.search(text[max(0, feast.at - 14) : feast.at])
    if not told:
        return feast
    day = feast.dates[0] + timedelta(days=-1 if told["before"] else 1)
    return replace(feast, at=feast.at - len(told.group()), dates=(day,))


def _counted(text: str, ref: date) -> Iterator[Mention]:
    for match in _NTH.finditer(text):
        yield from _nth(match, ref)
    for match in _END_OF_MONTH.finditer(text):
        yield _day_of_its_month(match, ref)
    for pattern in (_WEEK, _WEEK_FIRST):
        for match in pattern.finditer(text):
            weekday = weekday_number(match["wd"])
            weeks = [int(week) for week in re.findall(r"\d+", match["week"])]
            dates = [day for week in weeks if (day := in_week(ref, week, weekday))]
            if dates:
                yield _several(match, dates, Strength.NAMED)


def _day_of_its_month(match: re.Match[str], ref: date) -> Mention:
    """ "Sidste dag i september", "den første hverdag i maj"."""
    ((month, year),) = _months(match["months"], ref)
    year = full_year(match["year"]) if match["year"] else year
    following = (date(year, month, 28) + timedelta(days=4)).replace(day=1)
    days = [date(year, month, 1) + timedelta(days=n) for n in range(31)]
    fitting = [d for d in days if d < following and (match["kind"] == "dag" or d.weekday() < 5)]
    return _one(
        match, fitting[min(ORDINALS[match["n"]], 1) - (ORDINALS[match["n"]] > 0)], Strength.FULL
    )


def _nth(match: re.Match[str], ref: date) -> Iterator[Mention]:
    weekday = weekday_number(match["wd"])
    numbers = [ORDINALS[word] for word in re.findall(ORDINAL, match["ns"])]
    told = full_year(match["year"]) if match["year"] else None
    dates = [
        day
        for month, year in _months(match["months"], ref)
        for n in numbers
        if (day := nth_weekday(told or year, month, weekday, n))
    ]
    if dates:
        yield replace(_several(match, dates, Strength.FULL), year_told=told is not None)


def _within_months(text: str, ref: date) -> Iterator[Mention]:
    for match in _OF_THE_MONTH.finditer(text):
        yield from _of_the_month(match, ref)
    for match in _NTH_WITHIN.finditer(text):
        yield from _nth_within(match, ref)


def _nth_within(match: re.Match[str], ref: date) -> Iterator[Mention]:
    """One in each month of a span; a year told is that of the last."""
    weekday, told = weekday_number(match["wd"]), match["year"]
    first, last = month_number(match["from"]), month_number(match["to"])
    over = last < first
    year = full_year(told) - over if told else _year_of_month(first, ref)
    months = [(year + (n > 11), n % 12 + 1) for n in range(first - 1, last + 12 * over)]
    numbers = [ORDINALS[word] for word in re.findall(ORDINAL, match["ns"])]
    days = [nth_weekday(year, month, weekday, n) for year, month in months for n in numbers]
    if dates := [day for day in days if day]:
        yield replace(_several(match, dates, Strength.FULL), year_told=bool(told))


def _of_the_month(match: re.Match[str], ref: date) -> Iterator[Mention]:
    month, told = month_number(match["month"]), match["year"]
    year = full_year(told) if told else _year_of_month(month, ref)
    days = [on_day(year, month, int(day)) for day in re.findall(r"\d+", match["days"])]
    if all(days):
        found = _several(match, [day for day in days if day], Strength.FULL)
        yield replace(found, at=match.start("days"), year_told=bool(told))


def _several(match: re.Match[str], dates: list[date], strength: Strength) -> Mention:
    days = tuple(sorted(dates))
    return Mention(match.start(), match.end(), days, strength=strength, each=len(days) > 1)


def _months(shown: str, ref: date) -> list[tuple[int, int]]:
    """Each month named, with its year."""
    if "måned" in shown:
        there = ref if "denne" in shown else ref.replace(day=1) + timedelta(days=32)
        return [(there.month, there.year)]
    numbers = [month_number(word) for word in re.findall(MONTH, shown)]
    return [(month, _year_of_month(month, ref)) for month in numbers]


def _year_of_month(month: int, ref: date) -> int:
    return ref.year if month >= ref.month else ref.year + 1


def _day_of_month(text: str, match: re.Match[str], ref: date) -> Iterator[Mention]:
    """ "den 28." alone is a date only with its weekday, "ds.", hours or as an exception."""
    tail = match["tail"] or ""
    excepted = is_exception(text, match.start(), match.end())
    # Hours were blanked: a run of blanks shows that they follow.
    timed = re.match(r"[,\s]\s{4}", text[match.end() : match.end() + 5])
    latest = _LATEST.search(text[max(0, match.start() - 20) : match.start()])
    if not (tail or match["wd"] or excepted or timed or latest):
        return
    weekday = weekday_number(match["wd"]) if match["wd"] else None
    start = ref
    if "næste" in tail:
        start = (ref.replace(day=1) + timedelta(days=32)).replace(day=1)
    if day := next_day_of_month(start, int(match["day"]), weekday):
        named = Strength.NAMED if match["wd"] or excepted else Strength.WEAK
        strength = Strength.FULL if tail else named
        yield _one(match, day, strength)


def _weekday(match: re.Match[str], ref: date) -> date | None:
    """None for days gone by: "i lørdags", "sidste onsdag"."""
    lead, tail = (match["lead"] or "").strip(), (match["tail"] or "").strip()
    weekday = weekday_number(match["wd"])
    if match["past"] or lead in ("sidste", "i"):
        return None
    monday = ref - timedelta(days=ref.weekday())
    if "næste uge" in tail or (lead == "næste" and not tail):
        return monday + timedelta(days=7 + weekday)
    if "denne uge" in tail:
        return monday + timedelta(days=weekday)
    if "14" in tail or "fjorten" in tail:
        return monday + timedelta(days=14 + weekday)
    near = next_weekday(ref, weekday, same_day=not lead)
    if match["weeks"]:
        return near + timedelta(weeks=count(match["weeks"]))
    return near + timedelta(days=7) if tail else near
