"""Days with a month: "tirsdag den 3. marts", "d. 3/3", "5., 12. og 19. maj", "10.-12. juli"."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from comms.danish.dates.english import english_days
from comms.danish.dates.lexicon import (
    ANY_WEEKDAY,
    DAY,
    MONTH,
    PART,
    SPOKEN_DAYS,
    WEEKDAY,
    YEAR,
    month_number,
    weekday_number,
)
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.windows import Near, near
from comms.danish.dates.years import full_year, in_year, on_day
from comms.danish.pattern import Pattern

_DEN = r"(?:\b(?:den|d)\b\.?\s*)"
_NEXT = rf"(?:(?:{ANY_WEEKDAY})[,\s]*)?{_DEN}?{DAY}"
_SPOKEN = "|".join(sorted(SPOKEN_DAYS, key=len, reverse=True))
_WITH_MONTH = Pattern(
    rf"""(?:\b(?P<wds>(?:{ANY_WEEKDAY})(?:\s*(?:,|og|samt|-|til)\s*(?:{ANY_WEEKDAY})){{0,6}}){PART}[,\s]*)?
    (?:{_DEN}|(?<![\d/.,:]))
    (?P<days>{DAY}(?:(?:\.\s*(?:,|og|samt|&)|\.?\s*(?:-|til(?:\s+og\s+med)?|t\.o\.m\.))\s*{_NEXT}){{0,60}})
    \.?\s*(?P<month>\b(?:{MONTH})\b)\.?(?:,?\s*(?P<year>{YEAR}))?""",
    re.VERBOSE,
)
_ITEM = Pattern(
    rf"(?P<sep>-|til(?:\s+og\s+med)?|t\.o\.m\.)?[\s,.&]*(?:og|samt|med)*\s*(?:(?P<wd>{ANY_WEEKDAY})[,\s]*)?{_DEN}?"
    rf"(?P<day>{DAY})\.?"
)
_IN_WORDS = near(
    rf"(?:\b(?P<wd>{WEEKDAY}){PART}[,\s]*)?(?:\b(?:den|d\.?)\s+)?\b(?P<day>{_SPOKEN})\s+(?P<month>\b(?:{MONTH})\b)"
    rf"(?:\s*(?P<year>{YEAR}))?",
    r"(?:nde|te|dje|anden)\s+(?=[jfmasond])",
    44,
    40,
)
_SLASH = near(
    rf"(?:\b(?P<wd>{ANY_WEEKDAY}){PART}[\s,]*)?(?:(?P<pre>{_DEN}|\bdato\s*:?\s*)|(?<![\d/.,-]))(?P<day>{DAY})/"
    r"(?P<month>1[0-2]|0?[1-9])(?!\d)(?:(?:\s?[-/]\s?|\s)(?P<year>20\d\d|(?<!\s)\d\d)(?![\d/]))?(?!/|\d)"
    r"(?!\s*(?:time|liter|l\b|kg|år|pris|del|dl|tsk|spsk))",
    r"\d/\d",
    34,
    24,
)
_DOTS = near(
    rf"(?:\b(?P<wd>{ANY_WEEKDAY}){PART}[\s,]*)?(?:(?P<pre>{_DEN}|\bdato\s*:?\s*)|(?<![\d/.,-]))(?P<day>{DAY})\.\s?"
    r"(?P<month>1[0-2]|0?[1-9])(?!\d)\.?(?:\s?(?P<year>20\d\d|\d\d)(?!\d))?(?![-/.]?\d|-\w)",
    r"\d\.\s?\d",
    34,
    24,
)
# "3/3-5/3", "3.-5/3", "3.3.-5.3."
_SLASH_RANGE = near(
    rf"(?<![\d/.,:-])(?:{_DEN})?(?P<day>{DAY})(?:\.?|/(?P<month>1[0-2]|0?[1-9]))\s*(?:-|til)\s*{_DEN}?"
    rf"(?P<day2>{DAY})/(?P<month2>1[0-2]|0?[1-9])(?!\d)(?:[-/\s](?P<year>20\d\d)(?!\d))?(?!/|\d)"
    r"(?!\s*(?:time|liter|l\b|kg|år|pris|del|dl|tsk|spsk))",
    r"(?:-|til)\s*(?:(?:den|d\.)\s*)?\d\d?/\d",
    18,
    24,
)
_MONTH_FIRST = near(
    rf"(?<![\w.] )\b(?P<month>{MONTH})\s+(?P<day>{DAY})(?:st|nd|rd|th)?(?=[,.:;)\n]|$)"
    rf"(?:,?\s+(?P<year>{YEAR}))?",
    rf"(?:{MONTH})\s+(?=\d)",
    4,
    24,
)
_ISO = Pattern(r"(?P<year>20(?<![\d-]20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_HYPHENS = near(
    rf"(?:\b(?P<wd>{ANY_WEEKDAY})[\s,]*)?(?<![\d-])(?P<day>\d{{1,2}})-(?P<month>\d{{1,2}})-"
    r"(?P<year>20\d\d|(?<=[a-zæøå.,] \d\d-\d\d-)\d\d)(?![\d-])",
    r"\d-\d",
    30,
    12,
)
# "Regning nr. 24-08-2026", "bilag 3.12": numbers of a row.
_NUMBERED = Pattern(
    r"\b(?:nr|nummer|no|bilag|sag|faktura|regning|kvittering|bon|ordre|version|side|kap|kapitel|"
    r"afsnit|skema|model|pkt|punkt|dok|tabel|figur|§|kører|afgår)\b\.?\s*(?:nr\.?)?\s*:?\s*$"
)
# "5. juni plads", "4. maj kollegiet": a day that names a street or a house.
_NAMES_A_PLACE = Pattern(
    r"s?[ -](?:plads|vej|gade|allé|torv|kollegiet?|stræde|boulevard|kirke|haven)\b"
)


def with_month(text: str, ref: date) -> Iterator[Mention]:
    """Every day that is told with its month, in words or numbers."""
    yield from english_days(text, ref)
    yield from _in_words(text, ref)
    for pattern in (_ISO, _HYPHENS):
        for match in _unnumbered(pattern, text):
            day, month = int(match["day"]), int(match["month"])
            if len(match["year"]) == 4 or match.groupdict().get("wd"):
                yield from _single(match, day, month, ref, Strength.FULL)
    for match in _SLASH_RANGE.finditer(text):
        yield from _ranged(match, ref)
    for pattern in (_SLASH, _DOTS):
        for match in _unnumbered(pattern, text):
            yield from _numeric(match, ref)


def _unnumbered(pattern: Pattern | Near, text: str) -> Iterator[re.Match[str]]:
    for match in pattern.finditer(text):
        named = match.groupdict()
        sure = named.get("wd") or named.get("pre")
        if sure or not _NUMBERED.search(text[max(0, match.start() - 16) : match.start()]):
            yield match


def _in_words(text: str, ref: date) -> Iterator[Mention]:
    for match in _WITH_MONTH.finditer(text):
        if not _NAMES_A_PLACE.match(text, match.end()) and (mention := _listed(match, ref)):
            yield mention
    for match in _IN_WORDS.finditer(text):
        number = SPOKEN_DAYS[match["day"]]
        yield from _single(match, number, month_number(match["month"]), ref, Strength.FULL)
    for match in _MONTH_FIRST.finditer(text):
        day, month = int(match["day"]), month_number(match["month"])
        yield from _single(match, day, month, ref, Strength.WEAK)


def _numeric(match: re.Match[str], ref: date) -> Iterator[Mention]:
    """Two numbers alone may be anything; a weekday, "den" or a full year says it is a date."""
    sure = match["wd"] or match["pre"] or len(match["year"] or "") == 4
    if not sure and match.group() in ("24/7", "1/1", "1/2", "1/3", "1/4"):
        return
    strength = Strength.FULL if sure else Strength.WEAK
    yield from _single(match, int(match["day"]), int(match["month"]), ref, strength)


def _ranged(match: re.Match[str], ref: date) -> Iterator[Mention]:
    """From a day to a later one, each told in numbers."""
    month = int(match["month2"])
    last = _resolved(int(match["day2"]), month, match["year"], None, ref)
    if last is None:
        return
    first = on_day(last[0].year, int(match["month"] or month), int(match["day"]))
    if first and first > last[0] and match["month"]:
        first = on_day(first.year - 1, first.month, first.day)
    if first and timedelta() < last[0] - first < timedelta(days=120):
        told = bool(match["year"])
        yield Mention(match.start(), match.end(), (first,), last[0], year_told=told)


def _single(
    match: re.Match[str], day: int, month: int, ref: date, strength: Strength
) -> Iterator[Mention]:
    shown = match.groupdict()
    weekday = weekday_number(shown["wd"]) if shown.get("wd") else None
    if found := _resolved(day, month, shown.get("year"), weekday, ref):
        yield Mention(
            match.start(),
            match.end(),
            (found[0],),
            strength=strength,
            conflict=found[1],
            year_told=bool(shown.get("year")),
        )


def _resolved(
    day: int, month: int, year: str | None, weekday: int | None, ref: date
) -> tuple[date, bool] | None:
    if year:
        told = on_day(full_year(year), month, day)
        return None if told is None else (told, weekday not in (None, told.weekday()))
    return in_year(lambda y: on_day(y, month, day), ref, weekday)


def _listed(match: re.Match[str], ref: date) -> Mention | None:
    """One day, a list or a range, before one month."""
    month = month_number(match["month"])
    items = list(_ITEM.finditer(match["days"]))
    weekdays = _weekdays(match["wds"], items)
    found = [
        _resolved(int(item["day"]), month, match["year"], weekday, ref)
        for item, weekday in zip(items, weekdays, strict=True)
    ]
    dates = [resolved[0] for resolved in found if resolved]
    if not dates or len(dates) != len(items):
        return None
    # The days of one list lie in one year: the last decides, as the first may just be over.
    dates = [on_day(dates[-1].year, day.month, day.day) or day for day in dates]
    until = dates[-1] if len(items) == 2 and items[1]["sep"] else None
    if until is not None and until <= dates[0]:
        return None
    if until is None and any(item["sep"] for item in items):
        dates = _filled(items, dates)
    return Mention(
        match.start(),
        match.end(),
        (dates[0],) if until else tuple(dates),
        until,
        conflict=any(resolved[1] for resolved in found if resolved),
        year_told=bool(match["year"]),
        each=until is None and len(dates) > 1,
    )


def _weekdays(shown: str | None, items: list[re.Match[str]]) -> list[int | None]:
    """The weekday of each day in a list: named before them all, or beside each."""
    ahead = re.findall(ANY_WEEKDAY, shown or "")
    if len(ahead) == len(items):
        return [weekday_number(word) for word in ahead]
    first = weekday_number(ahead[-1]) if ahead and len(items) == 1 else None
    if len(ahead) == 1:
        first = weekday_number(ahead[0])
    beside = [weekday_number(item["wd"]) if item["wd"] else None for item in items]
    return [first if first is not None else beside[0], *beside[1:]]


def _filled(items: list[re.Match[str]], dates: list[date]) -> list[date]:
    out = dates[:1]
    for (before, after), item in zip(pairwise(dates), items[1:], strict=True):
        if item["sep"]:
            gap = (after - before).days
            out += [before + timedelta(days=n) for n in range(1, min(gap, 40))]
        out.append(after)
    return out
