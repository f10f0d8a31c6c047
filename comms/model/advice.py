"""Quiet advice on a draft: it is read beside the field and never keeps anything back."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from comms.danish.calendar import clock, long_date, number
from comms.danish.lix import lix
from comms.danish.pattern import Pattern
from comms.model.channels import takes
from comms.model.draft import Content
from comms.model.event import Event, Problem
from comms.model.leftovers import greeting, to_editors
from comms.model.story import Story
from comms.model.told import read_text, told

MOST_EMOJIS = 3
_ONE = r"[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
_EMOJI = Pattern(rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:\u200d{_ONE})*")
# Openings that say nothing yet.
_WEAK = Pattern(
    r"(?:hermed|i\s+forbindelse\s+med|det\s+er\s+med\s+(?:stor\s+)?glæde|vi\s+vil\s+gerne|"
    r"vi\s+skriver|som\s+bekendt|så\s+er\s+det\s+(?:igen|nu)|der\s+(?:vil\s+blive|bliver|afholdes)|"
    r"information\s+om|info\s+om|nyt\s+fra|bemærk|obs)\b",
    re.IGNORECASE,
)


class Topic(StrEnum):
    """What a piece of advice is about."""

    LIX = "lix"
    LENGTH = "length"
    EMOJIS = "emojis"
    FIRST_LINE = "first_line"
    ALT = "alt"
    GREETING = "greeting"
    EDITORS = "editors"
    FACTS = "facts"
    LINK = "link"


@dataclass(frozen=True)
class Tip:
    """field: title, text, link or photos. says: one or two Danish sentences.

    out: words that one click takes out of the text; '' when there are none. fine: nothing needs
    to be done, it is only told.
    """

    topic: Topic
    field: str
    says: str
    out: str = ""
    fine: bool = False


def advise(
    channel: str,
    content: Content,
    story: Story,
    fold: int,
    now: datetime,
    venues: Sequence[str] = (),
) -> tuple[Tip, ...]:
    """Everything worth a thought, what concerns the readers most first.

    fold: characters that Facebook shows before "Se mere". now: for stories without a date of
    their own. venues: known places.
    """
    found = [
        *_facts(content, story, story.created_at or now, venues),
        *_leftovers(content.text),
        *_first_line(channel, content.text, fold),
        *_length(channel, content),
        *_emojis(content),
        *_alts(content),
        *_link(channel, content),
        _readable(content.text),
    ]
    return tuple(found)


def disagreements(
    content: Content, story: Story, moment: datetime | None, venues: Sequence[str] = ()
) -> tuple[str, ...]:
    """Where the words disagree with the story's events, a Danish sentence each."""
    if moment is None:
        return ()
    return tuple(tip.says for tip in _facts(content, story, moment, venues))


def emojis(text: str) -> int:
    """How many; a family or a flag is one."""
    return len(_EMOJI.findall(text))


def _readable(text: str) -> Tip:
    read = lix(text)
    says = f"Lixtal {read.value}: {read.level}."
    if read.hard:
        says += " Kortere sætninger og kortere ord gør den lettere at læse."
    return Tip(Topic.LIX, "text", says, fine=not read.hard)


def _length(channel: str, content: Content) -> Iterator[Tip]:
    limit, length = takes(channel), len(content.text)
    if length > limit.good:
        says = (
            f"Teksten er på {number(length)} tegn. Her bliver den sjældent læst til ende, når den "
            f"er over {number(limit.good)}."
        )
        yield Tip(Topic.LENGTH, "text", says)
    if len(content.title) > limit.good_title:
        says = f"Overskriften er på {len(content.title)} tegn. Under {limit.good_title} er bedst."
        yield Tip(Topic.LENGTH, "title", says)


def _emojis(content: Content) -> Iterator[Tip]:
    count = emojis(f"{content.title} {content.text}")
    if count > MOST_EMOJIS:
        says = f"Der er {count} emojier. En skærmlæser læser dem alle op. Højst {MOST_EMOJIS}."
        yield Tip(Topic.EMOJIS, "text", says)


