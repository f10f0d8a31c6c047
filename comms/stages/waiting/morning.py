"""The morning mail: what waits for each, and what goes out today. Nothing waits: no mail."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from comms.channels.staff_post import StaffPost
from comms.danish.calendar import COPENHAGEN, clock, is_working_day
from comms.model.draft import Status
from comms.model.event import day_of
from comms.model.issue import IssueStatus
from comms.model.worktime import OfficeHours
from comms.stages.waiting.pile import Bundle, Pile, pile
from comms.stages.waiting.told import Group, Line, group, of_drafts, of_items, things
from comms.store.transaction import Transaction

# After this long it is no morning mail any more (we were down).
LATE = timedelta(hours=3)
_CHANNELS = {"facebook": "et opslag på Facebook", "press": "en pressemeddelelse"}
MOST = 50


def is_time(now: datetime, digest: time | None, office: OfficeHours) -> bool:
    """Is it a working day, and the hour of the mail or a little later?"""
    here = now.astimezone(office.zone)
    if digest is None or not is_working_day(here.date()):
        return False
    due = datetime.combine(here.date(), digest, office.zone)
    return due <= here < due + LATE


def write(tx: Transaction, post: StaffPost, now: datetime, *, four_eyes: bool) -> int:
    """A letter to each who wants one and for whom something waits, once a day."""
    written, day = 0, day_of(now)
    going = _going_today(tx, now)
    wanting = tx.staff.want_morning_mail()
    for who, absent in tx.staff.reminded(day):
        key = f"morning:{day.isoformat()}:{who.id}"
        if who.id not in wanting or tx.letters.by_key(key) is not None:
            continue
        groups = list(_groups(pile(tx, who, now, four_eyes=four_eyes), post, tx, absent))
        if groups:
            count = things(sum(one.count for one in groups))
            written += post.tell(
                tx,
                who,
                "morning",
                key,
                now,
                count=count,
                groups=groups,
                going=going,
                standing_in=" og ".join(absent),
                url=post.page("/"),
            )
    return written


def _groups(seen: Pile, post: StaffPost, tx: Transaction, absent: Sequence[str]) -> Iterator[Group]:
    theirs = [one for name in absent for one in tx.agenda.sent_back(MOST, to=name)]
    back = {one.id: one for one in (*seen.sent_back, *theirs)}.values()
    yield from group("Sendt tilbage til dig", of_drafts(back, post))
    yield from group("Venter på dit ja", _stories(seen.to_approve, post))
    yield from group("Der er noget at svare på", _stories(seen.to_answer, post))
    beyond = seen.questions_count - len(seen.questions)
    yield from group("Henvendelser", of_items(seen.questions, post), beyond)
    failed = tx.agenda.with_status(Status.FAILED, MOST)
    yield from group("Kunne ikke sendes", of_drafts(failed, post))


def _stories(bundles: Sequence[Bundle], post: StaffPost) -> list[Line]:
    return of_drafts([draft for bundle in bundles for draft in bundle.drafts], post)


def _going_today(tx: Transaction, now: datetime) -> list[str]:
    """As in "kl. 9.00: et opslag på Facebook (bidrag 12)"."""
    midnight = datetime.combine(day_of(now), time(23, 59), COPENHAGEN)
    posts = [
        (one.scheduled_at, f"{_CHANNELS.get(one.channel, one.channel)} (bidrag {one.story_id})")
        for one in tx.agenda.going_out(midnight, MOST)
        if one.scheduled_at is not None and one.channel != "newsletter"
    ]
    issues = [
        (issue.due_at, "nyhedsbrevet")
        for issue in tx.issues.all(IssueStatus.COMPOSED, IssueStatus.APPROVED)
        if issue.due_at is not None and issue.due_at <= midnight
    ]
    return [f"kl. {clock(at)}: {what}" for at, what in sorted(posts + issues)]
