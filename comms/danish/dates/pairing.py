"""Which hours belong to which day: those in its sentence, right beside it, or said of all."""

import re
from dataclasses import dataclass
from itertools import pairwise

from comms.danish.dates.clock import Clock, bare_after, loose_within
from comms.danish.dates.lexicon import MONTH
from comms.danish.dates.mention import Mention, Strength
from comms.danish.dates.windows import near
from comms.danish.pattern import Pattern

_SENTENCE = near(
    r"(?<=[^\s.][.!?])\s+(?=[A-ZÆØÅ\"“”»(–-])|(?<=\w[!?])\s+|\n\s*\n",
    r"[.!?\n]\s",
    1,
    40,
)
_ABBREVIATION = Pattern(
    r"(?:\b(?:kl|ca|d|nr|tlf|bl\.a|f\.eks|mfl|inkl|ekskl|st|pr)\.|\b\d{1,2}\.)$", re.IGNORECASE
)
_LIST = Pattern(r"^\s*(?:,|og|samt|&|,\s*og)\s*(?:igen\s+)?(?:den|d\.)?\s*$")


def sentence_starts(text: str) -> list[int]:
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
class Pair:
    """A day and its hours. sentence: where the sentence begins and ends that the day stands in.

    line: where its line begins, if the day stands first in it.
    """

    mention: Mention
    clocks: tuple[Clock, ...]
    sentence: tuple[int, int]
    line: int | None = None


def paired(text: str, cased: str, mentions: list[Mention], clocks: list[Clock]) -> list[Pair]:
    """Each day with its hours: those in its sentence, or close by.

    text: as `lexicon.plain` gives it. cased: the same with its capital letters.
    """
    bounds = [*sentence_starts(cased), len(text) + 1]
    where = [(a, b) for a, b in pairwise(bounds)]
    owned: dict[int, list[Clock]] = {index: [] for index in range(len(mentions))}
    left = []
    for clock in clocks:
        owner = _owner(text, clock, mentions, where)
        if owner is None:
            left.append(clock)
        else:
            owned[owner].append(clock)
    for index, mention in enumerate(mentions):
        if not owned[index]:
            owned[index] = bare_after(text, mention.to)
    timed = {index for index, clocks_of in owned.items() if clocks_of}
    for clock in left:
        near = _neighbour(text, clock, mentions)
        if near is not None and (near not in timed or _continues(text, mentions[near], clock)):
            owned[near].append(clock)
    for index, mention in enumerate(mentions):
        if not owned[index] and mention.strength >= Strength.NAMED:
            finish = min([_span(where, mention.at)[1], *(m.at for m in mentions[index + 1 :])])
            owned[index] = loose_within(cased, mention.to, finish)
    _labelled(text, mentions, left, owned)
    _share(text, mentions, owned)
    _share_said_of_all(text, mentions, owned)
    return [
        Pair(mention, tuple(owned[index]), _span(where, mention.at), _line(text, mention.at))
        for index, mention in enumerate(mentions)
    ]


def _line(text: str, at: int) -> int | None:
    line = text.rfind("\n", 0, at) + 1
    first = at - line < 20 and re.fullmatch(r"[^\w\n]*(?:\w{1,3}[.)]?\s)?", text[line:at])
    return line if first else None


def _span(where: list[tuple[int, int]], at: int) -> tuple[int, int]:
    return next((pair for pair in where if pair[0] <= at < pair[1]), (0, at))


def _owner(
    text: str, clock: Clock, mentions: list[Mention], where: list[tuple[int, int]]
) -> int | None:
    """The day that hours belong to: before them in the sentence, or right after them."""
    sentence = _span(where, clock.at)
    before = [i for i, m in enumerate(mentions) if m.at < clock.at]
    after = [i for i, m in enumerate(mentions) if m.at >= clock.to]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    close = following is not None and not text[clock.to : mentions[following].at].strip(" ,|:-\n")
    if last is not None and mentions[last].to > sentence[0]:
        gap = text[mentions[last].to : clock.at]
        # "10-16 lørdag og 11-15 søndag": what stands right beside, parted by words from the last.
        beside = following is not None and text[clock.to : mentions[following].at] == " "
        apart = re.search(
            r"\w", gap + text[clock.at : clock.at + 2].strip("0123456789")
        ) and not text[: mentions[last].at].endswith("kl. ")
        if not (close and ("." in gap or "\n" in gap or (beside and apart))):
            return last
    if following is not None and (close or mentions[following].at < sentence[1]):
        return following
    return None


