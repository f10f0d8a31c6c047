"""Text + the moment it was written → the times in it, each with what it is there for."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from comms.danish.calendar import COPENHAGEN
from comms.danish.dates import days, relative, repeats
from comms.danish.dates.clock import Clock, bare_after, find_clocks
from comms.danish.dates.lexicon import MONTH, WEEKDAY, plain
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.roles import Role, Setting, is_moved_from, role_of

MOST_TEXT = 60_000  # characters
FAR = 240  # days ahead: news of such a day, told without its year, is of the one just over
MOST_TIMES = 150  # days, and hours, of one text: a year's programme has fewer
# Numbers that are no times: links, phones, accounts, case numbers, rooms.
_NOISE = re.compile(
    r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]+"
    r"|\b\d{2}[ .]\d{2}[ .]\d{2}[ .]\d{2}\b|\b\d{4}[ .]?\d{4}\b"
    r"|\b(?:reg|konto|cvr|ean|varenr|sags?(?:nr|nummer)?|j\.?nr|ordrenr|tlf|telefon|"
    r"mobil)\b\.?[\s:]*"
    r"(?:nr\.?\s*)?\d[\w .-]{2,30}?(?=[,;\n]|\s[a-zæøå]{2}|\.\s|\.?$)"
    r"|\b(?:lokale|værelse|rum|bane)\s+\d+(?:\.\d+)?"
)
_SENTENCE = re.compile(r"(?<=[^\s.][.!?])\s+(?=[A-ZÆØÅ\"“”»(–-])|(?<=\w[!?])\s+|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:kl|ca|d|nr|tlf|bl\.a|f\.eks|mfl|inkl|ekskl|st|pr)\.|\b\d{1,2}\.)$", re.IGNORECASE
)
_LIST = re.compile(r"^\s*(?:,|og|samt|&|,\s*og)\s*(?:igen\s+)?(?:den|d\.)?\s*$")
_RANGE = re.compile(
    r"^\s*(?:-|til|til\s+og\s+med|t\.o\.m\.|frem\s+til|indtil|slut\w*\s*:?)\s*(?:den|d\.)?\s*$"
)
_SAME_DAY = re.compile(
    r"^\s*[,(:]?\s*(?:det\s+vil\s+sige|dvs\.?|d\.v\.s\.|altså|nemlig|som\s+er)?\s*,?\s*(?:den|"
    r"d\.)?\s*$"
)
_AGAIN = re.compile(r"^\s*(?:,|og|samt|eller|&)?\s*(?:og\s+)?(?:igen\s+)?(?:kl\.?)?\s*$")


@dataclass(frozen=True)
class Found:
    """One time in a text. start, end: aware, or bare dates without hours. at, to: where it stands.

    conflict: weekday and date disagree; the date is believed, a person must say.
    """

    start: date
    end: date | None
    role: Role
    at: int
    to: int
    conflict: bool = False
    year_told: bool = False


def read_times(text: str, ref: datetime) -> list[Found]:
    """All times in a Danish text, by place. ref: when it was written (aware)."""
    text = text[:MOST_TEXT]
    today = ref.astimezone(COPENHAGEN).date()
    quiet = _blanked(plain(text), (m.span() for m in _NOISE.finditer(plain(text))))
    clocks = find_clocks(quiet, MOST_TIMES)
    days_only = _blanked(quiet, ((c.at, c.to) for c in clocks))
    mentions = _mentions(days_only, today)
    paired = _paired(quiet, _sentences(text), mentions, clocks)
    found = [one for pair in paired for one in _built(quiet, pair, mentions, ref)]
    return sorted(found, key=lambda one: (one.at, one.start.isoformat()))


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out = list(text)
    for at, to in spans:
        out[at:to] = " " * (to - at)
    return "".join(out)


def _mentions(text: str, today: date) -> list[Mention]:
    leads = repeats.find_leads(text)
    bare = _blanked(text, repeats.covered(leads))
    found: list[Mention] = []
    for mention in [*days.with_month(text, today), *relative.relative(bare, today)]:
        if not any(other.overlaps(mention.at, mention.to) for other in found):
            found.append(mention)
        if len(found) >= MOST_TIMES:
            break
    found = [_moved(text, mention) for mention in found]
    merged = _merged(text, sorted(found, key=lambda m: m.at))
    return sorted(repeats.repeated(text, leads, merged, today), key=lambda m: m.at)


def _moved(text: str, mention: Mention) -> Mention:
    """ "Flyttet fra den 10. til den 17. november" is no range: only the new day counts."""
    before = text[max(0, mention.at - 60) : mention.at]
    if mention.until is None or not is_moved_from(before + "den "):
        return mention
    at = text.rfind(" til ", mention.at, mention.to)
    return replace(mention, at=max(at, mention.at) + 5, dates=(mention.until,), until=None)


def _merged(text: str, mentions: list[Mention]) -> list[Mention]:
    """Ranges over two months become one; a day told in two ways is told once."""
    out: list[Mention] = []
    for mention in mentions:
        before = out[-1] if out else None
        gap = text[before.to : mention.at] if before else ""
        moved = before and is_moved_from(text[max(0, before.at - 60) : before.at])
        if before and len(gap) < 40 and not moved and (joined := _joined(before, mention, gap)):
            out[-1] = joined
        else:
            out.append(mention)
    return out


def _joined(before: Mention, after: Mention, gap: str) -> Mention | None:
    single = len(before.dates) == len(after.dates) == 1 and not (before.until or after.until)
    if not single:
        return None
    if _RANGE.match(gap) and before.dates[0] < after.dates[0]:
        strength = Strength.FULL if before.strength is Strength.WEAK else before.strength
        return replace(before, to=after.to, until=after.dates[0], strength=strength)
    if "slut" in gap and before.dates == after.dates and _RANGE.match(gap):
        return replace(before, to=after.to, until=after.dates[0])
    named = min(before.strength, after.strength) < Strength.FULL
    named &= before.strength is not Strength.WEAK or before.dates == after.dates
    if named and _SAME_DAY.match(gap) and after.strength >= before.strength:
        return replace(after, at=before.at)
    return None


def _sentences(text: str) -> list[int]:
    """Where sentences begin; a stop after "kl." or "12." ends none."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        month = re.match(rf"\s*(?:{MONTH})\b", text[match.end() : match.end() + 12], re.IGNORECASE)
        if (
            "\n" in match.group()
            or not _ABBREVIATION.search(before)
            or not (month or before[-3:-1].isdigit() is False)
        ):
            starts.append(match.end())
    return starts


