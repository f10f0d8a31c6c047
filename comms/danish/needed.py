"""Which words a regular expression cannot do without: where none of them stands, nothing matches.

Read from what `re` itself parses with, so that nothing is understood in another way than it is
matched. Where anything is not as expected, nothing is known and every place is tried.
"""

from importlib import import_module
from itertools import product
from typing import Any

SHORTEST = 3  # letters: shorter pieces stand in nearly every text
_LONG = 5  # letters beyond which a longer piece is no better
_MOST = 150  # pieces, before looking for them takes as long as trying every place
_CLASS = 4  # letters of a class ([dt]) that are looked for one by one
# Letters whose only other case is `str.lower`'s, once ODD is set right (re._casefix).
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzæøåéüöä0123456789 .,:;-_@/()'\"!?+*&%#<>=\n")
ODD = {ord("İ"): "i", ord("ı"): "i", ord("ſ"): "s"}
Pieces = frozenset[str]
_EMPTY: Pieces = frozenset({""})


def fold(text: str) -> str:
    """In small letters as IGNORECASE compares them, letter by letter for those of Danish."""
    return text.lower() if text.isascii() else text.translate(ODD).lower()


def needed(source: str, flags: int) -> tuple[str, ...]:
    """Folded words of which one stands in whatever matches; none: nothing is known.

    Raises re.error when the expression cannot be read.
    """
    parsed = import_module("re._parser").parse(source, flags)
    try:
        _, best = _of_row(parsed)
    except (AttributeError, IndexError, TypeError, ValueError, RecursionError):
        return ()
    if best is None or len(best) > _MOST or min(map(len, best)) < SHORTEST:
        return ()
    return _shortest_first(best)


def _of_row(row: Any) -> tuple[Pieces | None, Pieces | None]:
    """The texts it can match, where they are few; and words of which one stands in each."""
    best: Pieces | None = None
    run, whole = _EMPTY, True
    for operation, argument in row:
        exact, inside = _of_one(str(operation), argument)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = frozenset(map("".join, product(run, exact)))
            continue
        best = _better(_better(best, run), inside)
        run, whole = (_EMPTY if exact is None else exact), False
    return (run if whole else None), _better(best, run)


def _of_one(name: str, argument: Any) -> tuple[Pieces | None, Pieces | None]:
    if name == "LITERAL":
        return _letters([argument]), None
    if name == "IN":
        plain = all(str(kind) == "LITERAL" for kind, _ in argument) and len(argument) <= _CLASS
        return (_letters([one for _, one in argument]) if plain else None), None
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _EMPTY, None
    if name == "SUBPATTERN":
        return _of_row(argument[3])
    if name == "ATOMIC_GROUP":
        return _of_row(argument)
    if name == "BRANCH":
        return _of_branches([_of_row(one) for one in argument[1]])
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_repeat(*argument)
    return None, None


def _of_branches(
    ways: list[tuple[Pieces | None, Pieces | None]],
) -> tuple[Pieces | None, Pieces | None]:
    exact = [one for one, _ in ways if one is not None]
    inside = [one for _, one in ways if one is not None]
    return (
        frozenset().union(*exact) if len(exact) == len(ways) else None,
        frozenset().union(*inside) if len(inside) == len(ways) else None,
    )


def _of_repeat(least: int, most: int, row: Any) -> tuple[Pieces | None, Pieces | None]:
    exact, inside = _of_row(row)
    if exact is not None and int(most) == 1:
        return (exact if least else exact | _EMPTY), (inside if least else None)
    return None, (inside if least else None)


def _letters(codes: list[int]) -> Pieces | None:
    letters = frozenset(fold(chr(code)) for code in codes)
    return letters if letters <= _SAFE else None


def _better(one: Pieces | None, other: Pieces | None) -> Pieces | None:
    """The one whose shortest word is longest, then the one with fewer words."""
    if not one or not other:
        return one or other
    return max(one, other, key=lambda words: (min(_LONG, *map(len, words)), -len(words)))


def _shortest_first(pieces: Pieces) -> tuple[str, ...]:
    """Without those that hold another of them: where they stand, it does."""
    kept: list[str] = []
    for piece in sorted(pieces, key=lambda one: (len(one), one)):
        if not any(shorter in piece for shorter in kept):
            kept.append(piece)
    return tuple(kept)
