"""Editing: new words, older words again, and what colleagues say to each other meanwhile."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from comms.errors import Moved, UsageError
from comms.model.account import ANYBODY
from comms.model.channels import refuse
from comms.model.draft import Act, Content, Draft
from comms.stages.review.ground import needs, record, reword
from comms.stages.review.pictures import adopt
from comms.store.database import Begin
from comms.store.transaction import Transaction
from comms.store.watches import Watch

LONGEST_COMMENT = 2000  # characters
# How long somebody counts as present after their browser last told; it tells every minute.
PRESENT = timedelta(minutes=5)


class Editing:
    """Each change and its audit event are one transaction. `by`: as in Review."""

    def __init__(self, begin: Begin) -> None:
        self.begin = begin

    def edit(
        self,
        draft_id: int,
        content: Content,
        by: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """New words: a new version that waits for a yes again. The same words make none.

        expected_version: the version the writer saw. Raises Moved when there is a newer one,
        UsageError for what the channel does not take.
        """
        with self.begin() as tx:
            who = tx.staff.operating(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            same_version(draft, expected_version)
            if draft.act is not Act.POST:  # all but the words of a post stays as it is
                content = replace(draft.content, text=content.text)
            if content == draft.content:
                return draft
            refuse(draft.channel, content)
            edited = reword(tx, draft, content, who, now)
            adopt(tx, edited, who, now)
            return edited

    def restore(
        self,
        draft_id: int,
        version: int,
        by: str,
        now: datetime,
        expected_version: int | None = None,
    ) -> Draft:
        """The words of an older version as a new one, which waits for a yes again.

        Raises NotFound, UsageError when its words are those that stand now, and Moved when
        there is a newer version than the one that was seen.
        """
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            same_version(draft, expected_version)
            content = tx.drafts.version(draft_id, version).content
            if content == draft.content:
                raise UsageError(f"Version {version} siger det samme som den, der gælder nu.")
            return reword(tx, draft, content, who, now, "restore", restored=version)

    def comment(self, draft_id: int, text: str, by: str, now: datetime) -> int:
        """Keep a remark to colleagues. It is never sent, and no version is made. Returns its id."""
        said = needs(text, "Skriv en kommentar.")
        if len(said) > LONGEST_COMMENT:
            raise UsageError(f"Kommentaren er på {len(said)} tegn. Højst {LONGEST_COMMENT}.")
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            comment_id = tx.comments.add(draft_id, said, who, now)
            record(tx, who, "comment", draft, now, comment=comment_id)
        return comment_id

    def watch(self, draft_id: int, by: str, now: datetime) -> Sequence[Watch]:
        """`by` has the draft open. Returns who else has one of the story's drafts open."""
        with self.begin() as tx:
            who = tx.staff.acting(by, ANYBODY)
            draft = tx.drafts.get(draft_id)
            tx.watches.forget(now - PRESENT)
            tx.watches.touch(draft_id, who, now)
            return present(tx, draft.story_id, who, now)


def present(tx: Transaction, story_id: int, but: str, now: datetime) -> Sequence[Watch]:
    """Who has drafts of the story open now; `but` is the one who asks."""
    found = tx.watches.of_story(story_id, now - PRESENT)
    return [one for one in found if one.who.lower() != but.lower()]


def same_version(draft: Draft, expected: int | None) -> None:
    """Raises Moved when the draft is not at the version that was seen."""
    if expected is not None and expected != draft.version:
        raise Moved(
            f"Udkast {draft.id} er ændret af {draft.written_by}, siden du åbnede det. "
            f"Læs version {draft.version}, før du går videre."
        )
