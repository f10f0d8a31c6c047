"""The words and shapes that the templates use: Danish dates, statuses, badges, marks."""

import hashlib
import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask

from comms.channels.newsletter.prose import to_html
from comms.danish.calendar import clock, local, long_date, number, percent, short_date, when
from comms.model.called import IN_DANISH as MAILS_IN_DANISH
from comms.model.channels import called
from comms.model.disposition import Disposition
from comms.model.draft import IN_DANISH, Status
from comms.model.grounds import GROUNDS, PhotoGround
from comms.model.issue import ISSUE_IN_DANISH, IssueStatus
from comms.model.privacy import Kind
from comms.model.story import ISSUE_OUT, StoryStatus
from comms.store.raw_messages import RawMessage
from comms.web.here import account, has_part, house

PRACTICE = "Testtilstand: intet bliver sendt"
# "(ValueError: …)" and the like, at the end of a reason.
_TECHNICAL = re.compile(r"\s*\((?:[A-Z]\w*(?:Error|Exception))\b.*\)\s*$", re.DOTALL)
_BYTES = re.compile(r"\b(\d{4,15})(?: bytes\b|(?= læses))")
STATIC = Path(__file__).parent / "static"
# Those who act without being a person (the audit's `by`).
MACHINES = {"system": "Systemet", "regel": "Den faste regel", "reader": "Læseren selv"}
# How a badge looks: DKFDS knows info, success, warning and error.
TONES: dict[str, str] = {
    Status.DRAFTED: "info",
    Status.APPROVED: "success",
    Status.SENDING: "info",
    Status.SENT: "success",
    Status.FAILED: "error",
    Status.UNKNOWN: "error",
    Status.REJECTED: "quiet",
    Status.WITHDRAWN: "quiet",
    StoryStatus.WAITING: "warning",
    StoryStatus.REJECTED: "quiet",
    StoryStatus.MERGED: "quiet",
    IssueStatus.COMPOSED: "info",
    IssueStatus.HELD: "warning",
    IssueStatus.CANCELLED: "quiet",
}
FINDINGS: dict[str, str] = {
    Kind.CPR: "Cpr-nummer",
    Kind.NAMED_PERSON: "Person nævnt ved navn",
    Kind.HEALTH: "Helbred",
    Kind.MINOR: "Barn eller ung",
    Kind.PHOTO_WITH_PEOPLE: "Mennesker på billede",
    Kind.PARTY: "Partipolitisk afsender",
    Kind.PRESS_EMBARGO: "Klausul",
    Kind.SPONSORED: "Sponsor",
    Kind.PHONE: "Telefonnummer",
    Kind.CONFIDENTIAL_FOOTER: "Fortrolighedstekst",
    Kind.EXIF_GPS: "Position i billede",
    Kind.ACUTE: "Akut",
    Kind.TEXT_IN_IMAGE: "Tekst i billede",
    Kind.LINK_ONLY: "Kun et link",
    Kind.CANCELLED: "Aflyst",
    "alt_text": "Alternativ tekst",
    "photo_ended": "Billede, der ikke må vises",
    "photo_lost": "Billede, der mangler",
    "consent_withdrawn": "Samtykke trukket tilbage",
}
WISHES: dict[str, str] = {
    Disposition.STORY: "Bidrag",
    Disposition.QUESTION: "Spørgsmål",
    Disposition.SUBSCRIBE: "Vil have nyhedsbrevet",
    Disposition.UNSUBSCRIBE: "Vil ikke have nyhedsbrevet",
    Disposition.AMBASSADOR: "Vil være ambassadør",
    Disposition.AUTO_REPLY: "Automatisk svar",
    Disposition.BOUNCE: "Returmail",
    Disposition.BULK: "Reklame eller masseudsendelse",
    Disposition.LOOP: "Vores egen mail",
}
KINDS = {"event": "Arrangement", "story": "Historie", "knowledge": "Nyttig viden"}
EVENT_PROBLEMS: dict[str, str] = {
    "weekday_conflict": "Ugedag og dato passer ikke sammen",
    "no_time": "Mangler tid",
    "no_place": "Mangler sted",
    "past": "Er overstået",
    "ambiguous": "Uklart, hvornår",
}
STORY_STATUSES: dict[str, str] = {
    StoryStatus.NEW: "Nyt",
    StoryStatus.WAITING: "Venter på et menneske",
    StoryStatus.DRAFTED: "Har udkast",
    StoryStatus.REJECTED: "Afvist",
    StoryStatus.MERGED: "Lagt sammen",
}
CALLED: dict[str, str] = {str(kind): name for kind, name in MAILS_IN_DANISH.items()}
DEEDS = {
    "add": "skrev bidraget",
    "draft": "lavede udkastet",
    "draft again": "lavede udkastet om efter bidraget",
    "correct story": "rettede bidraget",
    "merge": "lagde et andet bidrag ind i dette",
    "merge into": "lagde bidraget sammen med et andet",
    "undo merge": "fortrød, at to bidrag blev lagt sammen",
    "split": "delte bidraget",
    "split off": "lavede bidraget af en del af et andet",
    "answer": "svarede den, der skrev",
    "use reading": "brugte teksten fra et billede",
    "release": "gav bidraget fri til udkast",
    "add photo": "lagde et billede til",
    "draft correction": "skrev en rettelse af opslaget",
    "draft take down": "bad om at få opslaget taget ned",
    "cancel event": "skrev, at arrangementet er aflyst",
    "follow calendar": "rettede bidraget efter kalenderen",
    "settle change": "afsluttede rettelsen af det sendte",
    "calendar change": "så, at kalenderen er ændret",
    "correct issue": "skrev rettelsen",
    "drop correction": "droppede rettelsen",
    "reword issue": "skrev rettelsen om",
    "edited": "rettede opslaget på siden",
    "taken down": "tog opslaget ned fra siden",
    "edit": "rettede udkastet",
    "restore": "hentede en ældre version frem",
    "comment": "skrev en kommentar",
    "approve": "godkendte",
    "approve alone": "godkendte alene (nødgodkendelse)",
    "morning mail": "valgte, om morgenmailen skal komme",
    "reject": "afviste udkastet",
    "schedule": "valgte tidspunkt",
    "withdraw": "trak udkastet tilbage",
    "reject story": "afviste bidraget",
    "undo reject story": "fortrød, at bidraget blev afvist",
    "undo reject": "fortrød, at udkastet blev afvist",
    "settle photo": "udfyldte oplysninger om et billede",
    "withdraw photo": "trak samtykket til et billede tilbage",
    "withdraw consent": "trak samtykket til bidraget tilbage",
    "hold back": "holdt udkastet tilbage",
    "send back": "sendte udkastet tilbage",
    "publish": "sendte ud",
    "hold": "holdt udgaven tilbage",
    "unhold": "gav udgaven fri",
    "resume": "lod det køre igen",
    "pause": "satte afsendelsen på pause",
    "compose": "satte udgaven sammen",
    "compose again": "satte udgaven sammen igen",
    "reopen": "åbnede udgaven igen",
    "add paper": "lagde en PDF i arkivet",
    "take out paper": "tog en PDF ud af arkivet",
    "choose words": "valgte emne",
    "drop item": "tog et bidrag ud",
    "move item": "flyttede et bidrag",
    "pin item": "satte et bidrag fast",
    "cancel": "aflyste udgaven",
    "freeze": "gjorde udgaven klar",
    "send": "begyndte at sende",
    "sent": "blev færdig med at sende",
    "keep internal": "holdt bidraget internt",
    "forward": "sendte mailen videre",
    "handle": "klarede den",
    "settle bounce": "så, at et brev kom retur",
    "correct themes": "rettede temaerne",
    "forget correction": "glemte en rettelse af temaerne",
    "not a story": "sagde, at det ikke er et bidrag",
    "a story again": "sagde, at det er et bidrag",
}


