"""Persons named in Danish text. Names of organisations and places, and greetings, do not count."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from comms.danish import name_words as known
from comms.danish.given_names import GIVEN, WORDS_TOO
from comms.danish.name_lines import told_lines
from comms.danish.pattern import Pattern

_WORD = r"[^\W\d_]+(?:['’-][^\W\d_]+)*"
_GAP = Pattern(r"[  \t](?:(?:von|van|de|der|af|el|al|bin|da|la|dos)[  ])?|\.[  ]?")
_WORDS = Pattern(_WORD)
_LAST_WORD = Pattern(rf"(?<![\w'’-])({_WORD})[ ]$")
_UNSAID = Pattern(r"(?:https?://|www\.)\S+|[^\s@<>]{1,64}@[^\s@<>]{1,200}")
_SPEAKS = (
    r"(?:siger|fortæller|forklarer|mener|hedder|hed|fortalte|forklarede|sagde|spurgte|svarede|"
    r"svarer|takker|griner|smiler|tilføjer|råber|husker|lyder\s+det\s+fra)"
)
_SAID_BEFORE = Pattern(
    rf"(?:\b{_SPEAKS}|\bkald(?:er|es|t|te)|\bifølge|\bmød|\bmødte|\bkender|\bbesøgte|"
    rf"\bspørg(?:\s+efter)?|\bportræt\s+af|\binterview\s+med|\bhilse\s+på|\bnavn\w*\s+er|"
    r"\bnemlig)[ ]$",
    re.IGNORECASE,
)
_SAID_AFTER = Pattern(
    rf"(?:\s+på\s+[1-9]\d?\b(?![.,:]?\d|\.|\s*(?:kr|m²|km))|\s*\(\d{{1,3}}(?:\s*år)?\)"
    rf"|,\s+\d{{1,3}}(?:\s*år)?,|,?\s+{_SPEAKS}\b|\s+(?:er|var|blev|fyldte|"
    rf"fylder)\s+\d{{1,3}}(?:\s+år)?\b(?!\.)|,\s+der\s+er\b)"
)
_DOES = Pattern(
    r"\s+(?:har|havde|er|var|blev|bliver|kom|kommer|tog|tager|fik|får|gik|går|bor|boede|kan|kunne|"
    r"vil|ville|holder|stod|står|sad|sidder|lærte|drømmer|arbejder|elsker|synger|spiller|"
    r"laver|hjælper|skriver|siden)\b"
)
_HE_OR_SHE = Pattern(r"\b(?:han|hun|hans|hendes|ham|hende|sin|sit|sine)\b", re.IGNORECASE)
_PLACED = Pattern(
    r"\b(?:i|på|fra|til|ved|mod|over|omkring|ad|via|nær|uden\s+for|hos|for|om)[ ]$", re.IGNORECASE
)
_NO_DATE = Pattern(r"(?:\b(?:i|til|fra|den|for|primo|medio|ultimo|og|pr)|\d\.?|[/–-])[ ]*$")
_NAMED_AFTER = Pattern(
    r"(?:(?:,|[ ]og)[ ][^.!?]{1,40})?[ ](?:er|var|hedder)[ ](?:navnene?|navnet|temaet)\b|"
    r"[ ](?:A/S|ApS|I/S|P/S|K/S|IVS)\b|[ ]?&[ ]?|"
    r"[ ]og[ ](?:Co|Søn)\b"
)
_SENTENCE_HEAD = Pattern(r"(?:^|[.!?:…•·*|]|(?:^|\s)[-–—])[\s\"”»«'’(]*$")
_OPENING, _CLOSING = "\"”“„»«'’‘", "\"”“»«'’"
_BEASTS = Pattern(
    r"(?:hund|kat|hest|pony|papegøje|kanin|vædder|ged|dukke|bamse)\w{0,4}", re.IGNORECASE
)
_NO_THING_BEFORE = frozenset(
    """
    afdeling aften bar dag dal el eng fest hav have haven hjem hjemmet hjælp hold kursus køkkenet
    løb musik pris sal salen sange skov stuen stue strand sø uge vej vejen ø døren
    """.split()  # noqa: SIM905 words read better in rows
)


@dataclass(frozen=True)
class Name:
    """text[start:end] names a person."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Run:
    """Words with a capital that follow each other in a line: (word, start, end) each."""

    line: str
    words: tuple[tuple[str, int, int], ...]

    def before(self, index: int) -> str:
        return self.line[max(0, self.words[index][1] - 60) : self.words[index][1]]

    def after(self, index: int) -> str:
        end = self.words[index][2]
        return self.line[end : end + 140]

    def leads(self, index: int) -> bool:
        """Does the word open a sentence, a point in a list, or a quotation?"""
        return bool(_SENTENCE_HEAD.search(self.before(index)))


