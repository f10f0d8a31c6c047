"""The pile before one person: what they are to put right, answer and approve, oldest first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from comms.model.account import Account
from comms.model.called import FOR_A_PERSON
from comms.model.clearance import hindrances
from comms.model.hindrance import Hindrance
from comms.model.story import Story
from comms.store.agenda import COUNTED, DraftWaiting
from comms.store.items import StoredItem
from comms.store.transaction import Transaction

# The stories that have waited longest are looked at one by one; the lists show the rest.
LOOKED_AT = 40
QUESTIONS = 8


@dataclass(frozen=True)
class Bundle:
    """One story's drafts that wait. asks: how many things must be answered first. comments: how
    many colleagues have written about them.
    """

    story: Story
    drafts: tuple[DraftWaiting, ...]
    asks: int = 0
    comments: int = 0


@dataclass(frozen=True)
class Pile:
    """What waits. sent_back: to this person, or to nobody in particular; sent_by: by draft, who
    did. to_answer: findings that their role may answer. to_approve: what they may say yes to.
    with_others: what waits for somebody else. stories: how many wait in all, COUNTED for more;
    questions_count likewise.
    """

    sent_back: Sequence[DraftWaiting]
    sent_by: Mapping[int, str]
    to_answer: Sequence[Bundle]
    to_approve: Sequence[Bundle]
    with_others: Sequence[Bundle]
    stories: int
    questions: Sequence[StoredItem]
    questions_count: int

    @property
    def more(self) -> bool:
        """Are there more than were looked at?"""
        return self.stories > len(self.to_answer) + len(self.to_approve) + len(self.with_others)

    @property
    def over(self) -> bool:
        """Are there more than were counted?"""
        return self.stories >= COUNTED

    @property
    def mine(self) -> int:
        """How many things this person can do something about."""
        own = (self.sent_back, self.to_answer, self.to_approve)
        return sum(len(one) for one in own) + self.questions_count


def pile(tx: Transaction, who: Account, now: datetime, *, four_eyes: bool) -> Pile:
    """Read at one moment, by the same number of queries however much there is."""
    back = tx.agenda.sent_back(LOOKED_AT, to=who.name)
    mails = tx.listings.items(FOR_A_PERSON, waiting=True)
    heaps: dict[str, list[Bundle]] = defaultdict(list)
    for bundle, open_now in _bundles(tx, now):
        heaps[_heap(bundle, open_now, who, four_eyes=four_eyes)].append(bundle)
    return Pile(
        sent_back=back,
        sent_by=tx.agenda.who_sent_back([one.id for one in back]),
        to_answer=heaps["answer"],
        to_approve=heaps["approve"],
        with_others=heaps["others"],
        stories=tx.agenda.count_to_approve(),
        questions=[one for one in mails.rows if not one.acute][:QUESTIONS],
        questions_count=mails.found or 0,
    )


Open = Mapping[int, Sequence[Hindrance]]


def _bundles(tx: Transaction, now: datetime) -> list[tuple[Bundle, Open]]:
    """The stories that have waited longest, each with what hinders its drafts."""
    by_story: dict[int, list[DraftWaiting]] = defaultdict(list)
    for one in tx.agenda.to_approve(LOOKED_AT):
        by_story[one.story_id].append(one)
    ids = list(by_story)
    told, found = tx.stories.several(ids), tx.findings.of_several(ids)
    answers = tx.findings.answers_of_several(ids)
    open_now = {
        draft.id: hindrances(
            draft,
            told[draft.story_id],
            found.get(draft.story_id, ()),
            answers.get(draft.story_id, ()),
            now,
        )
        for draft in tx.drafts.several([one.id for its in by_story.values() for one in its])
    }
    bundles: list[tuple[Bundle, Open]] = []
    said = tx.comments.counts(ids)
    for story_id, its in by_story.items():
        asks = {hindrance for one in its for hindrance in open_now[one.id]}
        comments = said.get(story_id, 0)
        bundles.append((Bundle(told[story_id], tuple(its), len(asks), comments), open_now))
    return bundles


def _heap(bundle: Bundle, open_now: Open, who: Account, *, four_eyes: bool) -> str:
    """Where a story lies for this person: what they can answer comes before their yes."""
    hinders = [one for draft in bundle.drafts for one in open_now[draft.id]]
    if any(who.role in one.roles for one in hinders):
        return "answer"
    free = (draft for draft in bundle.drafts if not open_now[draft.id])
    if who.approves and any(not (four_eyes and draft.own(who.name)) for draft in free):
        return "approve"
    return "others"
