"""One draft's way out: photos, the unseen post, its publication. Each step is stored as it comes.

Until the post is created nothing of it is public, so silence there is answered by another try.
Publishing twice makes no second post, so silence there is answered by a look and another try.
"""

import contextlib
import hashlib
from dataclasses import dataclass, field

from comms.channels.ends import (
    AlreadyThere,
    ChannelSilent,
    Posted,
    PostRefused,
    PreviewRefused,
)
from comms.errors import NotFound, SendError
from comms.model.draft import Draft
from comms.model.photo import PhotoUse
from comms.stages.publish.ledger import CHANGED_SINCE, Ledger, Taken, refuse_changed_words
from comms.stages.publish.ports import Channel
from comms.store.files import Files

TRIES = 2
VANISHED = (
    "Opslaget findes ikke længere på siden. Er det slettet med vilje, skal I ikke gøre noget; "
    "ellers kan I godkende det igen."
)
PHOTO_LOST = "Et af billederne kan ikke findes. Vælg billedet igen, og godkend."
NO_PREVIEW = "Lagt op uden forhåndsvisning: siden bag linket kunne ikke læses."


@dataclass
class Journey:
    """maybe_public: a publication ended in silence, so the post may be seen. note: for staff."""

    taken: Taken
    channel: Channel
    files: Files
    ledger: Ledger
    maybe_public: bool = field(default=False, init=False)
    note: str = field(default="", init=False)
    _seen: Posted | None = field(default=None, init=False)

    put_off = "Der kom intet svar. Opslaget er ikke lagt op; det prøves igen af sig selv."
    unsure = (
        "Vi ved ikke, om opslaget er lagt op. Se efter på siden; vi slår det også selv op igen."
    )

    def go(self) -> Posted | None:
        """Bring it out; the post as read back, None when that could not be read.

        Raises PostRefused, ChannelSilent, OnHold, or Moved when another sender took over.
        """
        refuse_changed_words(self.taken)
        post_id = self.taken.publication.remote_id
        if post_id is None:
            post_id = self._create()
        elif self._is_out(post_id):
            return self._seen
        self._publish(post_id)
        with contextlib.suppress(SendError):
            self._seen = self.channel.look(post_id)
        return self._seen

    def finish(self, posted: Posted | None) -> Draft:
        """The receipt, and the post as it was read back."""
        draft = self.ledger.sent(self.taken, self.note)
        if posted is not None:
            self.ledger.read_back(self.taken.publication, posted)
        return draft

    def fail(self, refused: PostRefused) -> Draft:
        """It is not public and will not be."""
        return self.ledger.failed(self.taken, refused)

    def _is_out(self, post_id: str) -> bool:
        """Look at a post that an earlier try left: if it is public, there is nothing to do."""
        self.maybe_public = self.taken.resumed
        out = self._look(post_id)
        self.maybe_public = False
        return out

    def _create(self) -> str:
        for last in (False, True):
            photos = self._upload_all()
            self.ledger.refuse_to_write(self.taken)
            try:
                post_id = self._create_once(photos)
            except ChannelSilent:
                if last:
                    raise
                continue
            self.ledger.created(self.taken, post_id)
            return post_id
        raise AssertionError("the last try returns or raises")

    def _create_once(self, photos: list[str]) -> str:
        content = self.taken.draft.content
        try:
            return self.channel.create(content.text, content.link, photos)
        except PreviewRefused:
            self.note = NO_PREVIEW
        self.ledger.refuse_to_write(self.taken)
        return self.channel.create_without_preview(content.text, content.link)

    def _upload_all(self) -> list[str]:
        """All photos, in their order.

        Uploads of an earlier try are used only while some were missing: with all of them there, a
        post whose answer was lost may hold them already.
        """
        wanted = self.taken.draft.content.photos
        with self.ledger.begin() as tx:
            kept = list(tx.publications.get(self.taken.publication.id).photo_ids)
        done = kept if len(kept) < len(wanted) else []
        for position, photo in enumerate(wanted[len(done) :], len(done) + 1):
            done.append(self._upload(photo, position))
            self.ledger.keep_photos(self.taken, done)
        return done

    def _upload(self, photo: PhotoUse, position: int) -> str:
        data = self._bytes(photo)
        for _ in range(TRIES - 1):
            self.ledger.refuse_to_write(self.taken)
            with contextlib.suppress(ChannelSilent):
                return self.channel.upload(data, position, photo.alt)
        self.ledger.refuse_to_write(self.taken)
        return self.channel.upload(data, position, photo.alt)

    def _bytes(self, photo: PhotoUse) -> bytes:
        """The bytes that were approved: these, or nothing goes out."""
        try:
            data = self.files.get(photo.digest)
        except NotFound as lost:
            raise PostRefused(str(lost), PHOTO_LOST) from None
        if hashlib.sha256(data).hexdigest() != photo.digest:
            raise PostRefused("the photo's bytes are not those approved", CHANGED_SINCE)
        return data

    def _publish(self, post_id: str) -> None:
        for last in (False, True):
            self.ledger.refuse_to_write(self.taken)
            try:
                return self.channel.publish(post_id)
            except (ChannelSilent, AlreadyThere):
                self.maybe_public = True
                if self._look(post_id):
                    return None
                if last:
                    raise
        raise AssertionError("the last try returns or raises")

    def _look(self, post_id: str) -> bool:
        """Is it public? Raises PostRefused when it is gone."""
        self._seen = self.channel.look(post_id)
        if self._seen is None:
            self.maybe_public = False
            raise PostRefused(f"{post_id} is gone", VANISHED)
        return self._seen.public