def _first_line(channel: str, text: str, fold: int) -> Iterator[Tip]:
    line = next((one.strip() for one in text.splitlines() if one.strip()), "")
    if _WEAK.match(line):
        says = "Første linje siger ikke så meget. Begynd med det vigtigste: hvad får læseren?"
        yield Tip(Topic.FIRST_LINE, "text", says)
    if channel == "facebook" and len(line) > fold:
        says = (
            f"Første linje er på {len(line)} tegn, og Facebook folder efter {fold}. Skriv det "
            "vigtigste, så det kan ses uden »Se mere«."
        )
        yield Tip(Topic.FIRST_LINE, "text", says)


def _alts(content: Content) -> Iterator[Tip]:
    for place, use in enumerate(content.photos, 1):
        if not use.alt.strip():
            says = f"Billede {place} mangler en alternativ tekst."
            yield Tip(Topic.ALT, "photos", says)


def _leftovers(text: str) -> Iterator[Tip]:
    if hello := greeting(text):
        says = f"»{hello}« er en hilsen fra mailen."
        yield Tip(Topic.GREETING, "text", says, out=hello)
    for words in to_editors(text):
        yield Tip(Topic.EDITORS, "text", f"»{words}« er skrevet til jer.", out=words)


def _link(channel: str, content: Content) -> Iterator[Tip]:
    if channel == "facebook" and content.link and content.photos:
        says = (
            "Facebook viser ikke linkets kort sammen med billeder. Linket kommer sidst i teksten."
        )
        yield Tip(Topic.LINK, "link", says)


def _facts(
    content: Content, story: Story, moment: datetime, venues: Sequence[str]
) -> Iterator[Tip]:
    """Where the words disagree with the story's own events."""
    known = [event for event in story.events if event.problem is not Problem.AMBIGUOUS]
    if not known:
        return
    here = told(read_text("draft", f"{content.title}\n\n{content.text}", moment, venues))
    says: list[str] = []
    for event in here:
        says += _disagreements(event, known)
    if not here and story.kind == "event":
        says.append(f"Teksten siger ikke, hvornår det er: {_day(known[0])}.")
    for one in dict.fromkeys(says):
        yield Tip(Topic.FACTS, "text", one)


def _disagreements(event: Event, known: Sequence[Event]) -> Iterator[str]:
    if event.problem is Problem.WEEKDAY_CONFLICT:
        yield f"Ugedag og dato passer ikke sammen ved {long_date(event.day)}."
    same_day = [one for one in known if _covers(one, event)]
    if not same_day:
        dates = " og ".join(dict.fromkeys(long_date(one.day) for one in known[:3]))
        yield f"Teksten siger {long_date(event.day)}. Bidraget siger {dates}."
        return
    timed = [one for one in same_day if isinstance(one.start, datetime)]
    if isinstance(event.start, datetime) and timed and not _same_hour(event, timed):
        assert isinstance(timed[0].start, datetime)
        yield f"Teksten siger kl. {clock(event.start)}. Bidraget siger kl. {clock(timed[0].start)}."
    places = [one.place for one in same_day if one.place]
    if event.place and places and not any(_same_place(event.place, one) for one in places):
        yield f"Teksten siger »{event.place}«. Bidraget siger »{places[0]}«."


def _covers(known: Event, event: Event) -> bool:
    last = known.end or known.start
    return known.day <= event.day <= max(known.day, Event(last).day)


def _same_hour(event: Event, timed: Sequence[Event]) -> bool:
    return any(one.start == event.start for one in timed)


def _same_place(one: str, other: str) -> bool:
    first, second = (" ".join(place.casefold().split()) for place in (one, other))
    return first in second or second in first


def _day(event: Event) -> str:
    start = event.start
    hour = f" kl. {clock(start)}" if isinstance(start, datetime) else ""
    return f"{long_date(start)}{hour}"
