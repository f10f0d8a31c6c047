"""Mails that say little themselves: the details stand in a picture, or behind a link."""

import re

from comms.danish.pattern import Pattern
from comms.model.mail import Mail
from comms.model.pictured import people_pictured

_LINK = Pattern(r"https?://\S+|www\.\S+")
_POSTER = Pattern(
    r"(?:plakat|flyer|opslag|program|invitation|indbydelse|folder|kalender|løbeseddel|"
    r"poster|annonce|skærmbillede|screenshot|^scan|_scan)",
    re.IGNORECASE,
)
_SPREAD = Pattern(
    r"\b(?:læg\w*\s+(?:\w+\s+){0,4}(?:op|ud)|hæng\w*\s+(?:\w+\s+){0,4}op|"
    r"slå\s+(?:\w+\s+){0,3}op|del(?:e|es|t)?\b|spred\w*|bring\w*|vis\w*\s+(?:den|det)|"
    r"se\s+(?:vedhæft\w*|billed\w*|plakat\w*)|"
    r"vedhæft\w*|alt\s+(?:\w+\s+)?står|det\s+hele\s+står|står\s+på\s+(?:den|billed\w*|"
    r"plakat\w*)|post\w*\s+(?:den|det)|få\w*\s+(?:den|det)\s+(?:ud|med|op)|"
    r"tag\w*\s+(?:den|det)\s+med|sæt\w*\s+(?:den|det))\b",
    re.IGNORECASE,
)
# As in »Alt det praktiske er på plakaten« and »datoen må I læse på billedet«.
_TOLD_THERE = Pattern(
    r"\b(?:praktiske?|tid(?:en|spunkt\w*)?|sted(?:et)?|hvornår|dato(?:en|er|erne)?|klokkeslæt\w*|"
    r"program(?:met)?|oplysninger\w*|detalje\w*|info\w*|resten|det\s+hele)\b[^.!?\n]{0,60}?"
    r"\b(?:står|er|ses|læses?|fremgår|findes?|finder)\b[^.!?\n]{0,20}?\b(?:på|i|af)\s+"
    r"(?:(?:den|det)\s+)?(?:vedhæftede\s+)?(?:plakat|billede|opslag|flyer|løbeseddel|skærmbillede|"
    r"invitation|folder)(?:et|t|en|n)?\b",
    re.IGNORECASE,
)
_PICTURE_OF = Pattern(
    r"\bbilled\w*\s+(?:er\s+)?(?:fra|af|til|viser)\b|\bfoto\w*\s+(?:er\s+)?(?:fra|af|"
    r"til)\b|\btil\s+(?:historien|artiklen|teksten|omtalen)\b",
    re.IGNORECASE,
)
_DETAILS_THERE = Pattern(
    r"\b(?:tid|sted|tidspunkt\w*|hvornår|hvor|dato\w*|klokkeslæt|program\w*|billet\w*|"
    r"oplysninger\w*|detalje\w*|info\w*|alt|det\s+hele|resten|mere|"
    r"tilmelding\w*)\b[^.!?\n]{0,60}\b"
    r"(?:står|findes|finder|ligger|ses|læses?|fremgår|her|linket?|på)\b",
    re.IGNORECASE,
)
# As in »Tid og sted osv«, a colon and a link.
_DETAILS_LINKED = Pattern(
    r"\b(?:tid|sted|tidspunkt\w*|hvornår|hvor|dato\w*|klokkeslæt|program\w*|detaljer\w*|"
    r"info\w*|tilmelding\w*|resten)\b[^.!?\n:]{0,40}:\s*<?(?:https?://|www\.)",
    re.IGNORECASE,
)
_READING = Pattern(
    r"\b(?:rapport\w*|undersøgelse\w*|guide\w*|vejledning\w*|pjece\w*|artik\w+|podcast\w*|"
    r"video\w*|film\w*|statistik\w*|håndbog\w*|evaluering\w*|indslag\w*|interview\w*|"
    r"notat\w*|oversigt\w*)\b",
    re.IGNORECASE,
)


def only_in_picture(mail: Mail) -> bool:
    """Does a short note come with a picture that must be a poster, as nothing else tells?"""
    shown = [p for p in mail.pictures if p.editorial and not p.problem]
    words = len(mail.text.split())
    if not shown or mail.flyer or words >= 100 or people_pictured(mail.text):
        return False
    if _TOLD_THERE.search(mail.text):
        return True
    if words >= 60:
        return False
    called = bool(_POSTER.search(f"{mail.title}\n{mail.text}"))
    named = any(_POSTER.search(p.name) for p in shown)
    spread, brief = bool(_SPREAD.search(mail.text)), words <= 20
    if (called or named) and (spread or brief):
        return True
    return spread and brief and not _PICTURE_OF.search(mail.text)


def only_behind_link(mail: Mail) -> bool:
    """Is a link all there is, or is it said that time and place stand behind it?"""
    if mail.flyer or not _LINK.search(mail.text):
        return False
    bare = _LINK.sub("", mail.text)
    if _READING.search(f"{mail.title}\n{bare}"):
        return False
    words = len(bare.split())
    return words <= 20 or (words <= 60 and _details_there(mail.text, bare))


def _details_there(text: str, bare: str) -> bool:
    return bool(_DETAILS_THERE.search(bare) or _DETAILS_LINKED.search(text))
