"""A correction of a post that is out: other words, or the post taken away.

Both are done by a look first. An edit that already shows the words is done, and so is a removal
of a post that is gone: whatever was silent or killed before, nothing is done twice.
"""

import contextlib
from dataclasses import dataclass, field

from comms.channels.ends import ChannelSilent, Posted, PostRefused
from comms.errors import SendError
from comms.model.draft import Act, Draft
from comms.stages.publish.ledger import Ledger, Taken, refuse_changed_words
from comms.stages.publish.ports import Channel
from comms.store.publications import Publication

TRIES = 2
GONE = "Opslaget findes ikke længere på siden, så der er ikke noget at rette."
NOT_PUBLIC = "Opslaget er ikke længere synligt på siden, så det er ikke rettet. Se efter på siden."
CHANGED_THERE = (
    "Opslaget er ændret på Facebook, siden vi sidst så det, så vi har ikke skrevet hen over det. "
    "Læs, hvad der står der nu, og godkend rettelsen igen, hvis den stadig passer."
)
NO_POST = "Vi kan ikke finde det opslag, som rettelsen gælder."
WAS_GONE = "Opslaget var der ikke, da det skulle tages ned."
WAS_CHANGED = "Opslaget var ændret på Facebook, før det blev taget ned. Sådan stod det til sidst."


@dataclass
class Amendment:
    """One correction on its way. maybe_public: it may have been done, nobody knows yet."""

    taken: Taken
    channel: Channel
    ledger: Ledger
    maybe_public: bool = field(default=False, init=False)
    note: str = field(default="", init=False)
    _post: Publication | None = field(default=None, init=False)
    _seen: Posted | None = field(default=None, init=False)

    put_off = "Der kom intet svar. Opslaget er ikke rettet; det prøves igen af sig selv."
    unsure = (
        "Vi ved ikke, om opslaget er rettet eller taget ned. Se efter på siden; "
        "vi slår det også selv op igen."
    )

    def go(self) -> Posted | None:
        """Carry it out; the post as it stands then, None when it is gone.

        Raises as Journey does: PostRefused, ChannelSilent, OnHold, Moved.
        """
        refuse_changed_words(self.taken)
        self._post = self.ledger.post_of(self.taken.draft)
        if self._post is None:
            raise PostRefused("there is no post to correct", NO_POST)
        self.maybe_public = self.taken.resumed
        if self.taken.draft.act is Act.TAKE_DOWN:
            self._take_down(str(self._post.remote_id))
            return None
        return self._edit(str(self._post.remote_id))

    def finish(self, posted: Posted | None) -> Draft:
        """The receipt, kept together with what it means for the post."""
        assert self._post is not None
        return self.ledger.amended(self.taken, self._post, posted, self.note, self._seen)

    def fail(self, refused: PostRefused) -> Draft:
        """It will not be done. What was seen of the post is kept in the same moment."""
        return self.ledger.failed(self.taken, refused, self._post, self._seen)

    def _edit(self, post_id: str) -> Posted:
        wanted = self.taken.draft.content.text
        silence = None
        for _ in range(TRIES):
            if self._shows(post_id, wanted):
                break
            self.ledger.refuse_to_write(self.taken)
            try:
                self.channel.edit(post_id, wanted)
            except ChannelSilent as silent:
                self.maybe_public, silence = True, silent
                continue
            return self._read_back(post_id, wanted)
        else:
            if not self._shows(post_id, wanted) and silence is not None:
                self.maybe_public = True
                raise silence
        assert self._seen is not None
        return self._seen

    def _shows(self, post_id: str, wanted: str) -> bool:
        """Does the post show the words? Raises PostRefused when it is not the one we know."""
        found = self.channel.look(post_id)
        self.maybe_public = False
        self._seen = found
        if found is None:
            raise PostRefused(f"{post_id} is gone", GONE)
        if not found.public:
            raise PostRefused(f"{post_id} is not public", NOT_PUBLIC)
        if _same(found.text, wanted):
            return True
        if not _same(found.text, self._stood()):
            raise PostRefused(f"{post_id} was changed there", CHANGED_THERE)
        return False

    def _stood(self) -> str:
        """What the post said when it was last seen."""
        assert self._post is not None
        return self.ledger.words_of(self._post)

    def _read_back(self, post_id: str, wanted: str) -> Posted:
        found = None
        with contextlib.suppress(SendError):
            found = self.channel.look(post_id)
        return found or Posted(public=True, text=wanted, permalink="")

    def _take_down(self, post_id: str) -> None:
        silence = None
        for _ in range(TRIES):
            if self._is_gone(post_id, tried=silence is not None):
                return
            self.ledger.refuse_to_write(self.taken)
            try:
                self.channel.remove(post_id)
            except ChannelSilent as silent:
                self.maybe_public, silence = True, silent
            else:
                return
        if not self._is_gone(post_id, tried=True) and silence is not None:
            self.maybe_public = True
            raise silence

    def _is_gone(self, post_id: str, *, tried: bool) -> bool:
        found = self.channel.look(post_id)
        self.maybe_public = False
        if found is None:
            if not tried and not self.taken.resumed:
                self.note = WAS_GONE
            return True
        self._seen = found
        if not _same(found.text, self._stood()):
            self.note = WAS_CHANGED
        return False


def _same(one: str, other: str) -> bool:
    """Line ends and spaces at the ends of lines are Facebook's own business."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