@dataclass(frozen=True)
class _Pair:
    mention: Mention
    clocks: tuple[Clock, ...]
    sentence: tuple[int, int]


def _paired(
    text: str, starts: list[int], mentions: list[Mention], clocks: list[Clock]
) -> list[_Pair]:
    """Each day with its hours: those in its sentence, or close by."""
    bounds = [*starts, len(text) + 1]
    where = [(a, b) for a, b in pairwise(bounds)]
    owned: dict[int, list[Clock]] = {index: [] for index in range(len(mentions))}
    for clock in clocks:
        owner = _owner(text, clock, mentions, where)
        if owner is not None:
            owned[owner].append(clock)
    for index, mention in enumerate(mentions):
        if not owned[index]:
            owned[index] = bare_after(text, mention.to)
    _share(text, mentions, owned)
    _share_said_of_all(text, mentions, owned)
    return [
        _Pair(mention, tuple(owned[index]), _span(where, mention.at))
        for index, mention in enumerate(mentions)
    ]


def _span(where: list[tuple[int, int]], at: int) -> tuple[int, int]:
    return next((pair for pair in where if pair[0] <= at < pair[1]), (0, at))


def _owner(
    text: str, clock: Clock, mentions: list[Mention], where: list[tuple[int, int]]
) -> int | None:
    """The day that hours belong to: before them in the sentence, right after them, or near by."""
    sentence = _span(where, clock.at)
    before = [i for i, m in enumerate(mentions) if m.at < clock.at]
    after = [i for i, m in enumerate(mentions) if m.at >= clock.to]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    close = following is not None and not text[clock.to : mentions[following].at].strip(" ,|:-\n")
    if last is not None and mentions[last].to > sentence[0]:
        gap = text[mentions[last].to : clock.at]
        if not (close and ("." in gap or "\n" in gap)):
            return last
    if following is not None and (close or mentions[following].at < sentence[1]):
        return following
    if last is not None and _same_block(text, mentions[last].to, clock.at):
        return last
    if following is not None and _same_block(text, clock.to, mentions[following].at, 60):
        return following
    return None