def find(text: str) -> Iterator[Name]:
    """Every person named in running text. Lines that only greet or tell who sends are left out."""
    yield from _found(text)


def is_given_name(word: str) -> bool:
    """Is the word one of the usual given names, or two of them with a hyphen?"""
    low = word.lower().rstrip("'’")
    return low in GIVEN or ("-" in low and all(part in GIVEN for part in low.split("-")))


@lru_cache(maxsize=16)
def _found(text: str) -> tuple[Name, ...]:
    names = []
    for at, line in told_lines(text):
        shown = _UNSAID.sub(lambda m: "_" * len(m.group()), line)
        for run in _runs(shown):
            span = _person(run)
            if span:
                start, end = run.words[span[0]][1], run.words[span[1]][2]
                names.append(Name(at + start, at + end, line[start:end]))
    return tuple(names)


def _runs(line: str) -> Iterator[_Run]:
    held: list[tuple[str, int, int]] = []
    for match in _WORDS.finditer(line):
        word = match.group()
        gap = line[held[-1][2] : match.start()] if held else ""
        joined = bool(held) and bool(_GAP.fullmatch(gap)) and _joins(held[-1][0], gap)
        if held and not (joined and word[0].isupper()):
            if joined and word.lower() in ("von", "van", "de", "der", "af", "el", "al", "bin"):
                continue
            yield _Run(line, tuple(held[:6]))
            held = []
        if word[0].isupper():
            held.append((word, match.start(), match.end()))
    if held:
        yield _Run(line, tuple(held[:6]))


def _joins(word: str, gap: str) -> bool:
    """A full stop joins only after an initial or a title."""
    return (
        not gap.startswith(".")
        or len(word) == 1
        or word.lower() in ("dr", "hr", "fr", "prof", "skt", "sct")
    )


def _person(run: _Run) -> tuple[int, int] | None:
    """The first and last word of the person that a run names, if it names one."""
    words = [word for word, _, _ in run.words]
    first = next((i for i, word in enumerate(words) if _given(word)), None)
    if first is not None and _told_by_given(run, words, first):
        return first, _last(words, first)
    return _told_without(run, words, first)


def _told_by_given(run: _Run, words: list[str], first: int) -> bool:
    if _belongs_to_thing(run, words, first) or _is_title(run, words, first):
        return False
    plain = _bare(words[first])
    rest = words[first + 1 :]
    head = all(_is_role(word) for word in words[:first]) and run.leads(0) if first else run.leads(0)
    shouted = len(words[first]) > 1 and words[first].isupper()
    if shouted:
        return _shouted(words, first)
    if run.before(0).endswith("& ") or (plain in WORDS_TOO and first and not _is_role(words[0])):
        return False
    if plain in WORDS_TOO:
        return _more_than_a_word(run, words, first, rest, head=head and first == 0)
    if first and not head and not all(_is_role(word) for word in words[:first]):
        # "Nordisk Film Anna": a name inside a longer one, unless a surname follows.
        return bool(rest and known.is_surname(rest[-1])) or (run.leads(0) and first == 1)
    return True


def _more_than_a_word(
    run: _Run, words: list[str], first: int, rest: list[str], *, head: bool
) -> bool:
    """A name that is a word as well: with a surname, spoken of, or where no such word stands."""
    last = _last(words, first)
    if rest and last > first and not rest[0].isupper() | (len(rest[0]) == 1):
        return known.is_surname(words[last]) or not head
    if _SAID_AFTER.match(run.after(last)) or _SAID_BEFORE.search(run.before(first)):
        return True
    if _beside_a_name(run.before(first), run.after(last)):
        return True
    if head:
        says = _DOES.match(run.after(last)) and _of_a_person(run.after(last))
        return bool(says)
    return not _NO_DATE.search(run.before(first)) or not _is_month(words[first])


