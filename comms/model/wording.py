"""An issue's subject and preheader, proposed out of its headlines within the advised lengths.

No word is ever cut: what is too long ends with a whole word and "…".
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SUBJECT = (40, 60)  # characters (DOMAIN.md, Danish conventions)
PREHEADER = (65, 100)
MOST = 3  # proposals of each
_DOT = " · "
_POINTING = frozenset(
    [
        *("", "af", "at", "de", "den", "der", "det", "en", "er", "et", "for", "fra", "hos", "i"),
        *("ind", "med", "og", "om", "op", "på", "som", "til", "ud", "ved"),
    ]
)

# What fills a line that is too short, shortest first.
_CALLS = (
    "Læs mere i nyhedsbrevet.",
    "Læs mere, og se, hvad der sker lige nu.",
    "Læs mere, og skriv til os, hvis du har en god historie.",
    "Læs, hvad der sker i den kommende tid, og hvordan du selv kan være med.",
)


@dataclass(frozen=True)
class Proposals:
    """The best first; each has at least one."""

    subjects: tuple[str, ...]
    preheaders: tuple[str, ...]


def proposals(title: str, headlines: Sequence[str], happening: Sequence[str] = ()) -> Proposals:
    """title: the issue's own. headlines: of its stories, the lead first. happening: of events."""
    heads = [told for one in headlines if (told := _plain(one))]
    events = [told for one in dict.fromkeys(happening) if (told := _plain(one))]
    return Proposals(
        _best([*_subjects(_plain(title), heads)], SUBJECT),
        _best([*_preheaders(heads, events)], PREHEADER),
    )


def shortened(text: str, most: int) -> str:
    """At most so many characters, the last word whole; "" when not even the first one fits."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    if not text[most - 1].isspace():
        head = head.rpartition(" ")[0]
    return f"{told}…" if (told := _whole(head)) else ""


def _subjects(title: str, heads: Sequence[str]) -> Iterator[str]:
    most = SUBJECT[1]
    if heads:
        first, more = heads[0], len(heads) - 1
        yield first
        yield (
            f"{first} – og {'én historie' if more == 1 else f'{more} historier'} til"
            if more
            else ""
        )
        yield f"{first}{_DOT}{title}"
        yield f"{first}{_DOT}{heads[1]}" if more else ""
        yield f"{first}, og hvad der ellers sker"
        yield f"{first}, og hvad der ellers sker i den kommende tid"
        yield shortened(first, most)
        yield shortened(f"{title}: {first}", most)
    yield title
    yield f"{title}: det sker"
    yield f"{title}, og hvad der sker nu"
    yield shortened(title, most)


def _preheaders(heads: Sequence[str], events: Sequence[str]) -> Iterator[str]:
    rest = heads[1:]
    yield from _filled("Læs også: ", rest)
    yield from _filled("Det sker: ", events)
    yield from _filled("", heads)
    yield from _CALLS


def _filled(start: str, titles: Sequence[str]) -> Iterator[str]:
    """As many whole titles as there is room for, and a call to read where there is more room."""
    most = PREHEADER[1]
    told = ""
    for one in titles:
        longer = f"{told}{_DOT}{one}" if told else start + one
        if len(longer) > most:
            break
        told = longer
    if not told and titles:
        told = shortened(start + titles[0], most)
    if told and told != start.strip():
        yield told
        end = "" if told[-1] in ".!?…" else "."
        yield from (f"{told}{end} {call}" for call in _CALLS)


def _best(found: Sequence[str], advised: tuple[int, int]) -> tuple[str, ...]:
    """Those of the advised length as they come; without any, the longest that is short enough."""
    least, most = advised
    fit = [one for one in dict.fromkeys(found) if least <= len(one) <= most]
    if fit:
        return tuple(_different(fit))
    short = [one for one in found if one and len(one) <= most]
    return (max(short, key=len),) if short else ("Nyhedsbrev",)


def _different(fit: Sequence[str]) -> Iterator[str]:
    """At most MOST, no two that begin alike: a choice is between things that differ."""
    starts: set[str] = set()
    for one in fit:
        start = one[:12].casefold()
        if start not in starts or len(fit) <= MOST:
            starts.add(start)
            yield one
        if len(starts) == MOST:
            return


def _whole(head: str) -> str:
    """Without what points to the words that are gone: "… i den"."""
    words = head.split(" ")
    while words and words[-1].strip(" ·,;:–-").casefold() in _POINTING:
        words.pop()
    return " ".join(words).rstrip(" ·,;:–-")


def _plain(text: str) -> str:
    return " ".join(text.split())
