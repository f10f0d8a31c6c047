"""A second opinion where the rules are unsure: which mails that people have named is it like?

The examples are data (templates/mail.da.examples.jsonl). They never speak against headers, an
event, a picture or a cry for help, and what they alone call a wish waits for a person.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from comms.model.alike import Alike, alike
from comms.model.disposition.automatic import may_be_automatic
from comms.model.disposition.bulk import may_be_bulk
from comms.model.disposition.letter import Letter
from comms.model.disposition.verdict import Disposition, Verdict

# Texts with what they are; read when first asked for.
Examples = Callable[[], Sequence[tuple[str, str]]]

DOUBT = "Vi er ikke sikre på, hvad afsenderen vil. Læs mailen, og bestem selv."
# Points by which a mail must be more like the others, to be called one of them …
_CLEAR = 0.5
_CLEAR_OF_MACHINES = 0.9
_CLEAR_OF_ASKING = 1.0
_ASKED_OR_TOLD = 1.6  # … a story instead of a question: an answer that is missed is dearer
_SURE = 1.0  # points of a rule from which it is not doubted, where it found a wish or a sale
_DIVIDED = 0.3  # points against a wish, from which a person must look
_FEWEST = 4  # words of a mail that can be like others
_SHOWN = 3
_WISHES = (Disposition.SUBSCRIBE, Disposition.UNSUBSCRIBE)
_LIKE = {
    Disposition.STORY: "bidrag: ligner det, som folk vil have fortalt",
    Disposition.QUESTION: "spørgsmål: ligner mails, der er spørgsmål",
    Disposition.SUBSCRIBE: "tilmelding: ligner mails fra folk, der vil have nyhedsbrevet",
    Disposition.UNSUBSCRIBE: "afmelding: ligner mails fra folk, der ikke vil have nyhedsbrevet",
    Disposition.AMBASSADOR: "ambassadør: ligner mails fra folk, der vil være ambassadør",
    Disposition.BULK: "masseudsendelse: ligner reklamer og masseudsendelser",
    Disposition.AUTO_REPLY: "automatisk: ligner automatiske svar",
}


def no_examples() -> Sequence[tuple[str, str]]:
    """The rules alone decide."""
    return ()


def reconsidered(first: Verdict, letter: Letter, examples: Examples) -> Verdict:
    """The rules' verdict, or that of the examples where those are surer."""
    if _stands(first) or letter.count < _FEWEST:
        return first
    known = _learned(examples)
    points = known.points(letter.said)
    if first.disposition not in points:
        return first
    best = _best(points, letter, first)
    ahead = points[best] - points[first.disposition]
    if ahead >= _needed(first, best):
        shown = " … ".join(known.words(letter.said, best, first.disposition, _SHOWN))
        doubt = DOUBT if best in _WISHES else ""
        return Verdict(best, f"{_LIKE[best]} (… {shown} …)", 0.0, doubt)
    divided = first.disposition in _WISHES and ahead >= _DIVIDED
    return replace(first, doubt=DOUBT) if divided else first


def _best(points: Mapping[str, float], letter: Letter, first: Verdict) -> Disposition:
    """What it is most like: a machine's mail, which nobody reads, never by likeness alone."""
    liked = sorted(points, key=lambda label: (-points[label], label))
    return next((one for one in map(Disposition, liked) if _may_be(one, letter)), first.disposition)


def _may_be(one: Disposition, letter: Letter) -> bool:
    if one is Disposition.AUTO_REPLY:
        return letter.answers or may_be_automatic(letter)
    return one is not Disposition.BULK or may_be_bulk(letter)


def _stands(first: Verdict) -> bool:
    """Are the rules sure by themselves?"""
    if first.disposition in (Disposition.STORY, Disposition.QUESTION):
        return math.isinf(first.sure)
    return first.sure >= _SURE


def _needed(first: Verdict, best: Disposition) -> float:
    if first.disposition in (Disposition.BULK, Disposition.AUTO_REPLY):
        return _CLEAR_OF_MACHINES
    if first.disposition is not Disposition.QUESTION or not first.sure:
        return _CLEAR
    return _ASKED_OR_TOLD if best is Disposition.STORY else _CLEAR_OF_ASKING


@lru_cache(maxsize=4)
def _learned(examples: Examples) -> Alike:
    return alike(examples())
