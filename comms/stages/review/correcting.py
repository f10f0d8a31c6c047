"""Corrections of a post that is out: drafts like any other, which wait for a yes."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import datetime

from comms.errors import Moved, NotAllowed, UsageError
from comms.model.account import ANYBODY
from comms.model.channels import refuse
from comms.model.draft import Act, Draft, Status
from comms.stages.review.ground import needs, note_people, record
from comms.store.database import Begin
from comms.store.publications import Phase, Publication
from comms.store.transaction import Transaction

# Where a post can be changed or taken away by us.
REACHED = ("facebook",)
_OPEN = (Status.DRAFTED, Status.APPROVED, Status.FAILED)
SUPERSEDED = "Opslaget skal tages ned."


class Correcting:
    """Each change and its audit event are one transaction. `by`: as in Review.

    A correction is named by its own draft or by the draft whose post it is for.
    """

    def __init__(self, begin: Begin) -> None:
        self.begin = begin

    def correct(self, draft_id: int, text: str, by: str, now: datetime) -> Draft:
        """Other words for a post that is out, as a draft. All but the words stays as it is.

        Raises Moved when there is no such post or a correction of it is under way already,
        UsageError without words or with those that stand there, NotAllowed when the consent to
        the story was withdrawn.
        """
        words = needs(text, "Skriv, hvad der skal stå.").replace("\r\n", "\n")
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = posted(tx, draft_id)
            post = out(tx, draft)
            if tx.stories.get(draft.story_id).withdrawn_at is not None:
                raise NotAllowed("Samtykket er trukket tilbage. Tag opslaget ned i stedet.")
            if words == stands(draft, post).strip():
                raise UsageError("Det er det, der står der nu. Skriv, hvad der skal stå i stedet.")
            return propose(tx, draft, draft.correction(words, who), who, now)

    def correct_story(
        self, story_id: int, words: Callable[[str], str], by: str, now: datetime
    ) -> Sequence[Draft]:
        """Other words for each post of a story that is out and has no correction under way.

        words: from what a post says, what it shall say.
        """
        made = []
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            for draft in tx.event_changes.sent(story_id).drafts:
                with contextlib.suppress(Moved, UsageError):
                    standing = stands(draft, out(tx, draft))
                    asked = draft.correction(words(standing), who)
                    made.append(propose(tx, draft, asked, who, now))
        return made

    def take_down(self, draft_id: int, by: str, reason: str, now: datetime) -> Draft:
        """A post that is out shall come down: a draft that waits for a yes.

        An edit of it that was not carried out yet is withdrawn. Raises as `correct` does.
        """
        why = needs(reason, "Skriv, hvorfor opslaget skal tages ned.")
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = posted(tx, draft_id)
            out(tx, draft)
            return propose(tx, draft, draft.taken_down(why, who), who, now)


def propose(tx: Transaction, draft: Draft, correction: Draft, who: str, now: datetime) -> Draft:
    """Store a correction of a draft's post. Raises Moved when one is under way already."""
    refuse(correction.channel, correction.content)
    under_way = [one for one in tx.drafts.corrections(draft.id) if one.status in _OPEN]
    for other in under_way:
        if correction.act is Act.TAKE_DOWN and other.act is Act.EDIT:
            _supersede(tx, other, who, now)
        else:
            raise _under_way(draft, other)
    made = tx.drafts.add(correction, now)
    if made is None:
        raise _under_way(draft)
    kept = tx.drafts.get(made)
    note_people(tx, kept, draft.content, now)
    verb = "draft take down" if kept.act is Act.TAKE_DOWN else "draft correction"
    record(tx, who, verb, kept, now, corrects=draft.id)
    return kept


def posted(tx: Transaction, draft_id: int) -> Draft:
    """The draft whose post is meant: itself, or the one that it corrects. Raises NotFound."""
    draft = tx.drafts.get(draft_id)
    return draft if draft.corrects is None else tx.drafts.get(draft.corrects)


def out(tx: Transaction, draft: Draft) -> Publication:
    """A draft's post, public and within our reach. Raises Moved, UsageError."""
    if draft.channel not in REACHED:
        raise UsageError("Kun opslag på Facebook kan rettes og tages ned herfra.")
    found = tx.publications.of_draft(draft.id)
    if any(one.phase is Phase.REMOVED for one in found):
        raise Moved(f"Opslaget af udkast {draft.id} er taget ned.")
    public = [one for one in found if one.phase is Phase.PUBLIC and one.remote_id]
    if not public or draft.status is not Status.SENT:
        raise Moved(f"Udkast {draft.id} er ikke lagt op, så der er ikke noget at rette på siden.")
    return public[-1]


def stands(draft: Draft, post: Publication) -> str:
    """What a post says, as it was last seen there."""
    return str(post.snapshot["text"]) if post.snapshot else draft.content.text


def _supersede(tx: Transaction, edit: Draft, who: str, now: datetime) -> None:
    """An edit makes no sense any more once its post shall come down."""
    end = edit.reject if edit.status is Status.FAILED else edit.withdraw
    after = end(SUPERSEDED)
    tx.drafts.update(edit, after, now)
    record(tx, who, "withdraw", after, now, reason=SUPERSEDED)


def _under_way(draft: Draft, other: Draft | None = None) -> Moved:
    which = "" if other is None else f" (udkast {other.id})"
    return Moved(f"Der ligger allerede en rettelse af opslaget fra udkast {draft.id}{which}.")
