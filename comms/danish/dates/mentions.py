"""All days a text names, each told once: ranges joined, repetitions written out."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain

from comms.danish.dates import days, relative, repeats
from comms.danish.dates.clock import bare_after
from comms.danish.dates.lexicon import WEEKDAY, blanked
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.roles import is_moved_from
from comms.danish.pattern import Pattern

MOST_DAYS = 150  # of one text: a year's programme has fewer
_RANGE = Pattern(
    r"^\s*(?:-|til|til\s+og\s+med|t\.o\.m\.|frem\s+til|indtil|slut\w*\s*:?)\s*(?:den|d\.)?\s*$"
)
_HOME = Pattern(r"^[^.!?\n]{0,60}\b(?:hjemme|hjem|hjemkomst|retur|slutter)\s+(?:igen\s+)?$")
_BARE_WEEKDAY = Pattern(rf"(?:på\s+|om\s+)?(?:{WEEKDAY})(?:en)?")
_SAME_DAY = Pattern(
    r"^\s*[,(:]?\s*(?:det\s+vil\s+sige|dvs\.?|d\.v\.s\.|altså|nemlig|som\s+er)?\s*,?\s*(?:den|"
    r"d\.)?\s*$"
)


def all_days(text: str, today: date, hours_at: Sequence[int]) -> list[Mention]:
    """Every day, by place. text: as `lexicon.plain` gives it, hours blanked.

    hours_at: where hours begin, in order.
    """
    leads = repeats.find_leads(text)
    bare = blanked(text, repeats.covered(leads))
    found: list[Mention] = []
    told = (
        days.with_month(text, today),
        relative.sundays(text, today),
        relative.relative(bare, today),
    )
    for mention in chain.from_iterable(told):
        if not any(other.overlaps(mention.at, mention.to) for other in found):
            found.append(mention)
        if len(found) >= MOST_DAYS:
            break
    found = [_moved(text, mention) for mention in found]
    merged = _merged(text, sorted(found, key=lambda m: m.at))
    repeated = sorted(repeats.repeated(text, leads, merged, today), key=lambda m: m.at)
    return _anchored(text, repeated, hours_at)


def _anchored(text: str, mentions: list[Mention], hours_at: Sequence[int]) -> list[Mention]:
    """ "28.-29. november, lørdag kl. 10-16 og søndag kl. 11-15": the weekdays are of that list."""
    out = list(mentions)
    for whole in [m for m in mentions if m.strength is Strength.FULL]:
        days = _days_of(whole)
        claimed: set[date] = set()
        for named in [m for m in out if _is_weekday(text, m) and _beside(text, whole, m)]:
            fitting = [day for day in days if day.weekday() == named.dates[0].weekday()]
            if len(fitting) == 1 and _hours_follow(text, named, hours_at):
                claimed.add(fitting[0])
                anchor = replace(named, dates=(fitting[0],), strength=Strength.FULL)
                out[out.index(named)] = anchor
        left = tuple(day for day in days if day not in claimed)
        if claimed and not left:
            out.remove(whole)
        elif claimed and whole.until is None:
            out[out.index(whole)] = replace(whole, dates=left)
    return out


def _days_of(mention: Mention) -> tuple[date, ...]:
    if mention.until is None:
        return mention.dates
    first = mention.dates[0]
    return tuple(first + timedelta(days=n) for n in range(min((mention.until - first).days, 7) + 1))


def _is_weekday(text: str, mention: Mention) -> bool:
    if mention.strength is not Strength.RELATIVE:
        return False
    return _BARE_WEEKDAY.fullmatch(text, mention.at, mention.to) is not None


def _beside(text: str, whole: Mention, named: Mention) -> bool:
    at, to = min(whole.to, named.to), max(whole.at, named.at)
    return to - at < 160 and "\n\n" not in text[at:to]


def _hours_follow(text: str, mention: Mention, hours_at: Sequence[int]) -> bool:
    if bare_after(text, mention.to) or any(mention.to <= at <= mention.to + 12 for at in hours_at):
        return True
    # "Kl. 10-16 lørdag": hours were blanked, and a run of blanks is left of them.
    return bool(re.search(r"\w? {5}$", text[max(0, mention.at - 6) : mention.at]))


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
        if before and len(gap) < 80 and not moved and (joined := _joined(before, mention, gap)):
            out[-1] = joined
        else:
            out.append(mention)
    return out


def _back_on(before: Mention, after: Mention) -> date | None:
    """The day one is home: a weekday alone is the first such after leaving."""
    if after.strength is not Strength.RELATIVE:
        return after.dates[0] if after.dates[0] > before.dates[0] else None
    ahead = (after.dates[0].weekday() - before.dates[0].weekday()) % 7
    return before.dates[0] + timedelta(days=ahead) if ahead else None


def _next_year(before: Mention, after: Mention) -> Mention:
    """ "Fra 1. juni til 31. maj" ends in the year after."""
    first, last = before.dates[0], after.dates[0]
    if last >= first or after.strength < Strength.FULL or (last.month, last.day) == (2, 29):
        return after
    return replace(after, dates=(last.replace(year=last.year + 1),))


def _joined(before: Mention, after: Mention, gap: str) -> Mention | None:
    single = len(before.dates) == len(after.dates) == 1 and not (before.until or after.until)
    if not single:
        return None
    if "\n" in gap and gap.rstrip().endswith("-"):
        return None  # the next line of a list
    if _RANGE.match(gap) and not (before.year_told or after.year_told):
        after = _next_year(before, after)
    if _RANGE.match(gap) and before.dates[0] < after.dates[0]:
        strength = Strength.FULL if before.strength is Strength.WEAK else before.strength
        return replace(before, to=after.to, until=after.dates[0], strength=strength)
    if "slut" in gap and before.dates == after.dates and _RANGE.match(gap):
        return replace(before, to=after.to, until=after.dates[0])
    if _HOME.search(gap) and (day := _back_on(before, after)):
        return replace(before, to=after.to, until=day)
    same = (
        before.strength is Strength.RELATIVE
        and before.dates[0].weekday() == after.dates[0].weekday()
    )
    if same and after.strength is Strength.FULL and re.match(r"[^.!?\n\d]{0,20}$", gap):
        return replace(after, at=before.at)
    named = min(before.strength, after.strength) < Strength.FULL
    named &= before.strength is not Strength.WEAK or before.dates == after.dates
    weekdays = before.strength is after.strength is Strength.RELATIVE
    named &= not weekdays or before.dates == after.dates
    if named and _SAME_DAY.match(gap) and after.strength >= before.strength:
        return replace(after, at=before.at)
    return None