def _beside_a_name(before: str, after: str) -> bool:
    """ "Tom og Per": does another given name stand on the other side of an "og" or a comma?"""
    other = re.match(rf"(?:,| og)[ ]({_WORD})", after) or re.search(
        rf"({_WORD})(?:,| og)[ ]$", before
    )
    return bool(other and other.group(1)[0].isupper() and _given(other.group(1)))


def _is_month(word: str) -> bool:
    return word.lower() in ("maj", "may", "august", "max", "per", "tom", "jan", "mark", "sol")


def _of_a_person(after: str) -> bool:
    sentence = re.split(r"[.!?]", after, maxsplit=1)[0]
    return bool(
        _HE_OR_SHE.search(sentence) or re.match(r"\s+er\s+(?:den|en)\s+(?:eneste\b|af\s+)", after)
    )


def _told_without(run: _Run, words: list[str], first: int | None) -> tuple[int, int] | None:
    """A person whose given name nobody has listed, or who is called by the surname alone."""
    start = 0
    while start < len(words) - 1 and _is_role(words[start]):
        start += 1
    if run.before(start).endswith("& "):
        return None
    last = len(words) - 1
    rest = words[start:]
    if first is not None and _bare(words[first]) not in WORDS_TOO:
        return None
    if len(rest) == 1 and len(rest[0]) == 1:
        return None
    if any(_no_person(word) for word in rest) or _belongs_to_thing(run, words, start):
        return None
    if any(len(word) > 1 and word.isupper() for word in rest) or _is_title(run, words, start):
        return None
    evident = _evident(run, words, start, last)
    return (start, last) if evident else None


def _evident(run: _Run, words: list[str], start: int, last: int) -> bool:
    rest = words[start:]
    before, after = run.before(start), run.after(last)
    titled = bool(
        re.search(r"\b(?:fru|frøken|hr\.?|herr|familien|ægteparret)[ ]$", before, re.IGNORECASE)
    ) or (
        start > 0 and words[start - 1].lower() in ("fru", "frøken", "hr", "herr", "familien", "dr")
    )
    if titled:
        return True
    if len(rest) > 1 and len(rest[0]) == 1:
        return known.is_surname(rest[-1]) and not _genitive_of_thing(rest)
    roles = start > 0 or _role_before(before)
    spoken = bool(_SAID_BEFORE.search(before) or _SAID_AFTER.match(after))
    if len(rest) > 1:
        named = known.is_surname(rest[-1]) and not known.is_thing(rest[-1])
        return (spoken or roles or named) and not (run.leads(start) and not spoken and not named)
    return _evident_alone(run, rest[0], start, spoken=spoken, roles=roles)


def _evident_alone(run: _Run, word: str, start: int, *, spoken: bool, roles: bool) -> bool:
    before, after = run.before(start), run.after(start)
    if word.lower() in known.COMMON_SURNAMES:
        return not _PLACED.search(before) and (not run.leads(start) or bool(_DOES.match(after)))
    if run.leads(start) and not (start and roles):
        return bool(
            re.match(r"(?:\s*\(\d{1,3}\)|,\s+\d{1,3}(?:\s+år)?,|\s+på\s+\d{2},?\s)", after)
        ) and bool(_HE_OR_SHE.search(after) or spoken)
    if len(word) < 3 or _PLACED.search(before) or re.search(r"(?:en|et|erne|er)s?$", word):
        return (
            roles
            and not _PLACED.search(before)
            and len(word) > 2
            and not re.search(r"(?:erne|et)$", word)
        )
    if roles or spoken:
        return True
    return bool(_DOES.match(after) and _HE_OR_SHE.search(after))


def _last(words: list[str], first: int) -> int:
    """The index of the last word of a name that begins at `first`."""
    last = first
    while last + 1 < len(words) and not _ends_name(words[last], words[last + 1]):
        last += 1
    return last


def _ends_name(word: str, after: str) -> bool:
    return (_possessive(word) and len(word) > 2) or (
        after.isupper() and len(after) > 1 and not word.isupper()
    )


def _given(word: str) -> bool:
    return _bare(word) != ""


