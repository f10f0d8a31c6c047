"""The desk where the week's issue is put together, looked at, held back and approved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from comms.channels.newsletter import Compiled, Press
from comms.config.newsletter import NewsletterRules
from comms.errors import Moved, NotAllowed, NotFound, UsageError
from comms.model.account import APPROVERS, SYSTEM
from comms.model.issue import ISSUE_IN_DANISH, Issue, IssueStatus
from comms.model.wording import Proposals
from comms.stages.dispatch import week as weeks
from comms.stages.dispatch.arranging import Arranging
from comms.stages.dispatch.composing import Composing, stale
from comms.stages.dispatch.corrections import refuse_yes
from comms.stages.dispatch.notices import Notices, notice_of
from comms.stages.dispatch.pages import Pages, without_taken_down
from comms.stages.dispatch.places import Places
from comms.stages.dispatch.timing import Timing
from comms.store.database import Begin
from comms.store.files import Files
from comms.store.transaction import Transaction

RULE = "regel"  # who approves an issue whose blocks are all approved (newsletter.approval: stories)


@dataclass(frozen=True)
class Composed:
    """issue: None when the week has too little, with the reason in `skipped`.

    waiting: headlines of what there was no room for; they head the next issue's list.
    """

    issue: Issue | None
    skipped: str = ""
    waiting: tuple[str, ...] = ()


class IssueDesk:
    """Composes, freezes and holds issues.

    themes: theme names by number. notices_to: who is told the day before; empty: all approvers.
    """

    def __init__(
        self,
        begin: Begin,
        read: Begin,
        files: Files,
        press: Press,
        rules: NewsletterRules,
        places: Places,
        zone: ZoneInfo,
        themes: Mapping[int, str],
        notices_to: Sequence[str] = (),
        *,
        four_eyes: bool = True,
    ) -> None:
        self.begin = begin
        self.read = read
        self.files = files
        self.press = press
        self.rules = rules
        self.places = places
        self.zone = zone
        self.four_eyes = four_eyes
        self.notices = Notices(begin, press, rules, places, tuple(notices_to))
        self.timing = Timing(read, rules, zone, self.notices)
        self.pages = Pages(rules, places)
        self.composing = Composing(rules, press.sender.strategy, zone, themes)
        self.arranging = Arranging(begin, self.composing)

    def compose(self, now: datetime, week: str = "", by: str = "") -> Composed:
        """The week's issue out of approved blocks that no issue holds yet.

        week: `2026-W48`; empty: the coming one. Composing again takes in what was approved since,
        until the issue is approved or held; after that it is given back as it is. UsageError for
        anything that is no week. by: empty when the timetable does it.
        """
        week = week or weeks.coming(now, self.rules, self.zone)
        weeks.due_at(week, self.rules, self.zone)
        with self.begin() as tx:
            by = tx.staff.acting(by) if by else RULE
            known = tx.issues.of_week(week)
            if known is not None and known.status is not IssueStatus.COMPOSED:
                return Composed(known)
            made = self.composing.compose(tx, known, week, now)
            if len(made.issue.items) < self.rules.min_stories:
                return Composed(None, self._too_few(len(made.issue.items)))
            return Composed(self._store(tx, known, made.issue, by, now), waiting=made.waiting)

    def tick(self, now: datetime) -> Composed:
        """What the timetable does: compose, and on the day of the notice tell staff, once."""
        self.timing.say_closed(now)
        week = weeks.coming(now, self.rules, self.zone)
        due = weeks.due_at(week, self.rules, self.zone)
        with self.read() as tx:
            known = tx.issues.of_week(week)
            if self.notices.sent(tx, notice_of(week)):
                return Composed(known)
        made = self.compose(now, week)
        if weeks.notice_day(due, self.rules, self.zone) <= now.astimezone(self.zone).date():
            if made.issue is None:
                self.notices.skipped(week, made.skipped, now)
            elif made.issue.status in (IssueStatus.COMPOSED, IssueStatus.APPROVED):
                self.notices.notice(made.issue, self.preview(made.issue.id), made.waiting, now)
        return made

    def approve(self, issue_id: int, by: str, now: datetime, seen: str = "") -> Issue:
        """Say yes to the issue: its compiled bytes are frozen. Raises NotAllowed, Moved.

        seen: the words of a correction as they were read, see `Issue.words`.
        """
        with self.read() as tx:
            who = tx.staff.acting(by, APPROVERS)
            issue = tx.issues.get(issue_id)
            refuse_yes(issue, who, seen, four_eyes=self.four_eyes)
        return self.freeze(issue, who, now)

    def freeze(self, seen: Issue, by: str, now: datetime) -> Issue:
        """Compile what is approved, keep the bytes, and let the issue go when its hour comes.

        An item whose version is no longer the approved one is dropped and recorded, never sent.
        Raises NotAllowed when too little is left.
        """
        seen.moved(IssueStatus.APPROVED)
        issue, dropped = self._without_stale(seen, now)
        if issue.corrects is None and len(issue.items) < self.rules.min_stories:
            raise NotAllowed(f"Udgave {seen.id} kan ikke sendes: {self._too_few(len(issue.items))}")
        with self.read() as tx:
            compiled = self.press.compile(self.pages.content(tx, issue, _goes(issue, now)))
        # Files may be the database, so nothing is open while they are written.
        digest = self.files.put(compiled.to_bytes())
        approved = replace(
            issue.moved(IssueStatus.APPROVED),
            due_at=self.timing.due_again(issue, now),
            approved_by=by,
            approved_at=now,
            frozen=digest,
            reason="",
        )
        with self.begin() as tx:
            if tx.issues.get(seen.id).told != seen.told:
                raise Moved(f"Udgave {seen.id} er ændret af en anden, siden den blev vist.")
            if stale(tx, issue, now):
                raise Moved(f"Et bidrag i udgave {seen.id} er netop ændret. Prøv igen.")
            tx.issues.update(seen, approved)
            tx.issues.approved(approved, now)
            for item in dropped:
                tx.audit.record(by, "drop item", "issue", seen.id, now, draft=item)
            tx.audit.record(by, "approve", "issue", seen.id, now, digest)
        return approved

    def refreshed(self, issue: Issue, now: datetime) -> Issue:
        """An approved issue just before it is sent: nothing in it may have lost its yes.

        By the rule `stories` it is frozen again without what lost it; a person's yes to the whole
        does not cover another whole, so that issue waits for them again (NotAllowed).
        """
        _, stale = self._without_stale(issue, now)
        if not stale:
            return issue
        back = replace(issue.moved(IssueStatus.COMPOSED), frozen=None, approved_by=None)
        with self.begin() as tx:
            tx.issues.update(issue, back)
            tx.audit.record("system", "reopen", "issue", issue.id, now, drafts=list(stale))
        if issue.approved_by == RULE:
            return self.freeze(back, RULE, now)
        raise NotAllowed(f"Et bidrag i udgave {issue.id} er ændret. Udgaven skal godkendes igen.")

    def proposals(self, issue_id: int) -> Proposals:
        """Subjects and preheaders to choose from, the ones that are proposed first."""
        with self.read() as tx:
            issue = tx.issues.get(issue_id)
            return self.composing.proposals(tx, issue, _goes(issue))

    def choose_words(
        self, issue_id: int, subject: str, preheader: str, by: str, now: datetime
    ) -> Issue:
        """Take one of the proposed subjects and preheaders; they stay when it is composed again.

        They are made of headlines with a yes, so whoever works here may choose. An empty one stays
        as it is. Raises UsageError for others, Moved once the issue has its yes.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by)
            issue = tx.issues.get(issue_id)
            if issue.status is not IssueStatus.COMPOSED or issue.corrects is not None:
                raise Moved(f"Udgave {issue_id} er {ISSUE_IN_DANISH[issue.status]}.")
            known = self.composing.proposals(tx, issue, _goes(issue))
            subject, preheader = subject or issue.subject, preheader or issue.preheader
            if subject not in (*known.subjects, issue.subject):
                raise UsageError("Vælg et af de foreslåede emner.")
            if preheader not in (*known.preheaders, issue.preheader):
                raise UsageError("Vælg en af de foreslåede tekster.")
            chosen = replace(issue, subject=subject, preheader=preheader, worded_by=who)
            tx.issues.update(issue, chosen)
            tx.audit.record(who, "choose words", "issue", issue_id, now, words=subject)
        return chosen

    def hold(self, issue_id: int, by: str, reason: str, now: datetime) -> Issue:
        """Keep the issue back until somebody lets it go."""
        with self.begin() as tx:
            who = tx.staff.acting(by)
            return _moved(tx, issue_id, IssueStatus.HELD, "hold", who, now, reason)

    def keep_back(self, issue_id: int, reason: str, now: datetime) -> None:
        """The same when nobody did it: the issue may not go as it is."""
        with self.begin() as tx:
            _moved(tx, issue_id, IssueStatus.HELD, "hold", SYSTEM, now, reason)

    def unhold(self, issue_id: int, by: str, now: datetime) -> Issue:
        """Let a held issue go: it is composed again, and waits for its yes as before.

        One whose hour is past goes as soon as readers may be written to, or it would be held again
        for being late. Where issues need no yes of their own this one is it, so it takes who may
        say it; where they do, one whose hour is past is approved instead. Raises NotAllowed.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            issue = tx.issues.get(issue_id)
            if self.timing.needs_a_yes(issue) and issue.due_at is not None and issue.due_at <= now:
                raise NotAllowed(
                    f"Udgave {issue_id} skulle være sendt. Godkend den, så bliver den sendt."
                )
            due = self.timing.due_again(issue, now)
            return _moved(tx, issue_id, IssueStatus.COMPOSED, "unhold", who, now, due_at=due)

    def skips(self, issue: Issue, now: datetime) -> bool:
        """Is so much gone of the week's issue, which nobody approved, that there is none? Told."""
        if issue.status is not IssueStatus.COMPOSED or not issue.week:
            return False
        left, _ = self._without_stale(issue, now)
        if len(left.items) >= self.rules.min_stories:
            return False
        why = self._too_few(len(left.items))
        with self.begin() as tx:
            _moved(tx, issue.id, IssueStatus.CANCELLED, "cancel", SYSTEM, now, why)
        self.notices.skipped(issue.week, why, now)
        return True

    def cancel(self, issue_id: int, by: str, reason: str, now: datetime) -> Issue:
        """No issue this week: its blocks are free for the next one. There is no way back."""
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            return _moved(tx, issue_id, IssueStatus.CANCELLED, "cancel", who, now, reason)

    def preview(self, issue_id: int) -> Compiled:
        """The issue as it would leave now; the frozen bytes when it is approved."""
        with self.read() as tx:
            issue = tx.issues.get(issue_id)
            if issue.frozen is None:
                return self.press.compile(self.pages.content(tx, issue, _goes(issue)))
        return self.compiled(issue)

    def preview_html(self, issue_id: int) -> str:
        """The HTML of the preview; its links to leave lead nowhere."""
        return self.preview(issue_id).html()

    def compiled(self, issue: Issue) -> Compiled:
        """The frozen bytes of an approved issue."""
        if issue.frozen is None:
            raise NotFound(f"Udgave {issue.id} er ikke godkendt endnu.")
        return Compiled.from_bytes(self.files.get(issue.frozen))

    def archive_html(self, issue_id: int, today: date) -> str:
        """The public page's body of an issue that is sent. Raises NotFound for any other.

        What may not be shown on that day any more, since a consent was withdrawn or a photo's
        last day is past, is left out; else the page is as it was sent.
        """
        with self.read() as tx:
            issue = tx.issues.get(issue_id)
            if issue.status is not IssueStatus.SENT:
                raise NotFound(f"Udgave {issue_id} er ikke sendt.")
        frozen = self.compiled(issue)
        with self.read() as tx:
            told = frozen.content or self.pages.content(tx, issue, _goes(issue))
            left = without_taken_down(tx, told, today)
        return frozen.archive if left == told else self.press.archive(left)

    def _store(
        self, tx: Transaction, known: Issue | None, issue: Issue, by: str, now: datetime
    ) -> Issue:
        if known is not None:
            if issue != known:
                tx.issues.update(known, issue)
                tx.audit.record(by, "compose again", "issue", known.id, now)
            return issue
        made = tx.issues.add(issue, now)
        if made is None:
            raise Moved(f"Ugens udgave ({issue.week}) er netop sat sammen af en anden.")
        tx.audit.record(by, "compose", "issue", made, now, drafts=[i.draft_id for i in issue.items])
        return tx.issues.get(made)

    def _without_stale(self, issue: Issue, now: datetime) -> tuple[Issue, tuple[int, ...]]:
        """The issue without what lost its yes, in its words too; and the drafts that did.

        Its core story is the one that holds now.
        """
        with self.read() as tx:
            gone = stale(tx, issue, now)
            kept = [one for one in issue.items if one not in gone]
            left = replace(
                issue,
                items=tuple(replace(item, position=place) for place, item in enumerate(kept)),
                calendar=tuple(one for one in issue.calendar if one not in gone),
                core_version=self.composing.core_version(tx),
            )
            if gone:
                left = self.composing.worded(tx, replace(left, worded_by=""), _goes(left, now))
        return left, tuple(item.draft_id for item in gone)

    def _too_few(self, count: int) -> str:
        return f"der er {count} godkendte bidrag, og der skal være mindst {self.rules.min_stories}."


def _goes(issue: Issue, now: datetime | None = None) -> datetime:
    """When the issue goes; `now` where that is later."""
    known = [at for at in (issue.sent_at or issue.due_at or issue.composed_at, now) if at]
    return max(known)


def _moved(
    tx: Transaction,
    issue_id: int,
    to: IssueStatus,
    verb: str,
    who: str,
    now: datetime,
    reason: str = "",
    due_at: datetime | None = None,
) -> Issue:
    issue = tx.issues.get(issue_id)
    if issue.status is IssueStatus.SENDING:  # that is for Underway: what is frozen stays
        raise Moved(f"Udgave {issue_id} er under afsendelse.")
    moved = replace(issue.moved(to), reason=reason.strip(), frozen=None, approved_by=None)
    moved = replace(moved, due_at=due_at or issue.due_at)
    tx.issues.update(issue, moved)
    tx.audit.record(who, verb, "issue", issue_id, now, reason=reason.strip())
    return moved
