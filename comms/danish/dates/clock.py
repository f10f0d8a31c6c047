"""Hours in Danish text: "kl. 17-19", "halv fem om eftermiddagen", "fra kl. 13 til ca. 16"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from comms.danish.dates import english
from comms.danish.dates.hours import (
    DIGITS,
    FOUR_DIGITS,
    HOUR_WORD,
    NAMED,
    SPOKEN,
    STEPPED,
    read_hour,
)
from comms.danish.dates.lexicon import MONTH, WEEKDAY
from comms.danish.dates.windows import Near, Seeded, near
from comms.danish.pattern import Pattern

_PART = (
    r"(?:\s*(?:om\s+)?(?P<part>morgenen|formiddagen|eftermiddagen|aftenen|natten)\b"
    r"|\s+(?P<part2>aften|morgen|formiddag|eftermiddag)\b)?"
)
# Said of the first hour alone: "fra otte om aftenen til to om natten".
_PART_OF_FIRST = r"(?:\s+om\s+(?P<part_a>morgenen|formiddagen|eftermiddagen|aftenen)(?=\s+til\b))?"
_KL = r"\b(?:kl(?:\b|(?=\d))\.?|klokke[nr]\b(?:\s+er\b)?)\s*"
_ABOUT = r"(?:\b(?:ca|cirka|omkring|cirka|ved)\b\.?\s*)?"
# "kl. 22 til lørdag kl. 02", "kl. 10 til lukketid kl. 17"
_WHEN = (
    rf"(?:(?:{WEEKDAY}|lukketid|sent|ud|på|om|næste|dag|engang|eftermiddagen|aftenen|natten|"
    rf"morgen(?:en)?|den|følgende)\s+){{1,4}}(?={_KL})"
)
_UNTIL = (
    rf"(?:[ ]*-|\s*(?:og\s+)?(?:frem\s+|ind)?til(?:\s+og\s+med)?\b)\s*{_ABOUT}(?:{_WHEN})?"
    rf"(?:{_KL})?{_ABOUT}"
)
# What is counted is no hour: "fra 10 til 12 personer".
UNITS = (
    r"(?!\.?\s*(?:kr\b|kroner|år|%|pct|procent|timer|time\b|minutter|min\b|uger|dage|måneder|"
    r"mio|personer|deltagere|borgere|frivillige|mennesker|familier|stk|børn|unge|voksne|km|meter|"
    r"pladser|medlemmer|gange|grader|point|sider|kg|liter|huse|mand\b|årige|klasse|sal\b|"
    rf"(?:{MONTH})\b)|[-/]\d|\.\s?\d|-?årig)"
)
_AFTER_KL = rf"(?:{FOUR_DIGITS}|{DIGITS}|{SPOKEN})"
_LIMIT = rf"(?:{FOUR_DIGITS}|{DIGITS}|{SPOKEN})"
_EXACT = r"\d\d?[.:]\d{2}"
_CUE = (
    r"(?:start(?:er)?|begynder|åbner|slut(?:ter)?|ender|ankomst|indgang|dørene|tidspunkt|klokkeslæt|tid|"
    r"hvornår|mødetid|afgang|spilletid|døre|indslusning|musik(?:ken)?|koncert(?:en)?|"
    r"tæppet(?:\s+går(?:\s+op)?)?|(?:går|fløjtes)\s+(?:\w+\s+)?(?:i\s+gang|op))"
)
# After these a bare number is an hour, where its clause ends: "… og lukker 21."
_SURE_CUE = (
    r"(?:(?:går|fløjtes)\s+(?:\w+\s+)?i\s+gang|tæppet\s+går\s+op|begynder|starter|slutter|lukker|"
    r"åbner)(?:\s+(?:vi|det|igen|præcis))?"
)
_CLAUSE_ENDS = r"(?=\s*(?:[,;!)\n]|\.(?!\s*(?:og|til|-|,|\d))|$|og\s+(?:slutter|lukker|ender)))"
_THEN = r"(?:siden|derefter|bagefter|dernæst|så)"
_DAY_NEXT = rf"(?=\s+(?:på\s+)?(?:{WEEKDAY})\b|\s+(?:den|d\.)\s*\d)"
# Between these and a day its hours may stand without "kl.": "…: 10-12 lørdag".
_BESIDE_DAY = r"\d\s+(?:på|man|tirs|ons|tors|fre|lør|søn|den|d\.)"
_BEGUN = r"(?:(?<=\A\d)|(?<=[\n,;:(]\d)|(?<=[\n,;:(.!?]\s\d)|(?<=\bog\s\d))"
_FREE = r"(?<![\d./:,-]\d)"
_MINUTES = r"(?:[.:]\d{2})"
_PATTERNS: list[Near | Seeded | Pattern] = [
    near(
        rf"\b(?:mellem|ml\.?)\s+(?:{_KL})?{_ABOUT}(?P<a>{DIGITS})\s+og\s+(?:{_KL})?"
        rf"{_ABOUT}(?P<b>{DIGITS}){UNITS}{_PART}",
        "mellem|ml",
    ),
    Seeded(
        Pattern(
            rf"(?:\bfra\s+)?{_ABOUT}{_KL}{_ABOUT}(?P<a>{_AFTER_KL}){_PART_OF_FIRST}"
            rf"(?:{_UNTIL}(?P<b>{_LIMIT}))?{_PART}"
        ),
        Pattern(r"kl(?<!\wkl)(?=[\s.\d]|okke)"),
        Pattern(rf"(?:\bfra\s+)?{_ABOUT}\Z"),
        16,
    ),
    near(
        rf"\bfra\s+{_ABOUT}(?P<a>{DIGITS}|{SPOKEN}){_PART_OF_FIRST}{_UNTIL}"
        rf"(?P<b>{DIGITS}|{SPOKEN}){UNITS}{_PART}",
        r"fra(?<!\wfra)\s+(?=[\dceofnthkmtas])",
        1,
        80,
    ),
    # "18:00 | 19:15": two cells of a table.
    Pattern(
        rf"(?P<a>\d{_FREE}\d?{_MINUTES})(?:[ ]*\|[ ]*|[ ]{{1,8}})(?P<b>{_EXACT})"
        rf"(?![\d/:]|\.\d){UNITS}"
    ),
    Pattern(
        rf"(?P<a>\d(?<!\S\d)\d?{_MINUTES}?)[ ]?-[ ]?(?P<b>{DIGITS})"
        rf"(?=\s*[,;]\s*(?:og\s+)?{_THEN}\b)"
    ),
    near(
        rf"\b{_THEN}\s+(?:[a-zæøå]+\s+){{1,3}}(?P<a>{DIGITS})[ ]?-[ ]?(?P<b>{DIGITS})(?!\d|[./]\d)"
        rf"{UNITS}",
        r"\d[ ]?-[ ]?\d",
        50,
    ),
    near(
        rf"(?P<a>\d{_BEGUN}\d?{_MINUTES}?)[ ]?-[ ]?(?P<b>{DIGITS}){_DAY_NEXT}", _BESIDE_DAY, 14, 14
    ),
    near(rf"(?P<a>\d{_BEGUN}\d?{_MINUTES}){_DAY_NEXT}", _BESIDE_DAY, 14, 14),
    Pattern(
        rf"(?P<a>\d{_FREE}\d?{_MINUTES})\s*(?:-|til)\s*{_ABOUT}(?P<b>{_EXACT})(?![\d/:]|\.\d)"
        rf"{UNITS}{_PART}"
    ),
    near(
        rf"\b{_CUE}(?:\s?\.{{2,30}})?\s*(?::|\n|\ber\b)?\s*{_ABOUT}(?P<a>{_EXACT})"
        rf"(?![\d/:]|[.-]\d){UNITS}{_PART}",
        r"\d[.:]\d\d",
        75,
        40,
    ),
    near(
        rf"\b(?:tidspunkt|klokkeslæt|tid|hvornår|mødetid)\s*:\s*{_ABOUT}(?P<a>\d{{1,2}})"
        rf"(?:{_UNTIL}(?P<b>{DIGITS}))?(?![\d/.:]){UNITS}{_PART}",
        r":\s*(?=[\dco])",
        14,
    ),
    near(rf"\b{_CUE}(?:\s?\.{{2,30}})?\s*:\s*(?P<a>{FOUR_DIGITS})", r"[0-2]\d[0-5]\d", 70, 2),
    near(
        rf"(?:\bfra|(?:^|\n)\W{{0,3}}går)\s+{_ABOUT}(?P<a>(?:[6-9]|1\d|2[0-3])[.:](?:00|15|30|45))"
        rf"(?![\d/:]|[.-]\d|\s*til\b){UNITS}{_PART}",
        "fra|går",
        5,
    ),
    near(
        rf"\b{_SURE_CUE}\s+{_ABOUT}(?P<a>{DIGITS}){_CLAUSE_ENDS}{UNITS}",
        "gang|tæppet|begynder|starter|slutter|lukker|åbner",
        26,
    ),
    near(rf"\b(?:ved|omkring)\s+(?P<a>{DIGITS}|{HOUR_WORD})-?tiden{_PART}", "tiden", 24),
    near(
        rf"(?P<a>{STEPPED})(?:{_UNTIL}(?P<b>{SPOKEN}|{DIGITS}){UNITS})?{_PART}",
        r"kvart|halv|\si\s+(?=\d|halv|[etfsonåé])|\sover\s",
        24,
    ),
    near(rf"\bved\s+(?P<a>{NAMED})(?:stid)?", "midnat|middag", 10),
    Pattern(r"(?P<a>(?:[01]\d|2[0-3])(?<![\d./:,-]\d\d):[0-5]\d)(?![\d/:]|\.\d)"),
    near(
        r"(?<![\d./:,-])(?P<a>(?:1\d|2[0-3])(?:[.:]\d\d)?)(?:[ ]?-[ ]?"
        r"(?P<b>(?:1\d|2[0-4])(?:[.:]\d\d)?))?[ ]?h\b",
        r"\d[ ]?h\b",
        14,
        2,
    ),
]
# More hours of the same day: "kl. 10-12 og (igen) 14-16", "kl. 14 og 19".
_MORE_RANGE = Pattern(
    rf"\s*(?:,|og|samt|eller|&)\s*(?:og\s+)?(?:igen\s+)?(?:fra\s+)?(?P<a>{DIGITS})\s*(?:-|til)\s*"
    rf"(?P<b>{DIGITS}){UNITS}{_PART}"
)
_MORE = Pattern(
    rf"\s*(?:,|og|samt|eller|&)\s*(?:og\s+)?(?:igen\s+)?(?P<a>{DIGITS})"
    r"(?=\s*(?:[.;)\n]|$|(?:,|og|&)\s*\d|(?:i|på|hos|ved|er|viser|holder|spiller|kan)\b))"
    rf"(?!\.\s?\d){UNITS}"
)
_AFTER_DAY = Pattern(
    rf"[\s,:|(-]{{1,4}}(?:fra\s+)?{_ABOUT}(?P<a>{DIGITS}){_UNTIL}(?P<b>{DIGITS}){UNITS}{_PART}"
)
_EXACT_AFTER_DAY = Pattern(
    rf"[\s,:|(-]{{1,4}}(?P<a>{_EXACT})(?![\d/]|:\d|[.,-]\d|\s*[-/]){UNITS}{_PART}"
)
# After a small letter or a comma, before a stop: so stand neither addresses, ages nor prices.
_LOOSE = Pattern(
    r"(?:\b(?!(?:side|nr|klasse|lokale|rum|bus|linje|uge|kun|koster|pris|entré|entre|for|afsnit|"
    r"punkt|kapitel|stk|version|omkring|cirka|kr|på|kroner|bane|vej|gade|hold|alder|alderen)\b)"
    r"[a-zæøå]{2,}|,)[ ](?P<a>\d{1,2}[.:][0-5][05]|\d{1,2}(?=[ ]?[-–][ ]?\d))"
    r"(?:[ ]?[-–][ ]?(?P<b>\d{1,2}(?:[.:][0-5][05])?))?(?=[.,;:!)]?(?:\s|$))"
    rf"{UNITS}"
)
EARLIEST = 6  # o'clock: bare numbers below it are seldom hours
_DOORS = Pattern(
    r"\b(?:døre(?:ne)?|doors|indslusning|indgang(?:en)?|indtjekning|indskrivning|check-?in|ankomst|kaffe\s+fra|"
    r"mulighed\s+for|lukkes\s+ind|lukker\s+vi\s+op)\b[^.!?\n]{0,25}$"
)
_ENDS = Pattern(
    r"\b(?:slut(?:ter|tid|tidspunkt)?|ender|er\s+slut|færdige?|hjem|hjemme|hjemkomst|tilbage|retur|"
    r"fremme|lukker|slukker|afslut\w*|runder|pakker\s+sammen|takker\s+af|smider|"
    r"siger\s+(?:\w+\s+)?(?:tak|farvel)|går\s+vi\s+hjem)\b[^.!?\n\d]{0,45}$|\b(?:til|indtil)\s*:?\s*$"
)
# Hours that no longer count, or never did.
_NOT = Pattern(
    r"(?:\b(?:ikke|end|i\s+stedet\s+for|oprindelig\w*|tidligere|normalt|plejer|før|siden)\s*(?:fra\s+)?$)"
)
_MOVED = Pattern(r"\b(?:flytte\w*|rykke\w*|rykket|ændre\w*|udsk\w*|udsat)\b[^.!?\n]{0,30}$")
_TWENTY_FOUR = Pattern(r"\s*(?:midnat|24)")
_OPENING = Pattern(r"(?:\bfra\s+)?(?:\b(?:ca|cirka|omkring)\b\.?\s*)?\bkl(?:okken)?\.?\s*$")
_FOR_ALL = Pattern(r"\b(?:alle|begge|hver|samtlige)\b(?:\s+\w+){0,3}\s*[:,]?\s*$")
_FOR_ALL_AFTER = Pattern(
    r"\s*[,(]?\s*(?:alle|begge|hver)\s+(?:\w+\s+)?(?:dage?|gange?|aftene?r?)\b"
)


@dataclass(frozen=True)
class Clock:
    """text[at:to] tells these hours. doors: when one may come in; ends: when it is over.

    for_all: said of every day of a list: "alle dage kl. 19". next_day: "kl. 24" is the day after.
    """

    at: int
    to: int
    start: time
    end: time | None = None
    doors: bool = False
    ends: bool = False
    for_all: bool = False
    next_day: bool = False
    part_told: bool = False


def find_clocks(text: str, most: int = 150) -> list[Clock]:
    """The hours, by place, at most so many. text: as `lexicon.plain` gives it."""
    found = list(_english(text))[:most]
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if len(found) >= most:
                break
            if any(c.at < match.end() and match.start() < c.to for c in found):
                continue
            if clock := _clock(text, match):
                found += [clock, *_more(text, clock)]
    kept = [clock for clock in found if not _NOT.search(text[max(0, clock.at - 25) : clock.at])]
    return sorted(kept, key=lambda clock: clock.at)


def bare_after(text: str, at: int) -> list[Clock]:
    """Hours that follow a date at `at` without "kl.": "fre 27/2, 15-17", "fre 27/2 15.30"."""
    match = _AFTER_DAY.match(text, at) or _EXACT_AFTER_DAY.match(text, at)
    clock = _clock(text, match) if match else None
    return [clock, *_more(text, clock)] if clock else []


def loose_within(text: str, at: int, to: int) -> list[Clock]:
    """Hours without "kl." later in a date's sentence: "gryden er varm 12-15", "bålet tændes 21.30."

    text: with its capital letters, as a number after a name is a house's.
    """
    for match in _LOOSE.finditer(text, at, to):
        clock = _clock(text, match)
        wide = clock and (clock.end is None or clock.start < clock.end or clock.end.hour < 5)
        if clock and wide and clock.start.hour >= EARLIEST:
            return [clock]
    return []


def _more(text: str, clock: Clock) -> Iterator[Clock]:
    """The hours that go on with the ones before them."""
    pattern = _MORE_RANGE if clock.end else _MORE
    for _ in range(6):
        match = pattern.match(text, clock.to)
        following = _clock(text, match) if match else None
        if following is None:
            return
        yield following
        clock = following


def _clock(text: str, match: re.Match[str]) -> Clock | None:
    groups = match.groupdict()
    part = groups.get("part") or groups.get("part2") or ""
    end = read_hour(groups["b"], part) if groups.get("b") else None
    start = read_hour(groups["a"], groups.get("part_a") or part, before=end)
    if start is None or (groups.get("b") and end is None):
        return None
    if end and not part and groups["b"].isalpha() | (" " in groups["b"]):
        end = later_half(start, end)
    return _with_cues(text, match, start, end, part)


def _with_cues(
    text: str, match: re.Match[str], start: time, end: time | None, part: str = "", first: str = "a"
) -> Clock:
    """The hours with what is said of them before and after."""
    before = text[max(0, match.start() - 60) : match.start(first)]
    cue = _OPENING.sub("", re.sub(r"\s?\.{2,}", "", before) if ".." in before else before)
    if end and _MOVED.search(cue) and re.search(r"\bfra\b", cue + match.group()):
        start, end = end, None
    return Clock(
        match.start(),
        match.end(),
        start,
        end,
        doors=bool(_DOORS.search(cue)),
        ends=end is None and bool(_ENDS.search(cue)),
        for_all=bool(_FOR_ALL.search(cue) or _FOR_ALL_AFTER.match(text, match.end())),
        part_told=bool(part),
        next_day=bool(_TWENTY_FOUR.match(match[first])),
    )


def later_half(start: time, end: time) -> time:
    """ "Kl. 20 til halv tolv", "kl. 17, slut halv syv": the first such hour after the start."""
    later = end.hour + 12
    return (
        end.replace(hour=later) if end < start and 12 < later < 24 and later > start.hour else end
    )


def _english(text: str) -> Iterator[Clock]:
    """ "6.30 pm", "from 11 am to 2 pm"."""
    for match in english.CLOCK.finditer(text) if english.is_english(text) else ():
        if match["at"]:
            first, start, end = "at", read_hour(match["at"], ""), None
        elif match["en_one"]:
            first = "en_one"
            start, end = read_hour(english.on_the_day(match[first], match["pm_one"]), ""), None
        else:
            first = "en_a"
            end = read_hour(english.on_the_day(match["en_b"], match["pm_b"]), "")
            start = read_hour(
                english.on_the_day(match[first], match["pm_a"] or match["pm_b"]), "", before=end
            )
        if start:
            yield _with_cues(text, match, start, end, part="told", first=first)