def _bare(word: str) -> str:
    """The given name in a word, also of a genitive or a double name; else an empty string."""
    low = word.lower().rstrip("'’")
    for one in (low, re.sub(r"['’]?s$", "", low)):
        if one in GIVEN or ("-" in one and all(part in GIVEN for part in one.split("-"))):
            return one
    return ""


def _possessive(word: str) -> bool:
    """Is it the genitive of a given name or a surname: "Lasses", "Jensens"?"""
    low = word.lower()
    if low in GIVEN or low in known.SURNAMES or not low.endswith(("s", "'", "’")):
        return False
    stem = re.sub(r"['’]?s?$", "", low)
    return stem in GIVEN or known.is_surname(stem) or ("-" in stem and _bare(stem) != "")


def _role_before(before: str) -> bool:
    match = _LAST_WORD.search(before[-40:])
    return bool(match and _is_role(match.group(1)))


def _is_role(word: str) -> bool:
    return bool(known.ROLES.fullmatch(word)) and word.lower() not in GIVEN


def _no_person(word: str) -> bool:
    low = word.lower()
    return (
        low in known.PLACES
        or (known.is_thing(word) and low not in known.SURNAMES)
        or low.removesuffix("s") in known.PLACES
    )


def _belongs_to_thing(run: _Run, words: list[str], first: int) -> bool:
    """A street, house, firm or work is called after the person."""
    for index in range(first + 1, len(words)):
        word, owner = words[index], words[index - 1]
        if _possessive(owner) and not known.is_surname(word):
            return True
        if known.is_thing(word) and (_possessive(owner) or not known.is_surname(word)):
            return True
    if any(_no_person(word) and not _is_role(word) for word in words[:first]):
        return True
    if words[:first] and words[first - 1].lower() in known.TITLES_OF_OLD:
        return True
    if _NAMED_AFTER.match(run.after(len(words) - 1)):
        return True
    return _thing_before(run.before(0)) or _thing_after(run, words)


def _thing_before(before: str) -> bool:
    match = re.search(rf"({_WORD})\.?[ ][\"”“„»«'’]?$", before)
    if not match:
        return False
    word = match.group(1)
    low = word.lower()
    if low in known.TITLES_OF_OLD or _BEASTS.fullmatch(low):
        return True
    return low not in _NO_THING_BEFORE and known.is_thing(word) and not _is_role(word)


def _thing_after(run: _Run, words: list[str]) -> bool:
    after = run.after(len(words) - 1)
    if re.match(r"(?:\s+d\.?\s*\d|[ ](?:den|d\.)[ ]?\d|\s+[IVX]+\b)", after):
        return True
    # "Hanne og Hans' Hus": the first of two owners.
    both = re.match(rf"['’]?[ ]og[ ]({_WORD})['’]?[ ]({_WORD})", after)
    if (
        both
        and both.group(2)[0].isupper()
        and (_possessive(both.group(1)) or both.group(1).lower() == "hans")
    ):
        return known.is_thing(both.group(2))
    match = re.match(rf"['’][ ]({_WORD})", after)
    return bool(match and match.group(1)[0].isupper())


def _genitive_of_thing(rest: list[str]) -> bool:
    return any(known.is_thing(word) and not known.is_surname(word) for word in rest)


def _is_title(run: _Run, words: list[str], first: int) -> bool:
    """A quoted word alone is a work's or a group's name; some names are known to all."""
    start, end = run.words[first][1], run.words[-1][2]
    quoted = run.line[start - 1 : start] in tuple(_OPENING) and run.line[end : end + 1] in tuple(
        _CLOSING
    )
    full = " ".join(words[first:]).lower().rstrip("'’")
    famous = any(full.startswith(name) for name in known.FAMOUS)
    return (quoted and start > 0) or famous


def _shouted(words: list[str], first: int) -> bool:
    """In capitals throughout only a full name counts, and only where the line tells of a person."""
    if first + 1 >= len(words) or _bare(words[first]) in WORDS_TOO:
        return False
    led = first and words[first - 1].lower() in ("med", "ved", "af", "om", "møder", "mød")
    return known.is_surname(words[first + 1]) or bool(led and not known.is_thing(words[first + 1]))
