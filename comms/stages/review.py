"""Review: staff say yes, no, or say it better. The rules hold here, not in the page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from comms.errors import Moved, NotAllowed, UsageError
from comms.model.account import ANYBODY, APPROVERS, Role
from comms.model.clearance import Clearance, Hindrance, hindrances, open_of_kind
from comms.model.draft import Content, Draft
from comms.model.photo import Photo
from comms.model.privacy import Finding, Kind, may_clear, rule_for
from comms.store.database import Begin
from comms.store.holds import EVERYTHING
from comms.store.transaction import Transaction

_NEEDS_REFERENCE = frozenset({Kind.HEALTH, Kind.MINOR})


class Review:
    """Each change and its audit event are one transaction.

    `by` is the name or mail address of a staff account. While an installation has no account
    at all, whoever can run its commands may do everything under the name they give.
    """

    def __init__(self, begin: Begin, *, four_eyes: bool) -> None:
        self.begin = begin
        self.four_eyes = four_eyes

    def approve(
        self, draft_id: int, by: str, now: datetime, expected_version: int | None = None
    ) -> Draft:
        """Say yes to the draft's newest version. Raises NotAllowed with every reason at once.

        expected_version: the version that was read. Raises Moved when there is a newer one.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, APPROVERS)
            draft = tx.drafts.get(draft_id)
            _same_version(draft, expected_version)
            approved = draft.approve(who, now)
            self._refuse_own_words(tx, draft, who)
            if hinders := _hindrances(tx, draft):
                told = "; ".join(dict.fromkeys(_told(one) for one in hinders))
                raise NotAllowed(f"Udkast {draft_id} kan ikke godkendes endnu: {told}")
            tx.drafts.update(draft, approved, now)
            tx.drafts.approved(approved, now)
            _record(tx, who, "approve", approved, now, version=approved.version)
        return approved

    def reject(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft:
        """Say no, with a reason."""
        _needs(reason, "Skriv en grund til at afvise.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            rejected = draft.reject(reason.strip())
            tx.drafts.update(draft, rejected, now)
            _record(tx, who, "reject", rejected, now, reason=reason.strip())
        return rejected

    def edit(
        self,
        draft_id: int,
        content: Content,
        by: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """New words: a new version that waits for a yes again.

        expected_version: the version the writer saw. Raises Moved when there is a newer one.
        """
        _needs(content.text, "Teksten må ikke være tom.")
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            _same_version(draft, expected_version)
            if content == draft.content:
                return draft
            reworded = draft.reword(content, who)
            tx.drafts.update(draft, reworded, now)
            _record(tx, who, "edit", reworded, now, version=reworded.version)
        return reworded

    def schedule(self, draft_id: int, at: datetime | None, by: str, now: datetime) -> Draft:
        """Choose when it may go out; None: as soon as it is approved."""
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            if draft.status not in ("drafted", "approved"):
                raise Moved(f"Udkast {draft_id} kan ikke længere få et tidspunkt.")
            planned = replace(draft, scheduled_at=at)
            tx.drafts.update(draft, planned, now)
            _record(tx, who, "schedule", planned, now, at=at.isoformat() if at else None)
        return planned

    def withdraw(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft:
        """Take it back, until it is being sent."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            withdrawn = draft.withdraw(reason.strip())
            tx.drafts.update(draft, withdrawn, now)
            _record(tx, who, "withdraw", withdrawn, now, reason=reason.strip())
        return withdrawn

    def clear(
        self,
        story_id: int,
        kind: Kind,
        by: str,
        reason: str,
        now: datetime,
        ground: str = "",
        reference: str = "",
    ) -> Clearance:
        """Answer the open findings of one kind on a story (DOMAIN.md, "What a finding does")."""
        _needs(reason, "Skriv en begrundelse.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            found = _open(tx, story_id, kind)
            _may_answer(tx, found, kind, who, story_id)
            if kind in _NEEDS_REFERENCE:
                _needs(reference, "Skriv en henvisning til samtykket.")
            excerpts = tuple(one.text for one in found)
            answer = Clearance(
                story_id, kind, who, reason.strip(), excerpts, ground.strip(), reference.strip()
            )
            if kind is Kind.PHOTO_WITH_PEOPLE:
                _settle_photos(tx, answer)
            tx.findings.clear(answer, now)
            words = {"reason": answer.reason, "ground": answer.ground, "ref": answer.reference}
            tx.audit.record(who, f"clear {kind}", "story", story_id, now, **words)
        return answer

    def settle_photo(self, photo: Photo, by: str, now: datetime) -> None:
        """Store what is known of a photo: people in it or not, on what ground, credit."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            tx.stories.settle_photo(photo)
            tx.audit.record(who, "settle photo", "story", photo.story_id, now, photo.digest)

    def handle(self, item_id: int, by: str, now: datetime) -> None:
        """Somebody has taken care of a mail that waited for a person. A second time does no harm.

        Raises NotFound.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            tx.items.get(item_id)
            if tx.items.handled(item_id, now):
                tx.audit.record(who, "handle", "item", item_id, now)

    def stop(self, by: str, reason: str, now: datetime) -> None:
        """Hold everything that sends, at once."""
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            if tx.holds.put(EVERYTHING, reason.strip() or "Sat på pause", who, now):
                tx.audit.record(who, "stop", "hold", EVERYTHING, now, reason=reason.strip())

    def resume(self, by: str, now: datetime) -> None:
        """Let go of everything that is held, channels' own stops included."""
        with self.begin() as tx:
            who = tx.staff.operating(by, APPROVERS)
            for hold in tx.holds.all():
                tx.holds.lift(hold.part)
                tx.audit.record(who, "resume", "hold", hold.part, now)

    def open_findings(self, draft_id: int) -> Sequence[Hindrance]:
        """What hinders this draft now."""
        with self.begin() as tx:
            return _hindrances(tx, tx.drafts.get(draft_id))

    def _refuse_own_words(self, tx: Transaction, draft: Draft, who: str) -> None:
        """Four eyes: whoever wrote it, last changed it or typed in its story may not approve it."""
        authors = {draft.written_by.lower()}
        if draft.version == 1:
            authors.add(tx.stories.get(draft.story_id).created_by.lower())
        if self.four_eyes and who.lower() in authors:
            raise NotAllowed(
                f"Udkast {draft.id} er skrevet af {who}. En anden skal godkende det (fire øjne)."
            )


def _same_version(draft: Draft, expected: int | None) -> None:
    if expected is not None and expected != draft.version:
        raise Moved(
            f"Udkast {draft.id} er ændret af {draft.written_by}, siden du åbnede det. "
            f"Læs version {draft.version}, før du går videre."
        )


def _role(tx: Transaction, who: str) -> str:
    account = tx.staff.named(who)
    return Role.ADMIN if account is None else account.role


def _needs(text: str, otherwise: str) -> None:
    if not text.strip():
        raise UsageError(otherwise)


def _hindrances(tx: Transaction, draft: Draft) -> tuple[Hindrance, ...]:
    story = tx.stories.get(draft.story_id)
    found, answers = tx.findings.of(story.id), tx.findings.answers(story.id)
    return hindrances(draft, story.photos, found, answers)


def _told(one: Hindrance) -> str:
    return f"{one.says} (»{one.excerpt}«)" if one.excerpt and one.kind != Kind.CPR else one.says


def _open(tx: Transaction, story_id: int, kind: Kind) -> Sequence[Finding]:
    """The open findings of this kind: in the mail, and in the words of the story's drafts."""
    tx.stories.get(story_id)
    answers = tx.findings.answers(story_id)
    found = list(open_of_kind(tx.findings.of(story_id), answers, kind))
    for draft in tx.drafts.all(story_id=story_id):
        for one in _hindrances(tx, draft):
            if one.kind == kind and one.excerpt not in [other.text for other in found]:
                found.append(Finding(kind, one.where, text=one.excerpt, story_id=story_id))
    if not found:
        raise UsageError(f"Bidrag {story_id} har intet åbent fund af slagsen {kind}.")
    return found


def _may_answer(
    tx: Transaction, found: Sequence[Finding], kind: Kind, who: str, story_id: int
) -> None:
    everything = tx.findings.of(story_id)
    if not rule_for(found[0], everything).roles:
        raise UsageError(f"{kind} er kun et råd og skal ikke besvares.")
    if not may_clear(found[0], everything, _role(tx, who)):
        raise NotAllowed(f"{who} må ikke svare på {kind}: det kræver en godkender.")


def _settle_photos(tx: Transaction, answer: Clearance) -> None:
    _needs(answer.ground, "Skriv grundlaget for at vise billedet.")
    for photo in tx.stories.get(answer.story_id).photos:
        tx.stories.settle_photo(replace(photo, people=True, ground=answer.ground))


def _record(
    tx: Transaction, who: str, verb: str, draft: Draft, now: datetime, **content: object
) -> None:
    tx.audit.record(who, verb, "draft", draft.id, now, draft.content_hash, **content)
