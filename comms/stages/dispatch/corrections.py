"""Corrections of an issue that was sent: an issue of a few words, to the same people."""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from comms.errors import Moved, NotAllowed, UsageError
from comms.model import guards
from comms.model.account import ANYBODY
from comms.model.clearance import hindrances, words_of
from comms.model.draft import Content, Draft
from comms.model.issue import Issue, IssueStatus
from comms.model.privacy import Kind
from comms.model.story import Story
from comms.store.database import Begin
from comms.store.transaction import Transaction

DROPPED = "Rettelsen blev droppet."
LONGEST = 5000  # characters
_TAKEN_OUT = (Kind.CPR, Kind.HEALTH, Kind.MINOR)
_OVER = (IssueStatus.SENT, IssueStatus.CANCELLED)


class IssueCorrections:
    """Each change and its audit event are one transaction."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin

    def correct(self, issue_id: int, text: str, by: str, now: datetime) -> Issue:
        """Tell those who were sent an issue what was wrong and what is right, once a person has
        said yes to it, whatever the rule for other issues is.

        Raises Moved when it is not sent or has a correction under way, UsageError for what the
        text lacks or holds.
        """
        words = _checked(text, now)
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            return _propose(tx, tx.issues.get(issue_id), words, who, now)

    def correct_story(self, story_id: int, text: str, by: str, now: datetime) -> Sequence[Issue]:
        """The same for each issue that told a story and has no correction under way."""
        words, made = _checked(text, now), []
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            for issue in tx.event_changes.sent(story_id).issues:
                with contextlib.suppress(Moved):
                    made.append(_propose(tx, issue, words, who, now))
        return made

    def reword(self, issue_id: int, text: str, by: str, now: datetime) -> Issue:
        """Other words for a correction that is not on its way: it waits for a yes (again)."""
        words = _checked(text, now)
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            issue = tx.issues.get(issue_id)
            if issue.corrects is None:
                raise UsageError(f"Udgave {issue_id} er ikke en rettelse.")
            reworded = issue.reworded(words, who)
            if reworded.intro != issue.intro:
                tx.issues.update(issue, reworded)
                tx.audit.record(who, "reword issue", "issue", issue_id, now, was=issue.intro)
            return tx.issues.get(issue_id)

    def drop(self, issue_id: int, by: str, now: datetime) -> Issue:
        """Do without a correction that is not on its way."""
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            issue = tx.issues.get(issue_id)
            if issue.corrects is None:
                raise UsageError(f"Udgave {issue_id} er ikke en rettelse.")
            dropped = replace(issue.moved(IssueStatus.CANCELLED), reason=DROPPED, frozen=None)
            tx.issues.update(issue, dropped)
            tx.audit.record(who, "drop correction", "issue", issue_id, now)
        return dropped


def _propose(tx: Transaction, issue: Issue, words: str, who: str, now: datetime) -> Issue:
    known = tx.issues.corrections(issue.id)
    if under_way := [one for one in known if one.status not in _OVER]:
        raise Moved(
            f"Der ligger allerede en rettelse til udgave {issue.id}: udgave {under_way[0].id}."
        )
    made = tx.issues.add(issue.correction(words, who, len(known) + 1), now)
    if made is None:
        raise Moved(f"Udgave {issue.id} er netop rettet af en anden.")
    tx.audit.record(who, "correct issue", "issue", made, now, corrects=issue.id)
    return tx.issues.get(made)


def refuse_yes(issue: Issue, who: str, seen: str, *, four_eyes: bool) -> None:
    """Whoever wrote a correction may not approve it, and nobody other words than they read.

    seen: `Issue.words` as it was read; '' when that is not known. Raises NotAllowed, Moved.
    """
    if issue.corrects is None:
        return
    if four_eyes and issue.written_by.lower() == who.lower():
        raise NotAllowed(f"Rettelsen er skrevet af {who}. En anden skal godkende den (fire øjne).")
    if seen and seen != issue.words:
        raise Moved(f"Rettelsen er ændret af {issue.written_by}, siden du læste den. Læs den igen.")


def recipients(tx: Transaction, issue: Issue) -> int:
    """A row for each who shall have the issue; of a correction, those who were sent the first."""
    if issue.corrects is None:
        return tx.deliveries.fill(issue.id)
    return tx.deliveries.fill_again(issue.id, issue.corrects)


def _checked(text: str, now: datetime) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise UsageError("Skriv kort, hvad der var forkert, og hvad der er rigtigt.")
    if len(words) > LONGEST:
        raise UsageError(f"Rettelsen er på {len(words)} tegn. Højst {LONGEST}.")
    content = Content("Rettelse", words)
    found = guards.in_words(words_of(content))
    hinders = hindrances(Draft(0, "newsletter", content), Story("", words), found, (), now)
    if says := [one.says for one in hinders if one.kind in _TAKEN_OUT]:
        raise UsageError(" ".join(dict.fromkeys((*says, "Tag det ud af rettelsen."))))
    return words
