"""What is stored on a post's way: one transaction for each step, none open over the network."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from comms.channels.ends import Posted, PostRefused
from comms.channels.facebook import with_link
from comms.model.draft import Act, Draft, Status
from comms.model.event import day_of
from comms.model.exposure import unfit
from comms.model.letter import Letter
from comms.store import claims
from comms.store.database import Begin
from comms.store.publications import Phase, Publication
from comms.store.transaction import Transaction

BY = "system"
READ_BACK_FOR = timedelta(days=3)
CHANGED_SINCE = "Indholdet er ikke det, der blev godkendt. Læs det igennem, og godkend igen."


@dataclass(frozen=True)
class Taken:
    """A draft under our claim. resumed: an earlier sender got nobody knows how far."""

    draft: Draft
    publication: Publication
    resumed: bool


@dataclass(frozen=True)
class Ledger:
    """sender: who claims here, see `claims`. notices_to: who is told of a stop.

    lease: how long a silent sender keeps its claim; one whose process is gone loses it at once.
    """

    begin: Begin
    channel: str
    clock: Callable[[], datetime]
    sender: str
    lease: timedelta
    notices_to: Sequence[str]

    def refuse_when_held(self) -> None:
        """Raises OnHold."""
        with self.begin() as tx:
            tx.holds.refuse(self.channel)

    def refuse_to_write(self, taken: Taken) -> None:
        """Asked before every write to the channel. Raises OnHold, Moved: no longer ours, or
        PostRefused: a consent was withdrawn meanwhile, or a photo's last day is past.
        """
        with self.begin() as tx:
            tx.holds.refuse(self.channel)
            tx.publications.refuse_when_lost(taken.publication)
            if says := _unfit(tx, taken.draft, self.clock()):
                raise PostRefused("a consent is withdrawn or has run out", says)

    def waiting(self) -> list[Draft]:
        """What to send: first what an earlier sender left open, then what is due."""
        now = self.clock()
        with self.begin() as tx:
            unknown = tx.drafts.all(status=Status.UNKNOWN, channel=self.channel)
            sending = tx.drafts.all(status=Status.SENDING, channel=self.channel)
            due = tx.drafts.due(self.channel, now)
            left = [draft for draft in sending if self._is_left(tx, draft, now)]
        return [*unknown, *left, *due]

    def take(self, draft: Draft) -> Taken | Draft | None:
        """Claim it, with its row.

        A draft: it was sent back, since its words are not those approved, or its photos may not
        be shown any more. None: another sender has it, or it is no longer to be sent.
        """
        now = self.clock()
        resumed = draft.status is not Status.APPROVED
        with self.begin() as tx:
            if not resumed and (says := _unfit(tx, draft, now)):
                return self._sent_back(tx, draft.id, says, now)
            mine = tx.drafts.reclaim(draft, now) if resumed else tx.drafts.claim(draft, now)
            if not mine:
                return self._sent_back_if_changed(tx, draft.id, now)
            taken = tx.drafts.get(draft.id)
            publication = tx.publications.open(taken, self.sender, now)
            tx.audit.record(BY, "claim", "draft", taken.id, now, taken.content_hash)
        return Taken(taken, publication, resumed)

    def _is_left(self, tx: Transaction, draft: Draft, now: datetime) -> bool:
        """Has whoever claimed it died, or been silent for too long?"""
        publication = tx.publications.of(draft)
        sender = publication.sender if publication else None
        return claims.is_gone(sender, draft.claimed_at, now, self.lease)

    def _sent_back_if_changed(self, tx: Transaction, draft_id: int, now: datetime) -> Draft | None:
        """An approval of other words than those stored is no approval."""
        draft = tx.drafts.get(draft_id)
        if draft.approved_hash == draft.content_hash:
            return None
        return self._sent_back(tx, draft_id, CHANGED_SINCE, now)

    def _sent_back(
        self, tx: Transaction, draft_id: int, reason: str, now: datetime
    ) -> Draft | None:
        """To staff, with the reason. None: it is no longer approved, so there is nothing to do."""
        draft = tx.drafts.get(draft_id)
        if draft.status is not Status.APPROVED:
            return None
        back = replace(draft.moved(Status.DRAFTED), approved_hash=None, reason=reason)
        tx.drafts.update(draft, back, now)
        tx.audit.record(BY, "send back", "draft", draft.id, now, draft.content_hash)
        return back

    def keep_photos(self, taken: Taken, photo_ids: Sequence[str]) -> None:
        with self.begin() as tx:
            tx.publications.keep_photos(taken.publication, photo_ids)

    def created(self, taken: Taken, remote_id: str) -> None:
        """The id, stored for itself before anything can become public."""
        with self.begin() as tx:
            tx.publications.created(taken.publication, remote_id)

    def sent(self, taken: Taken, note: str) -> Draft:
        """The receipt."""
        now = self.clock()
        with self.begin() as tx:
            tx.publications.went_out(taken.publication, note, now)
            return self._moved(tx, taken, Status.SENT, note, now)

    def read_back(self, publication: Publication, posted: Posted) -> None:
        """Keep the post as it was seen."""
        snapshot = {"text": posted.text, "seen_at": self.clock().isoformat()}
        with self.begin() as tx:
            tx.publications.read_back(publication.id, posted.permalink, snapshot)

    def unread(self) -> Sequence[Publication]:
        """What went out in the last days and was never read back."""
        with self.begin() as tx:
            return tx.publications.unread(self.channel, self.clock() - READ_BACK_FOR)

    def post_of(self, correction: Draft) -> Publication | None:
        """The post that a correction is for."""
        with self.begin() as tx:
            found = tx.publications.of_draft(correction.corrects or 0)
        out = [one for one in found if one.phase in (Phase.PUBLIC, Phase.REMOVED)]
        return out[-1] if out else None

    def words_of(self, post: Publication) -> str:
        """What the post said when it was last seen; what we sent, when it never was."""
        if post.snapshot:
            return str(post.snapshot["text"])
        with self.begin() as tx:
            versions = tx.drafts.versions(post.draft_id)
        [sent] = [one.content for one in versions if one.content_hash == post.content_hash][-1:]
        apart = sent.link and not sent.photos and not post.error  # error: sent without preview
        return sent.text if apart or not sent.link else with_link(sent.text, sent.link)

    def amended(
        self, taken: Taken, post: Publication, posted: Posted | None, note: str, seen: Posted | None
    ) -> Draft:
        """The receipt of a correction: the post says `posted` now; None: it is gone.

        seen: how a post that was taken down stood before that.
        """
        now = self.clock()
        with self.begin() as tx:
            tx.publications.done(taken.publication, note, now)
            self._keep_seen(tx, post, posted or seen)
            if posted is None:
                tx.publications.removed(post.id)
            verb = "edited" if posted else "taken down"
            content_hash = taken.draft.content_hash
            tx.audit.record(BY, verb, "draft", post.draft_id, now, content_hash)
            return self._moved(tx, taken, Status.SENT, note, now)

    def _keep_seen(self, tx: Transaction, post: Publication, seen: Posted | None) -> None:
        if seen is not None:
            snapshot = {"text": seen.text, "seen_at": self.clock().isoformat()}
            tx.publications.read_back(post.id, seen.permalink or post.permalink, snapshot)

    def failed(
        self,
        taken: Taken,
        refused: PostRefused,
        post: Publication | None = None,
        seen: Posted | None = None,
    ) -> Draft:
        """It is not public and will not be: staff must look at it.

        post, seen: of a correction, the post that it was for, and how it stands now.
        """
        now = self.clock()
        with self.begin() as tx:
            tx.publications.failed(taken.publication, refused.staff, refused.code)
            if post is not None:
                self._keep_seen(tx, post, seen)
            return self._moved(tx, taken, Status.FAILED, refused.staff, now)

    def put_off(self, taken: Taken, reason: str, code: int) -> Draft:
        """It is not public; it is still approved and waits for the next run."""
        now = self.clock()
        with self.begin() as tx:
            tx.publications.put_off(taken.publication, reason, code)
            return self._moved(tx, taken, Status.APPROVED, reason, now)

    def unclear(self, taken: Taken, reason: str) -> Draft:
        """It may be public: shown to a person, and looked up by the next run."""
        now = self.clock()
        with self.begin() as tx:
            tx.publications.unclear(taken.publication, reason)
            return self._moved(tx, taken, Status.UNKNOWN, reason, now)

    def hold(self, reason: str) -> None:
        """Stop the channel, and tell staff once: the first stop writes the letters."""
        now = self.clock()
        with self.begin() as tx:
            if not tx.holds.put(self.channel, reason, BY, now):
                return
            tx.audit.record(BY, "hold", "hold", self.channel, now, reason=reason)
            for address in self.notices_to:
                tx.letters.write(_notice(self.channel, address, reason, now), now)

    def _moved(
        self, tx: Transaction, taken: Taken, to: Status, reason: str, now: datetime
    ) -> Draft:
        after = replace(taken.draft.moved(to), reason=reason)
        tx.drafts.update(taken.draft, after, now)
        verb = "put off" if to is Status.APPROVED else str(to)
        tx.audit.record(BY, verb, "draft", after.id, now, after.content_hash, reason=reason)
        return after


def refuse_changed_words(taken: Taken) -> None:
    """Raises PostRefused for other words than those that were approved."""
    if taken.draft.approved_hash != taken.draft.content_hash:
        raise PostRefused("the words are not those approved", CHANGED_SINCE)


def _unfit(tx: Transaction, draft: Draft, now: datetime) -> str:
    """Why the photos of a draft may not be shown now, or ''. A post may always be taken down."""
    if draft.act is Act.TAKE_DOWN:
        return ""
    return unfit(draft.content.photos, tx.stories.get(draft.story_id), day_of(now))


def _notice(channel: str, address: str, reason: str, now: datetime) -> Letter:
    name = channel.capitalize()
    text = (
        f"{name} er sat på pause, og ingen opslag bliver lagt op.\n\n{reason}\n\n"
        "Når det er i orden, kan I genoptage på forsiden af Opslagstavlen.\n"
    )
    key = f"hold:{channel}:{now.isoformat()}:{address}"
    return Letter(key, "hold", address, f"{name} er sat på pause", text)
