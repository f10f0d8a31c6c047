r"""What stands in whatever a regular expression matches: where it does not, nothing matches.

Told as rows of pieces: of each row one piece stands in a word of the text, written as
`comms.danish.pieces` writes it. `\b(?:kan|vil)\s+i\b` needs " kan " or " vil ", and " i ". Read
from what `re` itself parses with, so that nothing is understood in another way than it is matched.
Where anything is not as expected, nothing is known and every place is tried.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from typing import Any

from comms.danish.pieces import DIGIT, EDGE, LONGEST, fold

Pieces = frozenset[str]
Rows = tuple[tuple[str, ...], ...]
_TOLD = 2  # rows that are told of one expression
_JOINED = 150  # pieces that are put together of others
_MOST = 600  # pieces of a row
_CLASS = 5  # signs of a class ([dt]) that are told one by one
_TIMES = 3  # repetitions that are told one by one
_LEAST = 3.0  # bits: what stands in nearly every text says nothing
_TURN = "\0"  # here a word begins or ends, if there is one
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzæøåéüöä_")
_SIGNS = frozenset(".,:;-@/()!?+*&%#<>=[]{}^$§–—…•·’”“»«")
# Thousandths that a sign is of Danish text; all others: one.
_SHARE = {EDGE: 170, "e": 150, "r": 90, "n": 75, "t": 70, "d": 60, "i": 60, "a": 60, "s": 60}
_SHARE |= {"l": 50, "o": 45, "g": 40, "k": 35, "m": 32, "f": 24, "v": 24, "u": 20, "b": 20}
_SHARE |= {"p": 18, "h": 18, ".": 15, "å": 12, DIGIT: 20, "ø": 9, "æ": 9, "y": 7, ",": 9, "j": 7}


@dataclass(frozen=True)
class _Told:
    """What is known of a part of an expression.

    head, tail: one of these stands where its match begins, one where it ends. whole: the match is
    one of `head` and nothing else. rows: of each, one piece stands somewhere in the text.
    """

    head: Pieces
    tail: Pieces
    whole: bool = False
    rows: tuple[Pieces, ...] = ()


_NO_WORD = f"{EDGE}?"  # any sign that is part of no word
_CATEGORIES = {"CATEGORY_DIGIT": DIGIT, "CATEGORY_SPACE": EDGE, "CATEGORY_NOT_WORD": _NO_WORD}
_EMPTY: Pieces = frozenset({""})
_UNKNOWN = _Told(_EMPTY, _EMPTY)


def needed(source: str, flags: int) -> Rows:
    """Rows of pieces, the one that is most seldom first; none: nothing is known.

    Raises re.error when the expression cannot be read.
    """
    parsed = import_module("re._parser").parse(source, flags)
    if parsed.state.flags & (re.ASCII | re.LOCALE):  # there other signs make up a word
        return ()
    try:
        return _best(_rows(_of_row(parsed)))
    except (AttributeError, IndexError, TypeError, ValueError, RecursionError):
        return ()


def _whole(pieces: Iterable[str]) -> _Told:
    some = frozenset(pieces)
    return _Told(some, some, whole=True)


def _of_row(parts: Iterable[tuple[Any, Any]]) -> _Told:
    """Part after part. As long as all is known, it is one piece; then a new one begins."""
    head: Pieces | None = None
    run, rows = _EMPTY, list[Pieces]()
    for operation, argument in parts:
        told = _of_one(str(operation), argument)
        rows += told.rows
        joined = _joined(run, told.head)
        if told.whole and joined is not None:
            run = joined
            continue
        begun = run if joined is None else joined
        head = begun if head is None else head
        rows += [begun, told.head]
        run = told.tail
    if head is None:
        return _Told(run, run, True, tuple(rows))
    return _Told(head, run, False, (*rows, run))


def _joined(first: Pieces, second: Pieces) -> Pieces | None:
    """Each of the first before each of the second; None: too many."""
    if len(first) * len(second) > _JOINED:
        return None
    return frozenset(map("".join, product(first, second)))


def _of_one(name: str, argument: Any) -> _Told:
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeat(int(argument[0]), int(argument[1]), _of_row(argument[2]))
    read = {
        "LITERAL": lambda: _of_class([(name, argument)]),
        "IN": lambda: _of_class(argument),
        "AT": lambda: _whole({"" if str(argument).endswith("NON_BOUNDARY") else _TURN}),
        # It takes no place, but stands there.
        "ASSERT": lambda: _Told(_EMPTY, _EMPTY, True, tuple(_rows(_of_row(argument[1])))),
        "ASSERT_NOT": lambda: _whole(_EMPTY),
        "SUBPATTERN": lambda: _UNKNOWN if argument[1] & re.ASCII else _of_row(argument[3]),
        "ATOMIC_GROUP": lambda: _of_row(argument),
        "BRANCH": lambda: _of_branches([_of_row(one) for one in argument[1]]),
    }
    return read[name]() if name in read else _UNKNOWN


def _of_class(parts: Sequence[tuple[Any, Any]]) -> _Told:
    """A choice of few signs; or of signs that are all the same to us, such as digits."""
    signs = [_of_part(str(kind), value) for kind, value in parts]
    some = frozenset(one for one in signs if one is not None)
    if None not in signs and _NO_WORD not in some and len(some) <= _CLASS:
        return _whole(some)
    if any(one is None or not one.startswith(EDGE) for one in signs):
        return _UNKNOWN
    turn = frozenset({_TURN})  # whichever it is, it is part of no word
    return _Told(turn, turn)


def _of_part(kind: str, value: Any) -> str | None:
    """One part of a class; None: it may be written in more than one way."""
    if kind == "CATEGORY":
        return _CATEGORIES.get(str(value))
    if kind == "RANGE":
        return DIGIT if all(chr(one) in "0123456789" for one in value) else None
    return _sign(chr(value)) if kind == "LITERAL" else None


def _sign(sign: str) -> str | None:
    if sign.isspace():
        return EDGE
    if sign.isdecimal():
        return DIGIT
    small = fold(sign)
    if small in _LETTERS:
        return small
    return f"{EDGE}{sign}{EDGE}" if sign in _SIGNS else None


def _of_branches(ways: Sequence[_Told]) -> _Told:
    head = frozenset[str]().union(*(way.head for way in ways))
    tail = frozenset[str]().union(*(way.tail for way in ways))
    whole = all(way.whole for way in ways) and len(head) <= _JOINED
    best = [_best(_rows(way), 1) for way in ways]
    rows = (frozenset(piece for row in best for piece in row[0]),) if all(best) else ()
    return _Told(_few(head), _few(tail), whole, rows)


def _few(pieces: Pieces) -> Pieces:
    return pieces if len(pieces) <= _JOINED else _EMPTY


def _of_repeat(least: int, most: int, told: _Told) -> _Told:
    if told.whole and told.head <= {"", EDGE}:  # any number of blanks is one
        return _whole(told.head if least else told.head | _EMPTY)
    if not least:
        return _whole(told.head | _EMPTY) if told.whole and most == 1 else _UNKNOWN
    if not told.whole:
        return _Told(told.head, told.tail, False, told.rows)
    times = [told.head]
    while len(times) < min(most, _TIMES) and (more := _joined(times[-1], told.head)) is not None:
        times.append(more)
    every = frozenset[str]().union(*times[least - 1 :])
    if most <= len(times) and len(every) <= _JOINED:
        return _Told(every, every, True, told.rows)
    first = times[min(least, len(times)) - 1]
    return _Told(first, first, False, (*told.rows, first))


def _rows(told: _Told) -> list[Pieces]:
    return [*told.rows, told.head] if told.whole else list(told.rows)


def _best(rows: Iterable[Pieces], most: int = _TOLD) -> Rows:
    """The rows that are most seldom fulfilled, none of them because another one is."""
    written = {_shortest(map(_most_seldom, row)) for row in rows if len(row) <= _MOST}
    bits = {row: _bits(row) for row in written}
    found: list[tuple[str, ...]] = []
    for row in sorted(written, key=lambda row: (-bits[row], row)):
        implied = any(all(any(one in long for one in row) for long in other) for other in found)
        if bits[row] >= _LEAST and not implied:
            found.append(row)
    return tuple(found[:most])


def _most_seldom(piece: str) -> str:
    """Of the words and other signs that it is made of, the one that says most."""
    return max(_words(_written(piece)), key=lambda one: (_bits([one]), one))[:LONGEST]


def _written(piece: str) -> str:
    """As it stands in a text: a turn is a blank beside a word and nothing elsewhere."""
    piece = re.sub(rf"[{_TURN} ]* [{_TURN} ]*", EDGE, piece)
    return re.sub(rf"^{_TURN}+(?=\S)|(?<=[^{_TURN} ]){_TURN}+$", EDGE, piece).replace(_TURN, "")


def _words(piece: str) -> Iterable[str]:
    """Its words, with a blank where they are known to begin or end."""
    parts = piece.split(EDGE)
    for place, part in enumerate(parts):
        before, after = EDGE * (place > 0), EDGE * (place < len(parts) - 1)
        yield f"{before}{part}{after}" if part else ""


def _shortest(pieces: Iterable[str]) -> tuple[str, ...]:
    """Without those that hold another of them: where they stand, it does."""
    kept: list[str] = []
    for piece in sorted(set(pieces), key=lambda one: (len(one), one)):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return tuple(kept)


def _bits(row: Sequence[str]) -> float:
    """How seldom one of these stands at a place of a text: each bit halves it."""
    share = sum(math.prod(_SHARE.get(sign, 1) / 1000 for sign in piece) for piece in row)
    return -math.log2(min(1.0, share)) if share else 0.0