def _neighbour(text: str, clock: Clock, mentions: list[Mention]) -> int | None:
    """The day in the sentence before, or right after, for hours whose own sentence has none."""
    before = [i for i, m in enumerate(mentions) if m.at < clock.at]
    after = [i for i, m in enumerate(mentions) if m.at >= clock.to]
    last, following = (before[-1] if before else None), (after[0] if after else None)
    # "I dag" and other days told from here are often said in passing.
    most = 160 if last is not None and mentions[last].strength > Strength.RELATIVE else 60
    if last is not None and _same_block(text, mentions[last].to, clock.at, most):
        return last
    if following is not None and _same_block(text, clock.to, mentions[following].at, 60):
        return following
    return None


def _continues(text: str, mention: Mention, clock: Clock) -> bool:
    """A day that has its hours takes more only where they say when it ends, or are of its list."""
    return clock.ends or (mention.at < clock.at and "\n\n" not in text[mention.to : clock.at])


def _same_block(text: str, at: int, to: int, most: int = 160) -> bool:
    return to - at <= most and text[at:to].count("\n\n") <= 1


_LABEL = Pattern(
    r"[^\w\n]*(?:start|tid|tidspunkt|klokkeslæt|kl|klokken|hvornår|begynder|slut|slutter|fra|til)\b[^\w\n]*"
)


def _labelled(
    text: str, mentions: list[Mention], clocks: list[Clock], owned: dict[int, list[Clock]]
) -> None:
    """ "Start: kl. 12. Slut: kl. 15" in a block of its own is of the only day of the text."""
    sure = [i for i, m in enumerate(mentions) if m.strength >= Strength.NAMED]
    mine = owned[sure[0]] if len(sure) == 1 else None
    if mine is None or any(clock.end for clock in mine):
        return
    for clock in clocks:
        labelled = _LABEL.match(text, text.rfind("\n", 0, clock.at) + 1)
        over = clock.ends and mine and 0 < clock.at - mentions[sure[0]].to < 500
        if clock not in mine and (over or (labelled and (clock.ends or not mine))):
            mine.append(clock)


def _share(text: str, mentions: list[Mention], owned: dict[int, list[Clock]]) -> None:
    """Days in a list share the hours that stand after the last: "3. marts og 7. april kl. 19"."""
    for index in range(len(mentions) - 2, -1, -1):
        gap = text[mentions[index].to : mentions[index + 1].at]
        if not owned[index] and owned[index + 1] and _LIST.match(gap):
            owned[index] = list(owned[index + 1])
    # "Torsdage kl. 14: 10/9, 17/9 og 24/9": hours before the first are the others' too.
    for index in range(1, len(mentions)):
        gap = text[mentions[index - 1].to : mentions[index].at]
        ahead = [clock for clock in owned[index - 1] if clock.to <= mentions[index - 1].at]
        if not owned[index] and ahead and _LIST.match(gap):
            owned[index] = ahead


def _share_said_of_all(text: str, mentions: list[Mention], owned: dict[int, list[Clock]]) -> None:
    """ "Alle kl. 19" counts for every day of the same list that tells no hours of its own."""
    said = [clock for clocks in list(owned.values()) for clock in clocks if clock.for_all]
    for clock in said:
        for index, mention in enumerate(mentions):
            at, to = min(clock.to, mention.to), max(clock.at, mention.at)
            if not owned[index] and to - at < 600 and text.count("\n\n", at, to) <= 1:
                owned[index] = [clock]
