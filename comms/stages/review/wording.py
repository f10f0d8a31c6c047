"""Words that review puts right itself: a name is taken out, and a writer smooths it after."""

from datetime import datetime

from comms.errors import UsageError
from comms.model.anonymous import mentions, without_names
from comms.model.draft import Draft, Status
from comms.model.privacy import Kind
from comms.stages.review.ground import needs, reword
from comms.store.transaction import Transaction

_OPEN = (Status.DRAFTED, Status.APPROVED)


def take_name_out(tx: Transaction, draft_id: int, name: str, who: str, now: datetime) -> Draft:
    """Neutral words in the place of a name, in all the open drafts of the story that tell it."""
    needs(name, "Skriv, hvilket navn der skal ud.")
    asked = tx.drafts.get(draft_id)
    found = tx.findings.of(asked.story_id)
    said = [one.text for one in found if one.kind is Kind.NAMED_PERSON]
    names = mentions(name.strip(), said)
    changed = None
    for draft in tx.drafts.all(story_id=asked.story_id):
        content = without_names(draft.content, names)
        if content == draft.content or (draft.status not in _OPEN and draft.id != draft_id):
            continue
        reworded = reword(tx, draft, content, who, now)
        changed = reworded if draft.id == draft_id else changed
    if changed is None:
        raise UsageError(f"Navnet »{name.strip()}« står ikke i udkast {draft_id}.")
    return changed
