"""What repeats: bounded repetitions become so many dates, standing offers become none."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from comms.danish.dates.lexicon import (
    ANY_WEEKDAY,
    MONTH,
    NUMBER,
    ORDINAL,
    WEEKDAY,
    YEAR,
    count,
    month_number,
    weekday_number,
)
from comms.danish.dates.mention import Lead, Mention
from comms.danish.dates.windows import near
from comms.danish.dates.years import full_year, on_day
from comms.danish.pattern import Pattern

MOST = 60
_EVERY = near(
    rf"\b(?:hver(?:\s+(?:evig\s+)?eneste)?|alle|samtlige)\s+(?P<alt>anden\s+|2\.\s*)?(?P<wds>(?:{WEEKDAY})(?:e|ene|en|s)?"
    rf"(?:\s*(?:,|og|samt)\s*(?:hver\s+)?(?:{WEEKDAY})(?:e|ene|en|s)?){{0,6}})\b",
    "hver|alle|samtlige",
    1,
    110,
)
_ON_THE = near(rf"\bom\s+(?P<wds>(?:{WEEKDAY})(?:en|ene))\b", r"om\s+(?=[mtofls])", 1, 16)
_PARITY = Pattern(r"\b(?P<odd>u)?lige\s+uger\b")
_SO_MANY = Pattern(rf"\b(?P<n>{NUMBER}|\d{{1,2}})\s+gange\b")
_FIRST_TIME = Pattern(
    r"\b(?:første\s+gang|start(?:er|ende)?|begynder|begyndende|opstart|fra(?:\s+og\s+med)?)\b"
    r"[^.!?\n\d]{0,15}$"
)
_LAST_TIME = Pattern(
    r"\b(?:sidste\s+gang|slut(?:ter|tende)?|afslutning|afsluttes|til(?:\s+og\s+med)?|t\.o\.m\.|indtil)"
    r"[^.!?\n\d]{0,15}$"
)
_FOLLOWING = Pattern(
    rf"\s*(?:og|samt)\s+(?:de\s+)?(?:følgende|næste)\s+(?P<n>{NUMBER}|\d{{1,2}})\s+(?P<wds>{WEEKDAY})e\b"
)
_TIMES = near(rf"\b(?P<n>{NUMBER}|\d{{1,2}})\s+(?P<wds>{WEEKDAY})(?:e|ene)\b", "dage", 26, 4)
_PLURAL = near(rf"\b(?P<wds>(?:{WEEKDAY})(?:e|ene))\b", "dage", 12, 4)
_DAILY = near(
    r"\b(?:(?:hver|alle)\s+dage?|begge\s+dage|dagligt|hver\s+af\s+dagene)\b",
    "hver|alle|begge|daglig",
    1,
    24,
)
# Weekdays without dates: hours of opening, not meetings.
_RANGE = near(
    rf"\b(?P<a>{ANY_WEEKDAY})\s*(?:-|til(?:\s+og\s+med)?\b)\s*(?P<b>{ANY_WEEKDAY})(?!\s*,?\s*(?:den|d\.?)\s*\d|\s*\d{{1,2}}(?:\.(?!\d)|/|\s*-\s*\d{{1,2}}[./]\s*(?:\d|{MONTH})))"
    rf"|\b(?:{WEEKDAY})(?:\s?,\s?(?:{WEEKDAY})){{0,6}}\s{{1,2}}og\s{{1,2}}(?:{WEEKDAY})\b(?!,?\s*(?:den|d\.)?\s*\d)",
    r"(?:dag|man|tirs|tir|ons|tors|tor|fre|lør|søn|ma|ti|on|to|fr|lø|sø)\.?\s*(?:[,-]|til|og)",
    8,
    120,
)
_MONTHS = Pattern(
    rf"\b(?P<from>i|fra|hele)\s+(?:hele\s+)?(?P<m1>{MONTH})\b(?:\s*(?P<sep>-|og|til(?:\s+og\s+med)?|"
    rf",)\s*(?P<m2>{MONTH})\b)?"
    rf"(?:\s+(?P<year>{YEAR}))?"
)
_WEEKS = Pattern(
    r"(?:\b(?:i|fra)\s+|\()uge(?:rne)?\s+(?P<a>\d{1,2})(?!\d)"
    r"(?:\s*(?:-|(?:til|og)(?:\s+med)?(?:\s+uge)?)\s*(?P<b>\d{1,2})(?![\d.:]))?"
)
_STANDING = near(
    rf"\b(?:den\s+)?(?:{ORDINAL})(?:\s*(?:,|og)\s*(?:{ORDINAL})){{0,3}}\s+(?:{WEEKDAY}|hverdag)\s+"
    r"i\s+(?:hver\s+måned|måneden|hvert\s+kvartal)\b"
    rf"(?!\s*[,(]?\s*(?:i\s+perioden\s+)?(?:fra\s+)?(?:{MONTH})\s*(?:-|til|og\s+til))",
    r"dag\s+i\s",
    60,
    30,
)
_BUT = r"(?:undtagen|undtaget|undt\.?|ekskl\.?|eksklusive|minus|dog\s+ikke|bortset\s+fra|ikke)"
_PAUSE = r"(?:fri|pause|lukket|\w*ferie)"
_EXCEPT = Pattern(
    rf"\b(?:{_BUT}|holde[rs]\s+(?:\w+\s+){{0,2}}{_PAUSE}|springer\s+(?:\w+\s+)?over|ingen\s+\w+)"
    r"\s*(?:i\s+|den\s+|d\.\s*)?\s*$"
)
_SKIPPED = Pattern(r"\bspringe[rs]\s+(?:vi\s+)?(?:dog\s+)?(?:den\s+|d\.\s*)?$")
_EXCEPT_AFTER = Pattern(
    rf"\.?,?\s*(?:holde[rs]\s+(?:\w+\s+){{0,2}}{_PAUSE}|(?:er|bliver)\s+(?:der\s+|vi\s+|det\s+|dog\s+)*"
    rf"(?:ikke|ingen|{_PAUSE}|undtaget|aflyst)|springe[rs]\s+(?:\w+\s+)?over|udgår)\b"
)
_NOT_WEEK = Pattern(rf"\b{_BUT}\s*(?:i\s+)?uge\s+(\d{{1,2}}(?:\s*(?:,|og)\s*\d{{1,2}})*)")


def find_leads(text: str) -> list[Lead]:
    """Every word of repetition, by place."""
    found: list[Lead] = []

    def add(lead: Lead) -> None:
        clear = not any(lead.at < other.to and other.at < lead.to for other in found)
        if clear and len(found) < MOST:
            found.append(lead)

    for match in _EVERY.finditer(text):
        step = 2 if match["alt"] else 1
        add(_counted(text, Lead(match.start(), match.end(), _numbers(match["wds"]), step)))
    for match in _STANDING.finditer(text):
        add(Lead(match.start(), match.end()))
    for match in _TIMES.finditer(text):
        times = count(match["n"])
        add(Lead(match.start(), match.end(), _numbers(match["wds"]), times=times))
    for match in _RANGE.finditer(text):
        row = _row(match["a"], match["b"]) or _numbers(match[0])
        add(Lead(match.start(), match.end(), row, span=True))
    for pattern in (_PLURAL, _ON_THE):
        for match in pattern.finditer(text):
            add(_counted(text, Lead(match.start(), match.end(), _numbers(match["wds"]))))
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
    weeks = {int(n) for match in _NOT_WEEK.finditer(text) for n in re.findall(r"\d+", match[1])}
    out = [_followed(text, mention) for mention in out]
    return [_less(m, skipped, weeks) if m.each else m for m in out]


def _numbers(words: str) -> tuple[int, ...]:
    return tuple(weekday_number(word) for word in re.findall(WEEKDAY, words))


def _row(first: str | None, last: str | None) -> tuple[int, ...]:
    """Monday to Thursday as numbers; nothing for weekdays that are only listed."""
    if not first or not last:
        return ()
    begin, end = weekday_number(first), weekday_number(last)
    return tuple(range(begin, end + 1))


def _counted(text: str, lead: Lead) -> Lead:
    """How often, and in which weeks, as told in the same sentence."""
    finish = re.search(r"(?<!\d)[.!?]\s+[a-zæøå]{3}|\n\s*\n", text[lead.to : lead.to + 140])
    near = text[lead.to : lead.to + (finish.start() if finish else 140)]
    times, parity = _SO_MANY.search(near), _PARITY.search(near)
    lead = replace(lead, times=count(times["n"])) if times else lead
    return replace(lead, even=not parity["odd"], step=1) if parity else lead


def _followed(text: str, mention: Mention) -> Mention:
    """ "Tirsdag den 3. marts og de følgende to tirsdage"."""
    gap = text[mention.to : mention.to + 60]
    match = re.search(r"^[\s,]*", gap) and _FOLLOWING.match(text, mention.to)
    if not match or len(mention.dates) != 1 or mention.until:
        return mention
    dates = tuple(mention.dates[0] + timedelta(weeks=n) for n in range(count(match["n"]) + 1))
    return replace(mention, to=match.end(), dates=dates, each=True)


def _near(text: str, lead: Lead, mention: Mention) -> bool:
    """In the same sentence, at most a few words apart."""
    at, to = min(lead.to, mention.to), max(lead.at, mention.at)
    return to - at < 80 and not re.search(r"(?<!\d)[.!?]\s+[a-zæøå]{3}|\n\s*\n", text[at:to])


def _expanded(text: str, lead: Lead, mentions: list[Mention], ref: date) -> list[Mention]:
    first, last = _told_bounds(text, lead, mentions)
    if first and (last or first.until or lead.times):
        used = (first, last) if last else (first,)
        dates = _dates(lead, first.dates[0], last.dates[-1] if last else first.until)
        at, to = min(lead.at, first.at), max(lead.to, *(m.to for m in used))
        whole = replace(first, at=at, to=to, dates=dates or first.dates, until=None, each=True)
        return sorted([whole, *(m for m in mentions if m not in used)], key=lambda m: m.at)
    span = _month_span(text, lead, ref) or _week_span(text, lead, ref)
    if span is None or any(_spells_out(mention, lead, span) for mention in mentions):
        return mentions
    dates = _dates(lead, span[0], span[1])
    if not dates:
        return mentions
    return [*mentions, Mention(lead.at, max(lead.to, span[2]), dates, each=True)]


def _spells_out(mention: Mention, lead: Lead, span: tuple[date, date, int]) -> bool:
    """ "Fire lørdage i oktober: den 3., 10., 24. og 31." lists what the repetition means."""
    inside = [d for d in mention.dates if span[0] <= d <= span[1] and d.weekday() in lead.weekdays]
    return len(mention.dates) > 1 and len(inside) == len(mention.dates)


def _told_bounds(
    text: str, lead: Lead, mentions: list[Mention]
) -> tuple[Mention | None, Mention | None]:
    """The first and last day of a repetition, as far as they stand near its words."""
    near = [m for m in mentions if _near(text, lead, m) and not m.each]
    after = [m for m in near if m.at >= lead.to]
    said = [(m, text[max(0, m.at - 40) : m.at]) for m in near]
    first = next((m for m in after if m.until), None)
    if first is None:
        cued = [m for m, before in said if _FIRST_TIME.search(before)]
        first = next(iter(cued or (after if lead.times else ())), None)
    last = next((m for m, before in said if m is not first and _LAST_TIME.search(before)), None)
    if first and last and last.dates[0] <= first.dates[0]:
        last = None
    return first, None if first and first.until else last


def _dates(lead: Lead, first: date, last: date | None) -> tuple[date, ...]:
    out: list[date] = []
    for ahead in range(400):
        day = first + timedelta(days=ahead)
        if (last and day > last) or len(out) >= (lead.times or MOST):
            break
        fits = lead.even is None or (day.isocalendar().week % 2 == 0) is lead.even
        if fits and day.weekday() in lead.weekdays and _in_step(day, out, lead.step):
            out.append(day)
    return tuple(out)


def _in_step(day: date, before: list[date], step: int) -> bool:
    return step == 1 or not before or (day - before[0]).days // 7 % step == 0


def _month_span(text: str, lead: Lead, ref: date) -> tuple[date, date, int] | None:
    """The first and last day of the months that bound it, and where they stand."""
    match = _bounding(_MONTHS, text, lead)
    # "Fra september" has no last day: it is an offer that stands.
    if match is None or (match["from"] == "fra" and not match["m2"]):
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
        last = int(match["b"] or match["a"])
        year = ref.year + (last < ref.isocalendar().week)
        first = date.fromisocalendar(year, int(match["a"]), 1)
        return first, date.fromisocalendar(year, last, 7), match.end()
    except ValueError:
        return None


def _bounding(pattern: Pattern, text: str, lead: Lead) -> re.Match[str] | None:
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


def is_exception(text: str, at: int, to: int) -> bool:
    """Does nothing happen on the day text[at:to]: "dog ikke den 15.", "den 15. er der fri"?"""
    before = text[max(0, at - 50) : at]
    told = _EXCEPT.search(before) or _SKIPPED.search(before)
    return bool(told or _EXCEPT_AFTER.match(text, to))


def _without_exceptions(text: str, mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    out: list[Mention] = []
    excepted: list[Mention] = []
    for mention in mentions:
        told = is_exception(text, mention.at, mention.to)
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
