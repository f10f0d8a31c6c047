"""The yes: who may say it and to what, for one draft, for all of a story's, or alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from comms.channels.staff_post import StaffPost
from comms.errors import Moved, NotAllowed
from comms.model.account import APPROVERS
from comms.model.channels import called
from comms.model.clearance import embargo
from comms.model.draft import Act, Draft, Status
from comms.stages.review.editing import same_version
from comms.stages.review.ground import needs, open_hindrances, record
from comms.store.transaction import Transaction

NO_APPROVER = "Kun en godkender kan godkende."


@dataclass(frozen=True)
class ApprovalRules:
    """four_eyes: whoever wrote or last changed a draft may not approve it.

    emergency: they may after all, with a reason that all other approvers are told of.
    """

    four_eyes: bool = True
    emergency: bool = False


class NotApproved(NotAllowed):
    """Nothing of it was approved. reasons: a sentence or more for each draft that hinders."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(("Intet er godkendt.", *reasons)))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class Choice:
    """A draft that waits for a yes. refusals: why they who ask may not say it now.

    alone: four eyes is all that hinders, and the rules know an emergency.
    """

    draft: Draft
    refusals: tuple[str, ...] = ()
    alone: bool = False

    @property
    def together(self) -> bool:
        """Does it go with the others in one step?"""
        return not self.refusals and _goes_with_others(self.draft)


def choices(
    tx: Transaction, story_id: int, by: str, rules: ApprovalRules, now: datetime
) -> tuple[Choice, ...]:
    """What of a story waits for a yes, and whether `by` may say it, told beforehand."""
    account = tx.staff.named(by)
    approves = account.approves if account else not tx.staff.any()
    who = account.name if account else by
    drafts = [one for one in tx.drafts.all(story_id=story_id) if one.status is Status.DRAFTED]
    told = []
    for draft in drafts:
        role = () if approves else (NO_APPROVER,)
        eyes = _own_words(tx, draft, who) if rules.four_eyes else ""
        findings = tuple(dict.fromkeys(one.says for one in open_hindrances(tx, draft, now)))
        refusals = (*role, *([eyes] if eyes else []), *findings)
        told.append(Choice(draft, refusals, rules.emergency and refusals == (eyes,)))
    return tuple(told)


def say_yes(tx: Transaction, draft: Draft, who: str, rules: ApprovalRules, now: datetime) -> Draft:
    """To the draft's newest version. Raises NotAllowed with every reason at once, and Moved."""
    draft.approve(who, now)
    if rules.four_eyes and (says := _own_words(tx, draft, who)):
        raise NotAllowed(says)
    return _approved(tx, draft, who, now)


def say_yes_to_all(
    tx: Transaction,
    story_id: int,
    seen: Mapping[int, int],
    who: str,
    rules: ApprovalRules,
    now: datetime,
) -> tuple[Draft, ...]:
    """To several drafts of one story, all of them or none.

    seen: by draft, the version that was read; empty: all that wait, but for those that were sent
    back and those that take a post down.
    Raises NotApproved with what hinders each of them, Moved when nothing waits.
    """
    drafts = [one for one in tx.drafts.all(story_id=story_id) if _meant(one, seen)]
    if not drafts or set(seen) - {one.id for one in drafts}:
        raise Moved(f"Bidrag {story_id} har ikke de udkast længere, som du så. Læs det igen.")
    approved, reasons = [], []
    for draft in drafts:
        try:
            same_version(draft, seen.get(draft.id))
            approved.append(say_yes(tx, draft, who, rules, now))
        except (NotAllowed, Moved) as error:
            reasons.append(f"{called(draft.channel, draft.act)}: {error}")
    if reasons:
        raise NotApproved(reasons)
    return tuple(approved)


def say_yes_alone(
    tx: Transaction,
    draft: Draft,
    who: str,
    reason: str,
    rules: ApprovalRules,
    post: StaffPost | None,
    now: datetime,
) -> Draft:
    """In an emergency, to one's own words: logged, and told to all other approvers at once.

    Raises NotAllowed when the rules know no emergency, when nothing but the ordinary way is
    needed, and for open findings as ever.
    """
    if not rules.emergency:
        raise NotAllowed("Nødgodkendelse er slået fra. En anden skal godkende udkastet.")
    why = needs(reason, "Skriv, hvorfor det ikke kan vente på en anden.")
    draft.approve(who, now)
    if not rules.four_eyes or not _own_words(tx, draft, who):
        raise NotAllowed(f"Du kan godkende udkast {draft.id} på almindelig vis.")
    approved = _approved(tx, draft, who, now, alone=why)
    if post is not None:
        _tell_the_others(tx, approved, who, post, now)
    return approved


def _approved(tx: Transaction, draft: Draft, who: str, now: datetime, alone: str = "") -> Draft:
    if hinders := open_hindrances(tx, draft, now):
        told = " ".join(dict.fromkeys(one.says for one in hinders))
        raise NotAllowed(f"Udkast {draft.id} kan ikke godkendes endnu. {told}")
    approved = _after_its_embargo(tx, draft.approve(who, now), now)
    tx.drafts.update(draft, approved, now)
    tx.drafts.approved(approved, now, alone)
    about = {"reason": alone} if alone else {}
    verb = "approve alone" if alone else "approve"
    record(tx, who, verb, approved, now, version=approved.version, **about)
    return approved


def _own_words(tx: Transaction, draft: Draft, who: str) -> str:
    """Four eyes: whoever wrote it, last changed it or typed in its story may not approve it."""
    authors = {draft.written_by.lower()}
    if draft.version == 1:
        authors.add(tx.stories.get(draft.story_id).created_by.lower())
    if who.lower() not in authors:
        return ""
    return f"Udkast {draft.id} er skrevet af {who}. En anden skal godkende det (fire øjne)."


def _meant(draft: Draft, seen: Mapping[int, int]) -> bool:
    if seen:
        return draft.id in seen
    return draft.status is Status.DRAFTED and _goes_with_others(draft)


def _goes_with_others(draft: Draft) -> bool:
    """What was sent back is read by itself, and so is what cannot be undone."""
    return not draft.sent_back and draft.act is not Act.TAKE_DOWN


def _after_its_embargo(tx: Transaction, draft: Draft, now: datetime) -> Draft:
    """An embargo holds a draft that is approved: it goes out at that time, or later."""
    until = embargo(tx.findings.of(draft.story_id))
    if until is None or until <= max(now, draft.scheduled_at or now):
        return draft
    return replace(draft, scheduled_at=until)


def _tell_the_others(
    tx: Transaction, draft: Draft, who: str, post: StaffPost, now: datetime
) -> None:
    channel = called(draft.channel, draft.act)
    for one in tx.staff.all():
        if one.active and one.role in APPROVERS and one.name != who:
            key = f"alone:{draft.id}:{draft.version}:{now.isoformat()}:{one.id}"
            url = post.page(f"/udkast/{draft.id}")
            facts = {"by": who, "channel": channel, "story": draft.story_id, "url": url}
            post.tell(tx, one, "alone", key, now, **facts)