def _same_block(text: str, at: int, to: int, most: int = 160) -> bool:
    return to - at <= most and text[at:to].count("\n\n") <= 1


def _share(text: str, mentions: list[Mention], owned: dict[int, list[Clock]]) -> None:
    """Days in a list share the hours that stand after the last: "3. marts og 7. april kl. 19"."""
    for index in range(len(mentions) - 2, -1, -1):
        gap = text[mentions[index].to : mentions[index + 1].at]
        if not owned[index] and owned[index + 1] and _LIST.match(gap):
            owned[index] = list(owned[index + 1])


def _share_said_of_all(text: str, mentions: list[Mention], owned: dict[int, list[Clock]]) -> None:
    """ "Alle kl. 19" counts for every day of the same list that tells no hours of its own."""
    said = [clock for clocks in list(owned.values()) for clock in clocks if clock.for_all]
    for clock in said:
        for index, mention in enumerate(mentions):
            between = text[min(clock.to, mention.to) : max(clock.at, mention.at)]
            if not owned[index] and len(between) < 600 and between.count("\n\n") <= 1:
                owned[index] = [clock]


def _built(low: str, pair: _Pair, mentions: list[Mention], ref: datetime) -> Iterator[Found]:
    mention = pair.mention
    hours = _hours(low, pair.clocks, until=mention.until is not None)
    today = ref.astimezone(COPENHAGEN).date()
    role = _role(low, pair, mentions, today, timed=bool(hours))
    if mention.strength < Strength.FULL and not hours and role is not Role.DEADLINE:
        return
    to = max([mention.to, *(clock.to for clock in hours if not clock.for_all)])
    for day in mention.dates:
        for start, end in _spans(_ahead(low, day, mention, hours, ref), mention, hours):
            yield Found(start, end, role, mention.at, to, mention.conflict, mention.year_told)


def _role(low: str, pair: _Pair, mentions: list[Mention], today: date, *, timed: bool) -> Role:
    mention = pair.mention
    ends = [m.to for m in mentions if m.to <= mention.at]
    begin = max([pair.sentence[0], mention.at - 140, *ends])
    nexts = [m.at for m in mentions if m.at >= mention.to]
    finish = min([pair.sentence[1], mention.to + 140, *nexts])
    # Hours may stand between a cue and its day: "senest kl. 12 den 3. marts".
    before = re.sub(r"kl\.?\s*\d{1,2}(?:[.:]\d{2})?\s*$", "", low[begin : mention.at])
    sentence = low[slice(*pair.sentence)]
    first, last = min(mention.dates), mention.until or max(mention.dates)
    return role_of(
        Setting(
            before,
            low[mention.to : finish],
            sentence,
            timed=timed,
            gone=last <= today if not timed else last < today,
            ranged=mention.until is not None,
            far=not mention.year_told and (first - today).days > FAR,
        )
    )


def _hours(low: str, clocks: tuple[Clock, ...], *, until: bool) -> list[Clock]:
    """The hours that are starts: one, or several where the text says "og igen"."""
    starts = [c for c in clocks if not c.ends and not c.doors] or [c for c in clocks if not c.ends]
    ends = [c for c in clocks if c.ends]
    if not starts:
        return []
    first = starts[0]
    if until and first.end is None and len(starts) > 1:
        return [replace(first, end=starts[1].start, to=starts[1].to)]
    chosen = [first]
    for before, clock in pairwise(starts):
        if chosen[-1] is before and _AGAIN.match(low[before.to : clock.at]):
            chosen.append(clock)
    if len(chosen) == 1 and first.end is None and ends and ends[0].at > first.at:
        chosen = [replace(first, end=ends[0].start, to=max(first.to, ends[0].to))]
    return chosen


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
