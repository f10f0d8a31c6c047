"""What has waited too long: those who can do something are reminded, then admins are told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from comms.channels.staff_post import StaffPost
from comms.model.account import ADMINS, ANYBODY, APPROVERS, Account, Role
from comms.model.event import day_of
from comms.stages.waiting.told import group, of_drafts, of_items, things
from comms.store.agenda import DraftWaiting, draft_key, item_key
from comms.store.items import StoredItem
from comms.store.transaction import Transaction

# Told of in one go; what is beyond comes with the next tick.
MOST = 2000


@dataclass(frozen=True)
class Step:
    """name: as it stands in keys and letters. Who is told of drafts, and of mails."""

    name: str
    approvals: frozenset[Role]
    questions: frozenset[Role]


REMIND = Step("remind", APPROVERS, ANYBODY)
ESCALATE = Step("escalate", ADMINS, ADMINS)


@dataclass
class _Heap:
    """What one person is told of."""

    who: Account
    absent: Sequence[str]
    yes: list[DraftWaiting] = field(default_factory=list)
    back: list[DraftWaiting] = field(default_factory=list)
    items: list[StoredItem] = field(default_factory=list)


def tell(
    tx: Transaction,
    post: StaffPost,
    step: Step,
    before: datetime,
    now: datetime,
    *,
    four_eyes: bool,
) -> int:
    """A letter to each about what nobody has touched since `before`. Returns how many.

    What is told of is kept in the same transaction, so each thing is told of once a step.
    """
    drafts = tx.agenda.overdue_drafts(before, step.name, MOST)
    items = tx.agenda.overdue_questions(before, step.name, MOST)
    keys = [draft_key(one, step.name) for one in drafts]
    keys += [item_key(one, step.name) for one in items]
    if not keys or not tx.reminders.mark(keys, now):
        return 0
    heaps = _heaps(tx, step, drafts, items, day_of(now), four_eyes=four_eyes)
    return sum(_write(tx, post, step, one, keys[0], now) for one in heaps)


def _heaps(
    tx: Transaction,
    step: Step,
    drafts: Sequence[DraftWaiting],
    items: Sequence[StoredItem],
    day: date,
    *,
    four_eyes: bool,
) -> Iterable[_Heap]:
    everybody = {who.name: _Heap(who, absent) for who, absent in tx.staff.reminded(day)}
    approving = _names(tx, day, step.approvals)
    for name in approving | _names(tx, day, step.questions):
        everybody.setdefault(name, _Heap(_account(tx, name), ()))
    for draft in drafts:
        for name in _whom(draft, step, approving, everybody, four_eyes=four_eyes):
            (everybody[name].back if draft.reason else everybody[name].yes).append(draft)
    for name in _names(tx, day, step.questions):
        everybody[name].items.extend(items)
    return everybody.values()


def _whom(
    draft: DraftWaiting,
    step: Step,
    approving: Iterable[str],
    everybody: dict[str, _Heap],
    *,
    four_eyes: bool,
) -> Iterable[str]:
    """Of a draft that was sent back: its writer, or whoever stands in. Else: those who may say
    yes to it; when nobody may, all who approve, for somebody must find a way.
    """
    if draft.reason and step is REMIND:
        writers = [n for n, one in everybody.items() if draft.writer in (n, *one.absent)]
        return writers if draft.writer and writers else everybody
    able = [name for name in approving if not (four_eyes and draft.own(name))]
    return able if able and step is REMIND else approving


def _names(tx: Transaction, day: date, roles: frozenset[Role]) -> set[str]:
    return {who.name for who, _ in tx.staff.reminded(day, roles)}


def _account(tx: Transaction, name: str) -> Account:
    account = tx.staff.named(name)
    assert account is not None
    return account


def _write(
    tx: Transaction, post: StaffPost, step: Step, heap: _Heap, first: str, now: datetime
) -> bool:
    groups = [
        *group("Sendt tilbage, og skal rettes", of_drafts(heap.back, post)),
        *group("Venter på et ja", of_drafts(heap.yes, post)),
        *group("Henvendelser, som ingen har taget sig af", of_items(heap.items, post)),
    ]
    if not groups:
        return False
    return post.tell(
        tx,
        heap.who,
        "waiting",
        f"waiting:{step.name}:{first}:{heap.who.id}",
        now,
        step=step.name,
        count=things(sum(one.count for one in groups)),
        groups=groups,
        standing_in=" og ".join(heap.absent),
    )
