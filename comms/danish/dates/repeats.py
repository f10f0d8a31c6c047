"""What repeats: bounded repetitions become so many dates, standing offers become none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from comms.danish.dates.lexicon import (
    ANY_WEEKDAY,
    MONTH,
    NUMBER,
    WEEKDAY,
    YEAR,
    count,
    month_number,
    weekday_number,
)
from comms.danish.dates.mention import Lead, Mention
from comms.danish.dates.years import full_year, on_day

MOST = 60
_EVERY = re.compile(
    rf"\b(?:hver|alle)\s+(?P<alt>anden\s+|2\.\s*)?(?P<wds>(?:{WEEKDAY})(?:e|ene|en|s)?"
    rf"(?:\s*(?:,|og|samt)\s*(?:hver\s+)?(?:{WEEKDAY})(?:e|ene|en|s)?){{0,6}})\b"
)
_TIMES = re.compile(rf"\b(?P<n>{NUMBER}|\d{{1,2}})\s+(?P<wds>{WEEKDAY})(?:e|ene)\b")
_PLURAL = re.compile(rf"\b(?P<wds>(?:{WEEKDAY})(?:e|ene))\b")
_DAILY = re.compile(r"\b(?:(?:hver|alle)\s+dage?|begge\s+dage|dagligt|hver\s+af\s+dagene)\b")
# Weekdays without dates: hours of opening, not meetings.
_RANGE = re.compile(
    rf"\b{ANY_WEEKDAY}\s*(?:-|til)\s*{ANY_WEEKDAY}(?!\s*(?:den|d\.)?\s*\d)"
    rf"|\b(?:{WEEKDAY})(?:\s*,\s*(?:{WEEKDAY})){{0,6}}\s+og\s+(?:{WEEKDAY})\b(?!,?\s*(?:den|d\.)?\s*\d)"
)
_MONTHS = re.compile(
    rf"\b(?:i|fra|hele)\s+(?:hele\s+)?(?P<m1>{MONTH})\b(?:\s*(?P<sep>-|og|til(?:\s+og\s+med)?|"
    rf",)\s*(?P<m2>{MONTH})\b)?"
    rf"(?:\s+(?P<year>{YEAR}))?"
)
_WEEKS = re.compile(r"\bi\s+uge(?:rne)?\s+(?P<a>\d{1,2})\s*(?:-|til|og)\s*(?P<b>\d{1,2})")
_EXCEPT = re.compile(r"(?:undtagen|undtaget|dog\s+ikke|bortset\s+fra|ikke)\s*(?:i\s+)?\s*$")
_NOT_WEEK = re.compile(r"(?:undtagen|dog\s+ikke|bortset\s+fra|ikke)\s+(?:i\s+)?uge\s+(\d{1,2})")


def find_leads(text: str) -> list[Lead]:
    """Every word of repetition, by place."""
    found: list[Lead] = []

    def add(lead: Lead) -> None:
        clear = not any(lead.at < other.to and other.at < lead.to for other in found)
        if clear and len(found) < MOST:
            found.append(lead)

    for match in _EVERY.finditer(text):
        add(Lead(match.start(), match.end(), _numbers(match["wds"]), 2 if match["alt"] else 1))
    for match in _TIMES.finditer(text):
        times = count(match["n"])
        add(Lead(match.start(), match.end(), _numbers(match["wds"]), times=times))
    for match in _RANGE.finditer(text):
        add(Lead(match.start(), match.end()))
    for match in _PLURAL.finditer(text):
        add(Lead(match.start(), match.end(), _numbers(match["wds"])))
    for match in _DAILY.finditer(text):
        add(Lead(match.start(), match.end(), daily=True))
    return sorted(found, key=lambda lead: lead.at)


def repeated(text: str, leads: Iterable[Lead], mentions: list[Mention], ref: date) -> list[Mention]:
    """The mentions, with each bounded repetition as one mention of all its dates."""
    out, excepted = _without_exceptions(text, mentions)
    for lead in leads:
        if lead.daily:
            out = [_each_day(m) if _near(text, lead, m) else m for m in out]
        elif lead.weekdays:
            out = _expanded(text, lead, out, ref)
    skipped = {day for mention in excepted for day in mention.dates}
    weeks = {int(match[1]) for match in _NOT_WEEK.finditer(text)}
    return [_less(m, skipped, weeks) if m.each else m for m in out]


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(weekday_number(word) for word in re.findall(WEEKDAY, words))


def _near(text: str, lead: Lead, mention: Mention) -> bool:
    """In the same sentence, at most a few words apart."""
    at, to = min(lead.to, mention.to), max(lead.at, mention.at)
    return to - at < 80 and not re.search(r"[.!?]\s+[a-zæøå]{3}|\n\s*\n", text[at:to])


def _expanded(text: str, lead: Lead, mentions: list[Mention], ref: date) -> list[Mention]:
    for mention in mentions:
        if mention.at >= lead.to and _near(text, lead, mention) and (mention.until or lead.times):
            dates = _dates(lead, mention.dates[0], mention.until)
            merged = replace(mention, at=lead.at, dates=dates, until=None, each=True)
            return [merged if m is mention else m for m in mentions]
    span = _month_span(text, lead, ref) or _week_span(text, lead, ref)
    if span is None:
        return mentions
    dates = _dates(lead, span[0], span[1])
    if not dates:
        return mentions
    return [*mentions, Mention(lead.at, max(lead.to, span[2]), dates, each=True)]


def _dates(lead: Lead, first: date, last: date | None) -> tuple[date, ...]:
    out: list[date] = []
    for ahead in range(400):
        day = first + timedelta(days=ahead)
        if (last and day > last) or len(out) >= (lead.times or MOST):
            break
        if day.weekday() in lead.weekdays and _in_step(day, out, lead.step):
            out.append(day)
    return tuple(out)


def _in_step(day: date, before: list[date], step: int) -> bool:
    return step == 1 or not before or (day - before[0]).days // 7 % step == 0


def _month_span(text: str, lead: Lead, ref: date) -> tuple[date, date, int] | None:
    """The first and last day of the months that bound it, and where they stand."""
    match = _bounding(_MONTHS, text, lead)
    if match is None:
        return None
    month = month_number(match["m1"])
    last_month = month_number(match["m2"]) if match["m2"] else month
    year = full_year(match["year"]) if match["year"] else ref.year + (month < ref.month)
    first = date(year, month, 1)
    after = on_day(year + (last_month < month), last_month, 28) or first
    return first, (after + timedelta(days=4)).replace(day=1) - timedelta(days=1), match.end()


def _week_span(text: str, lead: Lead, ref: date) -> tuple[date, date, int] | None:
    match = _bounding(_WEEKS, text, lead)
    if match is None:
        return None
    try:
        year = ref.year + (int(match["b"]) < ref.isocalendar().week)
        first = date.fromisocalendar(year, int(match["a"]), 1)
        return first, date.fromisocalendar(year, int(match["b"]), 7), match.end()
    except ValueError:
        return None


def _bounding(pattern: re.Pattern[str], text: str, lead: Lead) -> re.Match[str] | None:
    after = re.search(r"[.!?]\s|\n\s*\n", text[lead.to :])
    end = lead.to + min(after.start() if after else 90, 90)
    if found := pattern.search(text, lead.to, end):
        return found
    sentence = max(text.rfind(". ", 0, lead.at), text.rfind("\n\n", 0, lead.at), lead.at - 60, 0)
    return pattern.search(text, sentence, lead.at)


def _each_day(mention: Mention) -> Mention:
    if mention.until is None:
        return mention
    first = mention.dates[0]
    days = min((mention.until - first).days, MOST)
    dates = tuple(first + timedelta(days=n) for n in range(days + 1))
    return replace(mention, dates=dates, until=None, each=True)


def _without_exceptions(text: str, mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    out: list[Mention] = []
    excepted: list[Mention] = []
    for mention in mentions:
        told = _EXCEPT.search(text[max(0, mention.at - 25) : mention.at])
        (excepted if told else out).append(mention)
    return out, excepted


def _less(mention: Mention, skipped: set[date], weeks: set[int]) -> Mention:
    # An exception told by its number alone may have been read in another month.
    numbers = {day.day for day in skipped}
    exact = [d for d in mention.dates if d not in skipped]
    if len(exact) == len(mention.dates) and numbers:
        exact = [d for d in mention.dates if d.day not in numbers]
    kept = tuple(d for d in exact if d.isocalendar().week not in weeks)
    return replace(mention, dates=kept or mention.dates)


def covered(leads: Iterable[Lead]) -> Iterator[tuple[int, int]]:
    """The places that no bare weekday may be read from."""
    for lead in leads:
        yield lead.at, lead.to
