"""Text + the moment it was written → the times in it, each with what it is there for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from comms.danish.calendar import COPENHAGEN
from comms.danish.dates.clock import Clock, find_clocks, later_half
from comms.danish.dates.lexicon import NUMBER, WEEKDAY, blanked, count, plain
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.mentions import all_days
from comms.danish.dates.pairing import Pair, paired
from comms.danish.dates.roles import Role, Setting, role_of
from comms.danish.dates.windows import near
from comms.danish.pattern import Pattern

MOST_TEXT = 60_000  # characters
FAR = 240  # days ahead: news of such a day, told without its year, is of the one just over
MOST_SENTENCE = 400  # characters to each side of a day
MOST_HOURS = 150  # of one text: a year's programme has fewer
# Numbers that are no times: links, phones, accounts, case numbers, rooms.
_NOISE = (
    Pattern(r"(?:http|www\.)\S+"),
    near(r"(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+", "@", 65, 80),
    Pattern(
        r"\d(?<!\w\d)\d(?P<between>[ .])\d{2}(?P=between)\d{2}(?P=between)\d{2}\b"
        r"|\d(?<!\w\d)\d{3}[ .]?\d{4}\b"
    ),
    near(
        r"\b(?:reg|konto|cvr|ean|varenr|sags?(?:nr|nummer)?|j\.?nr|ordrenr|tlf|telefon|mobil)\b\.?[\s:]*"
        r"(?:nr\.?\s*)?\d[\w .-]{2,30}?(?=[,;\n]|\s[a-zæøå]{2}|\.\s|\.?$)"
        r"|\b(?:lokale|værelse|rum|bane)\s+\d+(?:\.\d+)?",
        "reg|konto|cvr|ean|varenr|sag|j\\.nr|jnr|ordrenr|tlf|telefon|mobil|lokale|værelse|rum|bane",
    ),
)
_SESSION = Pattern(
    r"[^\w\n]*(?:\d\.\s*)?(?:hold|gruppe|runde|tur|forestilling|omgang|session|visning|rundvisning)\b"
    r"[^\n]{0,40}$"
)
# "Kl. 10-12 er der kursus for voksne, og kl. 13-15 for børn": two meetings.
_APART = Pattern(r"[^().!?\n]{0,60}\Z")
_BEGINS = Pattern(r"\b(?:begynder|starter|går\s+(?:\w+\s+)?i\s+gang)\b[^.!?,\n\d]{0,20}$")
_LASTS = Pattern(
    rf"\bvarer\s+(?:(?:i|ca|cirka|omkring)\b\.?\s*)?(?P<n>halvanden|{NUMBER}|\d{{1,2}})(?P<half>\s?½)?\s+time[r]?\b"
)
_AGAIN = Pattern(r"^\s*(?:,|og|samt|eller|&)?\s*(?:og\s+)?(?:igen\s+)?(?:kl\.?)?\s*$")


@dataclass(frozen=True)
class Found:
    """One time in a text. start, end: aware, or bare dates without hours. at, to: where it stands.

    conflict: weekday and date disagree; the date is believed, a person must say.
    words: where its day stands, and then its hours, as (at, to). rule: how it was read, in Danish.
    """

    start: date
    end: date | None
    role: Role
    at: int
    to: int
    conflict: bool = False
    year_told: bool = False
    words: tuple[tuple[int, int], ...] = ()
    rule: str = ""


def read_times(text: str, ref: datetime) -> list[Found]:
    """All times in a Danish text, by place. ref: when it was written (aware)."""
    text = text[:MOST_TEXT]
    today = ref.astimezone(COPENHAGEN).date()
    low = plain(text)
    noise = sorted(match.span() for noisy in _NOISE for match in noisy.finditer(low))
    quiet = blanked(low, noise)
    clocks = find_clocks(quiet, MOST_HOURS)
    days_only = blanked(quiet, ((c.at, c.to) for c in clocks))
    mentions = all_days(days_only, today, [clock.at for clock in clocks])
    pairs = paired(quiet, blanked(text, noise), mentions, clocks)
    around = _Around(quiet, mentions, [pair.line for pair in pairs if pair.line is not None])
    found = [one for pair in pairs for one in _built(around, pair, ref)]
    return sorted(_told_once(found), key=lambda one: (one.at, one.start.isoformat()))


def _told_once(found: list[Found]) -> list[Found]:
    """A day named again without its hours, or a meeting named twice, is one."""
    timed = {_day(f.start): f for f in found if f.role is Role.EVENT and _is_timed(f)}
    conflicts = {_day(f.start) for f in found if f.conflict}
    out: dict[tuple[str, Role], Found] = {}
    for one in found:
        again = not _is_timed(one) and one.end is None and one.start in timed
        if one.role is Role.EVENT and again:
            continue
        doubted = one.conflict or (one.role is Role.EVENT and _day(one.start) in conflicts)
        key = (one.start.isoformat(), one.role)
        before = out.get(key)
        if before is None or (before.end is None and one.end is not None):
            out[key] = replace(one, conflict=doubted)
    return list(out.values())


def _is_timed(found: Found) -> bool:
    return isinstance(found.start, datetime)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True)
class _Around:
    """The whole text (small letters), its days, and where days begin lines."""

    low: str
    mentions: list[Mention]
    lines: list[int]


def _built(around: _Around, pair: Pair, ref: datetime) -> Iterator[Found]:
    low, mention = around.low, pair.mention
    clocks = tuple(_of_day_part(clock, low[mention.at : mention.to]) for clock in pair.clocks)
    hours = _lasting(low, pair, _hours(low, clocks, until=mention.until is not None))
    today = ref.astimezone(COPENHAGEN).date()
    role = _role(around, pair, today, timed=bool(hours))
    if mention.strength < Strength.FULL and not hours and role is not Role.DEADLINE:
        return
    to = max([mention.to, *(clock.to for clock in hours if not clock.for_all)])
    for day in mention.dates:
        for start, end in _spans(_ahead(low, day, mention, hours, ref), mention, hours):
            yield Found(
                start,
                end,
                role,
                mention.at,
                to,
                mention.conflict,
                mention.year_told,
                ((mention.at, mention.to), *((clock.at, clock.to) for clock in hours)),
                _rule(mention),
            )


def _rule(mention: Mention) -> str:
    """How the day was found, as staff are told."""
    if mention.conflict:
        return "ugedag og dato passer ikke sammen; datoen står, som den er skrevet"
    if mention.each:
        return "flere datoer, skrevet ud én for én"
    if mention.strength is Strength.RELATIVE:
        return "regnet fra den dag, det blev skrevet"
    if mention.strength is Strength.NAMED:
        return "dagens navn eller uge slået op i kalenderen"
    return "dato med årstal" if mention.year_told else "første gang datoen kommer"


def _of_day_part(clock: Clock, day: str) -> Clock:
    """ "Torsdag aften den 24. klokken otte": the day says which half of it."""
    late = re.search(r"\b(aften|eftermiddag)\b", day)
    if clock.part_told or not late or not 1 <= clock.start.hour < 12:
        return clock
    start = clock.start.replace(hour=clock.start.hour + 12)
    end = clock.end
    if end and 1 <= end.hour < 12 and end > clock.start:
        end = end.replace(hour=end.hour + 12)
    return replace(clock, start=start, end=end)


def _role(around: _Around, pair: Pair, today: date, *, timed: bool) -> Role:
    low, mentions, mention = around.low, around.mentions, pair.mention
    ends = [m.to for m in mentions if m.to <= mention.at]
    begin = max([pair.sentence[0], mention.at - 140, *ends])
    nexts = [m.at for m in mentions if m.at >= mention.to]
    finish = min([pair.sentence[1], mention.to + 140, *nexts])
    # Hours may stand between a cue and its day: "senest kl. 12 den 3. marts".
    before = re.sub(r"kl\.?\s*\d{1,2}(?:[.:]\d{2})?\s*$", "", low[begin : mention.at])
    sentence = low[slice(*_item(pair, around.lines))]
    first, last = min(mention.dates), mention.until or max(mention.dates)
    return role_of(
        Setting(
            before,
            low[mention.to : finish],
            sentence,
            timed=timed,
            gone=first < today or (not timed and last <= today),
            ranged=mention.until is not None,
            far=not mention.year_told and (first - today).days > FAR,
            today=first == today and mention.until is None,
        )
    )


def _item(pair: Pair, lines: Sequence[int]) -> tuple[int, int]:
    """The sentence, and where days begin lines, only the lines of this one."""
    at = max(pair.sentence[0], pair.mention.at - MOST_SENTENCE)
    to = min(pair.sentence[1], pair.mention.to + MOST_SENTENCE)
    if pair.line is not None and pair.mention.strength is Strength.FULL:
        at = max(at, pair.line)
    return at, min([to, *(line for line in lines if line > pair.mention.at)])


def _hours(low: str, clocks: tuple[Clock, ...], *, until: bool) -> list[Clock]:
    """The hours that are starts: one, or several where the text says "og igen"."""
    starts = [c for c in clocks if not c.ends and not c.doors] or [c for c in clocks if not c.ends]
    ends = [c for c in clocks if c.ends]
    if not starts:
        return []
    begun = [c for c in starts if _BEGINS.search(low[max(0, c.at - 40) : c.at])]
    if begun and begun[0].start < starts[0].start and not starts[0].end:
        starts = begun  # "kl. 22 er der fyrværkeri, og vi begynder kl. 19"
    if starts[0].next_day and len(starts) > 1 and begun:
        starts = begun
    first = starts[0]
    if until and first.end is None and len(starts) > 1:
        return [replace(first, end=starts[1].start, to=starts[1].to)]
    chosen = [first]
    for before, clock in pairwise(starts):
        again = _AGAIN.match(low[before.to : clock.at])
        apart = _lie_apart(before, clock) and _APART.match(low[before.to : clock.at])
        if chosen[-1] is before and (again or apart or _sessions(low, before, clock)):
            chosen.append(clock)
    if len(chosen) == 1 and first.end is None and ends and ends[0].at > first.at:
        end = later_half(first.start, ends[0].start)
        chosen = [replace(first, end=end, to=max(first.to, ends[0].to))]
    return chosen


def _lie_apart(before: Clock, after: Clock) -> bool:
    """Is there a pause between the end of one and the start of the other?"""
    return bool(before.end and after.end and before.start < before.end < after.start)


def _lasting(low: str, pair: Pair, hours: list[Clock]) -> list[Clock]:
    """ "Det varer to timer": the end, where only a start is told."""
    if len(hours) != 1 or hours[0].end or pair.mention.until:
        return hours
    told = _LASTS.search(low[pair.sentence[0] : min(pair.sentence[1] + 80, pair.mention.to + 200)])
    if told is None:
        return hours
    minutes = 90 if told["n"] == "halvanden" else count(told["n"]) * 60 + 30 * bool(told["half"])
    end = hours[0].start.hour * 60 + hours[0].start.minute + minutes
    return [replace(hours[0], end=time(end // 60 % 24, end % 60))]


def _sessions(low: str, *clocks: Clock) -> bool:
    """Do the hours stand each on a line of their own, as "Hold A kl. 9-12"?"""
    lines = [low.rfind("\n", 0, clock.at) + 1 for clock in clocks]
    begun = [low[line : clock.at] for line, clock in zip(lines, clocks, strict=True)]
    return lines[0] != lines[1] and all(_SESSION.match(words) for words in begun)


def _ahead(low: str, day: date, mention: Mention, hours: list[Clock], ref: datetime) -> date:
    """A bare "mandag kl. 9", said on a Monday at ten, is next week's."""
    here = ref.astimezone(COPENHAGEN)
    bare = re.search(rf"\b(?:{WEEKDAY})", low[mention.at : mention.to])
    if mention.strength is Strength.RELATIVE and bare and hours and day == here.date():
        return day + timedelta(days=7) if hours[0].start < here.time() else day
    return day


def _spans(day: date, mention: Mention, hours: list[Clock]) -> Iterator[tuple[date, date | None]]:
    if not hours:
        yield day, mention.until
        return
    for clock in hours:
        start = _moment(day + timedelta(days=clock.next_day), clock.start)
        if mention.until and clock.end:
            yield start, _moment(mention.until, clock.end)
        elif mention.until:
            yield start, mention.until
        elif clock.end is None:
            yield start, None
        else:
            over = clock.end <= clock.start
            yield start, _moment(day + timedelta(days=over), clock.end)


def _moment(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, COPENHAGEN)
