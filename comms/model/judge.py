"""A mail, read → an item, judged: what it is, when and where, which themes, what to settle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model import guards, pointers
from comms.model.disposition import (
    Disposition,
    Examples,
    Facts,
    Verdict,
    dispose,
    no_examples,
)
from comms.model.event import Event, Problem
from comms.model.headline import headline
from comms.model.item import Item, StoryKind
from comms.model.kind import is_knowledge
from comms.model.lessons import Lessons
from comms.model.mail import Mail
from comms.model.occasions import Occasions, occasions
from comms.model.privacy import Finding, Kind
from comms.model.themes import NOTHING, Theme
from comms.model.themes import judged as judged_themes


@dataclass(frozen=True)
class Context:
    """What judging needs to know of us. mailbox: our own address. venues: places known by name.

    learned: what staff's corrections of themes have taught. examples: mails with what they are.
    """

    mailbox: str = ""
    themes: tuple[Theme, ...] = ()
    venues: tuple[str, ...] = ()
    learned: Lessons = NOTHING
    examples: Examples = no_examples


def judge(
    mail: Mail,
    moment: datetime,
    context: Context,
    *,
    confidential: bool = False,
    contributed: bool = False,
) -> Item:
    """Judge a mail as written at `moment` (aware; in a forward the original's).

    contributed: a feed's entry or words typed in: there is no question whether it is a story.
    """
    found = occasions(mail, moment, context.venues)
    findings = guards.findings(
        mail, confidential=confidential, embargo=found.embargo, until=found.until
    )
    pointing = not found.events and (
        pointers.only_in_picture(mail) or pointers.only_behind_link(mail)
    )
    if contributed:
        verdict = Verdict(Disposition.STORY, "bidrag: fra et feed, eller skrevet ind af os selv")
    else:
        verdict = dispose(
            mail, _facts(found, findings, pointing=pointing), context.mailbox, context.examples
        )
    if verdict.disposition is Disposition.STORY:
        return _story(mail, verdict, found, findings, context)
    return _item(mail, verdict, findings)


def judge_typed(title: str, text: str, moment: datetime, context: Context) -> Item:
    """The item of a title and a text that were contributed at `moment` (aware), without a mail."""
    mail = Mail(subject=title, title=title, text=text, written=moment)
    return judge(mail, moment, context, contributed=True)


def _facts(found: Occasions, findings: Sequence[Finding], *, pointing: bool) -> Facts:
    upcoming = [event for event in found.events if event.problem is not Problem.PAST]
    acute = any(f.kind is Kind.ACUTE for f in findings)
    return Facts(len(found.events), len(upcoming), acute, found.cancelled, pointing)


def _story(
    mail: Mail, verdict: Verdict, found: Occasions, findings: tuple[Finding, ...], context: Context
) -> Item:
    events = () if found.cancelled else found.events
    pointers = _pointers(mail, found, events)
    themes, dropped = judged_themes(_said(mail), context.themes, mail.title, context.learned)
    kind = _kind(mail, events, pointed=bool(pointers))
    item = _item(mail, verdict, (*findings, *pointers))
    return Item(
        **{**vars(item), "kind": kind, "events": events, "themes": tuple(t.number for t in themes)}
        | {
            "why": (
                verdict.why,
                *found.why,
                _kind_why(kind),
                *(t.why for t in (*themes, *dropped)),
                *mail.problems,
            )
        }
    )


def _item(mail: Mail, verdict: Verdict, findings: tuple[Finding, ...]) -> Item:
    return Item(
        disposition=verdict.disposition,
        kind=None,
        title=headline(mail, told=verdict.disposition is Disposition.STORY),
        text=_said(mail),
        sender=mail.author,
        forwarded_by=mail.forwarded_by,
        findings=findings,
        pictures=mail.pictures,
        documents=mail.documents,
        signature=mail.signature,
        quoted=mail.quoted,
        intro=mail.intro,
        footers=mail.footers,
        why=(verdict.why, *mail.problems),
        doubt=verdict.doubt,
        message_id=mail.message_id,
        subject=mail.subject,
    )


def _said(mail: Mail) -> str:
    """The author's text, and below it what the flyers say."""
    return "\n\n".join(filter(None, [mail.text, mail.flyer]))


def _pointers(mail: Mail, found: Occasions, events: tuple[Event, ...]) -> tuple[Finding, ...]:
    """The details stand elsewhere, or the event is called off: nothing may be invented."""
    if found.cancelled:
        return (Finding(Kind.CANCELLED, "body"),)
    if events:
        return ()
    if pointers.only_in_picture(mail):
        return (Finding(Kind.TEXT_IN_IMAGE, f"picture:{mail.pictures[0].name}"),)
    if pointers.only_behind_link(mail):
        return (Finding(Kind.LINK_ONLY, "body"),)
    return ()


def _kind(mail: Mail, events: tuple[Event, ...], *, pointed: bool) -> StoryKind:
    if events or pointed:
        return "event"
    return "knowledge" if is_knowledge(mail.title, mail.text) else "story"


def _kind_why(kind: StoryKind) -> str:
    return {
        "event": "art: noget, man kan komme til",
        "story": "art: en historie",
        "knowledge": "art: nyttig viden (rapport, guide, oversigt eller åbningstider)",
    }[kind]