def install(app: Flask) -> None:
    """Hand the filters and the shared words to the templates."""
    app.jinja_env.filters.update(
        moment=moment,
        short=short_date,
        clock=clock,
        local_day=_day,
        when=when,
        number=number,
        percent=percent,
        prose=to_html,
        channel=called,
        draft_name=lambda draft: called(draft.channel, draft.act),
        status=_status,
        tone=lambda status: TONES.get(status, "info"),
        finding=lambda kind: FINDINGS.get(kind, kind),
        ground=lambda name: GROUNDS.get(name, name),
        deed=deed,
        who=lambda name: MACHINES.get(name, name),
        owner=owner,
        came_from=came_from,
        week=week,
        story_kind=lambda kind: KINDS.get(kind, kind),
        story_status=lambda status: STORY_STATUSES.get(status, status),
        event_problem=lambda problem: EVENT_PROBLEMS.get(problem, problem),
        wish=lambda disposition: WISHES.get(disposition, disposition),
        aside_reason=aside_reason,
        sentence=sentence,
        size=size,
        shown_link=lambda url: url.partition("://")[2].removeprefix("www.").rstrip("/"),
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.context_processor(_shared)


def moment(at: datetime) -> str:
    """As in "mandag den 23. november 2026 kl. 12.00"."""
    return f"{long_date(at)} kl. {clock(at)}"


def soon(at: datetime, now: datetime) -> str:
    """The same, shorter when it is near: "i dag kl. 12.00", "i morgen kl. 9.00"."""
    days = (_day(at) - _day(now)).days
    near = {0: "i dag", 1: "i morgen", -1: "i går"}
    return f"{near[days]} kl. {clock(at)}" if days in near else moment(at)


def day_name(day: date, now: datetime) -> str:
    """As in "I dag", "I morgen", "Onsdag den 25. november"."""
    near = {0: "I dag", 1: "I morgen"}
    told = long_date(day).rpartition(" ")[0]
    return near.get((day - _day(now)).days, told[0].upper() + told[1:])


def deed(verb: str) -> str:
    """What somebody did, as a verb in the past."""
    if verb.startswith("clear "):
        return f"svarede på »{FINDINGS.get(verb.removeprefix('clear '), 'et fund')}«"
    if verb.startswith("call "):
        return f"rettede: det er {CALLED.get(verb.removeprefix('call '), 'noget andet')}"
    if verb in CALLED:
        return f"læste den som {CALLED[verb]}"
    return DEEDS.get(verb, verb)


def aside_reason(raw: RawMessage) -> str:
    """Why a thing was set aside, as a sentence; what only a programmer reads is left out."""
    said = _BYTES.sub(lambda found: size(int(found[1])), _TECHNICAL.sub("", raw.reason))
    return sentence(said) or "Den kunne ikke læses."


def sentence(words: str) -> str:
    """A few words with a capital first and a full stop last. An address keeps its letters."""
    said = words.strip().rstrip(".")
    if not said:
        return ""
    first, rest = said[0], said[1:]
    return f"{first if '@' in said.split()[0] else first.upper()}{rest}."


def size(of: int) -> str:
    """As in "12 kB" and "3,4 MB", of bytes."""
    if of < 1_000_000:
        return f"{number(max(1, round(of / 1000)))} kB"
    return f"{number(of / 1_000_000, 1)} MB"


def owner(name: str) -> str:
    """The name as an owner: "Annas", "Jens'"."""
    return f"{name}'" if name[-1:] in ("s", "x", "z") else f"{name}s"


def came_from(source: str) -> str:
    """Where a thing came from, as staff would say it. source: the store's own key for it.

    A mailbox's key holds the account's name, which is nothing for a page.
    """
    kind, _, name = source.partition(":")
    if kind in ("inbox", "imap", "maildir"):
        return "Postkassen"
    if kind == "feed":
        told = {feed.key: feed.organiser for feed in house().schedules.feeds}
        return told.get(name) or name
    return {"typed": "Skrevet ind", ISSUE_OUT: "Nyhedsbrevet"}.get(kind, source)


def week(iso: str) -> str:
    """As in "uge 48, 2026", of "2026-W48"."""
    year, _, number_of_week = iso.partition("-W")
    return f"uge {int(number_of_week)}, {year}" if number_of_week.isdigit() else iso


def _day(at: datetime) -> date:
    here = local(at)
    return here.date() if isinstance(here, datetime) else here


def _status(status: str) -> str:
    if isinstance(status, IssueStatus):
        return ISSUE_IN_DANISH[status]
    return IN_DANISH[Status(status)]


def _shared() -> dict[str, Any]:
    """What every page says: practice mode, the stop switch, who is in."""
    ours, who = house(), account()
    hold = None
    if who is not None:
        with ours.read() as tx:
            hold = tx.holds.of("all")
    return {
        "practice": PRACTICE if ours.practice else "",
        "organisation": ours.schedules.organisation,
        "stopped": hold,
        "me": who,
        "staff_here": has_part("staff"),
        "public_base": "" if has_part("public") else ours.settings.public_url,
        "asset": asset,
        "photo_grounds": [(str(one), GROUNDS[one]) for one in PhotoGround],
        "soon": lambda at: soon(at, ours.clock()),
        "day_name": lambda day: day_name(day, ours.clock()),
    }


@lru_cache(maxsize=8)
def asset(name: str) -> str:
    """The address of a static file, changed when the file changes."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"
