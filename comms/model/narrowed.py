"""What one text asks of the word lists and the examples: a tenth of them.

Making all of it ready takes a third of a second, which pays for whoever reads on. A command that
reads one mail gets the same answers from the words that can meet in that mail.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from comms.danish.words import irregular, root, stem
from comms.model.lexicon import parts, token
from comms.model.likeness import HEAD, LONG_TAIL, Likeness, features, learned

Listed = tuple[int, str, float]
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzæøåéüöä")  # that a token is made of
_CERTAIN = 3  # letters that a stem has in common with its word, unless it is shorter


def listed_in(row: Sequence[str], listed: Sequence[Listed]) -> list[Listed]:
    """Those of the listed words that can meet a row of stems."""
    signs = set("".join([word for _, word, _ in listed]).lower())
    if any(sign.isalpha() for sign in signs - _LETTERS):
        return list(listed)  # some are more than one token
    said = " ".join(row)
    return [one for one in listed if _may_meet(one[1], said)]


def _may_meet(word: str, said: str) -> bool:
    longest = (max(word.split(), key=len) if " " in word else word).strip("-").lower()
    if not longest.isalpha():
        return True
    return root(longest) in said and stem(longest) in said


def likeness_to(row: Sequence[str], examples: Mapping[int, Sequence[str]]) -> Likeness:
    """As learned from all examples, for a text of these stems."""
    asked = features(row)
    words = {text: _small(text) for texts in examples.values() for text in texts}
    known = {word: _known(word, asked) for word in _meeting(row, set().union(*words.values()))}
    shared = {text: _shared(some, known, asked) for text, some in words.items()}
    return learned({theme: [shared[text] for text in texts] for theme, texts in examples.items()})


def _small(text: str) -> list[str]:
    """The parts of a text in small letters. Those of "İ" are two signs, which part words."""
    return [one.lower() for one in parts(text)] if "İ" in text else parts(text.lower())


def _known(word: str, asked: AbstractSet[str]) -> tuple[str, AbstractSet[str]]:
    """Its stem, and which features it alone gives of those asked for."""
    one = token(word)
    return one, features([one]) & asked


def _shared(
    words: Iterable[str],
    known: Mapping[str, tuple[str, AbstractSet[str]]],
    asked: AbstractSet[str],
) -> set[str]:
    """Of the features asked for, those of a text; words that are not known have none."""
    found: set[str] = set()
    before = None
    for word in words:
        one = known.get(word)
        if one is not None:
            found |= one[1]
            if before is not None and (pair := f"{before[0]} {one[0]}") in asked:
                found.add(pair)
        before = one
    return found


def _meeting(row: Sequence[str], words: AbstractSet[str]) -> set[str]:
    """The words that may share their stem, its beginning or its end with one of the row."""
    begun = {one[:length] for one in row for length in range(1, HEAD + 1)}
    short = {one for one in row if len(one) < _CERTAIN}
    ends = {one[1:] for one in features(row) if one.startswith("-")}
    long = [one for one in words if len(one) >= LONG_TAIL]
    return {one for one in words if _may_begin(one, begun, short)}.union(_ending(long, ends))


def _may_begin(word: str, begun: AbstractSet[str], short: AbstractSet[str]) -> bool:
    if word[:_CERTAIN] not in begun and word[:2] not in short:
        return word in irregular() or not word[0].isalpha()
    return root(word)[:HEAD] in begun or word in irregular()


def _ending(words: Iterable[str], ends: Iterable[str]) -> Iterator[str]:
    """The words that hold one of these ends: all are looked for in one text, which is quick."""
    joined = "\n".join((*words, ""))
    for end in ends:
        at = joined.find(end)
        while at >= 0:
            stop = joined.index("\n", at)
            yield joined[joined.rfind("\n", 0, at) + 1 : stop]
            at = joined.find(end, stop)
